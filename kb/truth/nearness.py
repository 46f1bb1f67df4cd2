"""Whether two sentences without a claim differ only in words that are near enough to say the same; pure."""

from kb.truth.language import language_data
from kb.truth.words import skeleton


def nearly_same(now: str, then: str, lang: str) -> bool:
    """Whether each truth-bearing part is the other's, or its neighbour in a group of the language.

    A sentence that has two neighbours tells them apart: between them nothing may give place.
    """
    here, there = skeleton(now, lang), skeleton(then, lang)
    if len(here) != len(there):
        return False
    groups = [
        {*group}
        for group in language_data(lang)["near"]
        if max(len({*group} & {*here}), len({*group} & {*there})) == 1
    ]
    return all(
        one == other or any({one, other} <= group for group in groups)
        for one, other in zip(here, there, strict=True)
    )
