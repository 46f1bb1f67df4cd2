"""A query that is repeated to its reader is cut at its limit, and not before."""

import pytest

from kb.cli.agent import SHOWN, _shortened
from kb.web.results.texts import LONGEST_ECHO, cut


@pytest.mark.parametrize("length", [1, LONGEST_ECHO - 1, LONGEST_ECHO])
def test_what_fits_is_repeated_whole(length: int) -> None:
    """Up to the limit nothing is lost, on the page or in the terminal."""
    assert cut("x" * length) == "x" * length
    assert _shortened("x" * min(length, SHOWN)) == "x" * min(length, SHOWN)


def test_what_is_longer_keeps_all_that_fits() -> None:
    """The page shows the limit's letters and the mark; the terminal's limit includes the mark."""
    text = "".join(chr(ord("a") + place % 26) for place in range(300))
    assert cut(text) == text[:80] + "…"
    assert _shortened(text) == text[:79] + "…"
    assert len(_shortened(text)) == SHOWN == 80
