"""The static files: what is written where, and that publishing never leaves a reader without an index."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import Document, Engine, Section, build
from search.static.codec import compact_json, deflate, shared_letters, sorted_strings, varints
from search.static.export import export, read_entry
from search.static.texts import Coded, code

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


@dataclass(frozen=True)
class ReadBy:
    """What the entry file of a large site goes on with after its JSON."""

    sizes: list[int]
    words_like: bytes
    phrases: bytes


def read_by(folder: Path, entry: dict[str, object]) -> ReadBy:
    """Read it as decodeEntry in static/decode.js does."""
    data = iter(
        zlib.decompress((folder / f"{entry['lang']}.bin").read_bytes()[1:], -15).split(
            compact_json(entry), 1
        )[1]
    )

    def number() -> int:
        byte = next(data)
        return byte if byte < 128 else byte - 128 + 128 * number()

    count = int(str(entry["count"]))
    sizes = [number() for _ in range(number())]
    for length in (count, count, None):  # the least weights, the categories, what weights have over the least
        for _ in range(number() if length is None else length):
            number()
    texts = [bytes(next(data) for _ in range(number())) for _ in range(2)]
    assert next(data, None) is None
    return ReadBy(sizes, *texts)


def chunks(folder: Path, entry: dict[str, object]) -> list[bytes]:
    """The inflated chunks of a pack, cut by the sizes in the entry."""
    pack = entry["pack"]
    assert isinstance(pack, dict)
    told = read_by(folder, entry)
    whole = (folder / f"{pack['name']}.bin").read_bytes()
    assert len(whole) == sum(told.sizes)
    starts = [sum(told.sizes[:number]) for number in range(len(told.sizes))]
    articles = len(pack["words"]) + len(pack["terms"]) + len(pack["stops"])
    known = [told.words_like] * articles + [told.phrases] * (len(starts) - articles - 1) + [b""]
    return [
        zlib.decompressobj(-15, zdict=each).decompress(whole[at : at + size])
        for at, size, each in zip(starts, told.sizes, known, strict=True)
    ]


def test_a_small_site_is_one_file_with_everything(engine: Engine, tmp_path: Path) -> None:
    """The entry holds the articles, the averages, the words that only synonyms have; it is the only file."""
    said = export(engine.index, tmp_path / "site", ONE)
    entry = read_entry(tmp_path / "site/it.bin")
    assert entry["lists"] == [[0, 0, 1, 1, "en"] if number == 7 else [0, 0, 1, 1] for number in range(40)]
    assert entry["named"] == ["recedere"]
    assert entry["averages"] == engine.index.statistics.averages
    assert [path.name for path in (tmp_path / "site").iterdir()] == ["it.bin"]
    assert (said.pack_bytes, said.chunks) == (0, 0)


def test_a_pack_holds_the_same_bytes_as_its_single_files(engine: Engine, tmp_path: Path) -> None:
    """Hosts with and without ranges serve the same chunks; articles and facets come back whole."""
    said = export(engine.index, tmp_path / "site", PACK)
    entry = read_entry(said.entry)
    folder = tmp_path / "site" / entry["pack"]["name"]
    singles = [(folder / f"{number}.bin").read_bytes() for number in range(said.chunks)]
    assert b"".join(singles) == folder.with_suffix(".bin").read_bytes()
    loaded = chunks(tmp_path / "site", entry)
    texts = loaded[len(entry["pack"]["words"] + entry["pack"]["terms"] + entry["pack"]["stops"]) : -1]
    articles = [article for chunk in texts for article in json.loads(chunk)]
    assert [article[0] for article in articles] == [f"article-{number:02d}" for number in range(40)]
    assert json.loads(loaded[-1])["kinds"] == ["faq", "guide"] * 20


def test_postings_are_cut_into_chunks_that_begin_where_the_entry_says(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Every chunk begins with the term that the entry names, in order; none holds much more than it may."""
    monkeypatch.setattr("search.static.postings._POSTINGS", 50)
    said = export(engine.index, tmp_path / "site", PACK)
    entry = read_entry(said.entry)
    first = entry["pack"]["terms"]
    assert len(first) > 2
    assert first == sorted(first)
    begin = len(entry["pack"]["words"])
    for term, chunk in zip(first, chunks(tmp_path / "site", entry)[begin:], strict=False):
        assert chunk[1:].lstrip(b"\x01").startswith(b" " + term.encode())


def test_an_index_without_documents_has_a_pack_without_postings(tmp_path: Path) -> None:
    """Nothing to find is no error."""
    build(tmp_path / "index", "it", [])
    engine = Engine.open(tmp_path / "index")
    said = export(engine.index, tmp_path / "site", PACK)
    engine.close()
    assert read_entry(said.entry)["pack"]["terms"] == []


