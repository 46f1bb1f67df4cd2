"""ES modules -> one minified file, so that a page loads one script; the sources need no build step to run.

The modules keep to a small part of the language, which is checked: named static imports from files beside
them, one statement each; `export` before function, const, class or async function; top-level names that are
unique over the whole bundle. A script that few pages need may import what the bundle beside it offers; what
`await import("./name.js")` loads while the script runs is a file of its own.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from itertools import count
from pathlib import Path
from string import ascii_lowercase

from kb.errors import ContentError, Problem

IMPORT = re.compile(
    r"^import\s*\{(?P<names>[^}]*)\}\s*from\s*[\"'](?P<path>\.[^\"']+)[\"'];?[^\S\n]*$", re.MULTILINE
)
SIDE_EFFECT = re.compile(r"^import\s*[\"'](?P<path>\.[^\"']+)[\"'];?[^\S\n]*$", re.MULTILINE)
LATER = re.compile(r"(?<=\bawait )import\(\s*[\"'](?P<path>\.[^\"']+)[\"']\s*\)")
DECLARATION = re.compile(
    r"^(?P<export>export\s+)?(?:async\s+)?(?:function\s*\*?|class|const|let|var)\s+(?P<name>[A-Za-z_$][\w$]*)",
    re.MULTILINE,
)
UNSUPPORTED = re.compile(r"^(?:import\b|export\s*(?:\{|\*|default\b|let\b|var\b)|await\b)", re.MULTILINE)
NAME = re.compile(r"[A-Za-z_$][\w$]*")


@dataclass(frozen=True)
class Module:
    """One source file.

    Attributes:
        path: The file.
        code: Its text without imports and without the word `export`.
        imports: The names it takes from each file, in order of appearance, with the line of the statement.
        names: Every top-level name with its line.
        exports: The names it offers.
    """

    path: Path
    code: str
    imports: tuple[tuple[Path, tuple[str, ...], int], ...]
    names: dict[str, int]
    exports: tuple[str, ...]


def bundle(*entries: Path, minify: Callable[[str], str] = str) -> str:
    """Concatenate entries and all they import, each module once and after its imports.

    All stands in one function's scope, where a minifier may rename everything; the exports of the first entry
    stay exports of the bundle.

    Args:
        entries: The modules that a page starts with.
        minify: Makes the same program shorter; without it the source ships as it is written.

    Raises:
        ContentError: Naming file and line of everything the modules do that a bundle cannot.
    """
    modules = _modules(*entries)
    return _written(modules.values(), _kept(modules[entries[0].resolve()].exports), "", minify)


def apart(*entries: Path, minify: Callable[[str], str] = str) -> dict[str, str]:
    """The files that a bundle of the entries loads while it runs, for what it does not hold: name to text.

    Raises:
        ContentError: As `bundle` does.
    """
    modules = _modules(*entries)
    later = [path for module in modules.values() for path in _later(module) if path not in modules]
    texts = {path.name: bundle(path, minify=minify) for path in later}
    return {hashed_name(name, text): text for name, text in texts.items()}


def bundle_beside(
    first: Path,
    second: Path,
    name: str,
    minify: Callable[[str], str] = str,
    along: Iterable[Path] = (),
) -> tuple[str, str, str]:
    """Two bundles of which the second imports from the first what both need.

    Args:
        first: The module that the first bundle starts with.
        second: The module that the second starts with.
        name: What to call the first one's file, before the hash of its content is put in.
        minify: As for `bundle`.
        along: What else the first bundle holds, though its modules only load it while they run.

    Returns:
        The first bundle, its file's name, the second bundle.

    Raises:
        ContentError: As `bundle` does.
    """
    there = _modules(first, *along)
    whole = _modules(first, *along, second)
    own = [module for path, module in whole.items() if path not in there]
    shared = {name for module in own for path, names, _ in module.imports if path in there for name in names}
    offered = _kept(there[first.resolve()].exports)
    letters = (f"{letter}{turn or ''}" for turn in count() for letter in ascii_lowercase)  # they ship twice
    taken = dict(zip(sorted(shared - offered.keys()), letters, strict=False))
    base = _written(there.values(), offered | taken, "", minify)
    hashed = hashed_name(name, base)
    names = ", ".join(f"{(offered | taken)[each]} as {each}" for each in sorted(shared))
    head = f'import {{{names}}} from "./{hashed}";\n'
    return base, hashed, _written(own, _kept(whole[second.resolve()].exports), head, minify)


def _modules(*entries: Path) -> dict[Path, Module]:
    """The entries and all they import, each once and after its imports; checked."""
    modules: dict[Path, Module] = {}
    for entry in entries:
        _collect(entry.resolve(), modules, ())
    _check(modules)
    return modules


def _kept(names: Iterable[str]) -> dict[str, str]:
    return {name: name for name in names}


def _written(
    modules: Iterable[Module], names: dict[str, str], head: str, minify: Callable[[str], str]
) -> str:
    """The bundle of the modules; `names` says what each name is called outside."""
    held = {module.path: module for module in modules}
    code = "\n".join(_with_later(module, held, minify) for module in held.values())
    offered = f"export const {{{', '.join(names.values())}}} = " if names else ""
    given = ", ".join(f"{outside}: {name}" for name, outside in names.items())
    back = f"\nreturn {{{given}}};" if names else ""
    return minify(f"{head}{offered}(() => {{\n{code}{back}\n}})();\n").rstrip() + "\n"


def _later(module: Module) -> list[Path]:
    """What the module loads while it runs."""
    return [(module.path.parent / match["path"]).resolve() for match in LATER.finditer(module.code)]


def _with_later(module: Module, held: dict[Path, Module], minify: Callable[[str], str]) -> str:
    """The module's code; what it loads while it runs is at hand where the bundle holds it, else a file's."""
    paths = iter(_later(module))

    def promised(_: re.Match[str]) -> str:
        path = next(paths)
        if path in held:
            return f"Promise.resolve({{{', '.join(held[path].exports)}}})"
        return f'import("./{hashed_name(path.name, bundle(path, minify=minify))}")'

    return LATER.sub(promised, module.code)


def hashed_name(name: str, content: str) -> str:
    """`search.js` -> `search.3f2a9c1b.js`: a name that changes exactly when the content does."""
    stem, dot, suffix = name.rpartition(".")
    return f"{stem}.{sha256(content.encode()).hexdigest()[:8]}{dot}{suffix}"


def _collect(path: Path, modules: dict[Path, Module], above: tuple[Path, ...]) -> None:
    if path in modules:
        return
    if path in above:
        raise ContentError([Problem(str(path), 0, "imports itself through its imports: break the circle")])
    module = _read(path)
    for imported, _, line in module.imports:
        if not imported.is_file():
            raise ContentError([Problem(str(path), line, f"imports '{imported.name}', which does not exist")])
        _collect(imported, modules, (*above, path))
    modules[path] = module


def _read(path: Path) -> Module:
    text = path.read_text(encoding="utf-8")
    imports = sorted(_imports(text, path), key=lambda item: item[2])
    code = SIDE_EFFECT.sub(_blank, IMPORT.sub(_blank, text))
    problems = [
        Problem(
            str(path),
            _line(text, match.start()),
            f"'{match[0].strip()}' cannot be bundled: use named imports and exports",
        )
        for match in UNSUPPORTED.finditer(code)
    ]
    if problems:
        raise ContentError(problems)
    found = list(DECLARATION.finditer(code))
    names = {match["name"]: _line(code, match.start()) for match in found}
    exports = tuple(match["name"] for match in found if match["export"])
    bare = re.sub(r"^export\s+", "", code, flags=re.MULTILINE)
    return Module(path, bare, tuple(imports), names, exports)


def _imports(text: str, path: Path) -> Iterator[tuple[Path, tuple[str, ...], int]]:
    for match in (*IMPORT.finditer(text), *SIDE_EFFECT.finditer(text)):
        names = match.groupdict().get("names") or ""
        yield (path.parent / match["path"]).resolve(), _names(names), _line(text, match.start())


def _names(listed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in listed.split(",") if name.strip())


def _blank(match: re.Match[str]) -> str:
    """As many line ends as the statement had, so that lines keep their numbers."""
    return "\n" * match[0].count("\n")


def _line(text: str, position: int) -> int:
    return text.count("\n", 0, position) + 1


def _check(modules: dict[Path, Module]) -> None:
    problems = [*_twice(modules), *_missing(modules)]
    if problems:
        raise ContentError(problems)


def _twice(modules: dict[Path, Module]) -> Iterator[Problem]:
    owners: dict[str, Path] = {}
    for path, module in modules.items():
        for name, line in module.names.items():
            if owners.setdefault(name, path) != path:
                yield Problem(
                    str(path),
                    line,
                    f"'{name}' is also a name in {owners[name].name}: rename one, they share a file",
                )


def _missing(modules: dict[Path, Module]) -> Iterator[Problem]:
    for path, module in modules.items():
        for later in _later(module):
            if not later.is_file():
                yield Problem(str(path), 0, f"loads '{later.name}', which does not exist")
        for imported, names, line in module.imports:
            for name in names:
                if not NAME.fullmatch(name):
                    yield Problem(
                        str(path),
                        line,
                        f"import '{name}' under its own name: a bundle has one name for each thing",
                    )
                elif name not in modules[imported].exports:
                    yield Problem(str(path), line, f"'{imported.name}' does not export '{name}'")
