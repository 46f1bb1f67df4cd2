"""What a large site's pack holds: words, postings, articles and facets in chunks, each deflated by itself.

A browser takes those that a question needs. It inflates words and terms with a sample of their like before
them, articles with phrases of others: what stands there is not told again. Both samples, the sizes of the
chunks and what postings are decoded by stand in the entry. Pure but for reading the index.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from search.index import Index
from search.model import Document
from search.static.codec import compact_json, deflate, sorted_strings, varints
from search.static.postings import Postings

_ARTICLE_LETTERS = 3_000  # to a chunk, or one article
_WORDS = 64  # to a chunk
_PHRASES = 8_000  # bytes of articles that all articles are told by
_ARTICLES = 3  # that they are taken from
_SAMPLE = 2_000  # bytes of words, and of terms, that all words and terms are told by


@dataclass(frozen=True)
class Pack:
    """The chunks of a large site, facets last; what the entry says of them.

    Attributes:
        chunks: Words, terms, stop words, articles, facets.
        firsts: The first word or term of each chunk of these; how many articles a chunk has (`step`).
        read_by: The sizes of the chunks; what postings, words and articles are read by.
    """

    chunks: list[bytes]
    firsts: dict[str, Any]
    read_by: tuple[bytes, ...]


def pack(index: Index, documents: Sequence[Document]) -> Pack:
    """The pack of an index whose documents are given in its order."""
    postings = Postings(index, [document.category for document in documents])
    words, terms, stops = list(_words(index)), list(postings.chunks()), list(postings.stops())
    like = _sample([part for _, part in words]) + _sample([head for _, head, _ in terms])
    step, phrases, articles = _articles([_article(each, index.statistics.lang) for each in documents])
    chunks = [
        *(deflate(part, phrases=like) for _, part in words),
        *(deflate(*parts, phrases=like) for _, *parts in (*terms, *stops)),
        *articles,
        deflate(compact_json(_facets(documents))),
    ]
    firsts = {
        "words": [first for first, _ in words],
        "terms": [first for first, *_ in terms],
        "stops": [first for first, *_ in stops],
        "step": step,
    }
    sizes = _counted(list(map(len, chunks)))
    numbers = varints(postings.least), varints(postings.categories), _counted(postings.heavier)
    samples = (varints([len(text)]) + text for text in (like, phrases))
    return Pack(chunks, firsts, (sizes, *numbers, b"".join(samples)))


def _counted(numbers: Sequence[int]) -> bytes:
    """How many numbers there are, and they."""
    return varints([len(numbers), *numbers])


def _sample(parts: Sequence[bytes]) -> bytes:
    """Some parts from everywhere: what their like is told by."""
    return b"".join(parts[:: 1 + sum(map(len, parts)) // _SAMPLE])[:_SAMPLE]


def _words(index: Index) -> Iterator[tuple[str, bytes]]:
    """The first word of each chunk of the lexicon; its words, then the number of documents that hold each."""
    words, counts = index.lexicon.words, index.lexicon.counts
    for first in range(0, len(words), _WORDS):
        part = words[first : first + _WORDS]
        yield part[0], sorted_strings(part) + varints(counts[word] for word in part)


def _articles(articles: Sequence[list[Any]]) -> tuple[int, bytes, list[bytes]]:
    """How many go into a chunk, the phrases that they are told by, the chunks."""
    written = [compact_json(article) for article in articles]
    phrases = b"".join(written[:: -(-len(written) // _ARTICLES) or 1])[:_PHRASES]
    step = max(1, round(_ARTICLE_LETTERS * len(articles) / (sum(map(len, written)) or 1)))
    parted = [articles[first : first + step] for first in range(0, len(articles), step)]
    return step, phrases, [deflate(compact_json(part), phrases=phrases) for part in parted]


def _article(document: Document, lang: str) -> list[Any]:
    sections = [[part.heading, part.anchor, part.text] for part in document.parts()]
    fields = [document.id, document.url, document.title, document.summary, document.kind, document.category]
    own = [] if document.lang == lang else [document.lang]
    return [*fields, document.questions, document.keywords, sections, first_for_all(document), *own]


def first_for_all(document: Document) -> int:
    """How many of its sections, the first ones, are for everybody."""
    return sum(not section.for_some for section in document.sections)


def _facets(documents: Sequence[Document]) -> dict[str, list[str]]:
    return {
        "kinds": [document.kind for document in documents],
        "categories": [document.category for document in documents],
    }
