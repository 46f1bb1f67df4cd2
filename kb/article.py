"""Text -> Article, or every fault of the file at once with its line; pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kb.errors import ContentError, Problem, did_you_mean, quoted
from kb.frontmatter import Value, read, split

KINDS = ("faq", "guide", "video")
STATUSES = ("published", "draft")
VIDEO_FIELDS = ("file", "captions", "poster", "duration")
REQUIRED = ("id", "title", "summary", "kind", "category")
FIELDS = (
    *REQUIRED,
    "questions",
    "keywords",
    "actions",
    "aliases",
    "related",
    "updated",
    "source",
    "status",
    "video",
    "template",
)
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
ALIAS = re.compile(r"(?:/[A-Za-z0-9._~-]+)+/?")
DURATION = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}")


@dataclass(frozen=True)
class Known:
    """The names an article may use; None where nobody can tell, and then every name passes."""

    categories: Collection[str] | None = None
    actions: Collection[str] | None = None


ANY_NAME = Known()


@dataclass(frozen=True)
class Video:
    """The recording of a video article.

    Attributes:
        file: Path or URL of the recording.
        captions: Path or URL of its WebVTT captions.
        poster: Path or URL of the still that stands before it plays.
        duration: As shown, `m:ss` or `h:mm:ss`.
    """

    file: str
    captions: str
    poster: str = ""
    duration: str = ""


@dataclass(frozen=True)
class Article:
    """One question and its answer in one language.

    Attributes:
        path: The file as messages name it.
        name: The file's name without `.md`, the same in every language; the page is `/{lang}/{name}/`.
        lang: Language code, the folder the file stands in.
        id: Stable and the same in every language.
        lines: The line of each field, `actions.0` for the first action; counted from 1.
        body: Markdown after the front matter, byte for byte.
        body_line: The line of the body's first character in the file.
    """

    path: str
    name: str
    lang: str
    id: str
    title: str
    summary: str
    kind: str
    category: str
    body: str
    body_line: int
    lines: Mapping[str, int]
    questions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    updated: date | None = None
    source: str = ""
    status: str = "published"
    video: Video | None = None
    template: str = ""

    @property
    def url(self) -> str:
        """The page's path on the site, from its root."""
        return f"/{self.lang}/{self.name}/"

    def line(self, field: str) -> int:
        """The line of a field or list item; 1 when the field was not written."""
        return self.lines.get(field, 1)


def parse(text: str, path: str, lang: str, name: str, known: Known = ANY_NAME) -> Article:
    """Read one article.

    Args:
        text: The whole file, with any line ends.
        path: How messages name the file.
        lang: Language code.
        name: The file's name without suffix.
        known: Names of categories and actions to hold the fields against.

    Raises:
        ContentError: With every problem of the file, in order of lines.
    """
    parts = split(text)
    values, problems = read(parts, path)
    reader = _Reader(path, values, problems)
    if parts.closing and (values or not problems):
        reader.check_names()
    article = Article(
        path=path,
        name=name,
        lang=lang,
        id=reader.slug("id"),
        title=reader.text("title"),
        summary=reader.text("summary"),
        kind=reader.choice("kind", KINDS, "kind"),
        category=reader.choice("category", known.categories, "category"),
        body=parts.body,
        body_line=parts.body_line,
        lines=reader.lines(),
        questions=reader.items("questions"),
        keywords=reader.items("keywords"),
        actions=reader.known_items("actions", known.actions, "action"),
        aliases=reader.matching_items("aliases", ALIAS, "a path from the site's root, as in '/it/old-name/'"),
        related=reader.matching_items("related", SLUG, "an article's id, as in 'change-plan'"),
        updated=reader.day("updated"),
        source=reader.text("source"),
        status=reader.choice("status", STATUSES, "status") or "published",
        video=reader.video(),
        template=reader.text("template"),
    )
    if reader.problems:
        raise ContentError(sorted(reader.problems))
    return article


