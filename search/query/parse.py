"""The words of a query with their roles in it. Pure; twin: understand.js."""

from dataclasses import dataclass

from search.errors import QueryTooShort
from search.text.analyzer import Analyzer, Token
from search.text.phrases import quoted_spans


@dataclass(frozen=True)
class Typed:
    """A token with its place in the sentence."""

    token: Token
    word: str
    stop: bool
    quoted: bool
    open: bool


def read(text: str, analyzer: Analyzer) -> list[Typed]:
    """The words of a normal text with their roles; raises QueryTooShort."""
    tuning = analyzer.language.tuning
    tokens = list(analyzer.tokens(text))
    length = sum(len(token.word) for token in tokens)
    if length < tuning.minimum:
        raise QueryTooShort(tuning.minimum, length)
    tokens = tokens[: tuning.words_limit]
    words = [analyzer.fold(token.word) for token in tokens]
    quotes = quoted_spans(text)
    quoted = [any(start <= token.start and token.end <= end for start, end in quotes) for token in tokens]
    framed = _frame(words, analyzer)
    stops = [place < framed or analyzer.is_stop(word) for place, word in enumerate(words)]
    if all(stops):
        stops = [False] * len(words)
    return [
        Typed(token, word, stop and not inside, inside, token.end == len(text))
        for token, word, stop, inside in zip(tokens, words, stops, quoted, strict=True)
    ]


def _frame(words: list[str], analyzer: Analyzer) -> int:
    """How many words at the beginning only say that this is a question."""
    for frame in analyzer.language.frames:
        if len(frame) < len(words) and tuple(words[: len(frame)]) == frame:
            return len(frame)
    return 0
