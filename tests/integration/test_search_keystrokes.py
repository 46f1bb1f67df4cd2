"""Search while somebody types: an answer that was there does not go and come back."""

from pathlib import Path

import pytest

from search import Engine, QueryTooShort

EVERY = 3  # of the articles: a title has forty keystrokes


@pytest.mark.parametrize("lang", ["it", "en"])
def test_no_keystroke_of_a_title_shows_emptiness_between_two_answers(built: Path, lang: str) -> None:
    """From the first letters that find something to the whole title there is always something to show."""
    engine = Engine.open(built / "build" / "index" / lang)
    titles = [engine.index.document(number).title for number in engine.index.numbers()[::EVERY]]
    gaps = [(title, gap) for title in titles if (gap := _gap(engine, title))]
    engine.close()
    assert len(titles) > 8
    assert gaps == []


def _gap(engine: Engine, title: str) -> str:
    """The beginning that finds nothing though a shorter one did; a title finds itself at its end."""
    found = False
    for length in range(1, len(title) + 1):
        try:
            hits = engine.ranked(title[:length], 1).hits
        except QueryTooShort:
            continue
        if found and not hits:
            return title[:length]
        found = found or bool(hits)
    return ""
