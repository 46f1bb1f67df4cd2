"""What a translation was made from, the field `source:`, and what changed there since; pure.

`source: it 3f2a9c1b 88aa01ff / 9ac00fee` says: from the Italian file, whose parts had these hashes then,
when the translation itself had the last one.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.content.article import Article
from kb.content.frontmatter import Split, Uneditable, contents, split

COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
COMMENT_LINE = re.compile(r"^[ \t]*<!--.*?-->[ \t]*\r?\n|<!--.*?-->", re.DOTALL | re.MULTILINE)
HEADING = re.compile(r"^#{1,6}[ \t]", re.MULTILINE)
ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*$")
FIELD = re.compile(r"^source[ \t]*:[^#\r\n]*?(?=[ \t]*(?:#[^\r\n]*)?\r?$)", re.MULTILINE)
OWN = " / "
SHAPE = re.compile(r"[a-z]{2,3}(?:-[a-z]{2})?(?: [0-9a-f]{8})+(?: / [0-9a-f]{8})?")
DIGITS = 8


@dataclass(frozen=True)
class Part:
    """A piece of an article that is translated as one: title with summary, or what stands under a heading.

    Attributes:
        line: Where it begins in the file.
        hash: Of its words; line ends, indentation and comments do not count.
        text: As it is written, without comments.
    """

    line: int
    hash: str
    text: str = ""

    @property
    def heading(self) -> str:
        """What stands above it; empty for title with summary and for the beginning."""
        first = self.text.strip().partition("\n")[0]
        return ATTRIBUTES.sub("", first).strip("# ") if HEADING.match(first) else ""


def parts(article: Article) -> tuple[Part, ...]:
    """Title with summary, the text before the first heading, then each heading with its text."""
    text = f"{article.title}\n{article.summary}"
    top = Part(article.line("title"), _hash(text), text)
    return (top, *_sections(article))


def _sections(article: Article) -> Iterator[Part]:
    # A "#" line in a code block cuts one part in two, which costs nothing: both are compared.
    cuts = [0, *(match.start() for match in HEADING.finditer(article.body) if match.start())]
    for start, end in zip(cuts, [*cuts[1:], len(article.body)], strict=True):
        if _words(article.body[start:end]):
            line = article.body_line + article.body.count("\n", 0, start)
            yield Part(line, _hash(article.body[start:end]), COMMENT_LINE.sub("", article.body[start:end]))


def _words(text: str) -> str:
    return " ".join(COMMENT.sub(" ", text).split())


def _hash(text: str) -> str:
    return hashlib.sha256(_words(text).encode("utf-8")).hexdigest()[:DIGITS]


def source_of(original: Article) -> str:
    """From which text a translation of the article as it stands now is made."""
    return " ".join([original.lang, *(part.hash for part in parts(original))])


def note(original: Article, translation: Article) -> str:
    """What a translation writes after `source:` when it says what the original says."""
    return source_of(original) + OWN + own(translation)


def made_from(translation: Article) -> str:
    """The text that a translation was made from, as `source_of` gives it."""
    return translation.source.partition(OWN)[0]


def own(translation: Article) -> str:
    """A hash of all that is translated."""
    return _hash(" ".join(part.hash for part in parts(translation)))


def is_untouched(translation: Article, original: Article) -> bool:
    """Whether nobody has written in a translation since its original changed, or ever.

    Nobody can tell where the field `source:` does not say how the translation read.
    """
    bodies = _words(translation.body), _words(original.body)
    if bodies[0] and bodies[0] == bodies[1]:
        return True
    _, mark, hashed = translation.source.partition(OWN)
    return bool(mark) and hashed == own(translation) and changed(made_from(translation), original) is not None


def changed(source: str, original: Article) -> tuple[int, ...] | None:
    """The lines where parts of the original changed since `source`; None when none did.

    No line at all means that parts were only taken out or put into another order.
    """
    source = source.partition(OWN)[0]
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
