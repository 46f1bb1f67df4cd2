"""The passage of a document that answers best, and the words in it to mark. Pure; twin: excerpt.js."""

from collections.abc import Iterable

from search.model import Document, Excerpt, Section, SectionLink
from search.snippets.highlight import Match, Matcher, QueryTerms, spans

ELLIPSIS = "\u2026"
_BACK = 60
_GAPS = " \n\t"


def excerpt(
    document: Document, query_terms: QueryTerms, matcher: Matcher, length: int
) -> tuple[Excerpt, SectionLink | None]:
    """The passage of at most `length` code points (at least 100) that holds most of the query.

    A heading counts twice: it says what its section is about. Where no passage says more of the query than
    the title, the summary is shown: it is the answer in a sentence. A section for some readers is shown
    where the title and its heading, which says for whom it is, say more of the query than the title and any
    section for all: "You have canceled already" is no answer to who asks how to cancel.
    """
    parts = [Section("", "", document.summary), *document.parts()]
    found = [matcher.matches(part.text, query_terms) for part in parts]
    headings = [matcher.matches(part.heading, query_terms) for part in parts]
    title = matcher.matches(document.title, query_terms)
    written = next((place for place, part in enumerate(parts) if part.text), 0)
    best, told = (_worth(title) if document.summary else 0, written, 0), 0
    for place, (part, heading, there) in enumerate(zip(parts, headings, found, strict=True)):
        says = _worth((*title, *heading, *(() if part.for_some else there)))
        if part.for_some and says <= told:
            continue
        told = max(told, says)
        worth, first = _window(there, length)
        if worth + 2 * _worth(heading) > best[0]:
            best = (worth + 2 * _worth(heading), place, first)
    worth, place, first = best
    passage, part = _cut(parts[place].text, found[place], first, length), parts[place]
    return passage, SectionLink(part.heading, part.anchor) if worth and part.anchor else None


def _worth(found: Iterable[Match]) -> int:
    """The worth of matches, each word of the query counted once, at its best."""
    best: dict[int, int] = {}
    for match in found:
        best[match.word] = max(match.worth, best.get(match.word, 0))
    return sum(best.values())


def _window(found: list[Match], length: int) -> tuple[int, int]:
    """The worth of the best run of matches that fits, and its first match."""
    best, first, last = 0, 0, 0
    for place, begin in enumerate(found):
        reached, last = last, max(last, place)
        while last < len(found) and found[last].end - begin.start <= length:
            last += 1
        if last == reached:  # a part of the run before it
            continue
        worth = _worth(found[place:last])
        if worth > best:
            best, first = worth, place
    return best, first


def _cut(text: str, found: list[Match], first: int, length: int) -> Excerpt:
    """Cut the passage at the beginning of a sentence or of a word, and at the end of a word."""
    start = _start(text, found[first].start) if found and len(text) > length else 0
    end = _end(text, start, length, found[first].end if found else start + 1)
    lead = ELLIPSIS if start else ""
    cut = text[start:end].rstrip(_GAPS)
    tail = ELLIPSIS if start + len(cut) < len(text.rstrip(_GAPS)) else ""
    inside = [match for match in found if match.start >= start and match.end <= start + len(cut)]
    shift = len(lead) - start
    marks = tuple((first + shift, last + shift) for first, last in spans(inside))
    return Excerpt(lead + cut.replace("\n", " ") + tail, marks)


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


def _end(text: str, start: int, length: int, least: int) -> int:
    """Where the passage ends: at the last gap after `least`; in the middle of a word only where none is."""
    stop = start + length
    if len(text) <= stop:
        return len(text)
    gap = max(text.rfind(each, least, stop + 1) for each in _GAPS)
    return gap if gap >= 0 else stop
