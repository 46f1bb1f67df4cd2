"""The pages about the project name only what exists: commands, options, files, links, variables."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from doc_pages import FENCE, LINK, commands_in, dead_links, exists, fault_of, files_in
from scripts import script

VARIABLE = re.compile(r"\bKB_[A-Z_]+\b")
ANSWER = re.compile(r"^\| ([^|`]+) \| (\d) \| (.+) \|$", re.MULTILINE)
WHERE = re.compile(r"((?:`\w+`(?: and )?)+) in `([\w/.]+)`")


@pytest.fixture(scope="module")
def pages(root: Path) -> dict[str, str]:
    """Every page about the project by its path."""
    paths = [root / "README.md", root / "CHANGELOG.md", root / "CONTRIBUTING.md", root / "SECURITY.md"]
    paths += [*sorted((root / "docs").glob("*.md"))]
    return {path.relative_to(root).as_posix(): path.read_text(encoding="utf-8") for path in paths}


@pytest.fixture(scope="module")
def known(root: Path) -> frozenset[str]:
    """Every file and folder of the project, committed or about to be."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    files = subprocess.run(command, cwd=root, capture_output=True, text=True, check=True).stdout.split("\0")
    paths = [Path(file) for file in files if file]
    return frozenset(path.as_posix() for file in paths for path in (file, *file.parents))


@pytest.fixture(scope="module")
def reference(root: Path) -> ModuleType:
    """The script that makes the generated pages."""
    return script(root / "docs" / "cli_reference.py")


@pytest.mark.parametrize("name", ["cli.md", "checks.md", "modules.md"])
def test_the_generated_pages_are_current(name: str, root: Path, reference: ModuleType) -> None:
    """They say what the code says now; `python docs/cli_reference.py` writes them again."""
    page: Callable[[], str] = reference.PAGES[name]
    assert (root / "docs" / name).read_text(encoding="utf-8") == page()


def test_the_drawing_is_the_tree(pages: dict[str, str], known: frozenset[str]) -> None:
    """Every folder of Python code stands in it with what it is about, and no other."""
    (drawn,) = (
        block for language, block in FENCE.findall(pages["docs/architecture.md"]) if language == "tree"
    )
    lines = [line.split(maxsplit=1) for line in drawn.splitlines()]
    folders = {Path(path).parent.as_posix() for path in known if re.match(r"(kb|search)/.*\.py$", path)}
    assert {line[0] for line in lines} == folders
    assert all(len(line) == 2 for line in lines)


def test_every_command_shown_exists(pages: dict[str, str]) -> None:
    """Each command and each of its options is one that the reader has."""
    shown = [(path, words) for path, text in pages.items() for words in commands_in(text)]
    assert len(shown) > 100
    assert [f"{path}: {fault}" for path, words in shown if (fault := fault_of(words))] == []


def test_every_file_named_exists(pages: dict[str, str], known: frozenset[str]) -> None:
    """Each file and folder is in the project, or is said above to be made or the reader's own."""
    named = [(path, name) for path, text in pages.items() for name in files_in(text)]
    assert len(named) > 50
    assert [f"{path}: {name}" for path, name in named if not exists(name, known)] == []


def test_every_relative_link_arrives(pages: dict[str, str], known: frozenset[str]) -> None:
    """At a file, and at a heading of it."""
    assert sum(len(LINK.findall(text)) for text in pages.values()) > 20
    assert {
        path: dead for path, text in pages.items() if (dead := dead_links(path, text, pages, known))
    } == {}


def test_every_variable_named_is_read(pages: dict[str, str], root: Path) -> None:
    """Each KB_ variable stands in the code or in mkdocs.yml."""
    sources = [root / "run.py", root / "mkdocs.yml", *(root / "kb").rglob("*.py")]
    read = {name for path in sources for name in VARIABLE.findall(path.read_text(encoding="utf-8"))}
    named = {name for text in pages.values() for name in VARIABLE.findall(text)}
    assert named
    assert named - read == set()


def test_ten_questions_are_answered_within_three_hops(pages: dict[str, str], root: Path) -> None:
    """From the README by CONTRIBUTING to the line: each named file defines the thing that is named."""
    assert "(CONTRIBUTING.md)" in pages["README.md"]
    answers = ANSWER.findall(pages["CONTRIBUTING.md"])
    assert len(answers) == 10
    for question, hops, where in answers:
        found = WHERE.findall(where)
        assert int(hops) == 1 + len({file for _, file in found}) <= 3, question
        assert found or "[below](#" in where, question
        for names, file in found:
            text = (root / file).read_text(encoding="utf-8")
            for name in re.findall(r"\w+", names.replace(" and ", " ")):
                defined = rf'^(?:def {name}\(|{name}\b.* = )|^ *"{name}": '
                assert re.search(defined, text, re.MULTILINE), f"{question}: {name} in {file}"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("$ kb serch x", "no command 'serch'"),
        ("$ kb search x --langg it", "no option '--langg'"),
        ("$ KB_LANG=it kb billing clok", "no command 'clok'"),
        ("$ python3 run.py sreve", "no command 'sreve'"),
        ("$ python3 run.py serve --prot 1", "no option '--prot'"),
        ("$ kb search x --limit 3 | head --lines 1", ""),
        ("$ kb -C elsewhere check --skip urls   # see --nothing", ""),
    ],
)
def test_a_wrong_command_is_noticed(line: str, fault: str) -> None:
    """The check above can fail: wrong names are found, in blocks and in sentences."""
    (words,) = commands_in(f"```console\n{line}\n```\n")
    assert fault in fault_of(words)
    assert bool(fault) == bool(fault_of(words))
    (words,) = commands_in(f"Type `{line.removeprefix('$ ').partition(' |')[0].partition('   #')[0]}` now.")
    assert bool(fault) == bool(fault_of(words))


def test_wrong_files_and_links_are_noticed() -> None:
    """The checks above can fail: a file, a link and an anchor that do not exist are found."""
    known = frozenset({"docs", "docs/a.md", "kb/content/article.py", "content/it", "content/it/x.md"})
    text = "# A b\n`article.py` `kb/artcle.py` `content/{it,en}/x.md` [b](b.md) [a](#a-b) [c](a.md#c) [w](https://x.y)\n"
    assert [name for name in files_in(text) if not exists(name, known)] == ["kb/artcle.py", "content/en/x.md"]
    assert dead_links("docs/a.md", text, {"docs/a.md": text}, known) == ["b.md", "a.md#c"]
