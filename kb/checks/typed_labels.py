"""No article types by hand the name of a button or page of the account."""

import re
from collections.abc import Iterable, Iterator, Mapping

from kb.checks.model import Check, Edit, Subject
from kb.checks.text import lines
from kb.content import facts as fact_formats
from kb.content.facts import LABEL, Facts
from kb.errors import Problem, quoted

# What sets a name apart from the sentence around it; only guillemets may have a space inside.
MARKED = r"(?:\*\*|__|\*|_|`|<kbd>|<b>|<strong>|[\"“‘„‹]|«[ \u00a0]?)"
MARKED_END = r"(?:\*\*|__|\*|_|`|</kbd>|</b>|</strong>|[\"”’“›]|[ \u00a0]?»)"
SENTENCE_START = re.compile(r"(?:^[\s#>*\-\d.|]*|[.!?:]\s+|\[)$")


def find(subject: Subject) -> Iterable[Problem]:
    """Every label in bold or quotes, and every label of two words or more inside a sentence, at its line."""
    for article in subject.corpus.articles:
        labels = _labels(subject.facts, article.lang)
        for line, text in lines(article):
            for shown in _typed(text, labels):
                uses = " or ".join(f"{{{{ label.{key} }}}}" for key in labels[shown])
                message = f"{quoted(shown)} is a name on the account pages: write {uses} instead"
                yield Problem(article.path, line, message)


def fix(subject: Subject) -> Iterable[Edit]:
    """The placeholder, where only one label reads so."""
    for article in subject.corpus.articles:
        labels = _labels(subject.facts, article.lang)
        for line, text in lines(article):
            for shown in _typed(text, labels):
                if len(labels[shown]) == 1:
                    yield Edit(article.path, line, shown, f"{{{{ label.{labels[shown][0]} }}}}")


def _labels(facts: Facts, lang: str) -> dict[str, list[str]]:
    """The keys of each text that the account pages show in a language."""
    found: dict[str, list[str]] = {}
    for key in facts.labels:
        found.setdefault(fact_formats.text(facts.by_name[LABEL + key], lang), []).append(key)
    return found


def _typed(text: str, labels: Mapping[str, list[str]]) -> Iterator[str]:
    for shown in labels:
        name = re.escape(shown).replace(r"\ ", r"\s+").replace("'", "['’]")
        marked = re.finditer(rf"({MARKED})({name}){MARKED_END}", text, re.IGNORECASE)
        is_named = any(not _is_stressed(*match.groups()) for match in marked)
        if is_named or (" " in shown and _within_sentence(text, name)):
            yield shown


def _is_stressed(mark: str, name: str) -> bool:
    """Whether it is a word that is stressed: small letters in single signs; a button has a capital letter."""
    return mark in ("*", "_") and name[0].islower()


def _within_sentence(text: str, name: str) -> bool:
    """Whether the name stands with its capital letter where a sentence would not have one."""
    found = re.finditer(rf"(?<!\w){name}(?!\w)", text)
    return any(not SENTENCE_START.search(text[: match.start()]) for match in found)


CHECK = Check(
    id="typed-labels",
    reason="A button that was renamed cannot be found by the name that the article still gives it.",
    cure="Write the placeholder that the finding names.",
    find=find,
    fix=fix,
    scope="article",
)
