"""Whether two sentences without a claim differ only in words that are near enough to say the same; pure."""

from collections.abc import Collection, Mapping

from kb.truth.language import language_data
from kb.truth.words import LINK, clauses, truth_words
from search.text.language import language


def nearly_same(now: str, then: str, lang: str) -> bool:
    """Whether what bears truth is the other's, or its neighbour in a group of the language.

    A sentence that has two neighbours tells them apart: between them nothing may give place. What leads a
    reader (`find`, `tell`) may come or go, unless a word that we do not know stands there instead.
    """
    here, there = clauses(now, lang), clauses(then, lang)
    names = _names({*_parts(here)}, {*_parts(there)}, lang)
    if _told(here, names, (), lang) == _told(there, names, (), lang):
        return True
    light = language_data(lang)["light"]
    is_said = _told(here, names, light, lang) == _told(there, names, light, lang)
    return is_said and len(_strange(now, lang) - _strange(then, lang)) <= len(
        _strange(then, lang) - _strange(now, lang)
    )


def _parts(said: tuple[tuple[str, ...], ...]) -> list[str]:
    return [each for clause in said for part in clause for each in part.split(" ")]


def _names(here: Collection[str], there: Collection[str], lang: str) -> dict[str, str]:
    """One name for the neighbours of each group of which neither sentence has two."""
    groups = [
        group
        for group in language_data(lang)["near"]
        if max(len({*group} & {*here}), len({*group} & {*there})) == 1
    ]
    return {concept: group[0] for group in groups for concept in group}


def _told(
    said: tuple[tuple[str, ...], ...], names: Mapping[str, str], light: Collection[str], lang: str
) -> list[tuple[str, ...]]:
    """The clauses with neighbours under one name and without what is light; buttons keep their order."""
    words = truth_words(lang)
    fixed = words.ordered - words.focus
    found = []
    *told, pressed = said
    for clause in told:
        parts = [_named(part, names) for part in clause if part not in light]
        found.append(tuple(parts if fixed & {*clause} else sorted({*parts})))
    return [*sorted(clause for clause in found if clause), pressed]


def _named(part: str, names: Mapping[str, str]) -> str:
    return " ".join(names.get(each, each) for each in part.split(" "))


def _strange(text: str, lang: str) -> set[str]:
    """The words that say something, we do not know what."""
    words = truth_words(lang)
    idle = {*language(lang).stop, *language_data(lang)["plain"]}
    plain = LINK.sub(" ", text)
    return {token for token in words.tokens(plain) if not words.meaning(token) and token not in idle}
