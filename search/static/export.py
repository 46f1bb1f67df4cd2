"""An index to the static files that the browser searches; read by static/store.js in the browser.

`LANG.bin` is the entry: a byte that tells the format; then, deflated, JSON with its length (the rules of the
language, the rarity table, the synonyms). A small site's entry goes on with all articles in code, and the
browser indexes them itself, to the same integers. A large site's entry names a pack, `LANG/HASH.bin` (pack.py
says what it holds), and goes on with what its chunks are read by. A small site's pack has near words only.
The folder `LANG/HASH/` holds the same chunks one to a file, for hosts that send one range only.
Names change with contents; the entry is renamed into place last, and the pack before this one stays for
readers who hold the old entry.
"""

import hashlib
import json
import shutil
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from search.index import Index
from search.model import Document
from search.static import near as near_words
from search.static.codec import compact_json, deflate, varints
from search.static.pack import first_for_all, pack
from search.static.texts import code
from search.text.language import Language

FORMAT = 6
ONE_FILE_BYTES = 96_000  # deflated; about 450 articles of 120 words
_LETTERS = 8  # a text of more than so many letters for each byte is not tried
_NOT_PACKED = (b"",) * 4  # of a small site: words, postings, articles, facets, which stand in its entry
_INDEXING = ("scale", "ceiling", "boosts", "saturation", "length_norm")


@dataclass(frozen=True)
class Exported:
    """What was written: the entry file, its bytes, the bytes of the pack (0: none), the number of chunks."""

    entry: Path
    entry_bytes: int
    pack_bytes: int
    chunks: int


def export(index: Index, folder: Path, one_file_bytes: int = ONE_FILE_BYTES) -> Exported:
    """Write the static files of an index into the folder `_search` of a site and publish them at once."""
    folder.mkdir(parents=True, exist_ok=True)
    documents = [index.document(number) for number in index.numbers()]
    lang, entry, near = index.statistics.lang, _entry(index), near_words.chunks(index.near_terms)
    chunks = [*_NOT_PACKED, *(chunk for _, chunk in near)] if near else []
    name = _name(lang, chunks) if near else None
    beside = {"pack": {"name": name, "near": _run(near)}} if near else {}
    whole = _one_file(index, documents, entry | beside, one_file_bytes)
    if whole:
        return _publish(folder, lang, whole, chunks, name)
    large = pack(index, documents)
    for key in _INDEXING:
        del entry["tuning"][key]
    chunks = [*large.chunks, *chunks[len(_NOT_PACKED) :]]
    own = large.firsts | {"name": _name(lang, chunks), "near": _run(near)}
    return _publish(folder, lang, _file(entry | {"pack": own}, *large.read_by), chunks, own["name"])


def _name(lang: str, chunks: Sequence[bytes]) -> str:
    """What a pack is called: it changes with its content."""
    return f"{lang}/{hashlib.sha256(b''.join(chunks)).hexdigest()[:12]}"


def _one_file(index: Index, documents: Sequence[Document], entry: dict[str, Any], most: int) -> bytes | None:
    """The entry file of a small site; None where it would have more bytes."""
    texts = [text for document in documents for text in _texts(document)]
    coded = code(texts) if sum(map(len, texts)) <= most * _LETTERS else None
    if not coded:
        return None
    lang = index.statistics.lang
    own = {
        "named": [word for word in index.lexicon.words if not index.lexicon.counts[word]],
        "averages": index.statistics.averages,
        "texts": {"gaps": coded.gaps, "ends": coded.ends, "pairs": coded.pairs},
        "lists": [_lists(document, lang) for document in documents],
        "boosts": {place: each.boost for place, each in enumerate(documents) if each.boost != 100},
        "pins": {place: each.pins for place, each in enumerate(documents) if each.pins},
    }
    whole = _file(entry | own, *coded.parts)
    return whole if len(whole) <= most else None


