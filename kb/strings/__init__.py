"""Every text of the site, the search interface, the API and the command line, by language and key."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kb.errors import UnknownName

FALLBACK = "en"
DIRECTORY = Path(__file__).parent


@cache
def languages() -> tuple[str, ...]:
    """The languages that have a catalogue of their own, sorted."""
    return tuple(sorted(file.stem for file in DIRECTORY.glob("*.json")))


def language_of(lang: str) -> str:
    """Whose texts a reader of `lang` gets: its own, its base language's ("pt" for "pt-br"), else English."""
    base = lang.partition("-")[0]
    return next((known for known in (lang, base) if known in languages()), FALLBACK)


@cache
def catalog(lang: str) -> Mapping[str, str]:
    """All texts for `lang`; keys that its own catalogue lacks come from English."""
    texts = _read(FALLBACK)
    return texts if language_of(lang) == FALLBACK else texts | _read(language_of(lang))


def text(lang: str, key: str, /, **values: object) -> str:
    """One text with its `{placeholders}` filled.

    Raises:
        UnknownName: When no catalogue has the key.
    """
    try:
        template = catalog(lang)[key]
    except KeyError:
        raise UnknownName("text", key, catalog(lang)) from None
    return template.format(**values) if values else template


def with_prefix(lang: str, *prefixes: str) -> dict[str, str]:
    """The texts whose key starts with one of the prefixes: what a page hands to its scripts."""
    return {key: value for key, value in catalog(lang).items() if key.startswith(prefixes)}


def _read(lang: str) -> dict[str, str]:
    texts: dict[str, str] = json.loads((DIRECTORY / f"{lang}.json").read_text(encoding="utf-8"))
    return texts
