"""Article or home page -> its statements: each sentence with its line and its claims; pure."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kb.content.article import Article
from kb.content.markup import CLAIM
from kb.content.sources.home import HomePage
from kb.content.sources.shelf_texts import ShelfTexts
from kb.truth.headings import case
from kb.truth.words import skeleton, truth_words

FENCE = re.compile(r"^[ \t]*(```|~~~)")
MARKER = re.compile(r"^[ \t]*(?:[-*+]|\d+[.)]|>|#{1,6})[ \t]+|^[ \t]*(?:[-*+]|\d+[.)])$")
STEP = re.compile(r"[ \t]*\d+[.)][ \t]")
# The mark of a footnote, before its text too, and the kind of one of GitHub's alerts: signs, no words.
SIGN = re.compile(r"\[\^[^\]\s]+\]:?|\[!\w+\][+-]?")
COMMENT = re.compile(r"<!--.*?-->")
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
        text: The sentence without Markdown's signs; facts, labels and links stand in it as
            they are written.
        claims: The claims made for it.
        is_heading: Whether it names what follows instead of asserting it: a title or a heading.
        is_step: Whether a numbered step begins with it.
    """

    article: str
    lang: str
    path: str
    line: int
    text: str
    claims: tuple[str, ...] = ()
    is_heading: bool = False
    is_step: bool = False

    @property
    def skeleton(self) -> tuple[str, ...]:
        """The parts of it that bear truth."""
        return skeleton(self.text, self.lang)

    @property
    def is_kept(self) -> bool:
        """Whether it needs approval: it is claimed, has a part that bears truth, or names a case."""
        return bool(self.claims or self.skeleton or (self.is_heading and case(self.text, self.lang)))

    @property
    def is_promise(self) -> bool:
        """Whether it promises: a claim, modality, negation, scope, time or money; no question does."""
        if self.is_heading or self.text.endswith("?"):
            return bool(self.claims)
        return bool(self.claims) or promises(self.text, self.lang)


def statements(article: Article | HomePage | ShelfTexts) -> Iterator[Statement]:
    """Every sentence in order; code is left out, it shows what to type."""

    def at(line: int, text: str, claims: tuple[str, ...], is_heading: bool) -> Iterator[Statement]:
        is_step = STEP.match(text) is not None
        for sentence in sentences(text):
            yield Statement(
                article.id, article.lang, article.path, line, sentence, claims, is_heading, is_step
            )
            is_step = False

    if isinstance(article, ShelfTexts):
        for line, text in article.texts:
            yield from at(line, text, (), False)
        return
    yield from at(article.line("title"), article.title, (), True)
    yield from at(article.line("summary"), article.summary, article.claims, False)
    for line, text, claims in _parts(article.body):
        yield from at(article.body_line + line, text, claims, text.startswith("#"))


def sentences(text: str) -> list[str]:
    """The sentences of a line or paragraph, plain; empty ones are left out."""
    plain = MARKER.sub("", SIGN.sub("", COMMENT.sub(" ", text))).replace("**", "").replace("`", "")
    return [sentence for part in END.split(plain) if (sentence := " ".join(part.split()))]


def _parts(body: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Each part of a line outside code with its claims.

    Claims on lines of their own hold for the lines below, to the next such line or an empty one; claims
    within a line hold for what follows them there.
    """
    below: tuple[str, ...] = ()
    fenced = was_claims = False
    for number, line in enumerate(body.split("\n")):
        if FENCE.match(line):
            fenced = not fenced
        if fenced or FENCE.match(line):
            continue
        named = tuple(match[1] for match in CLAIM.finditer(line))
        is_claims = bool(named) and not COMMENT.sub("", line).strip()
        if is_claims:
            below = (*below, *named) if was_claims else named
        elif not line.strip():
            below = ()
        else:
            yield from ((number, text, (*below, *claims)) for text, claims in _within(line))
        was_claims = is_claims


def _within(line: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """A line cut at the claims within it."""
    start = 0
    claims: tuple[str, ...] = ()
    for match in CLAIM.finditer(line):
        if sentences(line[start : match.start()]):
            yield line[start : match.start()], claims
            claims = ()
        start, claims = match.end(), (*claims, match[1])
    yield line[start:], claims


def promises(text: str, lang: str) -> bool:
    """Whether a sentence holds a number, a fact or a word of modality, negation, scope, time or money."""
    promising = truth_words(lang).promising
    return any(
        part in promising or part.startswith(("#", "{{facts.")) or part[0].isdigit()
        for part in skeleton(text, lang)
    )
