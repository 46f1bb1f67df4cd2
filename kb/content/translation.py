"""What a translation was made from, the field `source:`, and what changed there since; pure.

`source: it 3f2a9c1b 88aa01ff` says: from the Italian file, whose parts had these hashes then.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.content.article import Article
from kb.content.frontmatter import Split, Uneditable, contents, split

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
FIELD = re.compile(r"^source[ \t]*:[^#\r\n]*?(?=[ \t]*(?:#[^\r\n]*)?\r?$)", re.MULTILINE)
SHAPE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2})?(?: [0-9a-f]{8})+")
DIGITS = 8


@dataclass(frozen=True)
class Part:
    """A piece of an article that is translated as one: title with summary, or what stands under a heading.

    Attributes:
        line: Where it begins in the file.
        hash: Of its words; line ends, indentation and comments do not count.
    """

    line: int
    hash: str


def parts(article: Article) -> tuple[Part, ...]:
    """Title with summary, the text before the first heading, then each heading with its text."""
    top = Part(article.line("title"), _hash(f"{article.title}\n{article.summary}"))
    return (top, *_sections(article))


def _sections(article: Article) -> Iterator[Part]:
    # A "#" line in a code block cuts one part in two, which costs nothing: both are compared.
    cuts = [0, *(match.start() for match in HEADING.finditer(article.body) if match.start())]
    for start, end in zip(cuts, [*cuts[1:], len(article.body)], strict=True):
        if _words(article.body[start:end]):
            line = article.body_line + article.body.count("\n", 0, start)
            yield Part(line, _hash(article.body[start:end]))


def _words(text: str) -> str:
    return " ".join(COMMENT.sub(" ", text).split())


def _hash(text: str) -> str:
    return hashlib.sha256(_words(text).encode("utf-8")).hexdigest()[:DIGITS]


def source_of(original: Article) -> str:
    """What a translation of the article as it stands now writes after `source:`."""
    return " ".join([original.lang, *(part.hash for part in parts(original))])


def changed(source: str, original: Article) -> tuple[int, ...] | None:
    """The lines where parts of the original changed since `source`; None when none did.

    No line at all means that parts were only taken out or put into another order.
    """
    if source == source_of(original):
        return None
    then = set(source.split()[1:])
    return tuple(part.line for part in parts(original) if part.hash not in then)


def record(text: str, source: str) -> str:
    """The translation's file with `source:` set; every byte outside that field's line stays.

    Raises:
        Uneditable: When the file has no front matter, or the field is more than plain text on one line.
    """
    old = split(text)
    if not old.closing:
        raise Uneditable("there is no front matter")
    new = Split(old.opening, _head(old, source), old.closing, old.body)
    if contents(new) != contents(old) | {"source": source}:
        raise Uneditable("'source:' is written in a way that only a hand can edit; take the field out")
    return new.opening + new.head + new.closing + new.body


def _head(old: Split, source: str) -> str:
    if match := FIELD.search(old.head):
        return old.head[: match.start()] + f"source: {source}" + old.head[match.end() :]
    end = "\r\n" if old.opening.endswith("\r\n") else "\n"
    return f"{old.head}source: {source}{end}"
