"""Article -> its statements: each sentence of title, summary and body with its line and its claims; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.content.article import Article
from kb.content.markup import CLAIM
from kb.content.render import PLAIN_FIELDS
from kb.truth.words import skeleton

FENCE = re.compile(r"^[ \t]*(```|~~~)")
MARKER = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)]|>|#{1,6})[ \t]+|^[ \t]*(?:[-*+]|\d+[.)])$")
COMMENT = re.compile(r"<!--.*?-->")
# Of a link its words count, and a fact that says where it leads.
LINK = re.compile(r"!?\[([^\]]*)\]\((?:[^){]*|[^){]*(\{\{[^}]*\}\})[^)]*)\)")
# A sentence ends at its mark when something that can begin one follows.
END = re.compile(r"(?<=[.!?…])[\"'”’)»*]*\s+(?=[\"'“‘(«*\[{]*[A-ZÀ-Þ\d{])")


@dataclass(frozen=True)
class Statement:
    """One sentence of an article.

    Attributes:
        article: The article's id.
        lang: Its language.
        path: Its file as messages name it.
        line: Where the sentence begins in the file, counted from 1.
        text: The sentence without Markdown's signs; facts and labels stand in it as they are written.
        claims: The claims made for the paragraph that it stands in.
    """

    article: str
    lang: str
    path: str
    line: int
    text: str
    claims: tuple[str, ...] = ()

    @property
    def skeleton(self) -> tuple[str, ...]:
        """The parts of it that bear truth."""
        return skeleton(self.text, self.lang)

    @property
    def is_promise(self) -> bool:
        """Whether it says something that could be false: claimed, or with a part that bears truth."""
        return bool(self.claims or self.skeleton)


def statements(article: Article) -> Iterator[Statement]:
    """Every sentence in order; code is left out, it shows what to type."""

    def at(line: int, text: str, claims: tuple[str, ...] = ()) -> Iterator[Statement]:
        for sentence in sentences(text):
            yield Statement(article.id, article.lang, article.path, line, sentence, claims)

    for field in PLAIN_FIELDS:
        yield from at(article.line(field), getattr(article, field))
    for line, text, claims in _lines(article.body):
        yield from at(article.body_line + line, text, claims)


def sentences(text: str) -> list[str]:
    """The sentences of a line or paragraph, plain; empty ones are left out."""
    plain = LINK.sub(r"\1\2", MARKER.sub("", COMMENT.sub(" ", text))).replace("**", "").replace("`", "")
    return [sentence for part in END.split(plain) if (sentence := " ".join(part.split()))]


def _lines(body: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each line outside code with the claims of its block; a block ends at an empty line."""
    claims: tuple[str, ...] = ()
    fenced = False
    for number, line in enumerate(body.split("\n")):
        if FENCE.match(line):
            fenced = not fenced
        elif not fenced:
            if not line.strip():
                claims = ()
            claims += tuple(match[1] for match in CLAIM.finditer(line))
            yield number, line, claims
