"""A page with several questions -> its questions, in the three layouts of such pages or mixed; pure."""

import re
from collections import Counter
from collections.abc import Iterator
from copy import copy
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag

from kb.importing.html.plain import plain

FEWEST = 2
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
GROUPS = ("div", "section", "article", "font", "span", "center")
QUESTION_MARKS = ("?", "\uff1f", "\u061f")
# How a page of questions calls itself, in whatever language.
CALLED_SO = re.compile(
    r"\b(?:f\.?a\.?q|q\s?&\s?a|questions|domande|fragen|preguntas|perguntas|vragen)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Question:
    """A question of a page.

    Attributes:
        title: Plain text.
        anchors: By which it could be reached.
        answer: Its tags within one of their own.
        wordings: More terms that the page puts before the same answer.
        section: The heading that it stands under; empty for none.
    """

    title: str
    anchors: tuple[str, ...]
    answer: Tag
    wordings: tuple[str, ...] = ()
    section: str = ""


@dataclass(frozen=True)
class Split:
    """A page taken apart: its questions, those without an answer, and the text that stands beside them."""

    questions: tuple[Question, ...] = ()
    unanswered: tuple[str, ...] = ()
    rest: str = ""


def questions(part: Tag, page: BeautifulSoup, name: str = "") -> Split:
    """The questions of a page in the layout that shows most of them; none where it is one article.

    Args:
        part: The part that is the article; it stays as it is.
        page: What makes new tags.
        name: What the page calls itself.
    """
    splits = [_split(copy(part), page, layout) for layout in (_headings, _boxes, _both)]
    good = [split for split in splits if _is_of_questions(split, name)]
    return max(good, key=lambda split: (_asking(split), len(split.questions)), default=Split())


def _is_of_questions(split: Split, name: str) -> bool:
    """Whether most of a page is questions with their answers; else taking it apart would lose its text.

    What asks nothing is a list of terms or a folded part of a manual, unless the page calls itself otherwise.
    """
    is_asking = 2 * _asking(split) >= len(split.questions) or bool(CALLED_SO.search(name))
    carried = sum(len(one.title) + len(plain(one.answer)) for one in split.questions)
    return len(split.questions) >= FEWEST and is_asking and len(split.rest) <= carried


def _asking(split: Split) -> int:
    return sum(one.title.endswith(QUESTION_MARKS) for one in split.questions)


def _split(part: Tag, page: BeautifulSoup, layout) -> Split:  # type: ignore[no-untyped-def]  # noqa: ANN001
    found = list(layout(part, page))
    good = tuple(one for one in found if one.title and plain(one.answer))
    empty = tuple(one.title for one in found if one.title and not plain(one.answer))
    untitled = [plain(one.answer) for one in found if not one.title]
    sections = {one.section for one in found}
    for tag in part.find_all(HEADINGS):
        if tag.name == "h1" or plain(tag) in sections:
            tag.decompose()
    for tag in part.select('a[href^="#"]'):  # a table of contents
        tag.decompose()
    return Split(good, empty, " ".join(filter(None, [plain(part), *untitled])))


def _boxes(part: Tag, page: BeautifulSoup) -> Iterator[Question]:
    """The outermost `<details>` and definition lists, in the page's order."""
    outer = [tag for tag in part.find_all(["details", "dl"]) if not tag.find_parent(["details", "dl"])]
    sections = {id(tag): _section(tag) for tag in outer}
    for tag in outer:
        yield from (_details if tag.name == "details" else _terms)(tag, page, sections[id(tag)])


def _both(part: Tag, page: BeautifulSoup) -> Iterator[Question]:
    """Questions under headings with others in boxes between them; a box that asks nothing is an answer's."""
    asking = [tag for tag in part.find_all(["summary", "dt"]) if plain(tag).endswith(QUESTION_MARKS)]
    owners = {id(tag.find_parent(["details", "dl"])) for tag in asking}
    for tag in part.find_all(["details", "dl"]):
        if id(tag) not in owners:
            tag.name = "div"
    boxes = list(_boxes(part, page)) if len(asking) >= FEWEST else []
    heads = list(_headings(part, page)) if boxes else []
    if heads:
        yield from heads
        yield from (
            replace(box, section="") if box.section.endswith(QUESTION_MARKS) else box for box in boxes
        )


def _details(tag: Tag, page: BeautifulSoup, section: str) -> Iterator[Question]:
    head = tag.find("summary", recursive=False)
    if head is None:
        return
    title, anchors = plain(head), _anchors(tag, head)
    head.extract()
    yield Question(title, anchors, _wrapped(page, list(tag.contents)), section=section)


def _terms(tag: Tag, page: BeautifulSoup, section: str) -> Iterator[Question]:
    """Each run of terms with the definitions after it."""
    runs: list[tuple[list[Tag], list[Tag]]] = []
    for each in tag.find_all(["dt", "dd"]):
        if each.find_parent("dl") is not tag:
            continue
        if each.name == "dt" and (not runs or runs[-1][1]):
            runs.append(([], []))
        if runs:
            runs[-1][each.name == "dd"].append(each)
    for terms, answers in runs:
        titles = [title for each in terms if (title := plain(each))]
        box = _wrapped(page, [node for each in answers for node in list(each.contents)])
        yield Question(titles[0] if titles else "", _anchors(*terms), box, tuple(titles[1:]), section)
        for each in terms:
            each.extract()


def _headings(part: Tag, page: BeautifulSoup) -> Iterator[Question]:
    """Headings of the rank at which most are questions; an answer goes on to the next of that rank."""
    asking = {
        name: [tag for tag in part.find_all(name) if plain(tag).endswith(QUESTION_MARKS)] for name in HEADINGS
    }
    rank = max(HEADINGS, key=lambda name: len(asking[name]))
    if len(asking[rank]) < FEWEST:
        return
    higher = HEADINGS[1 : HEADINGS.index(rank)]
    sections = {id(head): _section(head, higher) for head in asking[rank]}
    ends = {id(tag) for name in HEADINGS[: HEADINGS.index(rank) + 1] for tag in part.find_all(name)}
    _open_groups(part, ends)
    for head in asking[rank]:
        yield _headed(head, part, ends, page, sections[id(head)])
    for head in asking[rank]:
        head.extract()


def _open_groups(part: Tag, ends: set[int]) -> None:
    """Take away the boxes around more than a question with its answer."""
    held = Counter[int]()
    for head in part.find_all(HEADINGS):
        for box in head.find_parents(GROUPS) if id(head) in ends else ():
            held[id(box)] += 2 if _begins_before(box, head) else 1
    for box in part.find_all(GROUPS):
        if held[id(box)] > 1:
            box.unwrap()


def _begins_before(box: Tag, head: Tag) -> bool:
    """Whether a box holds paragraphs before the heading, which are another's answer."""
    for node in head.previous_elements:
        if node is box:
            return False
        if isinstance(node, Tag) and node.name in ("p", "ul", "ol", "table", "pre") and plain(node):
            return True
    return False


def _headed(head: Tag, part: Tag, ends: set[int], page: BeautifulSoup, section: str) -> Question:
    start = _outermost(head, part, ends)
    answer = []
    for after in list(start.next_siblings):
        inside = [after, *after.find_all(HEADINGS)] if isinstance(after, Tag) else []
        if any(id(tag) in ends for tag in inside):
            break
        answer.append(after)
    rest = [node for node in start.contents if node is not head] if start is not head else []
    anchors = _anchors(head, start)
    return Question(plain(head), anchors, _wrapped(page, [*rest, *answer]), section=section)


def _outermost(head: Tag, part: Tag, ends: set[int]) -> Tag:
    """The heading itself, or the box around it and its answer alone."""
    tag = head
    while tag.parent is not None and tag.parent is not part:
        if sum(id(other) in ends for other in tag.parent.find_all(HEADINGS)) > 1:
            break
        tag = tag.parent
    return tag


def _section(tag: Tag, names: tuple[str, ...] = HEADINGS[1:]) -> str:
    """The heading before a tag, outside of other boxes; empty for none."""
    for head in tag.find_all_previous(names):
        if not head.find_parent(["details", "dl"]):
            return plain(head)
    return ""


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
