"""What a customer's message asks, without greeting, signature, quoted mail and disclaimers. Pure.

mail-parser-reply parts a mail from the ones it quotes or forwards and knows the mail programs' own lines;
what a person writes around a question (the files in letters/, one a language) is set aside here.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from mailparser_reply import EmailReplyParser

from kb.content.sections import sections

RULE = re.compile(r"\A[\s_=*~-]+")  # a line drawn before the message, not after it
RULED = r"[-_=*~]{2,}[^\n]*[-_=*~]{2,}"  # "---------- Forwarded message ---------"
LETTERS = Path(__file__).parent / "letters"
LONGEST = 20_000  # code points of a message that are read: a mail is far shorter, its attachments are not
FEW_WORDS = 8  # a line of so many words that ends no sentence is, below a message, no part of it
NOTE_WORDS = 30  # at most, above a mail that is passed on: "please see below, can you take care of it?"
ASKS = 4  # words that a further question has at least
GREETED = 5  # words after a greeting: "Dear Ms Mary Major,"
NAME = r"(?:\w{1,3}\.|[^\s,;:!?.]+(?:\.[^\s,;:!?.]+)+\.?|[^\s,;:!?.]+)"  # "Ms.", "S.r.l.", "Mary"
QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
SUBJECT = re.compile(r"^(?:subject|oggetto)[ \t]*:.*$", re.IGNORECASE | re.MULTILINE)
ENDS = re.compile(r"(?<!\b\w)[.?!…:\"”»]$")  # "Gino R." ends no sentence
WORD = re.compile(r"\w+")
DASHES = re.compile(r"^--[ \t]*$", re.MULTILINE)  # what stands below is a signature (RFC 3676, 4.3)
# The numbers of points: "1)" or "(1)", at a line's start also "1."
POINTS = re.compile(r"(?:(?:^|(?<=\s))\(?(\d{1,2})\)|^(\d{1,2})\.)[ \t]+", re.MULTILINE)
HTML = re.compile(r"\s*<(?:!doctype|html|head|body|div|p|span|table|br)\b[^>]*>", re.IGNORECASE)
PARAGRAPHS = re.compile(r"\n\s*\n")


@dataclass(frozen=True)
class Letters:
    """What people and mail programs write around a question, as regular expressions."""

    opening: re.Pattern[str]
    subject: re.Pattern[str]
    passed_on: re.Pattern[str]
    greeting: re.Pattern[str]
    further: re.Pattern[str]
    disclaimer: re.Pattern[str]


def conventions(languages: Iterable[str]) -> Callable[[str], str]:
    """What is known of these languages together: from a name to a regular expression."""
    files = (LETTERS / f"{lang}.json" for lang in languages)
    known = [json.loads(file.read_text("utf-8")) for file in files if file.is_file()]
    return lambda name: "|".join(sorted({each for one in known for each in one[name]})) or "(?!)"


@cache
def letters(languages: tuple[str, ...]) -> Letters:
    """The conventions of these languages together: people greet in one and write in another."""
    any_of = conventions(languages)
    greeted = rf"(?:{any_of('greetings')})\b(?:[ \t]+{NAME}){{0,{GREETED}}}[ \t]*(?:[,;:!.]+|$)"
    return Letters(
        opening=re.compile(rf"\A\s*(?:{RULED}|(?:{any_of('forwarded')})[ \t]*:)[ \t]*\n", re.IGNORECASE),
        subject=re.compile(rf"\A\s*(?:(?:{any_of('subject')})[ \t]*:[ \t]*)+", re.IGNORECASE),
        passed_on=re.compile(
            rf"^[ \t]*[-_=*~]*[ \t]*(?:{any_of('forwarded')})\b", re.IGNORECASE | re.MULTILINE
        ),
        greeting=re.compile(rf"\A\s*{greeted}", re.IGNORECASE | re.MULTILINE),
        further=re.compile(rf"(?:^|(?<=[.?!])\s+)(?={any_of('further')})", re.IGNORECASE | re.MULTILINE),
        disclaimer=re.compile(any_of("disclaimers"), re.IGNORECASE),
    )


def questions(message: str, languages: Iterable[str]) -> tuple[str, ...]:
    """The questions of a message in its order, the main one first; empty where nothing is asked.

    Args:
        message: What arrived, in any line ends; what stands after LONGEST code points is not read.
        languages: Those whose conventions are heeded, as far as they are known here.
    """
    known = tuple(languages)
    ways = letters(known)
    text = message[:LONGEST].replace("\r\n", "\n").replace("\0", " ")
    text = _words_of(text) if HTML.match(text) else text
    text = RULE.sub("", ways.opening.sub("", text))
    for reply in _replies(text, known, ways):
        said = _unsigned(_subject_first(reply, ways), ways)
        if WORD.search(said):
            return _parted(said, ways)
    return ()


def _words_of(html: str) -> str:
    """A mail's words, pasted as its source."""
    return "\n\n".join(f"{each.heading}\n{each.text}".strip() for each in sections(html))


