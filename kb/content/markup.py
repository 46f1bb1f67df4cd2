"""What a writer can use beyond Markdown: facts, labels, claims, sections for some accounts; pure."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

# Whom a section can be for: the states and kinds of an account that the billing service tells an agent.
AUDIENCES = (
    "active",
    "renewal-on",
    "renewal-off",
    "not-active",
    "suspended",
    "no-plan",
    "credit",
    "no-credit",
    "self-service",
    "corporate",
)

PLACEHOLDER = re.compile(r"(?<!\\)\{\{([^{}\n]*)\}\}")
# `\{{` shows the braces themselves, in code too.
ESCAPED = re.compile(r"\\(?=\{\{)")
OPEN = re.compile(r"(?<![\\{])\{\{(?![^{}\n]*\}\})")
CLAIM = re.compile(r"<!--\s*claim:\s*(.*?)\s*-->")
# `<!-- kb: ignore RULE reason -->` is for `kb check`, and leaves the page as claims do.
IGNORE = re.compile(
    r"(?:<!--[ \t]*kb:[ \t]*|^[ \t]*#[ \t]*kb:[ \t]*)ignore\b"
    r"[ \t]*(\w[\w-]*)?[ \t:,]*(.*?)[ \t]*(?:-->|\r?$)",
    re.MULTILINE,
)
_ONE = r"<!--\s*(?:claim|kb):(?:(?!-->)[^\n])*-->"
CLAIM_LINE = re.compile(rf"^[ \t]*(?:{_ONE}[ \t]*)+\r?\n", re.MULTILINE)
# Claims at a line's end with the space before them, and within a line with the space that would stand twice.
CLAIMS_AT_END = re.compile(rf"[ \t]*{_ONE}(?:[ \t]*{_ONE})*(?=[ \t]*\r?$)", re.MULTILINE)
CLAIMS_WITHIN = re.compile(rf"(?:(?<=[ \t])|^)(?:{_ONE}[ \t]+)+(?=\S)", re.MULTILINE)
COMMENT = re.compile(_ONE)
WHEN = re.compile(
    r"^(#{1,6}[ \t].*\{[^}\n]*?)(?<![\w-])when=([\"']?)([\w-]*)\2([^}\n]*\}[ \t]*)(?=\r?$)", re.MULTILINE
)
# What was probably meant to be a claim or a condition.
CLAIM_LIKE = re.compile(r"<[!-][ !-]{0,5}[ \t]*([A-Za-z]{3,8})\b[ \t]*([:=]?)[^<>]*")
WHEN_LIKE = re.compile(r"(?<!\{)\{:?[ \t]*([A-Za-z]{3,5})[ \t]*[=:][^}\n]*\}?")
ALIKE = 0.7


@dataclass(frozen=True)
class Mark:
    """One use of the markup.

    Attributes:
        kind: `fact`, `label`, `claim`, `when`; for a placeholder that is none of these `unknown`, for one
            without an end `open`; for what was probably meant to be one, `claim-like` or `when-like`.
        name: The fact's, label's or claim's name; the audience of a section; else the text.
        line: Counted from 1 within the text.
        start: Offset of the markup in the text.
    """

    kind: str
    name: str
    line: int
    start: int


def marks(text: str) -> tuple[Mark, ...]:
    """Every use of the markup in a text, in order."""
    if "{" not in text and "<" not in text:
        return ()
    found = [_placeholder(match, text) for match in PLACEHOLDER.finditer(text)]
    found += [_mark("claim", match.group(1), match, text) for match in CLAIM.finditer(text)]
    found += [_mark("when", match.group(3), match, text) for match in WHEN.finditer(text)]
    found += [_mark("open", "{{", match, text) for match in OPEN.finditer(text)]
    found += _meant(text)
    return tuple(sorted(found, key=lambda mark: mark.start))


def _meant(text: str) -> Iterator[Mark]:
    """What would vanish or be shown as text although it was meant to be a claim or a condition."""
    taken = {match.start() for match in CLAIM.finditer(text)}
    for match in CLAIM_LIKE.finditer(text):
        word = match[1].lower()
        if match.start() not in taken and (word == "claim" or (match[2] and _is_alike(word, "claim"))):
            yield _mark("claim-like", " ".join(match[0].split()), match, text)
    whole = [range(match.start(), match.end()) for match in WHEN.finditer(text)]
    for match in WHEN_LIKE.finditer(text):
        if _is_alike(match[1].lower(), "when") and not any(match.start() in used for used in whole):
            yield _mark("when-like", match[0].strip(), match, text)


def _is_alike(word: str, name: str) -> bool:
    """By difflib's ratio, as in `did you mean`."""
    return SequenceMatcher(a=word, b=name).ratio() >= ALIKE


def _mark(kind: str, name: str, match: re.Match[str], text: str) -> Mark:
    return Mark(kind, name, text.count("\n", 0, match.start()) + 1, match.start())


def _placeholder(match: re.Match[str], text: str) -> Mark:
    family, _, name = match.group(1).strip().partition(".")
    kind = {"facts": "fact", "label": "label"}.get(family, "unknown")
    return _mark(kind, name if kind != "unknown" else match.group(1).strip(), match, text)


def replace(text: str, value_of: Callable[[str, str], str]) -> str:
    """Plain Markdown: placeholders replaced by `value_of(kind, name)`, claims gone, `when=` made valid HTML.

    A line that holds only claims disappears with its line end, so that the paragraph around it stays whole;
    a claim within a line, with the space that would then stand twice.
    """

    def fill(match: re.Match[str]) -> str:
        mark = _placeholder(match, "")
        return value_of(mark.kind, mark.name)

    for claims in (CLAIM_LINE, CLAIMS_AT_END, CLAIMS_WITHIN, COMMENT):
        text = claims.sub("", text)
    filled = PLACEHOLDER.sub(fill, WHEN.sub(r'\1data-when="\3"\4', text))
    return ESCAPED.sub("", filled)
