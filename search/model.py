"""The values that go into the engine and come out of it. All offsets count code points."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

Span = tuple[int, int]


@dataclass(frozen=True)
class Section:
    """A heading with the text below it; the lead before the first heading has neither heading nor anchor.

    Attributes:
        for_some: Whether it holds for some readers only and is not to be read as said to all.
    """

    heading: str
    anchor: str
    text: str
    for_some: bool = False


@dataclass(frozen=True)
class Document:
    """An article as the engine sees it: plain text by field, nothing about where it came from.

    Attributes:
        boost: What the editors let its words weigh, in percent; 100 is as they are.
        pins: The queries to which the editors say that this is the answer.
    """

    id: str
    lang: str
    url: str
    title: str
    summary: str = ""
    kind: str = "faq"
    category: str = ""
    questions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    sections: tuple[Section, ...] = ()
    boost: int = 100
    pins: tuple[str, ...] = ()

    def parts(self) -> list[Section]:
        """Its sections, those for everybody first."""
        return sorted(self.sections, key=lambda section: section.for_some)

    def texts(self) -> Iterator[str]:
        """Every searchable text of the document, in reading order, but what is for some readers last."""
        yield self.title
        yield self.summary
        yield from self.questions
        yield from self.keywords
        for section in self.parts():
            yield section.heading
            yield section.text


@dataclass(frozen=True)
class Excerpt:
    """A passage and the [start, end) spans of it that match."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True)
class SectionLink:
    """The part of an article that answers best."""

    heading: str
    anchor: str


@dataclass(frozen=True)
class Hit:
    """One found article, ready to show."""

    id: str
    lang: str
    url: str
    title: str
    title_marks: tuple[Span, ...]
    kind: str
    category: str
    score: int
    excerpt: Excerpt
    section: SectionLink | None


@dataclass(frozen=True)
class Counts:
    """How many results each choice of a filter would give, the other filter kept.

    Attributes:
        kind: By kind; the empty text stands for any. What is not named would give none.
        category: By category; likewise.
    """

    kind: Mapping[str, int]
    category: Mapping[str, int]


@dataclass(frozen=True)
class Results:
    """The answer to a query; `total` counts all matching articles, `hits` holds the first of them.

    Three outcomes: hits that answer (`confident`), the nearest hits (not `confident`), no hits at all.
    `lang` is the language of the index that answered, `query_lang` that of the query, guessed from its words.
    `counts`, where asked for, are of the index that answered; a query with a quoted phrase has none.
    """

    query: str
    lang: str
    total: int
    hits: tuple[Hit, ...]
    confident: bool
    query_lang: str
    suggestion: str | None = None
    fallback: bool = False
    counts: Counts | None = None

    @property
    def is_foreign(self) -> bool:
        """Whether the question is in another language than the answers."""
        return self.query_lang != self.lang

    def as_json(self) -> dict[str, Any]:
        """The plain value that the API, the command line and the browser engine all give."""
        plain = asdict(self)
        plain["hits"] = [_hit_json(hit) for hit in self.hits]
        if self.counts is None:
            del plain["counts"]
        return plain


def _hit_json(hit: Hit) -> dict[str, Any]:
    plain = asdict(hit)
    plain["title_marks"] = [list(span) for span in hit.title_marks]
    plain["excerpt"]["marks"] = [list(span) for span in hit.excerpt.marks]
    return plain


@dataclass(frozen=True)
class Ranked:
    """Results without their texts: ids and scores, best first, and whether they answer."""

    hits: tuple[tuple[str, int], ...]
    confident: bool


@dataclass(frozen=True)
class Reason:
    """One line of the sum that ranked an article: points = quality * idf * weight.

    Points only: the shares for reranking (kind `adjacency`, `as_typed`, `proximity`, `likeness`), what a lack
    of keywords takes (`coverage`), what a wording adds (`pinned`, `title`, `question`). `boost` has none:
    its weight is the percentage by which the editors multiplied the weights.
    """

    word: str
    term: str
    kind: str
    quality: int
    idf: int
    weight: int
    points: int
