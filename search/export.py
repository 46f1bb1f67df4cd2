"""An index to the static files that the browser searches; read by site/overrides/assets/kb/search/store.js.

`LANG.json` is the entry: the rules of the language, the rarity table, the synonyms. A small site's entry
holds all articles as well, and the browser indexes them itself, to the same integers. A large site's entry
names a pack, `LANG/HASH.bin`: chunks of words, postings and articles, each deflated by itself. The folder
`LANG/HASH/` holds the same chunks one to a file, for hosts that do not send several ranges of a file at once.
Names change with contents; the entry is renamed into place last, and the pack before this one stays for
readers who hold the old entry.
"""

import hashlib
import json
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from search.config import Language
from search.engine import Engine
from search.index import Index
from search.model import Document
from search.pack import compact_json, deflate, postings_chunk, word_chunk

FORMAT = 1
ONE_FILE_BYTES = 128_000  # deflated; about 450 articles of 120 words
_ARTICLES = 3  # to a chunk
_WORDS = 256
_POSTINGS = 800
_INDEXING = ("scale", "ceiling", "boosts", "saturation", "length_norm")


@dataclass(frozen=True)
class Exported:
    """What was written: the entry file, its bytes, the bytes of the pack (0: none), the number of chunks."""

    entry: Path
    entry_bytes: int
    pack_bytes: int
    chunks: int


def export(source: Engine | Index, folder: Path, one_file_bytes: int = ONE_FILE_BYTES) -> Exported:
    """Write the static files of an index into the folder `_search` of a site and publish them at once."""
    index = source.index if isinstance(source, Engine) else source
    lang = index.side.lang
    folder.mkdir(parents=True, exist_ok=True)
    articles = [_article(index.document(number), lang) for number in index.numbers()]
    entry = _entry(index)
    whole = entry | {
        "named": [word for word in index.lexicon.words if not index.lexicon.counts[word]],
        "averages": index.side.averages,
        "articles": articles,
    }
    if len(zlib.compress(compact_json(whole))) <= one_file_bytes:
        return _publish(folder, lang, whole, [])
    chunks, pack = _pack(index, articles)
    for name in _INDEXING:
        del entry["tuning"][name]
    return _publish(folder, lang, entry | {"pack": pack}, chunks)


def _entry(index: Index) -> dict[str, Any]:
    synonyms = [[list(key), [list(other) for other in others]] for key, others in index.synonyms.items()]
    return {
        "format": FORMAT,
        "lang": index.side.lang,
        "count": index.count,
        "evidence": index.side.evidence,
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
        "compounds": sorted(" ".join(pair) for pair in language.compounds),
    }


def _article(document: Document, lang: str) -> list[Any]:
    sections = [[section.heading, section.anchor, section.text] for section in document.sections]
    fields = [document.id, document.url, document.title, document.summary, document.kind, document.category]
    own = [] if document.lang == lang else [document.lang]
    return [*fields, document.questions, document.keywords, sections, *own]


def _pack(index: Index, articles: list[list[Any]]) -> tuple[list[bytes], dict[str, Any]]:
    """The chunks in order (words, postings, articles, facets), and where each sort begins."""
    words, terms = list(_word_chunks(index)), list(_term_chunks(index))
    parted = [articles[first : first + _ARTICLES] for first in range(0, len(articles), _ARTICLES)]
    facets = {
        "kinds": [article[4] for article in articles],
        "categories": [article[5] for article in articles],
    }
    texts = [deflate(compact_json(part)) for part in parted]
    last = deflate(compact_json(facets))
    pack = {
        "words": _run(words),
        "terms": _run(terms),
        "articles": {"step": _ARTICLES, "sizes": [len(chunk) for chunk in texts]},
        "facets": len(last),
    }
    return [*(chunk for _, chunk in words), *(chunk for _, chunk in terms), *texts, last], pack


def _run(chunks: list[tuple[str, bytes]]) -> dict[str, Any]:
    return {"from": [first for first, _ in chunks], "sizes": [len(chunk) for _, chunk in chunks]}


def _word_chunks(index: Index) -> Iterator[tuple[str, bytes]]:
    """The first word and the bytes of each chunk of the lexicon."""
    words, counts = index.lexicon.words, index.lexicon.counts
    for first in range(0, len(words), _WORDS):
        part = words[first : first + _WORDS]
        yield part[0], word_chunk(part, (counts[word] for word in part))


def _term_chunks(index: Index) -> Iterator[tuple[str, bytes]]:
    """The first term and the bytes of each chunk of postings; a term with many of them stands alone."""
    place = {number: order for order, number in enumerate(index.numbers())}
    held: list[tuple[str, list[tuple[int, int]]]] = []
    size = 0
    for term in sorted(index.terms()):
        pairs = sorted((place[number], weight) for number, weight in index.postings(term).pairs())
        if held and size + len(pairs) > _POSTINGS:
            yield held[0][0], postings_chunk(held)
            held, size = [], 0
        held.append((term, pairs))
        size += len(pairs) + 2
    if held:
        yield held[0][0], postings_chunk(held)


def _publish(folder: Path, lang: str, entry: dict[str, Any], chunks: list[bytes]) -> Exported:
    """Write the pack under its hash, rename the entry into place, remove the packs that nobody can need."""
    path, packs = folder / f"{lang}.json", folder / lang
    before = _pack_name(path)
    whole = b"".join(chunks)
    if chunks:
        entry["pack"]["name"] = _write_pack(packs, whole, chunks)
    data = compact_json(entry)
    beside = folder / f"{lang}.json.new"
    beside.write_bytes(data)
    beside.replace(path)
    now = entry.get("pack", {}).get("name")
    for old in packs.glob("*") if now != before else ():
        if f"{lang}/{old.stem}" not in (before, now):
            shutil.rmtree(old) if old.is_dir() else old.unlink()
    return Exported(path, len(data), len(whole), len(chunks))


def _pack_name(path: Path) -> str | None:
    """The pack that a published entry names, if there is one."""
    try:
        name = json.loads(path.read_bytes())["pack"]["name"]
    except (FileNotFoundError, ValueError, KeyError):
        return None
    return str(name)


def _write_pack(packs: Path, whole: bytes, chunks: list[bytes]) -> str:
    name = hashlib.sha256(whole).hexdigest()[:12]
    single = packs / name
    if not single.is_dir():
        beside = packs / f"{name}.new"
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir(parents=True)
        for number, chunk in enumerate(chunks):
            (beside / f"{number}.bin").write_bytes(chunk)
        (packs / f"{name}.bin").write_bytes(whole)
        beside.replace(single)
    return f"{packs.name}/{name}"
