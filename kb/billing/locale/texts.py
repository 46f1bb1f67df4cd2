"""The account pages' and e-mails' texts, by language and key; the labels among them are public facts."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kb.billing.locale.elision import elided

FALLBACK = "en"
_DIRECTORY = Path(__file__).with_name("strings")
# Adding a language is adding its file; the fallback comes first, the others in order of their codes.
LANGUAGES = tuple(
    sorted((file.stem for file in _DIRECTORY.glob("*.json")), key=lambda code: (code != FALLBACK, code))
)


@cache
def catalog(language: str) -> Mapping[str, str]:
    """All texts in ``language``, or in English for a language without a catalogue."""
    name = language if language in LANGUAGES else FALLBACK
    texts: dict[str, str] = json.loads((_DIRECTORY / f"{name}.json").read_text(encoding="utf-8"))
    return texts


def text(language: str, key: str, **values: object) -> str:
    """One text with its ``{placeholders}`` filled. Raises KeyError for a key that no catalogue has."""
    template = catalog(language)[key]
    return elided(template.format(**values), language) if values else template


def plan_name(language: str, plan: str | None) -> str:
    """A plan's name; empty for an account without one."""
    return text(language, f"plan.name_{plan}") if plan else ""


def in_all(key: str) -> dict[str, str]:
    """One text in every language."""
    return {language: text(language, key) for language in sorted(LANGUAGES, reverse=True)}
