"""One script out of plain modules: order, names, and every fault with file and line."""

import gzip
import json
import shutil
import subprocess
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from kb.errors import ContentError
from kb.site.scripts.assets import SCRIPT, as_written, minifier
from kb.site.scripts.bundle import apart, bundle, bundle_beside, hashed_name

SMALLER = partial(minifier() or as_written, SCRIPT)


def write(folder: Path, **modules: str) -> Path:
    """Write modules by stem; the first one is the entry."""
    for name, text in modules.items():
        (folder / f"{name}.js").write_text(text, encoding="utf-8")
    return folder / f"{next(iter(modules))}.js"


def fault(entry: Path) -> str:
    """The faults of a bundle that cannot be made, with file names only."""
    with pytest.raises(ContentError) as caught:
        bundle(entry)
    return "\n".join(str(problem).replace(f"{entry.parent}/", "") for problem in caught.value.problems)


@pytest.mark.parametrize("minify", [str, SMALLER])
def test_modules_run_as_one_file_in_the_order_of_their_imports(
    tmp_path: Path, minify: Callable[[str], str]
) -> None:
    """What the modules do together, the bundle does alone: shared module once, exports kept."""
    entry = write(
        tmp_path,
        main="""import {
          double, NAMES,
        } from "./double.js";
        import { seen } from './seen.js';
        export function answer() { return [double(21), NAMES, seen, `a\n  // b`, /[/"']x/.test("/x")]; }
        """.replace("\n        ", "\n"),
        double="""import { seen } from "./seen.js";
// a comment with "quotes
export const NAMES = ["export const x", 'import {a} from "./b.js"'];
export function double(value) { seen.push("double"); return value * 2; }
""",
        seen="""export const seen = [];\nseen.push("seen");\n""",
    )
    made = tmp_path / "made.mjs"
    made.write_text(bundle(entry, minify=minify), encoding="utf-8")
    script = f"import({json.dumps(made.as_uri())}).then(m => console.log(JSON.stringify(m.answer())))"
    node = shutil.which("node")
    assert node, "the machine has no Node"
    out = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True).stdout
    names = ["export const x", 'import {a} from "./b.js"']
    assert json.loads(out) == [42, names, ["seen", "double"], "a\n  // b", True]


def test_comments_and_long_names_do_not_ship(tmp_path: Path) -> None:
    """What a reader of the source needs, a visitor does not download."""
    source = (
        "/** For readers. */\nconst longName = Date.now();\nexport function f() {\n    return longName;\n}\n"
    )
    made = bundle(write(tmp_path, main=source), minify=SMALLER)
    assert "readers" not in made
    assert "longName" not in made
    assert len(made) < 80


@pytest.mark.parametrize(
    ("modules", "said"),
    [
        ({"a": "const x = 1;\nimport {y} from './b.js';"}, "a.js:2: imports 'b.js', which does not exist"),
        ({"a": "import {y} from './b.js';", "b": "\nconst y = 1;"}, "a.js:1: 'b.js' does not export 'y'"),
        (
            {"a": "import {y} from './b.js';\nconst z = 1;", "b": "export const y = 1;\nfunction z() {}"},
            "a.js:2: 'z' is also a name in b.js: rename one, they share a file",
        ),
        ({"a": "import {b} from './b.js';", "b": "import {a} from './a.js';"}, "a.js: imports itself"),
        ({"a": "x = async () => await import('./b.js');"}, "a.js: loads 'b.js', which does not exist"),
        ({"a": "\nimport b from './b.js';", "b": ""}, "a.js:2: 'import' cannot be bundled"),
        ({"a": "export default 3;"}, "a.js:1: 'export default' cannot be bundled"),
        ({"a": "const b = 1;\nexport { b };"}, "a.js:2: 'export {' cannot be bundled"),
        ({"a": "await fetch('x');"}, "a.js:1: 'await' cannot be bundled"),
        (
            {"a": "import { y as z } from './b.js';", "b": "export const y = 1;"},
            "a.js:1: import 'y as z' under its own name",
        ),
    ],
)
def test_what_a_bundle_cannot_hold_is_named_with_file_and_line(
    tmp_path: Path, modules: dict[str, str], said: str
) -> None:
    """A developer learns which line to change, instead of a site that fails in the browser."""
    assert said in fault(write(tmp_path, **modules))


