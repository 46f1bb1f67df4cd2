"""The near words as chunks of a pack, sorted, of which a query fetches those of its unknown words. Pure."""

from search.query.near import NearTable
from search.static.codec import compact_json, deflate

_WORDS = 256  # to a chunk: about 4 kB


def chunks(table: NearTable) -> list[tuple[str, bytes]]:
    """The first word and the bytes of each chunk: pairs of a word and its languages and neighbours."""
    entries = [(word, (entry.langs, entry.words)) for word, entry in sorted(table.words.items())]
    parts = [entries[first : first + _WORDS] for first in range(0, len(entries), _WORDS)]
    return [(part[0][0], deflate(compact_json(part))) for part in parts]
