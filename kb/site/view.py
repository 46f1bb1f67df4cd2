"""What a template sees as `kb`: one function for what every page has, one for each kind of page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property, partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from babel.dates import format_date
from markupsafe import Markup, escape

from kb.article import KINDS, Article
from kb.facts import Facts
from kb.site import metadata
from kb.site.assets import Assets
from kb.site.embed import relative
from kb.site.languages import Language
from kb.site.model import Alternate, Answer, Entry, Link, Recording, Topic
from kb.site.structure import Shelf
from kb.strings import FALLBACK, with_prefix

Context = dict[str, Any]
Linker = Callable[[str], str]
# Texts that scripts read; those of the panels only where a panel stands.
SCRIPT_TEXTS = ("search.", "ui.", "feedback.")
PANEL_TEXTS = ("panel.",)
POPULAR = 8


@dataclass(frozen=True)
class Addresses:
    """Where things outside the pages stand; empty means: there is none.

    Attributes:
        feedback: Takes opinions on articles by POST.
        account: The account pages, "/account".
        billing: The billing service's origin; empty means the site's own.
        contacts: The page for who finds no answer, from the site's root without a leading slash, or absolute.
    """

    feedback: str = ""
    account: str = ""
    billing: str = ""
    contacts: str = ""


@dataclass(frozen=True)
class Frame:
    """What is the same for every page of a build.

    Attributes:
        site_url: With scheme, host and a trailing slash; empty when the site's address is unknown.
        default: The language of visitors who ask for none that the site has.
        groups: For each page's address, the addresses of the same page by language.
        facts: The service's public facts, for templates that show contacts.
    """

    site_url: str
    languages: tuple[Language, ...]
    default: Language
    shelves: Mapping[str, Shelf]
    groups: Mapping[str, Mapping[str, str]]
    assets: Assets
    addresses: Addresses
    facts: Facts

    def absolute(self, url: str) -> str:
        """An address with scheme and host; empty when the site's are unknown."""
        return urljoin(self.site_url, url) if self.site_url else ""

    def path(self, url: str) -> str:
        """An address as a path from the host's root, "/it/receipts/"."""
        return urljoin(urlsplit(self.site_url).path or "/", url)

    @cached_property
    def texts(self) -> dict[str, dict[str, str]]:
        """The texts for scripts by language of the interface."""
        return {language.ui: with_prefix(language.ui, *SCRIPT_TEXTS) for language in self.languages}

    def fallback(self, language: Language) -> Language | None:
        """Where search looks when this language knows nothing: the default, else English, else the next."""
        others = [other for other in self.languages if other != language]
        wanted = (self.default.code, FALLBACK)
        return next(
            (other for code in wanted for other in others if other.code == code),
            others[0] if others else None,
        )

    def alternates(self, url: str) -> tuple[Alternate, ...]:
        """The page in every language; where a language lacks it, that language's home page."""
        group = self.groups.get(url, {})
        return tuple(
            Alternate(
                code=language.code,
                name=language.name,
                url=group.get(language.code, language.home_url),
                absolute=self.absolute(group.get(language.code, language.home_url)),
                current=group.get(language.code) == url,
                exact=language.code in group,
            )
            for language in self.languages
        )


def page(
    frame: Frame,
    language: Language,
    url: str,
    page_type: str,
    title: str,
    link: Linker | None = None,
    **more: object,
) -> Context:
    """The part of `kb` that every page has.

    Args:
        frame: The build.
        language: The page's language.
        url: The page's address from the site's root without a leading slash.
        page_type: article, plain, home, category, search or lost.
        title: Plain text.
        link: How the page writes an address; relative to itself unless said otherwise.
        more: What this kind of page adds or sets differently.
    """
    shelf = frame.shelves[language.code]
    link = link or partial(relative, page=url)
    context: Context = {
        "lang": language.code,
        "ui_lang": language.ui,
        "ui_lang_attribute": _lang_attribute(language),
        "locale": language.locale,
        "direction": language.direction,
        "t": language.t,
        "site_name": language.site_name,
        "page_type": page_type,
        "title": title,
        "head_title": f"{title} · {language.site_name}" if title != language.site_name else title,
        "csp": metadata.CSP,
        "canonical": frame.absolute(url),
        "x_default": x_default(frame, url),
        "languages": frame.alternates(url),
        "home_url": language.home_url,
        "search_url": link(language.search_url),
        "opensearch_url": f"{language.prefix}opensearch.xml" if frame.site_url else "",
        "page_path": frame.path(url),
        "categories": shelf.topics,
        "assets": frame.assets,
        "account_url": frame.addresses.account,
        "billing_url": frame.addresses.billing,
        "contacts_url": _contacts(frame, shelf),
        "facts": {fact.name: fact.value for fact in frame.facts},
        "actions": (),
    }
    context |= more
    return context | {"config": config(frame, language, link, bool(context["actions"]))}