def _replies(text: str, languages: tuple[str, ...], ways: Letters) -> Iterator[str]:
    """The writer's own words, then what they quote or forward, the newest first, each without quote marks.

    A short note above a mail that is passed on is asked with it: it says little, or what is doubted about it.
    """
    found = EmailReplyParser(languages=list(languages)).read(text).replies
    own, *others = (_with_subject(reply.headers or "", reply.body) for reply in found)
    said = "\n".join(line for line in own.split("\n") if not line.startswith(">"))
    if others and ways.passed_on.search(text) and len(WORD.findall(said)) <= NOTE_WORDS:
        note = _unsigned(_subject_first(said, ways), ways)
        yield f"{note}\n\n{_subject_first(QUOTED.sub('', others[0]), ways)}"
    yield said
    yield _sentences(found[0].content, ways)
    for body in (own, *others):
        yield QUOTED.sub("", body)


def _sentences(text: str, ways: Letters) -> str:
    """A mail's own sentences, also those that the parser takes for its end: "thanks, but how do I ...?"."""
    own = (line for line in DASHES.split(text)[0].split("\n") if not line.startswith(">"))
    return "\n".join(line for line in own if not _is_sign_off(line) and not ways.disclaimer.search(line))


def _with_subject(headers: str, body: str) -> str:
    """A mail's text, below the subject that a mail program's header lines name."""
    named = SUBJECT.search(headers)
    return f"{named[0]}\n{body}" if named else body


def _subject_first(text: str, ways: Letters) -> str:
    """The text without greeting; a subject stays, without its name."""
    subject, _, rest = text.strip().partition("\n") if ways.subject.match(text) else ("", "", text)
    said = ways.subject.sub("", subject)
    return f"{said}\n{ways.greeting.sub('', rest.strip()).strip()}".strip()


def _unsigned(text: str, ways: Letters) -> str:
    """The text up to its signature and disclaimers: paragraphs that say so, lines that end no sentence."""
    paragraphs = PARAGRAPHS.split(text)
    while len(paragraphs) > 1 and ways.disclaimer.search(paragraphs[-1]):
        paragraphs.pop()
    lines = "\n\n".join(paragraphs).split("\n")
    while len(lines) > 1 and _is_sign_off(lines[-1]):
        lines.pop()
    return "\n".join(lines).strip()


def _points(text: str) -> list[str]:
    """The points that the writer numbered, "1) ... 2) ...", without their numbers; else the whole."""
    lead, *rest = POINTS.split(text)
    numbers, points = [one or other for one, other in zip(rest[::3], rest[1::3], strict=True)], rest[2::3]
    if len(points) < 2 or numbers != [str(number) for number in range(1, len(numbers) + 1)]:
        return [text]
    return [f"{lead.strip()} {points[0]}".strip(), *points[1:]]


def _is_sign_off(line: str) -> bool:
    return not line.strip() or (len(WORD.findall(line)) <= FEW_WORDS and not ENDS.search(line.strip()))


def _parted(text: str, ways: Letters) -> tuple[str, ...]:
    """Cut where the writer comes to something else; what is too short to ask stays with the last."""
    parts: list[str] = []
    for part in (asked for point in _points(text) for asked in ways.further.split(point)):
        if parts and len(WORD.findall(part)) < ASKS:
            parts[-1] = f"{parts[-1]} {part}".strip()
        elif part.strip():
            parts.append(part.strip())
    return tuple(parts)