def _file(entry: dict[str, Any], *parts: bytes) -> bytes:
    """The bytes of an entry file."""
    data = compact_json(entry)
    return bytes([FORMAT]) + deflate(varints([len(data)]) + data, *parts)


def _entry(index: Index) -> dict[str, Any]:
    synonyms = [[list(key), [list(other) for other in others]] for key, others in index.synonyms.items()]
    return {
        "lang": index.statistics.lang,
        "count": index.count,
        "confidence": index.statistics.confidence,
        "rules": _rules(index.language),
        "tuning": asdict(index.language.tuning),
        "idf": index.idf_table,
        "synonyms": synonyms,
    }


def _rules(language: Language) -> dict[str, Any]:
    """The rules as the browser's Analyzer takes them."""
    return {
        "stemmer": language.stemmer,
        "folds": language.folds,
        "elisions": sorted(language.elisions),
        "possessives": sorted(language.possessives),
        "contractions": sorted(language.contractions),
        "rewrites": language.rewrites,
        "stop": sorted(language.stop),
        "frames": [" ".join(frame) for frame in language.frames],
        "idioms": sorted(language.idioms, key=len, reverse=True),
        "incidental": sorted(language.incidental),
        "letter": {part: sorted(phrases) for part, phrases in language.letter.items()},
        "compounds": sorted(" ".join(pair) for pair in language.compounds),
    }


def _texts(document: Document) -> Iterator[str]:
    """All that a small site's entry says of a document in words."""
    yield from (document.id, document.url, document.title, document.summary, document.kind, document.category)
    yield from (*document.questions, *document.keywords)
    for part in document.parts():
        yield from (part.heading, part.anchor, part.text)


def _lists(document: Document, lang: str) -> list[Any]:
    """How many questions, keywords, sections it has, how many for all; its language, if not the index's."""
    counts = [
        len(document.questions),
        len(document.keywords),
        len(document.sections),
        first_for_all(document),
    ]
    return counts if document.lang == lang else [*counts, document.lang]


def _run(chunks: list[tuple[str, bytes]]) -> dict[str, Any]:
    return {"from": [first for first, _ in chunks], "sizes": [len(chunk) for _, chunk in chunks]}


def _publish(folder: Path, lang: str, entry: bytes, chunks: list[bytes], name: str | None) -> Exported:
    """Write the pack under its hash, rename the entry into place, remove the packs that nobody can need."""
    path, packs = folder / f"{lang}.bin", folder / lang
    before = _pack_name(path)
    if name:
        _write_pack(folder / name, chunks)
    beside = folder / f"{lang}.bin.new"
    beside.write_bytes(entry)
    beside.replace(path)
    for old in packs.glob("*") if name != before else ():
        if f"{lang}/{old.stem}" not in (before, name):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    return Exported(path, len(entry), sum(map(len, chunks)), len(chunks))


def _pack_name(path: Path) -> str | None:
    """The pack that a published entry names, if there is one."""
    try:
        return str(read_entry(path)["pack"]["name"])
    except (FileNotFoundError, KeyError, ValueError, zlib.error):
        return None


def read_entry(path: Path) -> dict[str, Any]:
    """What an entry file says, articles aside; raises ValueError or zlib.error for what is none."""
    whole = zlib.decompress(path.read_bytes()[1:], -15)
    size = next((place for place, byte in enumerate(whole, 1) if byte < 128), 0)
    length = sum((byte & 127) << 7 * place for place, byte in enumerate(whole[:size]))
    entry: dict[str, Any] = json.loads(whole[size : size + length])
    return entry


def _write_pack(single: Path, chunks: list[bytes]) -> None:
    """The chunks one to a file in a folder, and beside it all in one file."""
    if not single.is_dir():
        beside = single.with_name(f"{single.name}.new")
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for number, chunk in enumerate(chunks):
            (beside / f"{number}.bin").write_bytes(chunk)
        single.with_name(f"{single.name}.bin").write_bytes(b"".join(chunks))
        beside.replace(single)
