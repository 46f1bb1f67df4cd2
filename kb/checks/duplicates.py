"""No two articles ask or answer the same: neither search nor a reader could tell which is right."""

import math
import re
from array import array
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
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
    asked = subject.each("asked", None, lambda page: _packed_sets(_asked(page, analyzers[page.lang])))
    packed = subject.each("shingles", None, lambda page: _packed(_shingles(prose(page.body))))
    for lang in subject.corpus.languages:
        articles = [article for article in subject.corpus.of(lang) if article.status != "draft"]
        yield from _questions(articles, asked, analyzers[lang])
        yield from _texts(articles, packed)


def _texts_of(article: Article) -> list[tuple[str, str]]:
    """Its title and its questions, each with its field."""
    return [
        ("title", article.title),
        *((f"questions.{number}", text) for number, text in enumerate(article.questions)),
    ]


def _questions(
    articles: Sequence[Article], of: Callable[[Article], str], analyzer: Analyzer
) -> Iterator[Problem]:
    """Title and questions: each that an earlier article asks, too."""
    asked = [
        (article, number, terms)
        for article in articles
        for number, terms in enumerate(_unpacked_sets(of(article)))
        if len(terms) >= FEWEST_TERMS
    ]
    for first, second in _pairs([terms for _, _, terms in asked]):
        (one, at, _), (other, there, _) = asked[first], asked[second]
        (field, text), (others_field, others_text) = _texts_of(one)[at], _texts_of(other)[there]
        needed = TITLES_ALIKE if "title" in (field, others_field) else ASKED_ALIKE
        words, others = (frozenset(_stems(each, analyzer).values()) for each in (text, others_text))
        if one.id != other.id and len(words & others) >= needed * len(words | others):
            where = f"{one.path}:{one.line(field)}"
            message = f"{quoted(others_text)} asks what {quoted(text)} asks at {where}"
            yield Problem(other.path, other.line(others_field), f"{message}: leave it to one of the two")


def _asked(article: Article, analyzer: Analyzer) -> Iterator[set[int]]:
    """The terms of title and questions as numbers; of less than two that say something nobody can tell."""
    for _, text in _texts_of(article):
        stems = _stems(text, analyzer).items()
        yield {crc32(stem.encode()) for word, stem in stems if not analyzer.is_stop(analyzer.fold(word))}


def _stems(text: str, analyzer: Analyzer) -> dict[str, str]:
    """The stem of each of its words."""
    return {token.word: analyzer.terms(token.word)[0] for token in analyzer.tokens(text)}


def _pairs(sets: Sequence[frozenset[int]]) -> Iterator[tuple[int, int]]:
    """Sets that are alike: only those that share two of their rarest terms are compared.

    That is the prefix filter of Chaudhuri et al. 2006, of two terms where each set has two that it must share
    (Wang et al. 2012); a Jaccard of s is a share s / (1 + s) of both sizes.
    """
    needed = TERMS_ALIKE / (1 + TERMS_ALIKE)
    count = Counter(term for terms in sets for term in terms)
    held: Mapping[tuple[int, int], list[int]] = defaultdict(list)
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


def _packed_sets(sets: Iterable[Collection[int]]) -> str:
    """Sets of numbers as a short text, each after its size."""
    numbers = chain.from_iterable((len(each), *sorted(each)) for each in sets)
    return b64encode(array("I", numbers).tobytes()).decode()


def _unpacked_sets(text: str) -> Iterator[frozenset[int]]:
    numbers, at = _unpacked(text), 0
    while at < len(numbers):
        end = at + 1 + numbers[at]
        yield frozenset(numbers[at + 1 : end])
        at = end


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