class _Reader:
    """Takes typed fields out of the values and collects what is wrong with them."""

    def __init__(self, path: str, values: Mapping[str, Value], problems: list[Problem]) -> None:
        self.path = path
        self.values = values
        self.problems = problems

    def problem(self, line: int, message: str) -> None:
        self.problems.append(Problem(self.path, line, message))

    def check_names(self) -> None:
        for field in REQUIRED:
            if field not in self.values:
                self.problem(1, f"'{field}' is missing: add a line '{field}: ...' to the front matter")
        for name, value in self.values.items():
            if name not in FIELDS:
                self.problem(value.line, f"unknown field {quoted(name)}{did_you_mean(name, FIELDS)}")

    def lines(self) -> dict[str, int]:
        lines = {}
        for name, value in self.values.items():
            lines[name] = value.line
            if isinstance(value.content, tuple):
                lines |= {f"{name}.{index}": item.line for index, item in enumerate(value.content)}
        return lines

    def text(self, field: str) -> str:
        value = self.values.get(field)
        return self._text(value, f"'{field}'") if value else ""

    def _text(self, value: Value, what: str) -> str:
        if isinstance(value.content, str) and value.content.strip():
            return " ".join(value.content.split())
        empty = value.content is None or isinstance(value.content, str)
        self.problem(
            value.line,
            f"{what} is empty: write its text" if empty else f"{what} must be one text, not a list",
        )
        return ""

    def slug(self, field: str) -> str:
        text = self.text(field)
        if text and not SLUG.fullmatch(text):
            cure = "use small letters, digits and single hyphens, as in 'change-plan'"
            self.problem(self.values[field].line, f"'{field}' {quoted(text)}: {cure}")
        return text

    def choice(self, field: str, allowed: Collection[str] | None, what: str) -> str:
        text = self.text(field)
        if text and allowed is not None and text not in allowed:
            self.problem(self.values[field].line, _unknown(what, text, allowed))
        return text

    def _list(self, field: str) -> list[tuple[int, str]]:
        value = self.values.get(field)
        if value is None or value.content is None:
            return []
        if not isinstance(value.content, tuple):
            self.problem(value.line, f"'{field}' must be a list: one '- ...' per line, or [a, b]")
            return []
        items = [(item.line, self._text(item, f"an item of '{field}'")) for item in value.content]
        seen: set[str] = set()
        for line, text in items:
            if text in seen and text:
                self.problem(line, f"{quoted(text)} stands twice in '{field}': keep one")
            seen.add(text)
        return [(line, text) for line, text in items if text]

    def items(self, field: str) -> tuple[str, ...]:
        return tuple(text for _, text in self._list(field))

    def known_items(self, field: str, allowed: Collection[str] | None, what: str) -> tuple[str, ...]:
        found = self._list(field)
        for line, text in found:
            if allowed is not None and text not in allowed:
                self.problem(line, _unknown(what, text, allowed))
        return tuple(text for _, text in found)

    def matching_items(self, field: str, pattern: re.Pattern[str], shape: str) -> tuple[str, ...]:
        found = self._list(field)
        for line, text in found:
            if not pattern.fullmatch(text) or ".." in text:
                self.problem(line, f"{quoted(text)} in '{field}' must be {shape}")
        return tuple(text for _, text in found)

    def day(self, field: str) -> date | None:
        text = self.text(field)
        if not text:
            return None
        try:
            return date.fromisoformat(text)
        except ValueError:
            self.problem(
                self.values[field].line, f"'{field}' {quoted(text)} is not a date: write it as 2026-11-23"
            )
            return None

    def video(self) -> Video | None:
        value = self.values.get("video")
        is_video = self.text_or_none("kind") == "video"
        if value is None:
            if is_video:
                self.problem(
                    self.values["kind"].line, "kind 'video' needs a field 'video' with file and captions"
                )
            return None
        if not isinstance(value.content, Mapping):
            self.problem(value.line, "'video' must hold fields: file, captions, poster, duration")
            return None
        if not is_video:
            self.problem(value.line, "'video' belongs to articles of kind 'video' only")
        return self._video(value.line, value.content)

    def text_or_none(self, field: str) -> str | None:
        value = self.values.get(field)
        return value.content if value and isinstance(value.content, str) else None

    def _video(self, line: int, fields: Mapping[str, Value]) -> Video:
        for name, value in fields.items():
            if name not in VIDEO_FIELDS:
                self.problem(
                    value.line, f"unknown field {quoted('video.' + name)}{did_you_mean(name, VIDEO_FIELDS)}"
                )
        for name in ("file", "captions"):
            if name not in fields:
                self.problem(line, f"'video.{name}' is missing: a recording needs its {name}")
        texts = {name: self._text(fields[name], f"'video.{name}'") for name in VIDEO_FIELDS if name in fields}
        duration = texts.get("duration", "")
        if duration and not DURATION.fullmatch(duration):
            self.problem(
                fields["duration"].line, f"'video.duration' {quoted(duration)}: write minutes as in \"1:05\""
            )
        return Video(texts.get("file", ""), texts.get("captions", ""), texts.get("poster", ""), duration)


def _unknown(what: str, name: str, allowed: Collection[str]) -> str:
    near = did_you_mean(name, allowed)
    return f"unknown {what} {quoted(name)}" + (
        near or (f": one of {', '.join(allowed)}" if len(allowed) < 15 else "")
    )