def config(frame: Frame, language: Language, link: Linker, panel: bool) -> str:
    """What scripts of a page need to know, as JSON that may stand in a <script> element."""
    fallback = frame.fallback(language)
    shelf = frame.shelves[language.code]
    contacts = _contacts(frame, shelf)
    return metadata.script_json(
        {
            "lang": language.code,
            "ui_lang": language.ui,
            "base": link("./"),
            "home": link(language.home_url),
            "search": {
                "script": link(frame.assets.search) if frame.assets.search else None,
                "index": link("_search/"),
                "page": link(language.search_url),
                "fallback": fallback.code if fallback else None,
            },
            "categories": {
                topic.id: {"title": topic.title, "url": link(topic.url)} for topic in shelf.topics
            },
            "kinds": {kind: language.t(f"site.kind_{kind}") for kind in (*KINDS, "page")},
            "contacts": link(contacts) if contacts else None,
            "account_url": frame.addresses.account or None,
            "billing_url": frame.addresses.billing,
            "feedback_url": frame.addresses.feedback or None,
            "strings": frame.texts[language.ui] | (with_prefix(language.ui, *PANEL_TEXTS) if panel else {}),
        }
    )


def article(frame: Frame, language: Language, entry: Entry, source: Article, answer: str) -> Context:
    """An article's page.

    Args:
        frame: The build.
        language: The article's language.
        entry: The article as lists show it.
        source: Its front matter.
        answer: Its body as plain text, for structured data.
    """
    shelf = frame.shelves[language.code]
    topic = shelf.by_topic.get(entry.category)
    crumbs = [
        Link(language.t("site.home"), language.home_url),
        *([Link(topic.title, topic.url)] if topic else []),
    ]
    named = _absolute_links(frame, crumbs)
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
        category=topic,
        breadcrumb=crumbs,
        neighbours=shelf.neighbours(entry),
        related=shelf.related(source.related),
        updated=long_date(source.updated, language) if source.updated else "",
        updated_iso=source.updated.isoformat() if source.updated else "",
        actions=source.actions,
        video=recording(source),
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


def home(frame: Frame, language: Language, url: str, popular: Sequence[str], description: str) -> Context:
    """A language's first page."""
    shelf = frame.shelves[language.code]
    asked = shelf.related(popular) or [
        entry for topic in shelf.topics for entry in topic.entries if entry.kind == "faq"
    ]
    data = metadata.website(language, frame.absolute(url), frame.absolute(language.search_url))
    return page(
        frame,
        language,
        url,
        "home",
        language.site_name,
        description=description or language.t("site.find_answer_lead"),
        popular=(asked or list(shelf.entries))[:POPULAR],
        guides=[entry for entry in shelf.entries if entry.kind == "guide"],
        videos=[entry for entry in shelf.entries if entry.kind == "video"],
        jsonld=metadata.script_json(data) if frame.site_url else "",
    )


def category(frame: Frame, language: Language, topic: Topic, answers: Sequence[Answer]) -> Context:
    """A category's page: its questions, then every answer."""
    crumbs = [Link(language.t("site.home"), language.home_url)]
    data = metadata.faq_page(
        metadata.answers_of(answers), _absolute_links(frame, [*crumbs, Link(topic.title, topic.url)])
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


def recording(source: Article) -> Recording | None:
    """The files of a video article, from the site's root without a leading slash."""
    video = source.video
    if video is None:
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


def _lang_attribute(language: Language) -> Markup:
    """` lang="en"` where the interface speaks another language than the page."""
    return Markup("") if language.ui == language.code else Markup(' lang="{}"').format(language.ui)


def x_default(frame: Frame, url: str) -> str:
    """The address for visitors of no language of the site; empty for a page in one language only."""
    group = frame.groups.get(url, {})
    if len(group) < 2:
        return ""
    is_home = url in {language.home_url for language in frame.languages}
    return frame.absolute("./" if is_home else group.get(frame.default.code, url))


def _contacts(frame: Frame, shelf: Shelf) -> str:
    entry = shelf.by_id.get(frame.addresses.contacts)
    return entry.url if entry else ""


def _absolute_links(frame: Frame, links: Sequence[Link]) -> list[Link]:
    return [Link(link.title, frame.absolute(link.url)) for link in links] if frame.site_url else []
