"""What no article answers, as an agent says, into the writers' queue: its questions, as searches."""

from collections.abc import Callable, Iterable
from datetime import date

from kb.gaps.store import Searched

SOURCE = "message"


def note(record: Callable[[Searched], None], lang: str, questions: Iterable[tuple[str, int]]) -> None:
    """Record the questions of a message.

    Args:
        record: Masks a search and counts it (`Recorder.record`).
        lang: The language of the message.
        questions: Each with how many articles it found; none of them was an answer.
    """
    for question, hits in questions:
        record(Searched(date.min, lang, question, hits, False, source=SOURCE))
