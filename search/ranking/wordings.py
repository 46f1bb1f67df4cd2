"""What a document answers word for word: pinned queries, its title, its questions. Pure; twin: wordings.js.

Each stands in the index as a term of its own, the hash of its words, with a weight that tells the sort. A
query that is one of them word for word lifts the document by the best score that words give, times the
weight. The weights are so far apart that the shares of reranking (at most 3.5 times a score) never change the
order: first what is pinned, then what has that title, then what has that question.
"""

from collections.abc import Callable

from search.model import Document

PINNED, TITLE, QUESTION = 256, 16, 4
KINDS = {PINNED: "pinned", TITLE: "title", QUESTION: "question"}
_MARK = "="  # begins no term of a word
_FACTOR = 31
_HASH = 0xFFFFFFFF


def term_of(flat: str) -> str:
    """The term of a flat text: its hash, a polynomial of its code points modulo 2 to the power of 32."""
    value = 0
    for letter in flat:
        value = value * _FACTOR + ord(letter) & _HASH
    return f"{_MARK}{value:x}"


def is_wording(term: str) -> bool:
    """Whether a term of an index is a whole wording, not a word."""
    return term.startswith(_MARK)


def lifts(document: Document, flat: Callable[[str], str]) -> dict[str, int]:
    """The terms of what a document answers word for word, each with the greatest weight that it has."""
    sorts = ((QUESTION, document.questions), (TITLE, (document.title,)), (PINNED, document.pins))
    said = {flat(text): weight for weight, texts in sorts for text in texts}
    return {term_of(text): weight for text, weight in said.items() if text.strip()}
