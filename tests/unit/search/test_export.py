"""The static files: what is written where, and that publishing never leaves a reader without an index."""

import json
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Document, Engine, Section, build
from search.export import export
from search.pack import deflate, shared_letters, sorted_strings, varints

ONE, PACK = 10**9, 0


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """An index of forty articles, one of them in another language than the index."""
    documents = [
        Document(
            f"article-{number:02d}",
            "en" if number == 7 else "it",
            f"/it/article-{number:02d}/",
            f"Annullare il piano {number}",
            kind=("faq", "guide")[number % 2],
            category="billing",
            sections=(Section("", "", f"Parola{number} e parole comuni."),),
        )
        for number in range(40)
    ]
    build(tmp_path / "index", "it", documents, [["annullare", "recedere"]])
    engine = Engine.open(tmp_path / "index")
    yield engine
    engine.close()


def chunks(folder: Path, entry: dict[str, object]) -> list[bytes]:
    """The inflated chunks of a pack, cut by the sizes in the entry."""
    pack = entry["pack"]
    assert isinstance(pack, dict)
    sizes = [*pack["words"]["sizes"], *pack["terms"]["sizes"], *pack["articles"]["sizes"], pack["facets"]]
    whole = (folder / f"{pack['name']}.bin").read_bytes()
    assert len(whole) == sum(sizes)
    starts = [sum(sizes[:number]) for number in range(len(sizes))]
    return [zlib.decompress(whole[at : at + size], -15) for at, size in zip(starts, sizes, strict=True)]


def test_a_small_site_is_one_file_with_everything(engine: Engine, tmp_path: Path) -> None:
    """The entry holds the articles, the averages, the words that only synonyms have; it is the only file."""
    said = export(engine, tmp_path / "site", ONE)
    entry = json.loads((tmp_path / "site/it.json").read_text("utf-8"))
    assert len(entry["articles"]) == 40
    assert entry["articles"][7][-1] == "en"
    assert entry["named"] == ["recedere"]
    assert entry["averages"] == engine.index.side.averages
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["it.json"]
    assert (said.pack_bytes, said.chunks) == (0, 0)


def test_a_pack_holds_the_same_bytes_as_its_single_files(engine: Engine, tmp_path: Path) -> None:
    """Hosts with and without ranges serve the same chunks; articles and facets come back whole."""
    said = export(engine.index, tmp_path / "site", PACK)
    entry = json.loads(said.entry.read_text("utf-8"))
    folder = tmp_path / "site" / entry["pack"]["name"]
    singles = [(folder / f"{number}.bin").read_bytes() for number in range(said.chunks)]
    assert b"".join(singles) == folder.with_suffix(".bin").read_bytes()
    loaded = chunks(tmp_path / "site", entry)
    texts = loaded[-1 - len(entry["pack"]["articles"]["sizes"]) : -1]
    articles = [article for chunk in texts for article in json.loads(chunk)]
    assert [article[0] for article in articles] == [f"article-{number:02d}" for number in range(40)]
    assert json.loads(loaded[-1])["kinds"] == ["faq", "guide"] * 20


def test_postings_are_cut_into_chunks_that_begin_where_the_entry_says(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every chunk begins with the term that the entry names, in order; none holds much more than it may."""
    monkeypatch.setattr("search.export._POSTINGS", 50)
    said = export(engine, tmp_path / "site", PACK)
    entry = json.loads(said.entry.read_text("utf-8"))
    first = entry["pack"]["terms"]["from"]
    assert len(first) > 2
    assert first == sorted(first)
    begin = len(entry["pack"]["words"]["sizes"])
    for term, chunk in zip(first, chunks(tmp_path / "site", entry)[begin:], strict=False):
        assert chunk[1:].lstrip(b"\x01").startswith(b" " + term.encode())


def test_an_index_without_documents_has_a_pack_without_postings(tmp_path: Path) -> None:
    """Nothing to find is no error."""
    build(tmp_path / "index", "it", [])
    engine = Engine.open(tmp_path / "index")
    said = export(engine, tmp_path / "site", PACK)
    engine.close()
    assert json.loads(said.entry.read_text("utf-8"))["pack"]["terms"] == {"from": [], "sizes": []}


def test_a_reader_of_the_entry_before_still_finds_its_pack(tmp_path: Path) -> None:
    """The last two packs stay, older ones go, and publishing the same again changes nothing."""
    site, names = tmp_path / "site", []
    for number in range(3):
        build(tmp_path / "index", "it", [Document(f"a{number}", "it", "/a/", f"Titolo {number}")])
        engine = Engine.open(tmp_path / "index")
        export(engine, site, PACK)
        export(engine, site, PACK)
        engine.close()
        names.append(json.loads((site / "it.json").read_text("utf-8"))["pack"]["name"].removeprefix("it/"))
    expected = {name + ending for name in names[1:] for ending in ("", ".bin")}
    assert {path.name for path in (site / "it").iterdir()} == expected


def test_a_large_site_may_become_a_small_one(engine: Engine, tmp_path: Path) -> None:
    """Going from pack to one file, and an entry that is no JSON, are both survived."""
    site = tmp_path / "site"
    export(engine, site, PACK)
    export(engine, site, ONE)
    assert list((site / "it").glob("*.bin"))
    (site / "it.json").write_text("{broken", "utf-8")
    assert export(engine, site, ONE).chunks == 0


@given(st.lists(st.integers(0, 2**40)))
def test_varints_come_back(values: list[int]) -> None:
    """Seven bits to a byte, lowest first, hold any numbers."""
    found, value, scale = [], 0, 1
    for byte in varints(values):
        value, scale = value + (byte & 127) * scale, scale * 128
        if byte < 128:
            found.append(value)
            value, scale = 0, 1
    assert found == values


@given(st.sets(st.text(st.characters(blacklist_categories=["Cs", "Cc"]), min_size=1, max_size=64)))
def test_sorted_strings_come_back_as_javascript_counts(items: set[str]) -> None:
    """The shared beginning is counted in UTF-16 code units, and the lines give the strings back."""
    words = sorted(items)
    data = sorted_strings(words)
    length, at = 0, 0
    while data[at] > 127:
        length, at = length + ((data[at] & 127) << 7 * at), at + 1
    length, at = length + (data[at] << 7 * at), at + 1
    assert len(data) == at + length
    last, found = b"", []
    for line in data[at:].decode().split("\n") if length else []:
        last = last[: 2 * (ord(line[0]) - 32)] + line[1:].encode("utf-16-le")
        found.append(last.decode("utf-16-le"))
    assert found == words


def test_shared_letters_stop_at_what_javascript_counts_twice() -> None:
    """A letter above U+FFFF is two code units there, and never counted as shared."""
    assert shared_letters("conto", "conti") == 4
    assert shared_letters("a𐐨b", "a𐐨c") == 1
    assert shared_letters("a", "a") == 1


@given(st.binary())
def test_deflate_is_what_browsers_inflate_as_raw(data: bytes) -> None:
    """No header and no checksum stand around the data."""
    assert zlib.decompress(deflate(data), -15) == data
