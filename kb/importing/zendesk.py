"""A Zendesk Guide export -> its pages: articles, sections and translations as its API lists them; pure.

An export is one JSON document, or several, with any of the lists `articles`, `sections`, `translations`; an
article may also hold its own `translations`.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from urllib.parse import unquote, urlsplit

from kb.importing import raised
from kb.importing.html.mending import mended
from kb.importing.html.plain import plain
from kb.importing.html.text import clean, tidy, to_markdown
from kb.importing.html.tree import TooDeep, soup
from kb.importing.model import Found, Lost, Page

Record = Mapping[str, Any]


def is_export(data: Record) -> bool:
    """Whether a JSON document is part of an export."""
    return any(isinstance(data.get(key), list) for key in ("articles", "translations"))


def read(documents: Iterable[tuple[str, Record]], found: Found) -> None:
    """Add the articles of an export, in all their translations.

    Args:
        documents: File names and their contents.
        found: Takes pages and losses.
    """
    documents = list(documents)
    sections = {one.get("id"): str(one.get("name") or "") for one in _all(documents, "sections", found)}
    loose: dict[Any, list[Record]] = {}
    for one in _all(documents, "translations", found):
        if one.get("source_type", "Article") == "Article":
            loose.setdefault(one.get("source_id"), []).append(one)
    for article in _all(documents, "articles", found):
        own = article.get("translations")
        translations = [*(own if isinstance(own, list) else []), *loose.get(article.get("id"), [])]
        by_lang = {_lang(article): article}
        by_lang.update((_lang(one), one) for one in translations if isinstance(one, dict))
        for lang, one in by_lang.items():
            _add(article, one, lang, sections, found)


def _all(documents: list[tuple[str, Record]], name: str, found: Found) -> Iterable[Record]:
    for file, data in documents:
        records = data.get(name)
        for number, one in enumerate(records if isinstance(records, list) else []):
            if isinstance(one, dict):
                yield one
            else:
                found.lost.append(Lost(file, f"{name}[{number}]: no record"))


def _lang(one: Record) -> str:
    return str(one.get("locale") or one.get("source_locale") or "en").replace("_", "-").split("-")[0].lower()


def _add(article: Record, one: Record, lang: str, sections: Mapping[Any, str], found: Found) -> None:
    name = f"article {article.get('id')} ({lang})"

    def lose(what: str) -> None:
        found.lost.append(Lost(name, what))

    try:
        head = soup(str(one.get("title") or article.get("title") or ""))
        page = soup(mended(str(one.get("body") or ""), lose)[0])
    except TooDeep:
        lose("the whole article: its tags stand in each other thousands deep")
        return
    for part in (head, page):
        raised.mark(part)
    title = plain(head)
    clean(page, lose)
    tidy(page, lose)
    if not title or not plain(page):
        lose("the whole article: it has no title or no text")
        return
    path = unquote(urlsplit(str(one.get("html_url") or "")).path)
    labels = article.get("label_names")
    is_internal = article.get("user_segment_id") is not None
    if is_internal:
        lose("that only some users may read it; it is a draft now")
    found.pages.append(
        Page(
            source=path or name,
            part="",
            lang=lang,
            key=f"zendesk {article.get('id')}",
            title=title,
            body=to_markdown(page),
            addresses=(path,) if path else (),
            category=sections.get(article.get("section_id"), ""),
            keywords=tuple(str(label) for label in labels) if isinstance(labels, list) else (),
            updated=_day(one.get("updated_at") or article.get("updated_at")),
            is_draft=bool(one.get("draft")) or is_internal,
        )
    )


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None
