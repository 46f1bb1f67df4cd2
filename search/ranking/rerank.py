"""How closely a document says what the query says. Pure; twin: rerank.js.

Words decide which documents are found; this decides between the first of them. Four shares of a
document's score, each in sixteenths by the tuning: for neighbours of the query that stand side by side in it
(adjacency), for content terms that it holds as they were typed (as_typed), for those of them that stand in
one passage where the query is nothing but content terms (proximity), and for the likeness of the whole query
to its title or to one of its questions: Dice's coefficient (Dice 1945) over character 4-grams, which
forgives the inflections and typing errors that no rule knows.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from search.model import Document
from search.query.expand import SIXTEENTHS
from search.query.understand import Group, Query
from search.ranking.score import are_keywords, confidence
from search.text.language import Tuning
from search.text.phrases import Flattener

WHOLE = 256
CLOSE = 100  # what an index needs is so much less than it was by words alone: these stay as sure as they were
Grams = frozenset[str]
# words or pairs of a query, flat: each in its spellings
Spellings = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class ComparableQuery:
    """A query, comparable: its neighbours, its content terms, the character 4-grams of the whole.

    `keywords`: whether there are content terms only, so that they should stand in one passage.
    """

    pairs: Spellings
    words: Spellings
    grams: Grams
    keywords: bool


@dataclass(frozen=True)
class ComparableDocument:
    """A document, comparable.

    Attributes:
        flat: All its texts.
        sizes: The number of 4-grams of its title and of each question.
        grams: Which of these hold a 4-gram, by their places.
    """

    flat: str
    sizes: tuple[int, ...]
    grams: Mapping[str, Sequence[int]]


def comparable_query(query: Query, flattener: Flattener, tuning: Tuning) -> ComparableQuery:
    """What a query is compared by; the likeness is that of the query without typing errors."""
    if query.message:
        return ComparableQuery((), (), frozenset(), keywords=False)
    keywords = are_keywords(query.groups, tuning.keywords)
    longest = tuning.likeness_longest
    stops = {group.word for group in query.groups if group.stop}
    pairs = flattener.pairs(flattener.flat(query.text)[:longest], stops)
    grams = _grams(flattener.flat(query.corrected)[:longest], tuning.ngram)
    words = tuple(_spellings(group) for group in query.groups if not group.stop)
    return ComparableQuery(tuple((pair,) for pair in pairs), words, grams, keywords)


def comparable_document(document: Document, flattener: Flattener, tuning: Tuning) -> ComparableDocument:
    """What a document says, to be compared with many queries."""
    flat = flattener.document(document)
    title, _, *others = flat.split("|")
    wordings = [_grams(each, tuning.ngram) for each in (title, *others[: len(document.questions)])]
    places: dict[str, list[int]] = {}
    for place, grams in enumerate(wordings):
        for gram in grams:
            places.setdefault(gram, []).append(place)
    return ComparableDocument(flat, tuple(map(len, wordings)), places)


def rerank(
    query: ComparableQuery, document: ComparableDocument, score: int, tuning: Tuning
) -> dict[str, int]:
    """The points that a document with this score gets beside it, by the name of the share."""
    near = score * tuning.proximity if query.keywords else 0
    return {
        "adjacency": _held(query.pairs, document.flat, score * tuning.adjacency),
        "as_typed": _held(query.words, document.flat, score * tuning.as_typed),
        "proximity": _near(query.words, document.flat, near, tuning.passage) if near else 0,
        "likeness": _alike(query.grams, document, score * tuning.likeness),
    }


def evidence(
    query: Query,
    compared: ComparableQuery,
    strengths: Sequence[int],
    document: ComparableDocument,
    tuning: Tuning,
    lang: str,
) -> int:
    """What speaks for a document that holds the content terms so strongly, in 256ths of a confidence.

    A word that others hold but this one lacks (`cancel a meeting`) speaks against it as one that nobody
    knows; in a whole message, which has many, as one word.
    """
    content = [group for group in query.groups if not group.stop]
    missed = 1 if query.message else tuning.unknown
    return confidence(content, strengths, missed) * closeness(query, compared, document, tuning, lang)


def closeness(
    query: Query, compared: ComparableQuery, document: ComparableDocument, tuning: Tuning, lang: str
) -> int:
    """How closely a document says what the query says, in 256ths of a score: evidence, not order.

    Passages are left aside: they part keywords only. A word alone has all its neighbours. A whole message, or
    a query in another language than the documents' (`lang`), resembles no wording: it counts as `CLOSE`.
    """
    if query.message or query.lang != lang:
        return CLOSE
    alone = 0 if compared.pairs else WHOLE * tuning.adjacency // SIXTEENTHS
    return alone + sum(rerank(replace(compared, keywords=False), document, WHOLE, tuning).values())


def _spellings(group: Group) -> tuple[str, ...]:
    """The word as typed, and in a compound with its neighbours: who types `e-mail` means `email`."""
    compounds = (each.word for each in group.alternatives if each.kind == "compound")
    return tuple(f" {word} " for word in (group.word, *compounds))


def _grams(flat: str, size: int) -> Grams:
    return frozenset(flat[first : first + size] for first in range(len(flat) - size + 1))


def _held(words: Sequence[Sequence[str]], flat: str, sixteenths: int) -> int:
    held = sum(any(each in flat for each in spellings) for spellings in words)
    return sixteenths * held // (SIXTEENTHS * len(words)) if held else 0


def _near(words: Spellings, flat: str, sixteenths: int, span: int) -> int:
    """As much of them as the text holds, beside a first one, of the words within `span` letters."""
    found = sorted(
        (at, place)
        for place, spellings in enumerate(words)
        for spelling in spellings
        for at in _places(spelling, flat)
    )
    inside: Counter[int] = Counter()
    best, first = 1, 0
    for at, place in found:
        inside[place] += 1
        while at - found[first][0] > span:
            inside[found[first][1]] -= 1
            first += 1
        best = max(best, sum(map(bool, inside.values())))
    return sixteenths * (best - 1) // (SIXTEENTHS * max(1, len(words) - 1))


def _places(spelling: str, flat: str) -> Iterator[int]:
    """Where a word with its spaces stands in a flat text; neighbours share a space."""
    at = flat.find(spelling)
    while at >= 0:
        yield at
        at = flat.find(spelling, at + 1)


def _alike(grams: Grams, document: ComparableDocument, sixteenths: int) -> int:
    """The likeness to the likest wording; counted by 4-gram, which is faster than by wording."""
    common = Counter(chain.from_iterable(document.grams.get(gram, ()) for gram in grams))
    alike = (
        2 * sixteenths * count // (SIXTEENTHS * (len(grams) + document.sizes[place]))
        for place, count in common.items()
    )
    return max(alike, default=0)
