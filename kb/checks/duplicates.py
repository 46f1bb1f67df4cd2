"""No two articles ask or answer the same: neither search nor a reader could tell which is right."""

import math
import re
from array import array
from base64 import b64decode, b64encode
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, combinations
from zlib import crc32

from kb.checks.model import Check, Pair, Subject
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
        questions = partial(_questions, articles, asked, analyzers[lang])
        for _, path, line, message in subject.among("alike-questions", None, articles, questions):
            yield Problem(path, line, message)
        texts = partial(_texts, articles, packed)
        for _, path, line, message in subject.among("alike-texts", None, articles, texts):
            yield Problem(path, line, message)


def _texts_of(article: Article) -> list[tuple[str, str]]:
    """Its title and its questions, each with its field."""
    return [
        ("title", article.title),
        *((f"questions.{number}", text) for number, text in enumerate(article.questions)),
    ]


def _questions(
    articles: Sequence[Article],
    of: Callable[[Article], str],
    analyzer: Analyzer,
    new: Collection[str],
    _told: object,
) -> tuple[list[Pair], object]:
    """Title and questions: each that an earlier article asks, too; one of the two is of a new article."""
    packed = {article.path: of(article) for article in articles}
    sought = {term for path in new for terms in _unpacked_sets(packed[path]) for term in terms}
    asked = [
        (article, number, terms)
        for article in articles
        if article.path in new or len(sought.intersection(_unpacked(packed[article.path]))) >= FEWEST_TERMS
        for number, terms in enumerate(_unpacked_sets(packed[article.path]))
        if len(terms) >= FEWEST_TERMS
    ]
    found: list[Pair] = []
    for first, second in _pairs([terms for _, _, terms in asked]):
        (one, at, _), (other, there, _) = asked[first], asked[second]
        if one.id != other.id and (one.path in new or other.path in new):
            found += _alike(one, _texts_of(one)[at], other, _texts_of(other)[there], analyzer)
    return found, 0


def _alike(
    one: Article, first: tuple[str, str], other: Article, second: tuple[str, str], analyzer: Analyzer
) -> Iterator[Pair]:
    """Two questions, given by field and text, where most of their words are the same."""
    words, others = (frozenset(_stems(text, analyzer).values()) for _, text in (first, second))
    needed = TITLES_ALIKE if "title" in (first[0], second[0]) else ASKED_ALIKE
    if len(words & others) >= needed * len(words | others):
        where = f"{one.path}:{one.line(first[0])}"
        said = f"{quoted(second[1])} asks what {quoted(first[1])} asks at {where}: leave it to one of the two"
        yield one.path, other.path, other.line(second[0]), said


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


def _texts(
    articles: Sequence[Article],
    packed: Callable[[Article], str],
    new: Collection[str],
    common: Sequence[int] | None,
) -> tuple[list[Pair] | None, Sequence[int]]:
    """Bodies that share most of the shorter one's word shingles (Broder 1997); one of two is new.

    No pairs where another shingle has become, or is no longer, a phrase of the house: that changes all.
    """
    shingles = {article.path: _unpacked(packed(article)) for article in articles}
    long = {path: found for path, found in shingles.items() if len(found) >= FEWEST}
    held = _held(
        long,
        None
        if common is None
        else {*common, *chain.from_iterable(long[each] for each in long if each in new)},
    )
    now = sorted(shingle for shingle, paths in held.items() if len(paths) > COMMON)
    if common is not None and now != common:
        return None, now
    together = Counter(
        pair
        for paths in held.values()
        if len(paths) <= COMMON
        for pair in combinations(paths, 2)
        if pair[0] in new or pair[1] in new
    )
    by_path, found = {article.path: article for article in articles}, list[Pair]()
    for (first, second), shared in together.items():
        share = shared / min(len(shingles[first]), len(shingles[second]))
        if share >= ALIKE:
            message = f"{share:.0%} of its text stands in {first}, too: make one article of the two"
            found.append((first, second, by_path[second].body_line, message))
    return found, now


def _held(shingles: Mapping[str, Collection[int]], sought: set[int] | None) -> Mapping[int, list[str]]:
    """The paths of each shingle that is sought; of None, of each that more than one text has."""
    if sought is None:
        count = Counter(chain.from_iterable(shingles.values()))
        sought = {shingle for shingle, times in count.items() if times > 1}
    held: Mapping[int, list[str]] = defaultdict(list)
    for path, found in shingles.items():
        for shingle in sought.intersection(found):
            held[shingle].append(path)
    return held


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
