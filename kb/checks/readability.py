"""Sentences and texts that are hard to read."""

import re
from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject
from kb.checks.text import Block, blocks
from kb.content.article import Article
from kb.errors import Problem
from kb.truth.statements import END

LONGEST = 45  # words of a sentence
FEWEST = 80  # words from which an index says something
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*|\x1a+")
# Gulpease (Lucisano and Piemontese, 1988): below 40 hard to read even with a school leaving certificate.
GULPEASE = 40
# Automated Readability Index (Smith and Senter, 1967): the school grade; 16 is the end of college.
GRADE = 16


def find(subject: Subject) -> Iterable[Problem]:
    """Sentences of more than 45 words, and articles whose index says that they are hard to read."""
    for article in subject.corpus.articles:
        found = [block for block in blocks(article) if block.kind in ("summary", "text", "item")]
        for block in found:
            yield from _long(article, block)
        if reason := _hard([block.text for block in found], article.lang):
            yield Problem(article.path, article.body_line, reason)


def _long(article: Article, block: Block) -> Iterator[Problem]:
    at = 0
    for sentence in END.split(block.text.rstrip()):
        place = block.text.index(sentence.lstrip(), at)
        at = place + len(sentence)
        words = len(WORD.findall(sentence))
        if words > LONGEST:
            line = block.line + block.text.count("\n", 0, place)
            yield Problem(article.path, line, f"a sentence of {words} words: say it in two or three")


def _hard(texts: list[str], lang: str) -> str:
    """Why a text is hard to read as a whole; empty where it is not, or nobody can tell."""
    words = [word for text in texts for word in WORD.findall(text)]
    sentences = sum(len(END.split(text.strip())) for text in texts)
    letters = sum(map(len, words))
    if len(words) < FEWEST:
        return ""
    ease = 89 + (300 * sentences - 10 * letters) / len(words)
    grade = 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43
    if lang == "it" and ease < GULPEASE:
        return f"hard to read (Gulpease {ease:.0f}, below {GULPEASE}): shorter sentences, shorter words"
    if lang == "en" and grade > GRADE:
        return f"hard to read (grade {grade:.0f}, above {GRADE}): shorter sentences, shorter words"
    return ""


CHECK = Check(
    id="readability",
    reason="Customers read on a phone, in a hurry, many in a language that is not theirs.",
    cure="Make two sentences of a long one, and a list of a long enumeration.",
    find=find,
    is_hint=True,
    scope="article",
)
