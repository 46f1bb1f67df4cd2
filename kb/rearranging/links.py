"""Links between files, rewritten when files move: only the addresses change, byte for byte; pure.

A link that would lead to its own page, as the other article is retired, becomes its text.
"""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from urllib.parse import quote, unquote

from kb.content.markdown.code import outside_code, without_code

LINK = re.compile(
    r"(?P<before>\]\([ \t]*<?|^[ \t]{0,3}\[[^\]\n]+\]:[ \t]*<?)"
    r"(?P<path>[^\s()<>#?]+)(?P<rest>[#?][^\s()<>]*)?",
    re.MULTILINE,
)
TEXT = r"\[(?P<text>(?:[^\[\]]|\[[^\[\]]*\])*)\]"
PATH = r"[ \t]*<?(?P<path>[^\s()<>#?]+)(?:[#?][^\s()<>]*)?>?"
INLINE = re.compile(TEXT + r"\(" + PATH + r"(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)(?:\{[^{}\n]*\})?")
REFERENCE = re.compile(TEXT + r"(?:\[(?P<label>[^\[\]]*)\])?+(?![(:])")
DEFINITION = re.compile(r"^[ ]{0,3}\[(?P<label>[^\[\]\n]+)\]:" + PATH + r"[^\n]*\n?", re.MULTILINE)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|/", re.IGNORECASE)


def relinked(
    body: str,
    old: str,
    new: str,
    moved: Mapping[str, str],
    known: Collection[str],
    gone: Collection[str] = (),
) -> str:
    """A page's Markdown when it and others have moved.

    Args:
        body: As it was.
        old: The page's file before, relative to the content folder.
        new: After.
        moved: Old file to new one, of all that moved; a retired one leads to its successor.
        known: All files there were; a link to none of them stays as it is.
        gone: Those of the moved files that are retired: their headings are no more.
    """

    def reached(path: str, page: str = old) -> str:
        return posixpath.normpath(posixpath.join(posixpath.dirname(page), unquote(path)))

    def leads_here(path: str) -> bool:
        return not ELSEWHERE.match(path) and reached(path) in gone and moved.get(reached(path)) == new

    def link(match: re.Match[str]) -> str:
        path = match["path"]
        there = reached(path)
        if ELSEWHERE.match(path) or there not in known:
            return match[0]
        target = moved.get(there, there)
        if reached(path, new) == target:
            return match[0]
        address = quote(posixpath.relpath(target, posixpath.dirname(new)))
        return match["before"] + address + ("" if there in gone else match["rest"] or "")

    return outside_code(_as_text(body, leads_here), lambda text: LINK.sub(link, text))


def _as_text(body: str, leads_here: Callable[[str], bool]) -> str:
    """A page whose links to itself are their text alone: who reads them is there already."""
    typed = without_code(body)
    links = [link for link in INLINE.finditer(typed) if leads_here(link["path"])]
    definitions = [one for one in DEFINITION.finditer(typed) if leads_here(one["path"])]
    names = {_name(one["label"]) for one in definitions}
    links += [link for link in REFERENCE.finditer(typed) if _name(link["label"] or link["text"]) in names]
    spans = [one.span() for one in definitions]
    spans += [
        span
        for link in links
        for span in ((link.start(), link.start("text")), (link.end("text"), link.end()))
    ]
    for start, end in sorted(spans, reverse=True):
        body = body[:start] + body[end:]
    return body


def _name(label: str) -> str:
    return " ".join(label.split()).casefold()
