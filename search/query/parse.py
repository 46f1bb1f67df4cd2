"""The words of a query with their roles in it. Pure; twin: query/parse.js."""

import re
from dataclasses import dataclass
from itertools import islice

from search.errors import QueryTooShort
from search.query.message import topic
from search.text.analyzer import Analyzer, Token
from search.text.idioms import idioms, within
from search.text.phrases import quoted_spans

_DIGIT = re.compile(r"[0-9]")
_SPACE = re.compile(r"[ \t\r\n\u00a0]")
_MONEY = re.compile(r"[$\u20ac\u00a3\u00a5#]")  # and the sign of an order's number
_YEAR = 3  # digits: fewer are a quantity or a day of the month
_SIGNS = re.compile(r"[ *.,;:!?\u2026'\u2019]*")


@dataclass(frozen=True)
class QueryWord:
    """A token with its place in the sentence.

    Attributes:
        token: The word and where it stands.
        word: The word, folded.
        stop: It says little by itself, or cannot be a topic.
        number: It holds a digit: a number, an amount, a code.
        incidental: It is a number, or a month, a currency: it resembles no title.
        alone: It is a year, a version (three digits or more, in no amount, date or code): it finds nothing,
            but tells apart what other words find.
        quoted: It stands in a quoted phrase.
        open: It may be still being typed; `last`: nothing but signs follow.
        name: It is written as a name, and not because it comes first.
    """

    token: Token
    word: str
    stop: bool
    number: bool
    incidental: bool
    alone: bool
    quoted: bool
    open: bool
    last: bool
    name: bool


@dataclass(frozen=True)
class Sentence:
    """What was typed, read: its words, and the text with spaces in place of what cannot be its topic.

    A message is a text of many content terms: its quotes are somebody's words, not a demand. A bare one has
    nothing that can be a topic beside greeting, names, thanks, as `Good morning sir`: then all of it counts.
    """

    text: str
    query_words: tuple[QueryWord, ...]
    message: bool
    bare: bool

    @property
    def topic(self) -> str:
        """The text without numbers, months and the like, where other words are left."""
        text = self.text
        for one in self.query_words:
            if one.stop and one.incidental:
                start, end = one.token.start, one.token.end
                text = text[:start] + " " * (end - start) + text[end:]
        return text


def read(text: str, analyzer: Analyzer) -> Sentence:
    """The words of a normal text with their roles; raises QueryTooShort."""
    tuning = analyzer.language.tuning
    length = sum(map(str.isalnum, text))
    if length < tuning.minimum:
        length = max(length, sum(len(token.word) for token in analyzer.tokens(text)))  # C++ has three
    if length < tuning.minimum:
        raise QueryTooShort(tuning.minimum, length)
    left = topic(text, analyzer.language)
    if all(analyzer.is_stop(analyzer.folded(token.word)) for token in analyzer.tokens(left)):
        left = ""
    told = left or text
    tokens = list(islice(analyzer.tokens(told), tuning.words_limit))
    words = [analyzer.folded(token.word) for token in tokens]
    set_aside = analyzer.language.incidental
    framed = _frame(words, analyzer)
    numbers = [bool(_DIGIT.search(word)) for word in words]
    spans = idioms(told, analyzer.language.idioms)
    idle = [place < framed or within(token.start, token.end, spans) for place, token in enumerate(tokens)]
    stops = [idle[place] or numbers[place] or _idle(word, analyzer) for place, word in enumerate(words)]
    if all(stops):
        stops = [any(numbers) and not number for number in numbers]  # of `39 euro` the number counts
    message = stops.count(False) > tuning.message_from or len(words) > tuning.message_length
    quoted = _quoted("" if message else text, tokens)
    query_words = (
        QueryWord(
            token,
            word,
            stop and not inside,
            number,
            number or word in set_aside,
            number and _is_alone(told, tokens, place) and set_aside.isdisjoint(_beside(words, place)),
            inside,
            *_end(text, token.end),
            _is_name(text, token),
        )
        for place, (token, word, stop, number, inside) in enumerate(
            zip(tokens, words, stops, numbers, quoted, strict=True)
        )
    )
    return Sentence(told, tuple(query_words), message, not left)


def _quoted(text: str, tokens: list[Token]) -> list[bool]:
    """Whether each token stands in a quoted phrase."""
    quotes = quoted_spans(text)
    return [any(start <= token.start and token.end <= end for start, end in quotes) for token in tokens]


def _idle(word: str, analyzer: Analyzer) -> bool:
    """Whether a word says little by itself, or cannot be a topic: a month, a currency, a single letter."""
    incidental = word in analyzer.language.incidental or (len(word) == 1 and word.isascii())
    return incidental or analyzer.is_stop(word)


def _is_alone(text: str, tokens: list[Token], place: int) -> bool:
    """Whether a token is long enough and has spaces around it, and no sign of a currency or an order."""
    token = tokens[place]
    before = text[tokens[place - 1].end : token.start] if place else f" {text[: token.start]}"
    after = text[token.end : tokens[place + 1].start] if place + 1 < len(tokens) else f"{text[token.end :]} "
    spaced = bool(_SPACE.search(before) and _SPACE.search(after))
    return spaced and len(token.word) >= _YEAR and not _MONEY.search(before + after)


def _beside(words: list[str], place: int) -> list[str]:
    """The words before and after a place."""
    return words[max(0, place - 1) : place] + words[place + 1 : place + 2]


def _is_name(text: str, token: Token) -> bool:
    """Whether a word is written with a capital, but neither in capitals nor at the beginning."""
    written = text[token.start : token.end]
    return bool(token.start) and written[0].isupper() and not written[1:].isupper()


def _end(text: str, at: int) -> tuple[bool, bool]:
    """Whether a word that ends there may be still being typed, and whether only signs follow it."""
    return at == len(text), bool(_SIGNS.fullmatch(text, at))


def _frame(words: list[str], analyzer: Analyzer) -> int:
    """How many words at the beginning only say that this is a question."""
    for frame in analyzer.language.frames:
        if len(frame) < len(words) and tuple(words[: len(frame)]) == frame:
            return len(frame)
    return 0
