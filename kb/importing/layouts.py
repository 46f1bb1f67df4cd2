"""What a file's path says of its page: language, translations, section, address; pure."""

import re
from collections.abc import Collection

import yaml

from kb.content.sources.files import is_language

# Docusaurus keeps translations apart: i18n/it/docusaurus-plugin-content-docs/current/... for docs/...
I18N = re.compile(
    r"(?:^|(?<=/))i18n/([A-Za-z-]+)/docusaurus-plugin-content-(docs|blog|pages)(-[\w-]+)?/(?:current/)?"
)
PAGES = "src/pages/"
LABELS = (
    "_category_.json",
    "_category_.yml",
    "_category_.yaml",
)  # Docusaurus' names of folders stand in these
# Folders of a generator, which name no section.
FRAMES = frozenset({"docs", "content", "src", "pages", "i18n", "current", "public", "site", "build", "posts"})
INDEX = ("index", "_index", "readme")


def language_of(source: str) -> str:
    """The language that a path names, by a folder or by an ending as in `page.it.html`; empty for none."""
    parts = [part.replace("_", "-") for part in source.split("/")]
    last = parts[-1].split(".")
    names = [*parts[:-1], *last[1:-1]]
    return next((name.split("-")[0] for name in names if is_language(name)), "")


def without_language(source: str) -> str:
    """A path without the part that names its language and without its ending: the same for translations."""
    source = I18N.sub(_original, source)
    folders = [part for part in source.split("/")[:-1] if not is_language(part.replace("_", "-"))]
    last = [part for part in source.split("/")[-1].split(".")[:-1] if not is_language(part)]
    return "/".join([*folders, ".".join(last) or "index"]).removesuffix("/index")


def _original(match: re.Match[str]) -> str:
    """Where the pages stand whose translations a folder of Docusaurus holds."""
    return f"{match[3][1:]}/" if match[3] else PAGES if match[2] == "pages" else f"{match[2]}/"


def stem(source: str) -> str:
    """What a file is called: without folder and endings; an index is called as its folder."""
    folder = source.rpartition("/")[0]
    return folder.rpartition("/")[2] if _is_index(source) and folder else _name(source)


def _is_index(source: str) -> bool:
    """Whether a file is the page of its folder."""
    return _name(source).lower() in INDEX


def _name(source: str) -> str:
    return source.rpartition("/")[2].partition(".")[0]


def section(source: str) -> str:
    """The folder that a page stands in, as the name of its section; empty for none."""
    return section_folder(source).rpartition("/")[2]


def section_folder(source: str) -> str:
    """The whole path of that folder, in the original's language where translations stand apart."""
    folders = I18N.sub(_original, source).split("/")[:-1]
    if _is_index(source):
        folders = folders[:-1]
    while folders and (folders[-1] in FRAMES or is_language(folders[-1].replace("_", "-"))):
        folders.pop()
    return "/".join(folders)


def label(text: str) -> str:
    """What Docusaurus calls a folder, by the file in it that says so; empty for nothing."""
    try:
        said = yaml.safe_load(text)  # JSON is YAML, too
    except (yaml.YAMLError, RecursionError):
        return ""
    found = said.get("label") if isinstance(said, dict) else ""
    return " ".join(found.split()) if isinstance(found, str) else ""


def root(names: Collection[str]) -> str:
    """The folder that no address names, by the generator's settings beside it; else empty."""
    if any(re.fullmatch(r"mkdocs\.ya?ml", name) for name in names):
        return "docs/"
    is_hugo = any(re.fullmatch(r"(?:hugo|config)\.(?:toml|ya?ml|json)", name) for name in names) or all(
        name.startswith("content/") for name in names if name.endswith(".md")
    )
    return "content/" if is_hugo else ""


def address(source: str, slug: str, whole: str, root: str) -> str:
    """Where a Markdown file's page could be reached, as a path from the site's root.

    Args:
        source: The file.
        slug: What the page says its last part is; with a slash before it, all below its section of the site.
        whole: What the page says its whole address is; empty for nothing.
        root: See `root`.
    """
    if whole:
        return f"/{whole.strip('/')}/".replace("//", "/")
    match = I18N.search(source)
    file = f"{match[1]}/" + I18N.sub(_original, source) if match else source.removeprefix(root)
    folders = file.replace(PAGES, "").split("/")[:-1]
    if slug.startswith("/"):
        base = [each for each in folders[:2] if each in ("docs", "blog") or is_language(each)]
        parts = [*base, slug]
    elif slug or not _is_index(file):
        parts = [*folders, slug or stem(file)]
    else:
        parts = folders
    return "/" + "".join(f"{part.strip('/')}/" for part in parts if part.strip("/"))
