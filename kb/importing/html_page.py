"""One HTML file -> its pages: one article, or each question of a page of questions; pure."""

import posixpath
import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag

from kb.content.sources.files import is_language
from kb.importing.faq import questions
from kb.importing.html_text import clean, main_part, plain, soup, to_markdown
from kb.importing.model import Found, Lost, Page

# Pages of a help center of ours that hold no article.
MADE = "meta[http-equiv=refresh]"
DOORS = ("404.html", "search.html")


def read(data: bytes | str, source: str, lang: str, found: Found) -> None:
    """Add what a file holds to what was found.

    Args:
        data: The file.
        source: Its path, relative to what is imported.
        lang: The language where neither path nor page says which.
        found: Takes pages and losses.
    """

    def lose(what: str) -> None:
        found.lost.append(Lost(source, what))

    page = soup(data)
    is_made = page.select_one("[class^=kb-]") and len(page.select(".kb-prose")) != 1
    if is_made or page.select_one(MADE) or posixpath.basename(source) in DOORS:
        return
    clean(page, lose)
    lang = language_of(source) or _declared(page) or lang
    title, summary = _title(page), _summary(page)
    part = main_part(page)
    if not plain(part):
        lose("the whole file: it holds no text")
        return
    split = questions(part, page)
    address = "/" + source.removesuffix("index.html")
    for number, one in enumerate(split):
        body = to_markdown(one.answer)
        name = one.anchors[0] if one.anchors else str(number + 1)
        aliases = (address,) if number == 0 else ()
        key = f"{without_language(source)}#{number + 1}"
        found.pages.append(
            Page(source, name, lang, key, one.title, body, anchors=one.anchors, addresses=aliases)
        )
    if split:
        found.pages[-len(split) :] = _linked(found.pages[-len(split) :], lose)
        return
    _drop_title(part, title)
    body = to_markdown(part)
    found.pages.append(
        Page(
            source, "", lang, without_language(source), title or _named(source), body, summary, (), (address,)
        )
    )


def _linked(pages: list[Page], lose: Callable[[str], None]) -> list[Page]:
    """Say what a page of questions held beside them."""
    if len({page.title for page in pages}) < len(pages):
        lose("questions that stand twice in the file: the first of each was taken")
    return list({page.title: page for page in reversed(pages)}.values())[::-1]


def language_of(source: str) -> str:
    """The language that a path names, by a folder or by an ending as in `page.it.html`; empty for none."""
    parts = [part.replace("_", "-") for part in source.split("/")]
    last = parts[-1].split(".")
    names = [*parts[:-1], *last[1:-1]]
    return next((name.split("-")[0] for name in names if is_language(name)), "")


def without_language(source: str) -> str:
    """A path without the part that names its language and without its ending."""
    folders = [part for part in source.split("/")[:-1] if not is_language(part.replace("_", "-"))]
    last = [part for part in source.split("/")[-1].split(".")[:-1] if not is_language(part)]
    return "/".join([*folders, ".".join(last) or "index"]).removesuffix("/index")


def _declared(page: BeautifulSoup) -> str:
    root = page.find("html")
    code = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    return code.split("-")[0].lower() if is_language(code.split("-")[0].lower()) else ""


def _title(page: BeautifulSoup) -> str:
    tag = page.find("h1") or page.find("title")
    return plain(tag) if isinstance(tag, Tag) else ""


def _summary(page: BeautifulSoup) -> str:
    lead = page.select_one(".kb-lead")
    if lead:
        return plain(lead)
    meta = page.find("meta", attrs={"name": "description"})
    return " ".join(str(meta.get("content") or "").split()) if isinstance(meta, Tag) else ""


def _drop_title(part: Tag, title: str) -> None:
    for tag in part.find_all("h1"):
        if plain(tag) == title:
            tag.decompose()


def _named(source: str) -> str:
    return re.sub(r"[-_]+", " ", posixpath.basename(source).partition(".")[0]).strip().capitalize() or source
