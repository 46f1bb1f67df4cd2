"""Styles and scripts of the site: sources joined into a few files whose names change with their content."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kb.site.scripts.bundle import apart, bundle, bundle_beside, hashed_name

FOLDER = "assets/kb"
SCRIPT, STYLE = "text/javascript", "text/css"
# In this order: later files may lean on earlier ones.
STYLES = ("tokens", "base", "layout", "prose", "pages", "search", "panel", "print")
# What search needs in a page of somebody else's look.
EMBEDDED_STYLES = ("tokens", "search", "embed")
SOURCES = (".js", ".ts", ".css", ".json")

Minify = Callable[[str, str], str]


@dataclass(frozen=True)
class Assets:
    """Addresses from the site's root without a leading slash, and the text of each file.

    Attributes:
        css: The one style sheet.
        theme: The script that sets the remembered colour scheme before the first paint.
        page: The module of every page: the door to search, the reader's settings, the panel of actions.
        search: The search engine and its dialog, fetched on first use, by language: each with the stemmer of
            its pages.
        results: What the results page needs beside that, by language.
        searched: The module that tells a collector what was searched; empty when there is none.
        files: Text by address.
    """

    css: str
    theme: str
    page: str
    search: Mapping[str, str]
    results: Mapping[str, str]
    searched: str
    files: dict[str, str]


def minifier() -> Minify | None:
    """What makes a text of a media type smaller; None on the systems that it is not made for."""
    try:
        import minify
    except ImportError:
        return None
    return lambda media_type, source: str(minify.string(media_type, source))


def as_written(_media_type: str, source: str) -> str:
    """The text itself, where nothing makes it smaller."""
    return source


def assemble(overrides: Path, langs: Iterable[str], own_look: bool) -> Assets:
    """Read, bundle and name everything under `assets/kb` of the overrides folder.

    Args:
        overrides: The folder of the theme's sources.
        langs: The codes of the site's languages.
        own_look: Whether the pages are ours; else only what search needs in other pages.

    Raises:
        ContentError: When a script cannot be bundled, naming file and line.
    """
    minify = minifier() or as_written
    root = overrides / FOLDER
    styles = STYLES if own_look else EMBEDDED_STYLES
    page = ("starter.js", "page/main.js", "panel/panel.js") if own_look else ("starter.js",)
    script = partial(minify, SCRIPT)
    texts = {
        "site.css": minify(STYLE, _styles(root / "css", styles)),
        "theme.js": bundle(root / "page" / "theme.js", minify=script),
        "page.js": bundle(*_existing(*(root / name for name in page)), minify=script),
        "searched.js": _optional(root / "page" / "searched.js", script),
    }
    names = {name: f"{FOLDER}/{hashed_name(name, text)}" if text else "" for name, text in texts.items()}
    searches = {lang: _search(root / "search", lang, script) for lang in langs}
    return Assets(
        css=names["site.css"],
        theme=names["theme.js"],
        page=names["page.js"],
        search={lang: names[0] for lang, (names, _) in searches.items()},
        results={lang: names[1] for lang, (names, _) in searches.items()},
        searched=names["searched.js"],
        files={names[name]: text for name, text in texts.items() if text}
        | {name: text for _, files in searches.values() for name, text in files.items()},
    )


def is_source(path: str) -> bool:
    """Whether a file of the theme goes into a bundle and so is not copied to the site."""
    return path.startswith(f"{FOLDER}/") and path.endswith(SOURCES)


def _styles(folder: Path, names: Iterable[str]) -> str:
    files = _existing(*(folder / f"{name}.css" for name in names))
    return "\n".join(file.read_text(encoding="utf-8") for file in files)


def _optional(entry: Path, minify: Callable[[str], str]) -> str:
    return bundle(entry, minify=minify) if entry.is_file() else ""


def _search(folder: Path, lang: str, minify: Callable[[str], str]) -> tuple[tuple[str, ...], dict[str, str]]:
    """The addresses of the two scripts of search for pages of a language, and all files that they need."""
    main, results = folder / "ui" / "main.js", folder / "ui" / "page.js"
    own = list(_existing(folder / "text" / f"stem_{lang}.js"))
    search, name, beside = bundle_beside(main, results, "search.js", minify, own)
    named = {name: search, hashed_name("results.js", beside): beside}
    files = named | apart(main, *own, minify=minify)
    return (
        tuple(f"{FOLDER}/{name}" for name in named),
        {f"{FOLDER}/{name}": text for name, text in files.items()},
    )


def _existing(*files: Path) -> Iterator[Path]:
    return (file for file in files if file.is_file())
