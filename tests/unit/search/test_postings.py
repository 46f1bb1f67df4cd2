"""Postings in code: what a browser reads of them is what the index holds."""

import zlib
from collections.abc import Callable, Iterator

from hypothesis import given
from hypothesis import strategies as st

from search import Engine
from search.static.codec import bit_string, rice
from search.static.postings import Postings, gap_bits


def ones_and_low_bits(digits: Iterator[str], size: int) -> int:
    """Read a Rice code, as BitReader in static/decode.js does."""
    value = 0
    while next(digits) == "1":
        value += 1
    for _ in range(size):
        value = 2 * value + int(next(digits))
    return value


@given(st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 12))))
def test_rice_codes_come_back(coded: list[tuple[int, int]]) -> None:
    """One after the other, from bytes filled with zeros."""
    data = bit_string("".join(rice(value, size) for value, size in coded))
    digits = iter("".join(f"{byte:08b}" for byte in data))
    assert [ones_and_low_bits(digits, size) for _, size in coded] == [value for value, _ in coded]
    assert "".join(digits) in {"0" * count for count in range(8)}


@given(st.integers(1, 20_000), st.data())
def test_a_term_takes_about_the_bits_that_its_gaps_need(documents: int, data: st.DataObject) -> None:
    """The low bits are about the logarithm of the mean gap: neither of the two parts grows long."""
    held = data.draw(st.integers(1, documents))
    size = gap_bits(documents, held)
    assert 2**size <= max(1, documents / held)
    assert documents / held < 2 ** (size + 2)


def test_stop_words_stand_alone(engine: Callable[..., Engine]) -> None:
    """Nobody fetches them ahead, and so nothing else with them; the others share chunks."""
    index = engine({f"a{number}": f"the plan of zebra number {number}" for number in range(9)}).index
    chunks = list(Postings(index).chunks())
    told = {first: zlib.decompress(chunk, -15) for first, chunk in chunks}
    assert {"of", "the"} <= told.keys()
    alone = [data for first, data in told.items() if first in {"of", "the"}]
    assert all(data.count(b"\n") == 0 for data in alone)
    assert len(told) < len(list(index.terms()))


def test_weights_are_told_from_the_least_of_their_document(engine: Callable[..., Engine]) -> None:
    """The title's words weigh more than the body's; the term of a whole wording is left aside."""
    index = engine({"a": ("Plan", "Body words here."), "b": ("Card", "Other words.")}).index
    least = Postings(index).least
    weights = [
        {
            weight
            for term in index.terms()
            if term[0] != "="
            for n, weight in index.postings(term).pairs()
            if n == number
        }
        for number in index.numbers()
    ]
    assert least == [min(each) for each in weights]
