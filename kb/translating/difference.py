"""What changed in an original since it was translated, part by part, and how much that matters; pure."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from kb.content.translation import Part
from kb.truth.words import linked, truth_words

# From so many words alike on, by difflib's ratio, a part says its thing in other words only.
WORDING = 0.75
MEANING, TEXT, WORDS, UNKNOWN = "meaning", "text", "wording", "unknown"
WEIGHTS = (MEANING, TEXT, UNKNOWN, WORDS)  # the heaviest first


@dataclass(frozen=True)
class Difference:
    """A part that reads otherwise.

    Attributes:
        line: Where it begins in the original's file; 0 for a part that is gone.
        place: Which part it is, counted from 0; where it stood, for one that is gone.
        heading: What stands above it.
        then: How it read when it was translated; empty for a new part, None where nobody knows.
        now: How it reads; empty for a part that is gone.
        weight: One of `WEIGHTS`.
    """

    line: int
    place: int
    heading: str
    then: str | None
    now: str
    weight: str


def differences(then: Sequence[Part], now: Sequence[Part], lang: str) -> tuple[Difference, ...]:
    """The parts that differ, in their order.

    Args:
        then: The parts that were translated.
        now: The parts of today.
        lang: Their language, whose words say what matters.
    """
    found: list[Difference] = []
    matcher = SequenceMatcher(a=[part.hash for part in then], b=[part.hash for part in now], autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind != "equal":
            found += _between(then[start:end], now[first:last], first, lang)
    return tuple(found)


def unknown(lines: Iterable[int], now: Sequence[Part]) -> tuple[Difference, ...]:
    """The parts that differ where nobody knows how they read."""
    places = {part.line: place for place, part in enumerate(now)}
    return tuple(
        Difference(line, places[line], now[places[line]].heading, None, now[places[line]].text, UNKNOWN)
        for line in lines
    )


def heaviest(found: Iterable[Difference]) -> str:
    """The weight of several differences together; parts that only changed places are in other words."""
    return min((one.weight for one in found), key=WEIGHTS.index, default=WORDS)


def _between(then: Sequence[Part], now: Sequence[Part], place: int, lang: str) -> Iterator[Difference]:
    for number in range(max(len(then), len(now))):
        old = then[number].text if number < len(then) else ""
        part = now[number] if number < len(now) else Part(0, "")
        heading = part.heading or (then[number].heading if number < len(then) else "")
        yield Difference(part.line, place + number, heading, old, part.text, weight(old, part.text, lang))


def marked(then: str, now: str) -> tuple[list[tuple[str, bool]], list[tuple[str, bool]]]:
    """Two texts cut where they differ in words: pieces, and whether only this one of the two has them."""
    old, new = (text.strip().split(" ") for text in (then, now))
    left, right = list[tuple[str, bool]](), list[tuple[str, bool]]()
    for kind, a, b, c, d in SequenceMatcher(a=old, b=new, autojunk=False).get_opcodes():
        left += [(" ".join(old[a:b]) + " ", kind != "equal")] if a < b else []
        right += [(" ".join(new[c:d]) + " ", kind != "equal")] if c < d else []
    return left, right


def weight(then: str, now: str, lang: str) -> str:
    """How much a change of a part matters: whether it says something else, or the same in other words.

    A number, a fact, a link's target, a negation or a condition that came or went is a change of meaning.
    """
    words = truth_words(lang)
    old, new = (words.tokens(linked(text)) for text in (then, now))
    meant = [Counter(filter(None, map(words.meaning, tokens))) for tokens in (old, new)]
    if meant[0] != meant[1]:
        return MEANING
    alike = SequenceMatcher(a=old, b=new, autojunk=False).ratio()
    return WORDS if then and now and alike >= WORDING else TEXT
