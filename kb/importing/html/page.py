"""One HTML file -> its pages: one article, or each question of a page of questions; pure."""

import posixpath
import re
from collections.abc import Callable

from bs4 import BeautifulSoup, Tag

from kb.content.sources.files import is_language
from kb.importing import raised
from kb.importing.html.faq import Split, questions
from kb.importing.html.head import Head, head
from kb.importing.html.mending import mended
from kb.importing.html.plain import plain
from kb.importing.html.text import clean, main_part, to_markdown
from kb.importing.html.tree import TooDeep, soup
from kb.importing.layouts import language_of, section, without_language
from kb.importing.model import Found, Lost, Page

# Pages of a help center of ours that hold no article.
MADE = "meta[http-equiv=refresh]"
AROUND = ("nav", "header", "footer", "aside")
DOORS = ("404.html", "search.html")


def read(text: str, source: str, lang: str, found: Found) -> None:
    """Add what a file holds to what was found.

    Args:
        text: The file.
        source: Its path, relative to what is imported.
        lang: The language where neither path nor page says which.
        found: Takes pages and losses.
    """

    def lose(what: str) -> None:
        found.lost.append(Lost(source, what))

    try:
        text, is_guess = mended(text, lose)
        page = soup(text)
    except TooDeep:
        lose("the whole file: its tags stand in each other thousands deep")
        return
    if _is_made(page) or page.select_one(MADE) or posixpath.basename(source) in DOORS:
        return
    raised.mark(page)
    said = head(page)
    clean(page, lose)
    lang = language_of(source) or _declared(page) or lang
    title = _title(page)
    part = main_part(page, lose)
    if not plain(part):
        lose("the whole file: it holds no text")
        return
    if is_guess and part.name == "div" and (after := _after(part)):
        lose(f"the text after the article, which a </div> too many may have ended: {after[:80]!r}")
    split = questions(part, page, f"{title} {_named(source)}")
    if split.questions:
        found.pages += _parts(split, source, lang, said, lose)
        return
    _drop_title(part, title)
    found.pages.append(
        Page(
            source=source,
            part="",
            lang=lang,
            key=without_language(source),
            title=title or _named(source),
            body=to_markdown(part),
            summary=said.summary,
            addresses=_addresses(source, said),
            category=section(source),
            updated=said.updated,
        )
    )


def _is_made(page: BeautifulSoup) -> bool:
    """Whether a page of a help center of ours holds no article; the parts of one become one.

    Its panel stands between them.
    """
    article = page.select(".kb-article")
    parts = (article[0] if len(article) == 1 else page).select(".kb-prose")
    if len(article) == 1 and parts:
        for node in [node for other in parts[1:] for node in other.contents]:
            parts[0].append(node)
        return False
    return page.select_one("[class^=kb-]") is not None and len(parts) != 1


def _after(part: Tag) -> str:
    """What stands after the article, but for what stands around every one."""
    beside = [tag for each in (part, *part.parents) for tag in each.find_next_siblings()]
    return " ".join(filter(None, (plain(tag) for tag in beside if tag.name not in AROUND)))


def _addresses(source: str, said: Head) -> tuple[str, ...]:
    """Where a page could be reached: where it stands, and where it says that it does."""
    return ("/" + source.removesuffix("index.html"), *filter(None, [said.address]))


def _parts(split: Split, source: str, lang: str, said: Head, lose: Callable[[str], None]) -> list[Page]:
    """The questions of a page; what it held beside them is told."""
    for title in split.unanswered:
        lose(f"the question {title!r}, which has no answer")
    if split.rest:
        lose(f"the text beside the questions: {split.rest[:80]!r}")
    pages = []
    for number, one in enumerate(split.questions, 1):
        page = Page(
            source=source,
            part=one.anchors[0] if one.anchors else str(number),
            lang=lang,
            key=f"{without_language(source)}#{number}",
            title=one.title,
            body=to_markdown(one.answer),
            anchors=one.anchors,
            addresses=_addresses(source, said) if number == 1 else (),
            category=one.section or section(source),
            questions=one.wordings,
            updated=said.updated,
        )
        pages.append(page)
    return pages


def _declared(page: BeautifulSoup) -> str:
    root = page.find("html")
    code = str(root.get("lang") or "") if isinstance(root, Tag) else ""
    return code.split("-")[0].lower() if is_language(code.split("-")[0].lower()) else ""


def _title(page: BeautifulSoup) -> str:
    named = page.select_one("#title-text")  # Confluence puts the space's name before it
    if named:
        return plain(named).rpartition(" : ")[2]
    tag = page.find("h1") or page.find("title")
    return plain(tag) if isinstance(tag, Tag) else ""


def _drop_title(part: Tag, title: str) -> None:
    for tag in part.find_all("h1"):
        if plain(tag) == title:
            tag.decompose()


def _named(source: str) -> str:
    return re.sub(r"[-_]+", " ", posixpath.basename(source).partition(".")[0]).strip().capitalize() or source
