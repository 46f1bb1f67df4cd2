"""No article uses a word that the house has given up for another: `content/glossary.yml`."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kb.checks.model import Check, Subject
from kb.checks.text import lines
from kb.content.article import Article
from kb.errors import Problem, quoted

ID = "glossary"
FILE = "glossary.yml"
LINK_TARGET = re.compile(r"\]\([^)]*\)")


def find(subject: Subject) -> Iterable[Problem]:
    """Each word of a title, summary or body that the glossary gives another for, at its line."""
    path = f"{subject.corpus.shown}/{FILE}"
    if not is_glossary(subject.glossary):
        yield Problem(
            path, 1, "write for each language the words to use, each with a list of those it replaces"
        )
        return

    def in_article(article: Article) -> list[tuple[int, str, str]]:
        words = subject.glossary.get(article.lang, {})
        said = ((number, LINK_TARGET.sub("]", text)) for number, text in lines(article) if words)
        return [(number, *found) for number, text in said for found in given_up(text, words)]

    found = subject.each(ID, subject.glossary, in_article)
    for article in subject.corpus.articles:
        for number, wrong, right in found(article):
            yield Problem(article.path, number, f"we write {quoted(right)}, not {quoted(wrong)}")


def given_up(text: str, words: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    """The words of a text that a glossary replaces, as they stand there, and what to write instead."""
    for right, wrongs in words.items():
        for wrong in wrongs:
            for found in re.finditer(_pattern(wrong), text, re.IGNORECASE):
                yield found[0], right


def is_glossary(data: Any) -> bool:  # noqa: ANN401 (what YAML holds)
    """Whether data has the form language -> word to write -> words that it replaces."""
    return isinstance(data, dict) and all(
        isinstance(words, dict)
        and all(
            isinstance(wrongs, list) and all(isinstance(wrong, str) and wrong.strip("* ") for wrong in wrongs)
            for wrongs in words.values()
        )
        for words in data.values()
    )


def _pattern(wrong: str) -> str:
    stem = r"\s+".join(map(re.escape, wrong.removesuffix("*").split()))
    return rf"(?<!\w){stem}" + (r"\w*" if wrong.endswith("*") else r"(?!\w)")


CHECK = Check(
    id=ID,
    reason="One thing with two names reads as two things, and two spellings as two authors.",
    cure="Write the word that the finding names, or change content/glossary.yml.",
    find=find,
)
