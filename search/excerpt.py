"""The passage of a document that answers best, and the words in it to mark. Pure; twin: excerpt.js."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from search.analyze import Analyzer
from search.model import Document, Excerpt, SectionLink, Span

ELLIPSIS = "\u2026"
_BACK = 60

# term -> the word of the query that it stands for (its place), and what a match by this term is worth
Wanted = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class _Match:
    """A matching word of a text, the word of the query that it stands for, and what it is worth."""

    start: int
    end: int
    word: int
    worth: int


def matches(text: str, wanted: Wanted, analyzer: Analyzer) -> list[_Match]:
    """The words of a text whose terms are wanted."""
    found = []
    for token in analyzer.tokens(text):
        for term in analyzer.terms(token.word):
            if term in wanted:
                found.append(_Match(token.start, token.end, *wanted[term]))
                break
    return found


def marks(text: str, wanted: Wanted, analyzer: Analyzer) -> tuple[Span, ...]:
    """The spans of the matching words of a text."""
    return tuple((match.start, match.end) for match in matches(text, wanted, analyzer))


def excerpt(
    document: Document, wanted: Wanted, analyzer: Analyzer, length: int
) -> tuple[Excerpt, SectionLink | None]:
    """The passage of at most `length` code points that holds most of what is wanted, and its section.

    Where no passage says more of it than the title, the summary is shown: it is the answer in a sentence.
    """
    said = _worth(matches(document.title, wanted, analyzer)) if document.summary else 0
    best = (said, 0, 0)
    texts = [document.summary, *(section.text for section in document.sections)]
    headings = ["", *(section.heading for section in document.sections)]
    found = [matches(text, wanted, analyzer) for text in texts]
    for place, (heading, there) in enumerate(zip(headings, found, strict=True)):
        bonus = _worth(matches(heading, wanted, analyzer))
        worth, first = _window(there, length)
        if worth + bonus > best[0]:
            best = (worth + bonus, place, first)
    worth, place, first = best
    if not worth:
        place = next((place for place, text in enumerate(texts) if text), 0)
    passage = _cut(texts[place], found[place], first, length)
    section = document.sections[place - 1] if worth and place else None
    return passage, SectionLink(section.heading, section.anchor) if section and section.anchor else None


def _worth(found: Iterable[_Match]) -> int:
    """The worth of matches, each word of the query counted once, at its best."""
    best: dict[int, int] = {}
    for match in found:
        best[match.word] = max(match.worth, best.get(match.word, 0))
    return sum(best.values())


def _window(found: list[_Match], length: int) -> tuple[int, int]:
    """The worth of the best run of matches that fits, and its first match."""
    best, first = 0, 0
    for place, begin in enumerate(found):
        last = place
        while last < len(found) and found[last].end - begin.start <= length:
            last += 1
        worth = _worth(found[place:last])
        if worth > best:
            best, first = worth, place
    return best, first


def _cut(text: str, found: list[_Match], first: int, length: int) -> Excerpt:
    """Cut the passage at the beginning of a sentence or of a word, and at the end of a word."""
    start = _start(text, found[first].start) if found and len(text) > length else 0
    end = _end(text, start, length)
    lead = ELLIPSIS if start else ""
    cut = text[start:end].rstrip()
    tail = ELLIPSIS if start + len(cut) < len(text.rstrip()) else ""
    spans = tuple(
        (m.start - start + len(lead), m.end - start + len(lead))
        for m in found
        if m.start >= start and m.end <= start + len(cut)
    )
    return Excerpt(lead + cut.replace("\n", " ") + tail, spans)


def _start(text: str, at: int) -> int:
    """Where the passage that shows the match at `at` begins."""
    for place in range(at, max(0, at - _BACK), -1):
        before = text[place - 1]
        if before == "\n" or (before == " " and text[place - 2 : place - 1] in (".", "!", "?", ":")):
            return place
    if at <= _BACK:
        return 0
    space = text.find(" ", at - _BACK, at)
    return space + 1 if space >= 0 else at


def _end(text: str, start: int, length: int) -> int:
    if len(text) - start <= length:
        return len(text)
    space = text.rfind(" ", start + length // 2, start + length + 1)
    return space if space >= 0 else start + length
