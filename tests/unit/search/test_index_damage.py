"""Damaged files: never a traceback, never a wrong answer; the next update builds anew and says why."""

import pickle
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.web.engines import on_disk
from search import Document, Engine, IndexDamaged, SearchError, Section, build, update
from search.index import publish
from search.index.reader import verify
from search.model import Ranked

WORDS = [
    "piano",
    "rinnovo",
    "fattura",
    "attività",
    "carta",
    "ricevuta",
    "sospeso",
    "account",
    "lavagna",
    "telefono",
]
QUERIES = [*WORDS, "rinnvo del piano", "fattura carta", "ricev"]
SYNONYMS = [["disdetta", "rinnovo"]]


def documents() -> list[Document]:
    """Enough of them for two segments and all files."""
    chance = random.Random(1)

    def text(length: int) -> str:
        return " ".join(chance.choices(WORDS, k=length))

    return [
        Document(
            f"d{n}", "it", f"/{n}/", text(3), questions=(text(4),), sections=(Section("", "", text(30)),)
        )
        for n in range(30)
    ]


DOCUMENTS = documents()
Answers = list[Ranked]
Damage = Callable[[bytes, random.Random], bytes]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two segments with a deleted document."""
    folder = tmp_path_factory.mktemp("healthy")
    build(folder, "it", DOCUMENTS[:28], SYNONYMS)
    update(folder, "it", DOCUMENTS[1:], SYNONYMS)
    return folder


def answers(folder: Path) -> Answers:
    """What the index answers, to the last point and excerpt."""
    engine = Engine.open(folder)
    try:
        for query in QUERIES:
            engine.search(query)
        return [engine.ranked(query, 50) for query in QUERIES]
    finally:
        engine.close()


def flipped(data: bytes, chance: random.Random) -> bytes:
    """One bit is another."""
    place = chance.randrange(8 * len(data))
    changed = bytearray(data)
    changed[place // 8] ^= 1 << place % 8
    return bytes(changed)


def cut(data: bytes, chance: random.Random) -> bytes:
    """Empty, or only a beginning."""
    return b"" if chance.random() < 0.5 else data[: chance.randrange(len(data))]


@pytest.mark.parametrize(("damage", "times"), [(flipped, 300), (cut, 50)], ids=["bit", "cut"])
def test_damage_is_met_before_it_is_believed(
    healthy: Path, tmp_path: Path, damage: Damage, times: int
) -> None:
    """300 flipped bits and 50 emptied or cut files: an error with a name, or exactly the same answers."""
    expected, chance = answers(healthy), random.Random(9)
    folder = tmp_path / "index"
    shutil.copytree(healthy, folder)
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.stat().st_size)
    assert {path.suffix for path in files} == {"", ".json", ".seg", ".toc"}
    met = 0
    for turn in range(times):
        path = files[turn % len(files)]
        data = path.read_bytes()
        path.write_bytes(damage(data, chance))
        try:
            assert answers(folder) == expected, path.name
        except SearchError:
            met += 1
        path.write_bytes(data)
    assert met == times
    assert answers(folder) == expected


class _Trap:
    """What, read as a pickle, leaves a folder behind."""

    def __init__(self, sign: Path) -> None:
        self.sign = sign

    def __reduce__(self) -> tuple[Callable[[Path], None], tuple[Path]]:
        return Path.mkdir, (self.sign,)


@pytest.mark.parametrize("kind", [".seg", ".toc"])
def test_no_pickle_is_read_before_its_checksum(healthy: Path, tmp_path: Path, kind: str) -> None:
    """A file that somebody exchanged runs nothing: its length and checksum are looked at first."""
    folder, sign = tmp_path / "index", tmp_path / "read"
    shutil.copytree(healthy, folder)
    for path in folder.rglob(f"*{kind}"):
        path.write_bytes(pickle.dumps(_Trap(sign)))
    for act in (Engine.open, verify):
        with pytest.raises(IndexDamaged):
            act(folder)
    assert update(folder, "it", DOCUMENTS[1:], SYNONYMS).rebuilt
    assert not sign.exists()


def test_every_damaged_or_missing_file_is_mended_by_an_update(healthy: Path, tmp_path: Path) -> None:
    """Nothing has changed but a file is not what was written: everything is built anew, naming the file."""
    expected = answers(healthy)
    for number, path in enumerate(sorted(path for path in healthy.rglob("*") if path.stat().st_size)):
        for missing in (False, True):
            folder = tmp_path / f"{number}{missing}"
            shutil.copytree(healthy, folder)
            victim = folder / path.relative_to(healthy)
            if missing and path.is_dir():
                shutil.rmtree(victim)
            elif missing:
                victim.unlink()
            elif path.is_file():
                victim.write_bytes(flipped(path.read_bytes(), random.Random(3)))
            done = update(folder, "it", DOCUMENTS[1:], SYNONYMS)
            assert bool(done.rebuilt) == (missing or path.is_file()), path.name
            assert [sorted(name for name, _ in found.hits) for found in answers(folder)] == [
                sorted(name for name, _ in found.hits) for found in expected
            ]


def test_the_error_names_the_file(healthy: Path, tmp_path: Path) -> None:
    """Place and file, for the sentence that an operator reads; a CURRENT that names nothing is damage too."""
    folder = tmp_path / "index"
    shutil.copytree(healthy, folder)
    segment = next(folder.rglob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:-1])
    with pytest.raises(IndexDamaged, match=segment.name):
        Engine.open(folder)
    for name in (b"", b"build-x", b"../elsewhere", b"\xff\0", b"build-000000000000"):
        (folder / publish.CURRENT).write_bytes(name)
        with pytest.raises(IndexDamaged):
            Engine.open(folder)


def test_a_server_goes_on_with_its_last_whole_index(healthy: Path, tmp_path: Path) -> None:
    """What is damaged under a running server is not opened; when it is mended, the server has it at once."""
    folder = tmp_path / "indexes" / "it"
    shutil.copytree(healthy, folder)
    engines = on_disk(folder.parent)
    first = engines["it"]
    (folder / publish.CURRENT).write_bytes(b"")
    assert not first.is_current()
    assert engines["it"] is first
    assert first.search("piano").hits
    update(folder, "it", DOCUMENTS)
    assert engines["it"] is not first
    engines["it"].close()
    first.close()


def test_what_is_verified_may_be_gone(healthy: Path, tmp_path: Path) -> None:
    """CURRENT names a build of which nothing is left: an error with a name, as on opening."""
    folder = tmp_path / "index"
    shutil.copytree(healthy, folder)
    shutil.rmtree(publish.current(folder))
    with pytest.raises(IndexDamaged):
        verify(folder)


def test_folders_below_are_left_to_their_owner(tmp_path: Path) -> None:
    """Bringing a directory to the disk brings its own files; a folder in it is no file."""
    (tmp_path / "below").mkdir()
    (tmp_path / "a").write_text("x", encoding="utf-8")
    publish.sync(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "below"]
