"""What never ends in a page, and what ends too early -> a page in which no text hides behind it; pure.

A browser takes a comment without an end for the rest of the page, and a `</div>` too many for the end of the
article. Whoever wrote that page had text there; so it is read as if the faulty tag were not there.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from kb.importing.html.pieces import Piece, pieces

# What hides or holds all that follows, as long as no end tag comes.
HOLDING = frozenset({
    "svg", "math", "template", "select", "button", "object", "applet", "form", "dialog", "canvas", "video",
    "audio", "noscript",
})  # fmt: skip
BOXES = frozenset({"div", "section", "article", "main", "details", "dl", "dd"})
AGAIN = 4  # times the tags of a page that are read again behind one too many, at most


def mended(page: str, lose: Callable[[str], None]) -> tuple[str, bool]:
    """A page without what would hide its text, and whether it had a `</div>` too many.

    Of that no other name says which of the boxes around it goes on.

    Args:
        page: HTML.
        lose: Told of what never ends, with the text that is gone with it.
    """
    page = page.replace("\0", "")
    found = list(pieces(page))
    whole = [piece for piece in found if not piece.is_cut and not page.endswith("/>", piece.start, piece.end)]
    gone = [*(piece for piece in found if piece.is_cut), *_never_ended(whole)]
    for piece in gone:
        if not piece.quote:
            lose(f"what never ends: {page[piece.start : piece.end][:80]!r}")
    early = list(_too_many(whole))
    is_guess = any(piece.name == "/div" for piece in early)
    return _without(page, sorted([*gone, *early], key=lambda piece: piece.start)), is_guess


def _without(page: str, gone: Iterable[Piece]) -> str:
    """A page without some pieces; of those that lack a quote only the quote is added."""
    shown, at = [], 0
    for piece in gone:
        shown.append(page[at : piece.end] + piece.quote if piece.quote else page[at : piece.start] + " ")
        at = piece.end
    return "".join([*shown, page[at:]])


def _never_ended(found: Iterable[Piece]) -> Iterator[Piece]:
    """The tags that hold what follows and have no end tag."""
    waiting: dict[str, list[Piece]] = {name: [] for name in HOLDING}
    for piece in found:
        if piece.name in HOLDING:
            waiting[piece.name].append(piece)
        elif piece.name[1:] in HOLDING and waiting[piece.name[1:]]:
            waiting[piece.name[1:]].pop()
    for each in waiting.values():
        yield from each


@dataclass(frozen=True)
class _Open:
    """A box that is open, those around it, and the names of all of them."""

    name: str
    around: "_Open | None"
    names: frozenset[str]


def _too_many(found: Iterable[Piece]) -> Iterator[Piece]:
    """The end tags that end a box too early: a later one of that box finds nothing to end.

    Which of several ended it too early nothing says; the last one that did is taken, and what follows it
    is read again.
    """
    boxes = [piece for piece in found if piece.name.strip("/") in BOXES]
    gone: set[int] = set()
    states: list[_Open | None] = [None] * len(boxes)  # what was open where each stands
    ended: dict[str, list[int]] = {name: [] for name in BOXES}  # where those of a name ended
    now, at, left = None, 0, AGAIN * len(boxes)
    while at < len(boxes):
        name, states[at] = boxes[at].name, now
        if not name.startswith("/"):
            now = _opened(name, now)
        elif now is not None and name[1:] in now.names:
            now, names = _ended(now, name[1:])
            for each in names:
                ended[each].append(at)
        elif ended[name[1:]] and left > 0:
            early = ended[name[1:]][-1]
            gone.add(early)
            left -= at - early
            now, at = states[early], early
            for places in ended.values():
                del places[bisect_left(places, early) :]
        at += 1
    return (boxes[each] for each in gone)


def _opened(name: str, around: _Open | None) -> _Open:
    return _Open(name, around, (around.names if around else frozenset()) | {name})


def _ended(now: _Open, name: str) -> tuple[_Open | None, list[str]]:
    """What is open after an end tag, and the names of what it ended."""
    names = [now.name]
    while now.name != name and now.around:
        now = now.around
        names.append(now.name)
    return now.around, names
