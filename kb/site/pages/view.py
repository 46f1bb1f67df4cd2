"""What a template sees as `kb`, one function for each kind of page."""

from collections.abc import Collection, Sequence
from datetime import date

from babel.dates import format_date
from markupsafe import escape

from kb.content.article import Article
from kb.site.pages import metadata
from kb.site.pages.frame import Context, Frame, page
from kb.site.pages.languages import Language
from kb.site.pages.model import Answer, Entry, Link, Recording, Topic
from kb.strings import with_prefix

TILES = 5  # a first page stays one however many articles there are


def article(
    frame: Frame, language: Language, entry: Entry, source: Article, answer: str, video: Recording | None
) -> Context:
    """An article's page.

    Args:
        frame: The build.
        language: The article's language.
        entry: The article as lists show it.
        source: Its front matter.
        answer: Its body as plain text, for structured data.
        video: Its recording.
    """
    shelf = frame.shelves[language.code]
    topic = shelf.by_topic.get(entry.category)
    crumbs = [
        Link(language.t("site.home"), language.home_url),
        *([Link(topic.title, topic.url)] if topic else []),
    ]
    named = frame.absolute_links(crumbs)
    data = (
        metadata.faq_page([(entry.title, answer)], named)
        if source.kind == "faq"
        else metadata.article(source.kind, entry.title, entry.summary, language.code, source.updated, named)
    )
    return page(
        frame,
        language,
        entry.url,
        "article",
        entry.title,
        description=entry.summary,
        summary=entry.summary,
        print_title=True,
        article=source,
        category=topic.head if topic else None,
        breadcrumb=crumbs,
        neighbours=shelf.neighbours(entry),
        related=shelf.related(source.related),
        updated=long_date(source.updated, language) if source.updated else "",
        updated_iso=source.updated.isoformat() if source.updated else "",
        actions=source.actions,
        video=video,
        jsonld=metadata.script_json(data),
    )


def plain(frame: Frame, language: Language, entry: Entry, has_title: bool) -> Context:
    """A page without our front matter.

    Args:
        frame: The build.
        language: The page's language.
        entry: The page as lists show it.
        has_title: Whether its own text begins with the title.
    """
    shelf = frame.shelves[language.code]
    return page(
        frame,
        language,
        entry.url,
        "plain",
        entry.title,
        description=entry.summary,
        print_title=not has_title,
        breadcrumb=[Link(language.t("site.home"), language.home_url)],
        neighbours=shelf.neighbours(entry) if entry in shelf.entries else (),
    )


def home(frame: Frame, language: Language, url: str, description: str) -> Context:
    """A language's first page."""
    shelf = frame.shelves[language.code]
    data = metadata.website(language, frame.absolute(url), frame.absolute(language.search_url))
    return page(
        frame,
        language,
        url,
        "home",
        language.site_name,
        description=description or language.t("site.find_answer_lead"),
        categories=shelf.topics,
        popular=shelf.popular,
        tiles=shelf.guides[:TILES],
        has_more_guides=len(shelf.guides) > TILES,
        jsonld=metadata.script_json(data) if frame.site_url else "",
    )


def category(frame: Frame, language: Language, topic: Topic, answers: Sequence[Answer]) -> Context:
    """A category's page: its questions, then every answer; or a card for each article."""
    crumbs = [Link(language.t("site.home"), language.home_url)]
    named = frame.absolute_links([*crumbs, Link(topic.title, topic.url)])
    data = (
        metadata.faq_page(metadata.answers_of(answers), named)
        if answers
        else metadata.collection(topic, language.code, named)
    )
    return page(
        frame,
        language,
        topic.url,
        "category",
        topic.title,
        description=topic.summary,
        summary=topic.summary,
        breadcrumb=crumbs,
        category=topic,
        answers=answers,
        jsonld=metadata.script_json(data),
    )


def results(frame: Frame, language: Language) -> Context:
    """The results page, which also lists every question."""
    return page(
        frame,
        language,
        language.search_url,
        "search",
        language.t("site.search_page"),
        breadcrumb=[Link(language.t("site.home"), language.home_url)],
        letters=frame.shelves[language.code].letters,
        guides=frame.shelves[language.code].guides,
        noindex=True,
    )


def lost(frame: Frame) -> Context:
    """The page for who finds nothing, in every language, the default one first; answers at any address."""
    title = frame.default.t("site.not_found_title")
    return page(
        frame,
        frame.default,
        "./",
        "lost",
        title,
        frame.path,
        lost=frame.languages,
        topics={code: shelf.topics for code, shelf in frame.shelves.items()},
        noindex=True,
        canonical="",
    )


def door(frame: Frame) -> Context:
    """The site's root, where a visitor or the visitor's browser chooses the language."""
    name = frame.default.site_name
    return page(frame, frame.default, "./", "lost", name, lost=frame.languages)


def recording(source: Article, files: Collection[str]) -> Recording | None:
    """The recording of an article, when the site has its files; without captions there is no recording."""
    video = source.video
    if video is None or not {video.file.lstrip("/"), video.captions.lstrip("/")} <= set(files):
        return None
    kinds = {"webm": "video/webm", "mp4": "video/mp4"}
    return Recording(
        file=video.file.lstrip("/"),
        captions=video.captions.lstrip("/"),
        poster=video.poster.lstrip("/"),
        duration=video.duration,
        type=kinds.get(video.file.rpartition(".")[2].lower(), ""),
    )


def long_date(day: date, language: Language) -> str:
    """A date as a reader of the language writes it in full, "23 novembre 2026"."""
    return format_date(day, "long", locale=language.locale)


def condition_label(language: Language, condition: str) -> str:
    """The sentence under the heading of a section that holds for some accounts only, as HTML."""
    known = with_prefix(language.ui, f"site.when_{condition}").get(f"site.when_{condition}")
    return str(escape(known or language.t("site.when_other", condition=condition)))
