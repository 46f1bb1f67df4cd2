"""No two articles ask or answer the same: neither search nor a reader could tell which is right."""

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
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
    for lang in subject.corpus.languages:
        articles = [article for article in subject.corpus.of(lang) if article.status != "draft"]
        yield from _questions(articles, Analyzer(language(lang)))
        yield from _texts(articles)


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
    text: str
    terms: frozenset[str]
    words: frozenset[str]


def _questions(articles: Sequence[Article], analyzer: Analyzer) -> Iterator[Problem]:
    """Title and questions: each that an earlier article asks, too."""
    asked = [one for article in articles for one in _asked(article, analyzer)]
    for first, second in _pairs([one.terms for one in asked]):
        one, other = asked[first], asked[second]
        needed = TITLES_ALIKE if "title" in (one.field, other.field) else ASKED_ALIKE
        is_alike = len(one.words & other.words) >= needed * len(one.words | other.words)
        if one.article.id != other.article.id and is_alike:
            where = f"{one.article.path}:{one.article.line(one.field)}"
            message = f"{quoted(other.text)} asks what {quoted(one.text)} asks at {where}"
            cure = ": leave it to one of the two"
            yield Problem(other.article.path, other.article.line(other.field), message + cure)


def _asked(article: Article, analyzer: Analyzer) -> Iterator[Question]:
    """Of a question of less than two words that say something nobody can tell."""
    numbered = {f"questions.{number}": text for number, text in enumerate(article.questions)}
    for field, text in {"title": article.title, **numbered}.items():
        stems = {token.word: analyzer.terms(token.word)[0] for token in analyzer.tokens(text)}
        terms = frozenset(stem for word, stem in stems.items() if not analyzer.is_stop(analyzer.fold(word)))
        if len(terms) >= FEWEST_TERMS:
            yield Question(article, field, text, terms, frozenset(stems.values()))


def _pairs(sets: Sequence[frozenset[str]]) -> Iterator[tuple[int, int]]:
    """Sets that are alike: only those that share one of their rarest terms are compared.

    That is the prefix filter of Chaudhuri et al. 2006; a Jaccard of s is a share s / (1 + s) of both sizes.
    """
    needed = TERMS_ALIKE / (1 + TERMS_ALIKE)
    count = Counter(term for terms in sets for term in terms)
    held: Mapping[str, list[int]] = defaultdict(list)
    for number, terms in enumerate(sets):
        rarest = sorted(terms, key=lambda term: (count[term], term))
        prefix = rarest[: len(terms) - math.ceil(TERMS_ALIKE * len(terms)) + 1]
        for earlier in sorted({each for term in prefix for each in held[term]}):
            other = sets[earlier]
            if len(terms & other) >= needed * (len(terms) + len(other)):
                yield earlier, number
        for term in prefix:
            held[term].append(number)


def _texts(articles: Sequence[Article]) -> Iterator[Problem]:
    """Bodies that share most of the shorter one's word shingles (Broder 1997)."""
    shingles = {article.path: _shingles(prose(article.body)) for article in articles}
    by_path = {article.path: article for article in articles}
    held: Mapping[int, list[str]] = defaultdict(list)
    for path, found in shingles.items():
        for shingle in found if len(found) >= FEWEST else ():
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
