"""No query of 2 kB makes the engine work much harder than a customer's question does, by design."""

import random
from collections.abc import Sequence
from cProfile import Profile
from pathlib import Path
from statistics import median

import pytest
from scripts import script

from search import Engine, QueryTooShort

TIMES = 12  # of calls: those on words of one letter are cheap, eleven times the calls are four times the CPU
STEPS = 16  # few: `bench/worst.py` climbs further, measures CPU, and asks the browser's engine too


def work(engine: Engine, text: str) -> int:
    """How many functions, of ours and of Python, a search calls: the same on every machine."""
    profile = Profile()
    profile.enable()
    try:
        engine.search(text)
    except QueryTooShort:
        return 0
    finally:
        profile.disable()
    return sum(entry.callcount for entry in profile.getstats())


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_dearest_query_that_a_search_for_it_finds_is_bounded(
    root: Path, tmp_path: Path, lang: str
) -> None:
    """A climb over misspelt, glued, begun, quoted and hostile words, from questions that are asked."""
    bench = script(root / "bench" / "worst.py")
    place = bench.site(lang, 1, tmp_path)
    warm = place.questions[::20] * 2  # the second time nothing is read from the disk any more
    usual = median([work(place.engine, question) for question in warm][len(warm) // 2 :])

    def costs(texts: Sequence[str]) -> list[int]:
        return [work(place.engine, text) for text in texts]

    dearest = bench.climb(costs, bench.makers(place), STEPS, random.Random(1))[0]
    most = work(place.engine, dearest)
    place.engine.close()
    assert most < TIMES * usual, dearest[:300]
