"""Postings in code: what a browser reads of them is what the index holds."""

from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st

from search import Engine
from search.static.codec import bit_string, golomb, interpolated, one_of
from search.static.postings import Postings


class Bits:
    """Reads codes as BitReader in static/decode.js does."""

    def __init__(self, digits: str) -> None:
        """Take them from bytes filled with zeros."""
        self._digits = iter("".join(f"{byte:08b}" for byte in bit_string(digits)))

    def number(self, size: int, value: int = 0) -> int:
        """So many bits, after those of `value`."""
        for _ in range(size):
            value = 2 * value + int(next(self._digits))
        return value

    def golomb(self) -> int:
        """The more ones before a zero, the more bits."""
        size = 2
        while next(self._digits) == "1":
            size += 1
        return self.number(size, 1) - 4

    def one_of(self, count: int) -> int:
        """A number below `count`."""
        size = count.bit_length() - 1
        short = 2 ** (size + 1) - count
        value = self.number(size)
        if value >= short:
            value = self.number(1, value) - short
        return (value + (count - short) // 2) % count

    def ascending(self, length: int, low: int, high: int) -> list[int]:
        """So many numbers from `low` to `high`."""
        if not length:
            return []
        half = length // 2
        value = low + half + self.one_of(high - low - length + 2)
        left = self.ascending(half, low, value - 1)
        return [*left, value, *self.ascending(length - half - 1, value + 1, high)]

    def left(self) -> str:
        """What nothing has read."""
        return "".join(self._digits)


@given(st.lists(st.integers(0, 70_000)))
def test_golomb_codes_come_back(values: list[int]) -> None:
    """One after the other, from bytes filled with zeros; small numbers are short."""
    bits = Bits("".join(map(golomb, values)))
    assert [bits.golomb() for _ in values] == values
    assert bits.left() in {"0" * count for count in range(8)}
    assert list(map(len, map(golomb, (0, 3, 4, 11, 12)))) == [3, 3, 5, 5, 7]


@given(st.integers(1, 20_000), st.data())
def test_one_of_many_takes_no_bit_more_than_it_needs(count: int, data: st.DataObject) -> None:
    """It comes back; what need not tell anything takes none, and the middle no more than the ends."""
    value = data.draw(st.integers(0, count - 1))
    assert Bits(one_of(value, count)).one_of(count) == value
    assert len(one_of(value, count)) <= (count - 1).bit_length()
    assert len(one_of(count // 2, count)) <= len(one_of(0, count))
    assert one_of(0, 1) == ""


@given(st.sets(st.integers(0, 3000)), st.integers(0, 500))
def test_ascending_numbers_come_back(items: set[int], beyond: int) -> None:
    """All, some or none of what there is; a whole run costs nothing."""
    high = max(items, default=0) + beyond
    coded = interpolated(sorted(items), 0, high)
    assert Bits(coded).ascending(len(items), 0, high) == sorted(items)
    assert interpolated(range(high + 1), 0, high) == ""


def test_neighbours_cost_less_than_the_scattered() -> None:
    """So it pays to put articles of one category beside each other."""
    assert len(interpolated(range(100, 200), 0, 9999)) < len(interpolated(range(0, 10_000, 100), 0, 9999)) / 5


def test_stop_words_stand_alone(engine: Callable[..., Engine]) -> None:
    """Nobody fetches them ahead, and so nothing else with them; the others share chunks."""
    index = engine({f"a{number}": f"the plan of zebra number {number}" for number in range(9)}).index
    postings = Postings(index, ["faq"] * 9)
    alone = {first: head for first, head, _ in postings.stops()}
    assert {"of", "the"} <= alone.keys()
    shared = list(postings.chunks())
    assert not any(head.count(b"\n") for head in alone.values())
    heads = b"\n".join(head for _, head, _ in shared)
    assert not any(line[1:] in {b"of", b"the"} for line in heads.split(b"\n"))
    assert len(alone) + len(shared) < len(list(index.terms()))


def test_weights_are_told_from_the_least_of_their_document(engine: Callable[..., Engine]) -> None:
    """The title's words weigh more than the body's; the term of a whole wording is left aside."""
    index = engine({"a": ("Plan", "Body words here."), "b": ("Card", "Other words.")}).index
    least = Postings(index, ["", ""]).least
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


def test_a_shelf_has_the_categories_in_order(engine: Callable[..., Engine]) -> None:
    """The documents of a category keep their order; the browser makes the same shelf from the numbers."""
    index = engine({name: ("Plan", f"Body of {name}.") for name in "abcd"}).index
    postings = Postings(index, ["plans", "cards", "plans", "cards"])
    assert postings.categories == [1, 0, 1, 0]
    assert sorted(range(4), key=lambda at: (postings.categories[at], at)) == [1, 3, 0, 2]
