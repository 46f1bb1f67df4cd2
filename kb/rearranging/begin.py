"""A new article in every language, as a draft that its writer fills in; pure."""

import json
from collections.abc import Mapping

from kb import strings
from kb.content.fields import SLUG
from kb.content.sources.files import CATEGORIES, misnamed
from kb.errors import ContentError, Problem, UnknownName, quoted
from kb.rearranging.lists import edited_lists
from kb.rearranging.plan import Texts

FORM = """---
id: {id}
title: {title}
summary: {summary}
kind: {kind}
category: {category}
questions:
status: draft
---

{body}
"""


def begin(
    texts: Texts, article_id: str, titles: Mapping[str, str], category: str, kind: str, folder: str = ""
) -> dict[str, str | None]:
    """The files of a new article.

    Args:
        texts: The help center.
        article_id: Its id and its files' name.
        titles: By language: all languages in which it begins.
        category: Where it belongs; where its articles are listed it comes last.
        kind: As in an article's field.
        folder: Below the languages' folders; empty for these themselves.

    Raises:
        ContentError: When the id cannot be, or its files or id are there already.
        UnknownName: For a category that does not exist.
    """
    if category not in {one.id for one in texts.categories}:
        raise UnknownName("category", category, [one.id for one in texts.categories])
    found: dict[str, str | None] = {}
    for lang, title in titles.items():
        file = "/".join(part for part in (lang, folder, f"{article_id}.md") if part)
        _free(texts, article_id, lang, file)
        ui = strings.language_of(lang)
        found[file] = FORM.format(
            id=article_id,
            title=json.dumps(title, ensure_ascii=False),
            summary=json.dumps(strings.text(ui, "content.new_summary"), ensure_ascii=False),
            kind=kind,
            category=category,
            body=strings.text(ui, "content.new_body"),
        )
    return found | _listed(texts, article_id, category)


def _free(texts: Texts, article_id: str, lang: str, file: str) -> None:
    reason = misnamed(f"{article_id}.md", lang)
    if not SLUG.fullmatch(article_id):
        reason = f"{quoted(article_id)} is no id: use small letters, digits and single hyphens"
    for one in texts.articles:
        addresses = {one.url, *(f"{alias.rstrip('/')}/" for alias in one.aliases)}
        if one.id == article_id or one.file == file or f"/{lang}/{article_id}/" in addresses:
            reason = f"{one.path} has this id or address already: choose another id"
    if reason:
        raise ContentError([Problem(file, 0, reason)])


def _listed(texts: Texts, article_id: str, category: str) -> dict[str, str | None]:
    """The categories with the article at the end of its own list, where there is one."""
    text = texts.by_file.get(CATEGORIES, "")
    listed = next((one.articles for one in texts.categories if one.id == category), ())
    if not listed:
        return {}
    last = listed[-1]
    return {CATEGORIES: edited_lists(text, "articles", {}, (article_id,), beside=last)}
