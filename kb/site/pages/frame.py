"""What is the same for every page of a build, and what every page tells its template and its scripts."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any
from urllib.parse import urljoin, urlsplit

from markupsafe import Markup

from kb.content.article import KINDS
from kb.content.facts import Facts
from kb.content.operations import Operation
from kb.site.pages import feed, metadata
from kb.site.pages.embed import ACCOUNT, relative
from kb.site.pages.languages import Language
from kb.site.pages.model import Alternate, Link
from kb.site.pages.structure import Shelf, own_ids
from kb.site.scripts.assets import Assets
from kb.strings import FALLBACK, with_prefix

Context = dict[str, Any]
Linker = Callable[[str], str]
# Texts that scripts read; those of the panels only where a panel stands.
SCRIPT_TEXTS = ("search.", "ui.", "feedback.")
PANEL_TEXTS = ("panel.",)
OFTEN = 5  # questions that the empty search offers


@dataclass(frozen=True)
class Addresses:
    """Where things outside the pages stand; empty means: there is none.

    Attributes:
        feedback: Takes opinions on articles by POST.
        account: The account pages without a trailing slash, "/account".
        billing: The billing service's origin; empty means that of the account pages.
        contacts: The id of the article for who finds no answer.
        live: Whether `mkdocs serve` shows the pages.
        searches: Takes what was searched by POST.
    """

    feedback: str = ""
    account: str = ""
    billing: str = ""
    contacts: str = ""
    live: bool = False
    searches: str = ""

    @property
    def service(self) -> str:
        """What a panel asks whether a service of another origin is up; empty when it is the site's own."""
        parts = urlsplit(self.billing or self.account)
        return f"{parts.scheme}://{parts.netloc}/v1/plans" if parts.netloc else ""


def addresses(extra: Mapping[str, Any], feedback: str, contacts: str) -> Addresses:
    """The addresses that `extra` of mkdocs.yml names; the account pages of a service stand at its `/account`.

    Args:
        extra: May hold `account_url` and `billing_url`.
        feedback: Takes opinions on articles by POST.
        contacts: The id of the article for who finds no answer.
    """
    account, billing = (str(extra.get(name) or "").rstrip("/") for name in ("account_url", "billing_url"))
    return Addresses(feedback, account or (billing and billing + ACCOUNT), billing, contacts)


@dataclass(frozen=True)
class Frame:
    """What is the same for every page of a build.

    Attributes:
        site_url: With scheme, host and a trailing slash; empty when the site's address is unknown.
        default: The language of visitors who ask for none that the site has.
        groups: For each page's address, the addresses of the same page by language.
        facts: The service's public facts, for templates that show contacts.
        operations: What the service can do, in its own words, for the articles' panels.
    """

    site_url: str
    languages: tuple[Language, ...]
    default: Language
    shelves: Mapping[str, Shelf]
    groups: Mapping[str, Mapping[str, str]]
    assets: Assets
    addresses: Addresses
    facts: Facts
    operations: Mapping[str, Operation]

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

    def x_default(self, url: str) -> str:
        """The address for visitors of no language of the site; empty for a page in one language only."""
        group = self.groups.get(url, {})
        if len(group) < 2:
            return ""
        is_home = url in {language.home_url for language in self.languages}
        return self.absolute("./" if is_home else group.get(self.default.code, url))

    def contacts(self, language: Language) -> str:
        """The page for who finds no answer, from the site's root without a leading slash; empty for none."""
        entry = self.shelves[language.code].by_id.get(self.addresses.contacts)
        return entry.url if entry else ""

    def absolute_links(self, links: Sequence[Link]) -> list[Link]:
        """Links as structured data needs them; none when the site's address is unknown."""
        return [Link(link.title, self.absolute(link.url)) for link in links] if self.site_url else []

    @cached_property
    def csp(self) -> str:
        """The content security policy of every page."""
        found = self.addresses
        return metadata.policy([found.account, found.billing, found.feedback, found.searches], found.live)

    @cached_property
    def fact_values(self) -> dict[str, Any]:
        """The value of each fact by its name."""
        return {fact.name: fact.value for fact in self.facts}

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
        "csp": frame.csp,
        "canonical": frame.absolute(url),
        "x_default": frame.x_default(url),
        "languages": frame.alternates(url),
        "home_url": language.home_url,
        "search_url": link(language.search_url),
        "opensearch_url": f"{language.prefix}opensearch.xml" if frame.site_url else "",
        "feed_url": f"{language.prefix}{feed.FILE}" if frame.site_url and shelf.newest else "",
        "page_path": frame.path(url),
        "categories": shelf.heads,
        "kinds": shelf.kinds,
        "often": shelf.popular[:OFTEN],
        "base": link("./"),
        "assets": frame.assets,
        "searches_url": frame.addresses.searches,
        "own_ids": own_ids(shelf) if frame.addresses.searches else "",
        "account_url": frame.addresses.account,
        "service_url": frame.addresses.service,
        "contacts_url": frame.contacts(language),
        "facts": frame.fact_values,
        "actions": (),
        "operations": frame.operations,
    }
    context |= more
    return context | {"config": config(frame, language, link, bool(context["actions"]))}


def config(frame: Frame, language: Language, link: Linker, panel: bool) -> str:
    """What scripts of a page need to know, as JSON that may stand in a <script> element."""
    fallback = frame.fallback(language)
    shelf = frame.shelves[language.code]
    contacts = frame.contacts(language)
    return metadata.script_json(
        {
            "lang": language.code,
            "ui_lang": language.ui,
            "base": link("./"),
            "home": link(language.home_url),
            "search": {
                "script": link(frame.assets.search[language.code]),
                "results": link(frame.assets.results[language.code]),
                "index": link("_search/"),
                "page": link(language.search_url),
                "fallback": fallback.code if fallback else None,
            },
            "categories": {
                topic.id: {"title": topic.title, "url": link(topic.url)} for topic in shelf.topics
            },
            "kinds": {kind: language.t(f"site.kind_{kind}") for kind in (*KINDS, "page")},
            "contacts": link(contacts) if contacts else None,
            "feedback_url": frame.addresses.feedback or None,
            "strings": frame.texts[language.ui] | (with_prefix(language.ui, *PANEL_TEXTS) if panel else {}),
        }
    )


def _lang_attribute(language: Language) -> Markup:
    """` lang="en"` where the interface speaks another language than the page."""
    return Markup("") if language.ui == language.code else Markup(' lang="{}"').format(language.ui)