@pytest.mark.parametrize("minify", [str, SMALLER])
def test_a_second_bundle_runs_on_what_the_first_one_has_loaded(
    tmp_path: Path, minify: Callable[[str], str]
) -> None:
    """What both need is sent once and is one: the second imports it from the first, by its hashed name."""
    first = write(
        tmp_path,
        main='import { note } from "./notes.js";\nexport function start() { note("main"); }\n',
        notes="export const notes = [];\nexport function note(said) { notes.push(said); }\n",
        more='import { note, notes } from "./notes.js";\nimport { mark } from "./mark.js";\n'
        'export function told() { note("more" + mark); return notes; }\n',
        mark='export const mark = "!";\n',
    )
    shared, name, second = bundle_beside(first, tmp_path / "more.js", "main.js", minify)
    assert "push" not in second
    assert "more" not in shared
    assert name == hashed_name("main.js", shared)
    for file, code in ((name, shared), ("second.js", second), ("package.json", '{"type": "module"}')):
        (tmp_path / file).write_text(code, encoding="utf-8")
    script = f"""import({json.dumps((tmp_path / name).as_uri())}).then(async (first) => {{
        const second = await import({json.dumps((tmp_path / "second.js").as_uri())});
        first.start(); console.log(JSON.stringify(second.told())); }})"""
    node = shutil.which("node")
    assert node, "the machine has no Node"
    out = subprocess.run([node, "-e", script], capture_output=True, text=True, check=True).stdout
    assert json.loads(out) == ["main", "more!"]


@pytest.mark.parametrize("minify", [str, SMALLER])
@pytest.mark.parametrize("along", [True, False])
def test_what_a_module_loads_later_is_a_file_of_its_own_or_at_hand(
    tmp_path: Path, minify: Callable[[str], str], along: bool
) -> None:
    """The same program, whether the bundle holds the other module or loads its file when it is needed."""
    main = write(
        tmp_path,
        main='/** @type {import("./seldom.js").Seldom} */\nconst twice = 2;\n'
        'export async function told() { return (await import("./seldom.js")).seldom(twice); }\n',
        seldom='import { mark } from "./mark.js";\nexport function seldom(n) { return mark.repeat(n); }\n',
        mark='export const mark = "!";\n',
    )
    entries = (main, tmp_path / "seldom.js") if along else (main,)
    made, later = bundle(*entries, minify=minify), apart(*entries, minify=minify)
    assert [name.split(".")[0] for name in later] == ([] if along else ["seldom"])
    assert ("repeat" in made) is along
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    for file, code in {"main.mjs": made, "package.json": '{"type": "module"}', **later}.items():
        (shipped / file).write_text(code, encoding="utf-8")
    script = f"""import({json.dumps((shipped / "main.mjs").as_uri())})
        .then(({{told}}) => told()).then(console.log)"""
    node = shutil.which("node")
    assert node, "the machine has no Node"
    assert subprocess.run([node, "-e", script], capture_output=True, text=True, check=True).stdout == "!!\n"


@pytest.mark.skipif(minifier() is None, reason="no minifier for this system")
@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_client_stays_small(root: Path, lang: str) -> None:
    """As sent to pages of a language: engine, its stemmer, dialog 15 kB; the results page's own script 1.6.

    What few questions need comes later: the other language's stemmer with its articles, quoted phrases and
    letters, typing errors; on large sites what decodes postings, what is fetched ahead. None is larger than
    1.5 kB.
    """
    folder = root / "site/overrides/assets/kb/search"
    main, results, own = folder / "ui/main.js", folder / "ui/page.js", [folder / f"text/stem_{lang}.js"]
    client, _, page = bundle_beside(main, results, "search.js", SMALLER, own)
    later = apart(main, *own, minify=SMALLER).values()
    sizes = [len(gzip.compress(code.encode(), 9)) for code in (client, page, *later)]
    assert sizes[0] <= 15_000
    assert sizes[1] <= 1_600
    assert max(sizes[2:]) <= 1_500


def test_a_name_changes_exactly_when_the_content_does() -> None:
    """So browsers may keep the file for a year."""
    assert hashed_name("search.js", "a") == hashed_name("search.js", "a") != hashed_name("search.js", "b")
    assert hashed_name("search.js", "a").startswith("search.")
    assert hashed_name("search.js", "a").endswith(".js")
