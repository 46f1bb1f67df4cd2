"""Front matter values -> typed fields, collecting everything that is wrong with them; pure."""

import re
from collections.abc import Collection, Mapping
from datetime import date

from kb.content.values import Value
from kb.errors import Problem, near, nearest, quoted

NO_COMMENT = "put the text in quotes; a remark goes on a line of its own"
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
# What other tools call our fields, and fields of theirs that we have no word for.
ELSEWHERE = {
    "author": "",
    "layout": "",
    "permalink": "",
    "template": "",
    "weight": "",
    "draft": "status",
    "date": "updated",
    "description": "summary",
    "excerpt": "summary",
    "headline": "title",
    "lastmod": "updated",
    "modified": "updated",
    "question": "title",
    "redirect_from": "aliases",
    "redirects": "aliases",
    "section": "category",
    "tags": "keywords",
    "type": "kind",
}
FACTOR = re.compile(r"([0-9])(?:[.,]([0-9]{1,2}))?")
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


class Fields:
    """Takes typed fields out of the values of a front matter; `problems` collects what is wrong with them."""

    def __init__(self, path: str, values: Mapping[str, Value], problems: list[Problem]) -> None:
        """Read from `values`; messages name the file `path` and are added to `problems`."""
        self.path = path
        self.values = values
        self.problems = problems

    def problem(self, line: int, message: str) -> None:
        """Note a fault at a line."""
        self.problems.append(Problem(self.path, line, message))

    def check_names(self, required: Collection[str], known: Collection[str]) -> None:
        """Find missing and unknown fields."""
        meant = {_near_field(name, known) for name in self.values if name not in known}
        for field in required:
            if field not in self.values and field not in meant:
                self.problem(1, f"'{field}' is missing: add a line '{field}: ...' to the front matter")
        for name, value in self.values.items():
            if name not in known:
                ours = _near_field(name, known)
                cure = f" (did you mean {quoted(ours)}?)" if ours else ""
                self.problem(value.line, f"unknown field {quoted(name)}{cure}")

    def lines(self) -> dict[str, int]:
        """The line of each field, and of each list item as `field.0`."""
        lines = {}
        for name, value in self.values.items():
            lines[name] = value.line
            if isinstance(value.content, tuple):
                lines |= {f"{name}.{index}": item.line for index, item in enumerate(value.content)}
        return lines

    def text(self, field: str) -> str:
        """One text on one line; empty when the field is not there."""
        value = self.values.get(field)
        return self.text_of(value, f"'{field}'") if value else ""

    def text_of(self, value: Value, what: str, *, is_prose: bool = False) -> str:
        """The text of a value, which messages call `what`; prose may not lose its end to a comment."""
        if value.comment and (is_prose or value.content is None):
            self.problem(value.line, f"{what} ends before {quoted(value.comment)}: {NO_COMMENT}")
        elif value.content is None or (isinstance(value.content, str) and not value.content.strip()):
            self.problem(value.line, f"{what} is empty: write its text")
        elif not isinstance(value.content, str):
            cure = "not a list" if isinstance(value.content, tuple) else "and text with ':' needs quotes"
            self.problem(value.line, f"{what} must be one text, {cure}")
        return " ".join(value.content.split()) if isinstance(value.content, str) else ""

    def prose(self, field: str) -> str:
        """One text that customers read; a ` #` in it is a fault, because YAML drops what follows."""
        value = self.values.get(field)
        return self.text_of(value, f"'{field}'", is_prose=True) if value else ""

    def slug(self, field: str) -> str:
        """A text that can stand in addresses."""
        text = self.text(field)
        if text and not SLUG.fullmatch(text):
            cure = "use small letters, digits and single hyphens, as in 'change-plan'"
            self.problem(self.values[field].line, f"'{field}' {quoted(text)}: {cure}")
        return text

    def choice(self, field: str, allowed: Collection[str] | None, what: str) -> str:
        """One of the allowed texts; any text where nobody knows them."""
        text = self.text(field)
        if text and allowed is not None and text not in allowed:
            self.problem(self.values[field].line, _unknown(what, text, allowed))
        return text

    def _list(self, field: str, *, is_prose: bool = False) -> list[tuple[int, str]]:
        value = self.values.get(field)
        if value is None or value.content is None:
            return []
        if not isinstance(value.content, tuple):
            self.problem(value.line, f"'{field}' must be a list: one '- ...' per line, or [a, b]")
            return []
        what = f"an item of '{field}'"
        items = [(item.line, self.text_of(item, what, is_prose=is_prose)) for item in value.content]
        seen: set[str] = set()
        for line, text in items:
            if text in seen and text:
                self.problem(line, f"{quoted(text)} stands twice in '{field}': keep one")
            seen.add(text)
        return [(line, text) for line, text in items if text]

    def items(self, field: str) -> tuple[str, ...]:
        """A list of texts that customers write; empty when the field is not there."""
        return tuple(text for _, text in self._list(field, is_prose=True))

    def known_items(self, field: str, allowed: Collection[str] | None, what: str) -> tuple[str, ...]:
        """A list of allowed texts; of any texts where nobody knows them."""
        found = self._list(field)
        for line, text in found:
            if allowed is not None and text not in allowed:
                self.problem(line, _unknown(what, text, allowed))
        return tuple(text for _, text in found)

    def matching_items(self, field: str, pattern: re.Pattern[str], shape: str) -> tuple[str, ...]:
        """A list of texts of a shape, which is said in words."""
        found = self._list(field)
        for line, text in found:
            if not pattern.fullmatch(text) or ".." in text:
                self.problem(line, f"{quoted(text)} in '{field}' must be {shape}")
        return tuple(text for _, text in found)

    def percent(self, field: str, limits: tuple[int, int]) -> int:
        """A factor like 1.5 or 1,5, in percent, between the limits; 100 when the field is not there."""
        text = self.text(field)
        if not text:
            return 100
        least, most = limits
        number = FACTOR.fullmatch(text)
        percent = int(number[1]) * 100 + int((number[2] or "").ljust(2, "0")) if number else 0
        if not least <= percent <= most:
            shape = f"a number from {least / 100:g} to {most / 100:g}, as in 1.5"
            self.problem(self.values[field].line, f"'{field}' {quoted(text)} must be {shape}")
            return 100
        return percent

    def flag(self, field: str, name: str) -> bool:
        """Whether a block's field says `true`, as in `search: {exclude: true}`; False without the block."""
        value = self.values.get(field)
        if value is None:
            return False
        if not isinstance(value.content, Mapping) or not value.content:
            self.problem(value.line, f"'{field}' must hold a field: write '{field}: {{{name}: true}}'")
            return False
        for other, unknown in value.content.items():
            if other != name:
                self.problem(
                    unknown.line, f"unknown field {quoted(f'{field}.{other}')}; it may hold '{name}'"
                )
        found = value.content.get(name)
        text = self.text_of(found, f"'{field}.{name}'").lower() if found else "false"
        if text not in ("true", "false") and text:
            self.problem(value.line, f"'{field}.{name}' {quoted(text)}: write true or false")
        return text == "true"

    def day(self, field: str) -> date | None:
        """A date as ISO 8601 writes it; None when the field is not there."""
        text = self.text(field)
        if not text:
            return None
        try:
            return date.fromisoformat(text if DAY.fullmatch(text) else "")
        except ValueError:
            reason = f"'{field}' {quoted(text)} is not a date: write it as 2026-11-23"
            self.problem(self.values[field].line, reason)
            return None


def _unknown(what: str, name: str, allowed: Collection[str]) -> str:
    return f"unknown {what} {quoted(name)}{nearest(name, allowed)}"


def _near_field(name: str, known: Collection[str]) -> str:
    """Our name of what another tool calls so, else the nearest; empty when none is near."""
    if name.lower() in ELSEWHERE:
        return ELSEWHERE[name.lower()] if ELSEWHERE[name.lower()] in known else ""
    return near(name, known)
