"""The billing service's public facts: their snapshot, and how each reads in a language."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from babel import Locale, UnknownLocaleError
from babel.lists import format_list
from babel.numbers import format_currency

from kb import strings
from kb.content.sources.texts import read_data
from kb.errors import ContentError, Problem, UnknownName

FILE = "facts.json"
LABEL = "label."
MINOR_UNITS = "-minor"


@dataclass(frozen=True)
class Fact:
    """One thing the service says about itself.

    Attributes:
        name: Dotted, for example `password.min_length`.
        value: As the service publishes it: number, text, list of codes, text by language, a phone's two
            spellings.
        unit: `characters`, `minutes`, `months`, `EUR-minor` (hundredths of a euro), `phone`,
            `label` or empty.
        source: Where the service takes it from.
    """

    name: str
    value: Any
    unit: str = ""
    source: str = ""

    @property
    def is_printable(self) -> bool:
        """Whether it reads as one text; a group of facts such as `contacts.global` does not."""
        return not (
            isinstance(self.value, Mapping) and any(isinstance(v, Mapping) for v in self.value.values())
        )


@dataclass(frozen=True)
class Facts:
    """All facts by name; the names of labels start with `label.`."""

    by_name: Mapping[str, Fact]

    def __iter__(self) -> Iterator[Fact]:
        return iter(self.by_name.values())

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The names an article may write after `facts.`."""
        return tuple(sorted(f.name for f in self if not f.name.startswith(LABEL) and f.is_printable))

    @cached_property
    def labels(self) -> tuple[str, ...]:
        """The names an article may write after `label.`."""
        return tuple(sorted(name.removeprefix(LABEL) for name in self.by_name if name.startswith(LABEL)))

    def find(self, kind: str, name: str) -> Fact:
        """The fact behind a placeholder of kind `fact` or `label`.

        Raises:
            UnknownName: With the nearest names, when the snapshot has no such fact.
        """
        full = LABEL + name if kind == "label" else name
        if kind not in ("fact", "label"):
            raise UnknownName(
                "placeholder", name, [*(f"facts.{known}" for known in self.names), *self._label_names()]
            )
        known = self.labels if kind == "label" else self.names
        if name not in known:
            raise UnknownName(kind, name, known)
        return self.by_name[full]

    def _label_names(self) -> Iterator[str]:
        return (LABEL + name for name in self.labels)


def parse(data: Mapping[str, Mapping[str, Any]]) -> Facts:
    """Facts from the service's answer or from the snapshot, which have the same form.

    Raises:
        ValueError, AttributeError: When they are of another form, or an amount of money is no number.
    """
    entries = sorted(data.items())
    return Facts({name: _checked(Fact(name, **_attributes(entry))) for name, entry in entries})


def _attributes(entry: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "value": entry.get("value"),
        "unit": str(entry.get("unit") or ""),
        "source": str(entry.get("source") or ""),
    }


def _checked(fact: Fact) -> Fact:
    """The fact, of which a page can be made."""
    if fact.unit.endswith(MINOR_UNITS) and type(fact.value) is not int:
        raise ValueError(f"{fact.name} is an amount, and {fact.value!r} is none")
    return fact


def dump(facts: Facts) -> str:
    """The snapshot's text: sorted, indented, one trailing newline, so that a change reads well in a diff."""
    data = {fact.name: {"value": fact.value, "unit": fact.unit, "source": fact.source} for fact in facts}
    return json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def load(content: Path) -> Facts:
    """The snapshot in a content folder; no facts at all where there is none.

    Raises:
        ContentError: When the file is not the JSON that `kb facts pull` writes.
    """
    path = content / FILE
    if not path.is_file():
        return Facts({})
    try:
        return parse(json.loads(read_data(path, f"{content.name}/{FILE}")))
    except (ValueError, AttributeError) as error:
        fault = error if isinstance(error, ValueError) else "it is of another form"
        reason = f"not a snapshot of facts ({fault}); write it again with 'kb facts pull'"
        raise ContentError(
            [Problem(f"{content.name}/{FILE}", getattr(error, "lineno", 0), reason)]
        ) from error


def difference(old: Facts, new: Facts) -> dict[str, tuple[str, str]]:
    """What each fact that differs was and is, as JSON; a missing one is `nothing`. Sources do not count."""
    names = sorted({*old.by_name, *new.by_name})
    pairs = {name: (_shown(old.by_name.get(name)), _shown(new.by_name.get(name))) for name in names}
    return {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}


def _shown(fact: Fact | None) -> str:
    if fact is None:
        return "nothing"
    return json.dumps(fact.value, ensure_ascii=False, sort_keys=True) + (f" {fact.unit}" if fact.unit else "")


def text(fact: Fact, lang: str) -> str:
    """A fact as plain text in a language: money and lists by CLDR, phones as the service displays them."""
    value = fact.value
    if fact.unit.endswith(MINOR_UNITS):
        return format_currency(value / 100, fact.unit.removesuffix(MINOR_UNITS), locale=_locale(lang))
    if isinstance(value, Mapping):
        return str(value.get("display") or value.get(strings.language_of(lang)) or value.get("en") or "")
    if isinstance(value, list):
        return format_list([_word(lang, str(item)) for item in value], locale=_locale(lang))
    return _word(lang, str(value))


def markdown(fact: Fact, lang: str) -> str:
    """A fact as Markdown: phones and e-mail addresses become links, the rest is escaped plain text."""
    shown = text(fact, lang)
    if isinstance(fact.value, Mapping) and "e164" in fact.value:
        return f"[{shown.replace(' ', _NO_BREAK)}](tel:{fact.value['e164']})"
    if fact.unit == "email" or (isinstance(fact.value, str) and "@" in fact.value):
        return f"[{shown}](mailto:{shown})"
    return shown


_NO_BREAK = "\N{NO-BREAK SPACE}"


def _word(lang: str, code: str) -> str:
    """The word for a code of the service such as `letter`; the code itself where the catalogue has none."""
    return strings.catalog(lang).get(f"fact.{code}", code)


def _locale(lang: str) -> Locale:
    try:
        return Locale.parse(lang.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(strings.FALLBACK)
