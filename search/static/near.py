"""The near words as chunks of a pack, sorted; a query fetches those of its words that need them. Pure."""

from itertools import groupby

from search.query.near import AKIN, NearTable, NearWord
from search.static.codec import compact_json, deflate

_WORDS = 256  # to a chunk: about 4 kB
_AKIN = 64  # of the articles' own words, which have more neighbours, and of which a question holds several


def chunks(table: NearTable) -> list[tuple[str, bytes]]:
    """The first word and the bytes of each chunk: pairs of a word and its languages and neighbours."""
    sorts = groupby(sorted(table.words.items()), key=_is_akin)
    parts = [part for akin, run in sorts for part in _parts(list(run), _AKIN if akin else _WORDS)]
    return [(part[0][0], deflate(compact_json(part))) for part in parts]


def _is_akin(entry: tuple[str, NearWord]) -> bool:
    return entry[0].startswith(AKIN)


def _parts(
    run: list[tuple[str, NearWord]], size: int
) -> list[list[tuple[str, tuple[tuple[str, ...], tuple[tuple[str, int], ...]]]]]:
    entries = [(word, (entry.langs, entry.words)) for word, entry in run]
    return [entries[first : first + size] for first in range(0, len(entries), size)]
