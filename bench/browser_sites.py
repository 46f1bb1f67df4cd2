"""Builds the same articles into one folder for each search engine: our static files and the peers'."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import minify
from rjsmin import jsmin

from kb.site.scripts.bundle import apart, bundle
from search import Document, Engine, build
from search.static.export import export

HERE = Path(__file__).parent
ROOT = HERE.parent
PAGES = HERE / "browser_pages"
NODE = HERE / "node_modules"
ENGINES = ("ours", "Pagefind", "Material", "MiniSearch", "FlexSearch")
_INDEX_WITH_NODE = """
import MiniSearch from "minisearch";
import fs from "node:fs";
const [articles, target] = process.argv.slice(1);
const index = new MiniSearch({fields: ["title", "text"], storeFields: ["title", "text"]});
index.addAll(JSON.parse(fs.readFileSync(articles, "utf8")));
fs.writeFileSync(target, JSON.stringify(index));
"""
_MATERIAL = """
site_name: Bench
docs_dir: docs
site_dir: site
theme: {name: material, language: it, font: false}
plugins: [{search: {lang: [it, en]}}]
extra_javascript: [material.js]
"""


def build_sites(documents: Sequence[Document], folder: Path) -> None:
    """A folder for each of ENGINES, named in lower case."""
    for name in ENGINES:
        (folder / name.lower()).mkdir(parents=True)
    _ours(documents, folder / "ours")
    _pagefind(documents, folder / "pagefind")
    _material(documents, folder / "material")
    articles = json.dumps([_plain(document) for document in documents], ensure_ascii=False)
    (folder / "flexsearch/articles.json").write_text(articles, "utf-8")
    _minisearch(folder)
    shutil.copy(
        NODE / "flexsearch/dist/flexsearch.bundle.module.min.mjs", folder / "flexsearch/flexsearch.js"
    )
    for name in ("ours", "pagefind", "minisearch", "flexsearch"):
        shutil.copy(PAGES / f"{name}.html", folder / name / "index.html")


def _body(document: Document) -> list[tuple[str, str, str]]:
    """Heading, anchor and text of each part of an article; the questions stand on the page, too."""
    lead = " ".join((document.summary, *document.questions))
    first, *others = document.sections
    return [("", "", f"{lead} {first.text}"), *((each.heading, each.anchor, each.text) for each in others)]


def _plain(document: Document) -> dict[str, str]:
    text = " ".join(f"{heading} {text}".strip() for heading, _, text in _body(document))
    return {"id": document.id, "title": document.title, "text": text}


def _ours(documents: Sequence[Document], folder: Path) -> None:
    for lang in sorted({document.lang for document in documents}):
        with tempfile.TemporaryDirectory() as index:
            build(Path(index), lang, [document for document in documents if document.lang == lang])
            engine = Engine.open(Path(index))
            export(engine.index, folder / "_search")
            engine.close()
    entry = ROOT / "site/overrides/assets/kb/search/engine.js"
    user_interface = entry.parent / "ui/main.js"
    entries = entry, user_interface, entry.parent / "text/stem_it.js"

    def smaller(code: str) -> str:
        return str(minify.string("text/javascript", code))

    (folder / "search.js").write_text(bundle(*entries, minify=smaller), "utf-8")
    for name, text in apart(*entries, minify=smaller).items():
        (folder / name).write_text(text, "utf-8")


def _pagefind(documents: Sequence[Document], folder: Path) -> None:
    with tempfile.TemporaryDirectory() as pages:
        for document in documents:
            parts = "".join(f"<h2 id='{a}'>{h}</h2><p>{t}</p>" for h, a, t in _body(document))
            title = document.title
            page = f"<html lang={document.lang}><title>{title}</title><h1>{title}</h1>{parts}</html>"
            path = Path(pages) / document.id / "index.html"
            path.parent.mkdir()
            path.write_text(page, "utf-8")
        command = [
            sys.executable,
            "-m",
            "pagefind",
            "--site",
            pages,
            "--output-path",
            str(folder / "pagefind"),
        ]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _material(documents: Sequence[Document], folder: Path) -> None:
    """One page with Material's search, and the search index that Material would make of all articles."""
    with tempfile.TemporaryDirectory() as work:
        docs = Path(work) / "docs"
        docs.mkdir()
        (docs / "index.md").write_text("# Bench\n", "utf-8")
        shutil.copy(PAGES / "material.js", docs)
        (Path(work) / "mkdocs.yml").write_text(_MATERIAL, "utf-8")
        subprocess.run([sys.executable, "-m", "mkdocs", "build", "-q"], cwd=work, check=True)
        shutil.copytree(Path(work) / "site", folder, dirs_exist_ok=True)
    path = folder / "search/search_index.json"
    index = json.loads(path.read_text("utf-8"))
    index["docs"] = [entry for document in documents for entry in _material_entries(document)]
    path.write_text(json.dumps(index, separators=(",", ":")), "utf-8")


def _material_entries(document: Document) -> list[dict[str, str]]:
    return [
        {
            "location": f"{document.id}/#{anchor}" if anchor else f"{document.id}/",
            "title": heading or document.title,
            "text": f"<p>{text}</p>",
        }
        for heading, anchor, text in _body(document)
    ]


def _minisearch(folder: Path) -> None:
    shutil.copy(NODE / "minisearch/dist/es/index.js", folder / "minisearch/minisearch.js")
    target = folder / "minisearch/index.json"
    command = [
        "node",
        "--input-type=module",
        "-e",
        _INDEX_WITH_NODE,
        str(folder / "flexsearch/articles.json"),
    ]
    subprocess.run([*command, str(target)], cwd=HERE, check=True)
    library = folder / "minisearch/minisearch.js"
    library.write_text(jsmin(library.read_text("utf-8")), "utf-8")
