"""No two articles ask or answer the same: neither search nor a reader could tell which is right."""

import math
import re
from array import array
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from typing import Any
from zlib import crc32

from kb.checks.model import Check, Subject
from kb.checks.text import prose
from kb.content.article import Article
from kb.errors import Problem, quoted
from search.text.analyzer import Analyzer
from search.text.language import language

WORD = re.compile(r"[^\W_]+")
SHINGLE = 5  # words in a row
FEWEST = 20  # shingles from which a text can be like another
ALIKE = 3 / 5  # of the shorter one's shingles
COMMON = 12  # a shingle of more articles than this is a phrase of the house
FEWEST_TERMS = 2
# Shares of what two questions have in common (Jaccard): of their terms, of all words, and if one is a title.
TERMS_ALIKE, ASKED_ALIKE, TITLES_ALIKE = 3 / 4, 5 / 6, 3 / 5


def find(subject: Subject) -> Iterable[Problem]:
    """Questions of two articles in the same terms, and articles that share most of their text."""
    analyzers = {lang: Analyzer(language(lang)) for lang in subject.corpus.languages}
    asked = subject.each("asked", None, lambda page: list(_asked(page, analyzers[page.lang])))
    packed = subject.each("shingles", None, lambda page: _packed(_shingles(prose(page.body))))
    for lang in subject.corpus.languages:
        articles = [article for article in subject.corpus.of(lang) if article.status != "draft"]
        yield from _questions(articles, asked)
        yield from _texts(articles, packed)


@dataclass(frozen=True)
class Question:
    """A title or question of an article.

    Attributes:
        article: Whose it is.
        field: `title`, or `questions.0` for the first.
        terms: The stems of its words that say something.
        words: The stems of all its words.
    """

    article: Article
    field: str
    terms: frozenset[str]
    words: Sequence[str]

    @property
    def text(self) -> str:
        """As it is written."""
        article, number = self.article, self.field.removeprefix("questions.")
        return article.title if number == "title" else article.questions[int(number)]


def _questions(articles: Sequence[Article], of: Callable[[Article], Any]) -> Iterator[Problem]:
    """Title and questions: each that an earlier article asks, too."""
    asked = [
        Question(article, field, frozenset(terms), words)
        for article in articles
        for field, terms, words in of(article)
    ]
    for first, second in _pairs([one.terms for one in asked]):
        one, other = asked[first], asked[second]
        needed = TITLES_ALIKE if "title" in (one.field, other.field) else ASKED_ALIKE
        words, others = frozenset(one.words), frozenset(other.words)
        is_alike = len(words & others) >= needed * len(words | others)
        if one.article.id != other.article.id and is_alike:
            where = f"{one.article.path}:{one.article.line(one.field)}"
            message = f"{quoted(other.text)} asks what {quoted(one.text)} asks at {where}"
            cure = ": leave it to one of the two"
            yield Problem(other.article.path, other.article.line(other.field), message + cure)


def _asked(article: Article, analyzer: Analyzer) -> Iterator[tuple[str, list[str], list[str]]]:
    """Field, terms and words; of a question of less than two words that say something nobody can tell."""
    numbered = {f"questions.{number}": text for number, text in enumerate(article.questions)}
    for field, text in {"title": article.title, **numbered}.items():
        stems = {token.word: analyzer.terms(token.word)[0] for token in analyzer.tokens(text)}
        terms = {stem for word, stem in stems.items() if not analyzer.is_stop(analyzer.fold(word))}
        if len(terms) >= FEWEST_TERMS:
            yield field, sorted(terms), sorted(set(stems.values()))


def _pairs(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Sets that are alike: only those that share two of their rarest terms are compared.

    That is the prefix filter of Chaudhuri et al. 2006, of two terms where each set has two that it must share
    (Wang et al. 2012); a Jaccard of s is a share s / (1 + s) of both sizes.
    """
    needed = TERMS_ALIKE / (1 + TERMS_ALIKE)
    count = Counter(term for terms in sets for term in terms)
    held: Mapping[tuple[str, str], list[int]] = defaultdict(list)
    for number, terms in enumerate(sets):
        rarest = sorted(terms, key=lambda term: (count[term], term))
        prefix = [*combinations(rarest[: len(terms) - math.ceil(TERMS_ALIKE * len(terms)) + 2], 2)]
        for earlier in sorted({each for term in prefix for each in held[term]}):
            other = sets[earlier]
            if len(terms & other) >= needed * (len(terms) + len(other)):
                yield earlier, number
        for term in prefix:
            held[term].append(number)


def _texts(articles: Sequence[Article], packed: Callable[[Article], str]) -> Iterator[Problem]:
    """Bodies that share most of the shorter one's word shingles (Broder 1997)."""
    shingles = {article.path: _unpacked(packed(article)) for article in articles}
    by_path = {article.path: article for article in articles}
    long = {path: found for path, found in shingles.items() if len(found) >= FEWEST}
    count = Counter(chain.from_iterable(long.values()))
    several = {shingle for shingle, times in count.items() if times > 1}
    held: Mapping[int, list[str]] = defaultdict(list)
    for path, found in long.items():
        for shingle in several.intersection(found):
            held[shingle].append(path)
    together = Counter(
        pair for paths in held.values() if len(paths) <= COMMON for pair in combinations(paths, 2)
    )
    for (first, second), shared in together.items():
        share = shared / min(len(shingles[first]), len(shingles[second]))
        if share >= ALIKE:
            other = by_path[second]
            message = f"{share:.0%} of its text stands in {first}, too: make one article of the two"
            yield Problem(second, other.body_line, message)


def _packed(numbers: Iterable[int]) -> str:
    """Numbers of 32 bits as a short text."""
    return b64encode(array("I", sorted(numbers)).tobytes()).decode()


def _unpacked(text: str) -> "array[int]":
    return array("I", b64decode(text))


def _shingles(text: str) -> frozenset[int]:
    words = WORD.findall(text.lower())
    return frozenset(
        crc32(" ".join(words[at : at + SHINGLE]).encode()) for at in range(len(words) - SHINGLE + 1)
    )


CHECK = Check(
    id="duplicates",
    reason="Of two answers to one question customers find the wrong one, and writers correct the other.",
    cure="Make one article of the two with 'kb retire ID --to OTHER', or take the question out of one.",
    find=find,
    is_hint=True,
    scope="language",
)