def test_a_reader_of_the_entry_before_still_finds_its_pack(tmp_path: Path) -> None:
    """The last two packs stay, older ones go, and publishing the same again changes nothing."""
    site, names = tmp_path / "site", []
    for number in range(3):
        documents = [Document(f"a{each}", "it", "/a/", f"Titolo {each}") for each in range(number + 4)]
        build(tmp_path / "index", "it", documents)
        engine = Engine.open(tmp_path / "index")
        export(engine.index, site, PACK)
        export(engine.index, site, PACK)
        engine.close()
        names.append(read_entry(site / "it.bin")["pack"]["name"].removeprefix("it/"))
    assert len({*names}) == 3
    expected = {name + ending for name in names[1:] for ending in ("", ".bin")}
    assert {path.name for path in (site / "it").iterdir()} == expected


def test_a_large_site_may_become_a_small_one(engine: Engine, tmp_path: Path) -> None:
    """Going from pack to one file, and an entry that is none, are both survived."""
    site = tmp_path / "site"
    export(engine.index, site, PACK)
    export(engine.index, site, ONE)
    assert list((site / "it").glob("*.bin"))
    (site / "it.bin").write_bytes(b"broken")
    assert export(engine.index, site, ONE).chunks == 0
    (site / "it.bin").write_bytes(b"\2" + deflate(b""))
    assert export(engine.index, site, ONE).chunks == 0


def test_a_site_is_small_as_long_as_its_one_file_is(engine: Engine, tmp_path: Path) -> None:
    """The limit counts the bytes of the file as it is served."""
    size = export(engine.index, tmp_path / "site", ONE).entry_bytes
    assert export(engine.index, tmp_path / "site", size).chunks == 0
    assert export(engine.index, tmp_path / "site", size - 1).chunks > 0


def decoded(coded: Coded) -> list[str]:
    """The texts, read as decode.js reads them."""
    listed, high, after, low = coded.parts
    words, last = [], ""
    body = listed[next(place for place, byte in enumerate(listed, 1) if byte < 128) :]
    for line in body.decode().split("\n") if body else []:
        words.append(last := last[: ord(line[0]) - 32] + line[1:])
    one_byte, others, gaps = 256 - -(-len(words) // 256), iter(low), iter(numbers(after))
    texts, text, capital = [], "", 0
    for byte, told in zip(high, gaps, strict=True):
        word = words[byte if byte < one_byte else one_byte + (byte - one_byte) * 256 + next(others)]
        text += (word[0].upper() + word[1:] if capital else word) + coded.gaps[told >> 1]
        capital = told & 1
        if told >> 1 < coded.ends:
            texts, text = [*texts, text], ""
    assert next(others, None) is None
    return texts


@given(
    st.lists(st.text(st.characters(blacklist_categories=["Cs"]), max_size=20) | st.just("Il PIN. È il Pin"))
)
def test_texts_in_code_come_back_to_the_letter(texts: list[str]) -> None:
    """Signs, capitals, empty texts, control characters: all is as it was."""
    coded = code(texts)
    assert coded
    assert decoded(coded) == texts
    assert coded.pairs == len(coded.parts[1])


def test_more_words_than_one_byte_can_tell_come_back() -> None:
    """Some words have numbers of two bytes, the commonest still one; 65,536 is the most."""
    texts = [" ".join(f"word{number}" for number in range(5_000)), "the the the the"]
    coded = code(texts)
    assert coded
    assert decoded(coded) == texts
    assert len(coded.parts[3]) == 5_001 - (256 - 20)
    assert code([f"w{number}" for number in range(65_536)])
    assert code([f"w{number}" for number in range(65_537)]) is None


def numbers(data: bytes) -> list[int]:
    """What `varints` wrote."""
    found, value, scale = [], 0, 1
    for byte in data:
        value, scale = value + (byte & 127) * scale, scale * 128
        if byte < 128:
            found.append(value)
            value, scale = 0, 1
    return found


@given(st.lists(st.integers(0, 2**40)))
def test_varints_come_back(values: list[int]) -> None:
    """Seven bits to a byte, lowest first, hold any numbers."""
    assert numbers(varints(values)) == values


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


@given(st.lists(st.binary(), min_size=1))
def test_deflate_is_what_browsers_inflate_as_raw(parts: list[bytes]) -> None:
    """No header and no checksum stand around the data, nor anything between its parts."""
    assert zlib.decompress(deflate(*parts), -15) == b"".join(parts)
