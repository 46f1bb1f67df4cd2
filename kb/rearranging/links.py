"""Links between files, rewritten when files move: only the addresses change, byte for byte; pure."""

import posixpath
import re
from collections.abc import Collection, Mapping
from urllib.parse import quote, unquote

from kb.content.markdown.code import outside_code

LINK = re.compile(
    r"(?P<before>\]\([ \t]*<?|^[ \t]{0,3}\[[^\]\n]+\]:[ \t]*<?)"
    r"(?P<path>[^\s()<>#?]+)(?P<rest>[#?][^\s()<>]*)?",
    re.MULTILINE,
)
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

    def link(match: re.Match[str]) -> str:
        path = match["path"]
        if ELSEWHERE.match(path):
            return match[0]
        there = posixpath.normpath(posixpath.join(posixpath.dirname(old), unquote(path)))
        if there not in known:
            return match[0]
        target = moved.get(there, there)
        if posixpath.normpath(posixpath.join(posixpath.dirname(new), unquote(path))) == target:
            return match[0]
        address = quote(posixpath.relpath(target, posixpath.dirname(new)))
        return match["before"] + address + ("" if there in gone else match["rest"] or "")

    return outside_code(body, lambda text: LINK.sub(link, text))
