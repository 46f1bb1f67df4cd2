"""Which files of a content folder are articles, which are published as they are, and which are in the way."""

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from babel import Locale, UnknownLocaleError

from kb import strings
from kb.errors import Problem, quoted

CATEGORIES = "categories.yml"
SYNONYMS = "synonyms.yml"
SEARCHES = "searches.yml"  # `kb gaps close` adds to it
HOME = "index"
# Data beside the articles: `kb facts pull` writes the first two, `kb claims approve` the third.
DATA = ("facts.json", "actions.json", "approved.json", "urls.txt", "numbers.yml", "glossary.yml", CATEGORIES)
LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Za-z]{2}|\d{3}))?")
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~-]*")
# What MkDocs takes for pages, and what a page's file may be called by mistake.
PAGES = re.compile(r"\.(?:md|mkd|mdwn|mdown|mkdn|markdown|mdx)(?:\.txt)?$", re.IGNORECASE)
# What systems and editors leave behind: macOS, Windows, Office, vim, emacs, patch, merge tools, downloads.
STRAY = re.compile(
    r"\..*|~\$.*|.*~|#.*#|.*\.(?:orig|rej|bak|swp|swo|swn|tmp|temp|old|save|part|crdownload|lck|kate-swp)"
    r"|.*_(?:BACKUP|BASE|LOCAL|REMOTE)_\d+(?:\..*)?|thumbs\.db|ehthumbs\.db|desktop\.ini|Icon\r|__MACOSX"
    r"|4913|lost\+found",
    re.IGNORECASE,
)
# Papers and data of the writers: published where they lie, which nobody means outside the assets.
PAPERS = re.compile(
    r"\.(?:txt|docx?|odt|rtf|xlsx?|ods|pptx?|odp|pages|numbers|tex|html?|ya?ml|json|toml|ini|py|sh|sql|log|eml|msg)$"
)
# What hosts and crawlers look for at a site's root.
WEB_ROOT = re.compile(r"robots\.txt|ads\.txt|humans\.txt|security\.txt|CNAME|google[0-9a-f]+\.html|404\.html")


def is_stray(path: str) -> bool:
    """Whether a system or an editor left a file, or a folder above it; nobody reads or publishes it."""
    return any(STRAY.fullmatch(part) for part in path.split("/"))


def is_language(name: str) -> bool:
    """Whether a folder's name is the code of a language, as in `it`, `pt-BR` or `zh-Hant`."""
    if not LANGUAGE.fullmatch(name):
        return False
    try:
        Locale.parse(name, sep="-")
    except (UnknownLocaleError, ValueError):
        return False
    return True


def walk(root: Path) -> Iterator[str]:
    """All files below a folder but stray ones, relative to it, sorted; links to folders are followed once.

    A folder named as a page is in a page's place: it is told as one, and who reads it learns what it is.
    """
    seen: set[str] = set()
    for folder, folders, files in os.walk(root, followlinks=True):
        real = os.path.realpath(folder)
        below = [] if real in seen else [name for name in folders if not is_stray(name)]
        seen.add(real)
        posing = [name for name in below if PAGES.search(name)]
        folders[:] = sorted(set(below) - set(posing))
        relative = Path(folder).relative_to(root).as_posix()
        below_root = "" if relative == "." else f"{relative}/"
        for name in sorted([*files, *posing]):
            if not is_stray(name):
                yield f"{below_root}{name}"


def languages(paths: Iterable[str]) -> tuple[str, ...]:
    """The folders that are named by a language's code and hold a page, sorted."""
    pages = [path.split("/") for path in paths if PAGES.search(path)]
    return tuple(sorted(filter(is_language, {parts[0] for parts in pages if len(parts) > 1})))


def articles(paths: Iterable[str], lang: str) -> Iterator[tuple[str, str]]:
    """The files that hold a language's articles, each with the article's name; misspelt endings count.

    Files in folders below the language's count, too: such a folder means nothing but order.
    """
    for path in paths:
        folder, _, file = path.partition("/")
        last = file.rpartition("/")[2]
        name = PAGES.sub("", last)
        if folder == lang and name != last and file != f"{HOME}.md":
            yield file, name


def misnamed(file: str, lang: str) -> str:
    """Why an article's file cannot be called so; empty when it can."""
    file = file.rpartition("/")[2]
    name = PAGES.sub("", file)
    if name == HOME:
        return "'index.md' is the home page's name: give the file another name"
    if file != f"{name}.md":
        return f"an article's file ends in '.md': rename it to {quoted(f'{name}.md')}"
    if name.lower() == "readme":
        return "MkDocs takes README.md for the home page: give the file another name"
    if is_taken(name, lang):
        return f"{quoted(name)} is the address of a page of the help center: give the file another name"
    if not NAME.fullmatch(name):
        return "a file's name is its address: use letters without accents, digits and hyphens only"
    return ""


def is_taken(name: str, lang: str) -> bool:
    """Whether the help center itself has a page of that name in a language."""
    own = ("site.path_search", "site.path_categories")
    return name == HOME or name in {strings.text(lang, key) for key in own}


def in_the_way(paths: Iterable[str], known: Iterable[str], shown: str) -> Iterator[Problem]:
    """The files of a help center that are neither articles nor meant to be published as they are.

    Args:
        paths: As `walk` gives them.
        known: The languages.
        shown: How messages name the content folder.
    """
    codes, told = set(known), set[str]()
    for path in paths:
        folder = path.rpartition("/")[0]
        reason = _reason(path, codes, shown)
        if reason and (not folder or folder in codes or folder not in told):
            told.add(folder)
            yield Problem(f"{shown}/{_printable(path)}", 0, reason)


def _reason(path: str, languages: set[str], shown: str) -> str:
    """Why a file should not stand where it stands; empty when it may."""
    top, _, rest = path.rpartition("/")[0].partition("/")
    name = path.rpartition("/")[2]
    if PAGES.search(name):
        return _page(name, top, languages, shown)
    if top and top not in languages:
        return ""
    own = (SYNONYMS, SEARCHES) if top and not rest else () if top else DATA
    if name in own or not PAPERS.search(name.lower()) or (not top and WEB_ROOT.fullmatch(name)):
        return ""
    near = next((data for data in own if _stem(data) == _stem(name)), "")
    if near:
        return f"nobody reads this name: rename it to {quoted(near)}"
    return "this would be published as it is: move it out of the content, or into its folder 'assets'"


def _page(name: str, top: str, languages: set[str], shown: str) -> str:
    if top not in languages:
        is_home = not top and name == f"{HOME}.md"
        where = f"{quoted(top)} is no language's code" if top else "this stands in no language's folder"
        return "" if is_home else f"{where}: move it to a folder as in '{shown}/en'"
    return ""


def _stem(name: str) -> str:
    return PAGES.sub("", name) if PAGES.search(name) else name.partition(".")[0].lower()


def _printable(path: str) -> str:
    return path.encode("utf-8", "replace").decode("utf-8")
