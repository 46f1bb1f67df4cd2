"""Documents to bags of weighted terms, and the table of rarities. Pure; all numbers come from the tuning.

Each field saturates by itself, as in BM25 (Robertson and Zaragoza 2009, section 3.5); the fields add; the sum
saturates again, gently, so that one word in all fields does not outweigh several words of the query.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search.model import Document
from search.text.analyzer import Analyzer, normal

FIELDS = ("title", "questions", "keywords", "headings", "body")
WEIGHT_LIMIT = 65535
IDF_SCALE = 16


@dataclass(frozen=True)
class Counts:
    """What indexing needs of a document: term frequencies and length (in words) by field, and its words."""

    terms: dict[str, dict[str, int]]
    lengths: dict[str, int]
    words: frozenset[str]


def field_texts(document: Document) -> dict[str, tuple[str, ...]]:
    """The texts of each weighted field."""
    body = [document.summary] + [section.text for section in document.sections]
    headings = [section.heading for section in document.sections]
    texts = (document.title,), document.questions, document.keywords, tuple(headings), tuple(body)
    return dict(zip(FIELDS, texts, strict=True))


def count(document: Document, analyzer: Analyzer) -> Counts:
    """Count the terms of a document by field."""
    terms: dict[str, dict[str, int]] = {}
    lengths: dict[str, int] = {}
    words: set[str] = set()
    for name, texts in field_texts(document).items():
        found: dict[str, int] = {}
        lengths[name] = sum(_count_text(normal(text), analyzer, found, words) for text in texts if text)
        terms[name] = found
    return Counts(terms, lengths, frozenset(words))


def without(counts: Counts, name: str, text: str, analyzer: Analyzer) -> Counts:
    """The counts of a document as if one text of a field had not been written; its words stay as they are."""
    lacking: dict[str, int] = {}
    length = _count_text(normal(text), analyzer, lacking, set())
    left = {term: times - lacking.get(term, 0) for term, times in counts.terms[name].items()}
    terms = counts.terms | {name: {term: times for term, times in left.items() if times}}
    return Counts(terms, counts.lengths | {name: counts.lengths[name] - length}, counts.words)


def with_questions(counts: Counts, questions: Sequence[Counts]) -> Counts:
    """The counts of a document without questions as if these, each counted alone, were its own."""
    found: dict[str, int] = {}
    for each in questions:
        for term, times in each.terms["questions"].items():
            found[term] = found.get(term, 0) + times
    length = sum(each.lengths["questions"] for each in questions)
    words = counts.words.union(*(each.words for each in questions))
    return Counts(counts.terms | {"questions": found}, counts.lengths | {"questions": length}, words)


def _count_text(text: str, analyzer: Analyzer, found: dict[str, int], words: set[str]) -> int:
    """Add the terms and the folded words of a text; returns its length."""
    length = 0
    forms = analyzer.forms(text)
    # repository, Repository and "repository." are one Form: what is written is counted in C, a Form met once
    for form, times in Counter(map(analyzer.form, forms)).items():
        length += times * len(form.words)
        for term in form.terms:
            found[term] = found.get(term, 0) + times
        words.update(form.folded)
    for word in analyzer.compound_words(text, forms):
        words.add(analyzer.folded(word))
        for term in analyzer.terms(word):
            found[term] = found.get(term, 0) + 1
    return length


def averages(counts: Iterable[Counts]) -> dict[str, float]:
    """Average length of each field over the documents that have it; 1.0 where none has."""
    total: Counter[str] = Counter()
    holding: Counter[str] = Counter()
    for one in counts:
        total.update(one.lengths)
        holding.update(name for name, length in one.lengths.items() if length)
    return {name: total[name] / holding[name] if holding[name] else 1.0 for name in FIELDS}


def bag(counts: Counts, average: Mapping[str, float], analyzer: Analyzer) -> dict[str, int]:
    """The weight of every term of a document: an integer from 1 to WEIGHT_LIMIT."""
    tuning = analyzer.language.tuning
    weights: dict[str, float] = {}
    for name, terms in counts.terms.items():
        boost, k, b = tuning.boosts[name], tuning.saturation[name], tuning.length_norm[name]
        norm = k * (1 - b + b * counts.lengths[name] / average[name])
        # few different frequencies, hence few different weights: each is worked out once
        gains = {times: boost * times / (times + norm) for times in set(terms.values())}
        for term, times in terms.items():
            weights[term] = weights.get(term, 0.0) + gains[times]
    top = tuning.ceiling
    whole = {
        weight: min(WEIGHT_LIMIT, max(1, int(tuning.scale * top * weight / (top + weight) + 0.5)))
        for weight in set(weights.values())
    }
    return {term: whole[weight] for term, weight in weights.items()}


def boosted(weights: Mapping[str, int], percent: int) -> dict[str, int]:
    """The weights of a document that its editors push up or down."""
    return {term: min(WEIGHT_LIMIT, max(1, weight * percent // 100)) for term, weight in weights.items()}


def idf(total: int, document_frequency: int, base: float) -> int:
    """The rarity of a term that so many of `total` documents hold, as an integer of at least 1."""
    odds = (total - document_frequency + 0.5) / (document_frequency + 0.5)
    return max(1, round(IDF_SCALE * (base + math.log(1 + odds))))


def idf_table(total: int, base: float) -> tuple[tuple[int, int], ...]:
    """Steps (from this many documents, idf) that give every idf without a logarithm at query time."""
    steps: list[tuple[int, int]] = []
    for document_frequency in range(total + 1):
        value = idf(total, document_frequency, base)
        if not steps or steps[-1][1] != value:
            steps.append((document_frequency, value))
    return tuple(steps)
