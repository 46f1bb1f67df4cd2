"""What moving, renaming and retiring an article change, in all languages and all that names it; pure."""

from collections.abc import Sequence
from dataclasses import replace

from kb.content.article import Article
from kb.content.sources.files import CATEGORIES, misnamed
from kb.content.sources.urls import with_urls
from kb.errors import ContentError, Problem, quoted
from kb.rearranging.lists import edited_lists, named, with_field, without_entries
from kb.rearranging.plan import APPROVED, NUMBERS, URLS, Draft, Texts, published
from kb.truth import approved

Changed = dict[str, str | None]


def move(texts: Texts, articles: Sequence[Article], folder: str) -> Changed:
    """Files go to a folder below their language's; addresses stay.

    Args:
        texts: The help center.
        articles: An article in all its languages.
        folder: As in `money/cards`; empty for the language's own.

    Raises:
        ContentError: When something stands there.
    """
    draft = Draft(texts)
    for one in articles:
        file = "/".join(part for part in (one.lang, folder, f"{one.name}.md") if part)
        if file != one.file:
            draft.moved[one.file] = file
    return draft.finished()


def rename(texts: Texts, articles: Sequence[Article], name: str, lang: str = "") -> Changed:
    """Files and addresses get another name; the old addresses become aliases.

    Args:
        texts: The help center.
        articles: An article in all its languages.
        name: The new name.
        lang: Only the address in this language changes, by `slug:`.

    Raises:
        ContentError: When the name cannot be, or is taken.
    """
    draft = Draft(texts)
    for one in (each for each in articles if lang in ("", each.lang)):
        new = replace(one, slug=name) if lang else replace(one, name=name)
        _free(texts, articles, new)
        if lang:
            draft.texts[one.file] = with_field(str(draft.texts[one.file]), "slug", name)
        elif new.file != one.file:
            draft.moved[one.file] = new.file
        if new.url != one.url:
            _readdress(draft, one, new.url)
    return draft.finished()


def rename_id(texts: Texts, articles: Sequence[Article], new: str) -> Changed:
    """The id changes, and with it everything that names it.

    Raises:
        ContentError: When another article has it.
    """
    if texts.of(new):
        reason = f"id {quoted(new)} belongs to this article already: choose another"
        raise ContentError([Problem(texts.of(new)[0].path, 1, reason)])
    draft = Draft(texts)
    for one in articles:
        draft.texts[one.file] = with_field(str(draft.texts[one.file]), "id", new)
    draft.edit_names({articles[0].id: new})
    _approve_as(draft, articles[0].id, new)
    exceptions = draft.texts.get(NUMBERS)
    if exceptions is not None:
        draft.texts[NUMBERS] = named(exceptions, "article", {articles[0].id: new})
    return draft.finished()


def retire(texts: Texts, articles: Sequence[Article], successors: Sequence[Article]) -> Changed:
    """Files go; what led to them leads to the article that answers now, in each language.

    Args:
        texts: The help center.
        articles: An article in all its languages.
        successors: The one that answers now; none for a draft that nobody has seen.

    Raises:
        ContentError: When an address would lead nowhere.
    """
    draft = Draft(texts)
    by_lang = {one.lang: one for one in successors}
    shown = published(texts, articles)
    read = {one.lang for one in successors if one.status != "draft"}  # nobody reads a draft
    lost = [one for one in shown if one.lang not in read]
    if lost:
        reason = "its address would lead nowhere: name an article that answers now in this language (--to)"
        raise ContentError([Problem(one.path, 0, reason) for one in lost])
    for one in articles:
        draft.texts[one.file] = None
        if one.lang in by_lang:
            draft.moved[one.file] = by_lang[one.lang].file
            kept = [one.url] if one in shown else []
            draft.edit_list(by_lang[one.lang], "aliases", {}, [*kept, *one.aliases])
    draft.edit_names({articles[0].id: successors[0].id if successors else None})
    _unshelve(draft, articles[0])
    _approve_as(draft, articles[0].id, None)
    exceptions = draft.texts.get(NUMBERS)
    if exceptions is not None:
        draft.texts[NUMBERS] = without_entries(exceptions, "article", articles[0].id)
    return draft.finished()


def _unshelve(draft: Draft, article: Article) -> None:
    """Take an article off its category's list; its successor stands on a list of its own."""
    text = draft.was.by_file.get(CATEGORIES)
    if text is not None:
        draft.texts[CATEGORIES] = edited_lists(text, "articles", {article.id: None})


def _readdress(draft: Draft, one: Article, url: str) -> None:
    """The old address becomes an alias, the new one is recorded, and is no alias any more."""
    if one not in published(draft.was, [one]):
        return
    draft.edit_list(one, "aliases", {url: None, url.rstrip("/"): None}, [one.url])
    recorded = draft.texts.get(URLS)
    if recorded is not None and draft.was.is_recorded(one.url):
        draft.texts[URLS] = with_urls(recorded, [url])


def _free(texts: Texts, articles: Sequence[Article], new: Article) -> None:
    """Refuse a name that cannot be a file's, or an address that another article has, now or as an alias."""
    name = new.slug or new.name
    reason = misnamed(f"{name}.md", new.lang)
    if "/" in name:
        reason = f"{quoted(name)} names a folder: give a name alone; 'kb move' takes an article to a folder"
    for other in texts.articles:
        is_own = other.id == articles[0].id and other.lang == new.lang
        addresses = {other.url, *(f"{alias.rstrip('/')}/" for alias in other.aliases)}
        if not is_own and new.url in addresses:
            reason = f"{quoted(new.url)} is an address of {other.path} already: choose another name"
    if reason:
        raise ContentError([Problem(new.path, 0, reason)])


def _approve_as(draft: Draft, old: str, new: str | None) -> None:
    """What was approved stays approved under the new id, or is forgotten with the article."""
    text = draft.texts.get(APPROVED)
    if text is None:
        return
    was = approved.parse(text)
    now = {lang: dict(articles) for lang, articles in was.items()}
    for articles in now.values():
        kept = articles.pop(old, None)
        if kept is not None and new:
            articles[new] = kept
    if now != was:
        draft.texts[APPROVED] = approved.dump(now)
