"""Reading what is imported from the disk: which files there are, and which of the three kinds each is."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from kb.content.sources.files import is_stray
from kb.errors import ContentError, KbError, Problem
from kb.importing import layouts, zendesk
from kb.importing.encoding import decoded, is_text
from kb.importing.html import page as html_page
from kb.importing.markdown import page as foreign_markdown
from kb.importing.model import Found, Lost, Noted, Page

HTML, MARKDOWN, PICTURES = (
    (".html", ".htm", ".xhtml"),
    (".md", ".mdx", ".markdown"),
    (".png", ".jpg", ".jpeg", ".gif", ".webp"),
)
SERVED = ("", "static", "docs", "public")  # what generators serve as the root of their sites
LARGEST = 32 * 1024 * 1024  # bytes of a file; what is larger is no page


class NothingFound(KbError):
    """A source holds nothing that could be imported."""

    def __init__(self, path: Path) -> None:
        self.path = path
        super().__init__(f"{path}: no HTML, no Markdown and no export of Zendesk Guide in it")


def read(path: Path, lang: str) -> Found:
    """Read a file or a folder.

    Args:
        path: What to import.
        lang: The language of what names none.

    Raises:
        NothingFound: When there is nothing to import.
    """
    found = Found()
    exports: list[tuple[str, dict[str, object]]] = []
    files = {file: file.name if file == path else file.relative_to(path).as_posix() for file in _files(path)}
    root = layouts.root(files.values())
    for file, name in files.items():
        if file.stat().st_size > LARGEST:
            found.lost.append(Lost(name, "the whole file: it is larger than 32 MB"))
        else:
            _read_file(file, name, lang, root, found, exports)
    zendesk.read(exports, found)
    labels = {
        name.rpartition("/")[0]: layouts.label(decoded(file.read_bytes(), lang)[0])
        for file, name in files.items()
        if file.name in layouts.LABELS
    }
    found.pages = [_labelled(page, labels) for page in found.pages]
    if not found.pages:
        lost = [one for one in found.lost if isinstance(one, Lost)]
        if lost:
            raise ContentError([Problem(one.source, 0, one.what) for one in lost])
        raise NothingFound(path)
    return found


def _labelled(page: Page, labels: Mapping[str, str]) -> Page:
    """A page whose section is its folder, under the name that the folder has."""
    named = labels.get(layouts.section_folder(page.source))
    is_folder = page.category == layouts.section(page.source)
    return replace(page, category=named) if named and is_folder else page


def _read_file(
    file: Path,
    name: str,
    lang: str,
    root: str,
    found: Found,
    exports: list[tuple[str, dict[str, object]]],
) -> None:
    if name.lower().endswith((*HTML, *MARKDOWN)):
        data = file.read_bytes()
        if not is_text(data):
            found.lost.append(Lost(name, "the whole file: it is no text, whatever its name says"))
            return
        text, guess = decoded(data, layouts.language_of(name) or lang)
        if guess:
            found.lost.append(Noted(name, guess, "import_encoding"))
        if name.lower().endswith(HTML):
            html_page.read(text, name, lang, found)
        else:
            foreign_markdown.read(text, name, lang, found, root)
    elif name.lower().endswith(".json"):
        document = _json(file, name, found)
        if isinstance(document, dict) and zendesk.is_export(document):
            exports.append((name, document))


def _files(path: Path) -> Iterator[Path]:
    """All files in order of names; links that lead out of the folder are not followed."""
    if path.is_file():
        yield path
        return
    root = path.resolve()
    for file in sorted(path.rglob("*")):
        inside = file.resolve().is_relative_to(root)
        if inside and file.is_file() and not is_stray(file.relative_to(path).as_posix()):
            yield file


def picture(path: Path, source: str, address: str) -> Path | None:
    """The file of a picture that a page shows, where it is one and stands inside what is imported."""
    root = (path if path.is_dir() else path.parent).resolve()
    address = address.removeprefix("@site")  # what Docusaurus calls the root
    tops = [root / top for top in SERVED] if address.startswith("/") else [(root / source).parent]
    for top in tops:
        try:
            file = (top / address.lstrip("/")).resolve()
            if file.is_relative_to(root) and file.suffix.lower() in PICTURES and file.is_file():
                return file
        except (OSError, ValueError):
            continue
    return None


def _json(file: Path, name: str, found: Found) -> object:
    try:
        return json.loads(file.read_bytes())
    except (ValueError, RecursionError) as error:
        found.lost.append(Lost(name, f"the whole file: no JSON ({str(error).splitlines()[0]})"))
        return None
