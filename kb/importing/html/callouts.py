"""Boxes that call out a note or a warning, as generators of pages write them -> notes of ours; pure."""

import re

from bs4 import Tag

from kb.importing.html.plain import plain
from kb.importing.notes import KINDS, kind_of

TAG = "callout"  # what such a box is called from here on; `data-kind` and `data-title` say the rest
BOXES = ("div", "aside", "section", "blockquote", "details", "p")
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# A class with one of these words is such a box, as in MkDocs, Sphinx, Docusaurus, Confluence, AsciiDoc ...
FRAMES = frozenset(
    {"admonition", "admonitionblock", "alert", "callout", "hint", "notice", "macro", "block", "aside"}
)
# Of these only with the word beside them.
VAGUE = {"macro": "information", "block": "custom", "aside": "starlight"}
# ... and one that also has one of these is but a part of it.
TITLES = frozenset({"title", "heading", "header", "head"})
PARTS = TITLES | {"body", "content", "icon", "text", "label", "inner", "close"}
ALONE = frozenset(
    {"note", "tip", "hint", "important", "warning", "caution", "attention", "danger", "seealso"}
)


def mark(part: Tag) -> None:
    """Make each such box, in place, a tag of its own; a box that holds more than a note stays what it is."""
    for box in reversed(part.find_all(BOXES)):  # inner ones first
        tokens = _tokens(box)
        if _is_box(box, tokens):
            _mark(box, [word for token in tokens for word in token])


def _tokens(tag: Tag) -> list[list[str]]:
    """The words of each class of a tag."""
    classes = tag.get_attribute_list("class")
    return [re.split(r"[-_]+", str(each).lower()) for each in classes if each]


def _is_box(box: Tag, tokens: list[list[str]]) -> bool:
    if box.name == "details":  # one that only folds is an answer or a part of a page
        return any(len(token) == 1 and token[0] in ALONE for token in tokens)
    framed = [token for token in tokens if any(_is_frame(word, token) for word in token)]
    if any(PARTS & {*token} for token in framed):
        return False
    return bool(framed) or any(len(token) == 1 and token[0] in ALONE for token in tokens)


def _is_frame(word: str, token: list[str]) -> bool:
    return word in FRAMES and VAGUE.get(word, word) in token


def _mark(box: Tag, words: list[str]) -> None:
    held = box.select_one("td.content")  # AsciiDoc's are tables
    title = _title(box)
    rest = [tag for tag in box.find_all([*HEADINGS, "details", "dl"]) if tag is not title]
    if rest or not plain(box) or (title is not None and plain(title) == plain(box)):
        return
    kind = kind_of(words)
    said = plain(title) if title is not None else ""
    for tag in (title, *box.find_all(_is_icon)):
        if tag is not None:
            tag.decompose()
    if held is not None:
        contents = list(held.contents)
        box.clear()
        box.extend(contents)
    box.name = TAG
    box.attrs.clear()
    box["data-kind"] = kind
    if not said or said.rstrip(":").casefold() not in {kind, *KINDS.keys() & words}:
        box["data-title"] = said


def _title(box: Tag) -> Tag | None:
    """The tag that the text of a box begins with, if it is a title."""
    for tag in box.find_all(True):
        words = {word for token in _tokens(tag) for word in token}
        is_one = tag.name in (*HEADINGS, "summary", "header") or any(
            word.startswith("admonitionheading") or word in TITLES for word in words
        )
        if is_one and plain(tag):
            return tag if plain(box).startswith(plain(tag)) else None
    return None


def _is_icon(tag: Tag) -> bool:
    return any("icon" in word for token in _tokens(tag) for word in token) and not plain(tag)
