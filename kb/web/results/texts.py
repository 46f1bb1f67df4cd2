"""Elements and sentences of a results page: what a visitor or a writer typed is escaped. Pure.

Its twin in the browser is ui/text.js.
"""

import re

from babel import Locale
from markupsafe import Markup, escape

from kb.web.results.shown import Config

LONGEST_ECHO = 80  # code points of a query that a sentence repeats
Span = tuple[int, int]


def make(tag: str, attributes: dict[str, str], *children: Markup | str) -> Markup:
    """An element; empty attributes are left out, plain strings are escaped."""
    listed = Markup().join(
        Markup(' {}="{}"').format(name, value) for name, value in attributes.items() if value
    )
    inner = Markup().join(escape(child) for child in children)
    return Markup("<{}{}>{}</{}>").format(Markup(tag), listed, inner, Markup(tag))


def marked(text: str, marks: tuple[Span, ...]) -> Markup:
    """The text with its marked stretches in <mark>."""
    parts, at = [], 0
    for start, end in marks:
        parts += [escape(text[at:start]), make("mark", {}, text[start:end])]
        at = end
    return Markup().join([*parts, escape(text[at:])])


def say(config: Config, key: str, query_lang: str = "", **values: object) -> Markup:
    """A sentence of the page's texts; each value in a <bdi>, cut where endless; a query's has a `lang`."""
    parts = re.split(r"\{(\w+)\}", config["strings"][f"search.{key}"])
    lang = {"query": "" if query_lang == config["ui_lang"] else query_lang}
    return Markup().join(
        make("bdi", {"lang": lang.get(part, "")}, cut(str(values[part]))) if place % 2 else escape(part)
        for place, part in enumerate(parts)
    )


def cut(text: str) -> str:
    """A text that is repeated to its reader, no longer than a sentence bears."""
    return text if len(text) <= LONGEST_ECHO else text[:LONGEST_ECHO] + "…"


def language(config: Config, lang: str) -> str:
    """A language's name in the reader's language."""
    return Locale.parse(lang, sep="-").get_display_name(Locale.parse(config["ui_lang"], sep="-")) or lang
