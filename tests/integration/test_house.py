"""The house's own rules: small folders, small files, none that only forwards, no circles."""

import ast
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp
import pytest

PACKAGES = ("kb", "search")
MOST_MODULES = 14
MOST_LINES = 250
# One rule per file: its number grows with the rules, and each is found by its name.
ONE_RULE_PER_FILE = {"kb/checks"}
FORWARDS = (ast.Import, ast.ImportFrom)


def modules(root: Path) -> list[Path]:
    """Every Python module of the code."""
    return sorted(path for package in PACKAGES for path in (root / package).rglob("*.py"))


def named(path: Path, root: Path) -> str:
    """Its name from the project's top."""
    return path.relative_to(root).as_posix()


def test_no_folder_holds_more_modules_than_a_glance_takes(root: Path) -> None:
    """Fourteen beside each other; what a folder is about is said by its folders."""
    count: dict[str, int] = {}
    for path in modules(root):
        count[named(path.parent, root)] = count.get(named(path.parent, root), 0) + (path.stem != "__init__")
    full = {folder: number for folder, number in count.items() if number > MOST_MODULES}
    assert full.keys() <= ONE_RULE_PER_FILE, full


def test_no_file_is_longer_than_a_question_needs(root: Path) -> None:
    """Code of both languages; a file that outgrows it answers two questions."""
    scripts = (root / "site" / "overrides" / "assets" / "kb").rglob("*.js")
    files = (*modules(root), *scripts, root / "run.py", *(root / "bench").glob("*.py"))
    long = {named(file, root): len(file.read_text(encoding="utf-8").splitlines()) for file in files}
    assert {name: lines for name, lines in long.items() if lines > MOST_LINES} == {}


def only_forwards(source: str) -> bool:
    """Whether a module does nothing but hand on what others have."""
    body = [
        node
        for node in ast.parse(source).body
        if not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant))
        and not (isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__")
    ]
    return bool(body) and all(isinstance(node, FORWARDS) for node in body)


def test_no_module_only_forwards(root: Path) -> None:
    """Who looks for a thing finds it, not the way to it; a package's face may name what is behind it."""
    found = [path for path in modules(root) if path.stem != "__init__"]
    assert [named(path, root) for path in found if only_forwards(path.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(
    ("source", "forwards"),
    [
        ('"""Doc."""\nfrom kb.a import b\n__all__ = ["b"]\n', True),
        ("import kb.a\n", True),
        ('"""Doc."""\n', False),
        ("from kb.a import b\nLIMIT = 3\n", False),
        ("from kb.a import b\n\ndef c():\n    return b()\n", False),
    ],
)
def test_forwarding_is_recognised(source: str, forwards: bool) -> None:
    """Imports and names for them alone; a constant or a function is something of one's own."""
    assert only_forwards(source) is forwards


def test_no_module_imports_itself_by_a_detour() -> None:
    """Circles none, those inside functions included."""
    graph = grimp.build_graph(*PACKAGES)
    order = TopologicalSorter({each: graph.find_modules_directly_imported_by(each) for each in graph.modules})
    try:
        order.prepare()
    except CycleError as error:
        pytest.fail(" -> ".join(error.args[1]))
