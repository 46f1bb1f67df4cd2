"""A page with several questions -> its questions, in the three layouts of such pages; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from kb.importing.html_text import plain

FEWEST = 2
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@dataclass(frozen=True)
class Question:
    """A question of a page: its title, its anchors, and its answer's tags within one of their own."""

    title: str
    anchors: tuple[str, ...]
    answer: Tag


def questions(part: Tag, page: BeautifulSoup) -> list[Question]:
    """The questions of a page; none where it is one article.

    Args:
        part: The part that is the article; it is taken apart.
        page: What makes new tags.
    """
    for split in (_details, _definitions, _headings):
        found = [each for each in split(part, page) if each.title and plain(each.answer)]
        if len(found) >= FEWEST:
            return found
    return []


def _details(part: Tag, page: BeautifulSoup) -> Iterator[Question]:
    for tag in part.find_all("details"):
        head = tag.find("summary")
        if head is None or tag.find_parent("details"):
            continue
        title, anchors = plain(head), _anchors(tag, head)
        head.extract()
        yield Question(title, anchors, _wrapped(page, list(tag.contents)))


def _definitions(part: Tag, page: BeautifulSoup) -> Iterator[Question]:
    for term in part.find_all("dt"):
        answer = []
        for after in term.find_next_siblings():
            if after.name != "dd":
                break
            answer += list(after.contents)
        yield Question(plain(term), _anchors(term), _wrapped(page, answer))


def _headings(part: Tag, page: BeautifulSoup) -> Iterator[Question]:
    """Headings of the rank at which most are questions; an answer goes on to the next of that rank."""
    asking = {
        name: [tag for tag in part.find_all(name) if plain(tag).endswith(("?", "\uff1f"))]
        for name in HEADINGS
    }
    rank = max(HEADINGS, key=lambda name: len(asking[name]))
    if len(asking[rank]) < FEWEST:
        return
    ends = {id(tag) for name in HEADINGS[: HEADINGS.index(rank) + 1] for tag in part.find_all(name)}
    for head in asking[rank]:
        start = _outermost(head, part, ends)
        answer = []
        for after in list(start.next_siblings):
            inside = [after, *after.find_all(HEADINGS)] if isinstance(after, Tag) else []
            if any(id(tag) in ends for tag in inside):
                break
            answer.append(after)
        rest = [node for node in start.contents if node is not head] if start is not head else []
        yield Question(plain(head), _anchors(head, start), _wrapped(page, [*rest, *answer]))


def _outermost(head: Tag, part: Tag, ends: set[int]) -> Tag:
    """The heading itself, or the box around it and its answer alone."""
    tag = head
    while tag.parent is not None and tag.parent is not part:
        if sum(id(other) in ends for other in tag.parent.find_all(HEADINGS)) > 1:
            break
        tag = tag.parent
    return tag


def _anchors(*tags: Tag) -> tuple[str, ...]:
    """Ids and names by which a question could be reached."""
    found = [each for tag in tags for each in (tag, *tag.find_all("a"))]
    names = [str(tag.get(key)) for tag in found for key in ("id", "name") if tag.get(key)]
    return tuple(dict.fromkeys(name for name in names if re.fullmatch(r"[\w.:-]+", name)))


def _wrapped(page: BeautifulSoup, nodes: list) -> Tag:  # type: ignore[type-arg]
    box = page.new_tag("div")
    for node in nodes:
        box.append(node.extract())
    return box
