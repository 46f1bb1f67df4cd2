"""All pages of a site together: which entry is where, what each page shows, what search and machines get."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from kb.content.article import Article
from kb.content.render import document
from kb.content.sections import plain, sections
from kb.site.library import Library
from kb.site.pages import embed, view
from kb.site.pages.frame import Addresses, Context, Frame
from kb.site.pages.generated import CATEGORY, HOME, SEARCH
from kb.site.pages.languages import Language, language_at
from kb.site.pages.metadata import Location
from kb.site.pages.model import Alternate, Answer, Entry, Rendered, Topic
from kb.site.pages.structure import shelve
from kb.site.scripts.assets import Assets
from search.model import Document


@dataclass(frozen=True)
class Composition:
    """A whole site.

    Attributes:
        library: The sources.
        languages: The default one first.
        pages: By source path, in reading order.
        files: The addresses of everything else that is copied to the site.
        site_url: With scheme, host and a trailing slash; empty when the site's address is unknown.
    """

    library: Library
    languages: tuple[Language, ...]
    pages: Mapping[str, Rendered]
    files: frozenset[str]
    site_url: str
    assets: Assets
    addresses: Addresses

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """What answers something, by source path: not home pages, not what nobody wrote."""
        found = {}
        for path, page in self.pages.items():
            if not page.generated and page.template != HOME:
                found[path] = self._entry(page, self.language(path))
        return found

    def language(self, path: str) -> Language:
        """The language of a page; what stands outside every language's folder speaks the default one."""
        return language_at(path, self.languages) or self.languages[0]

    def _entry(self, page: Rendered, language: Language) -> Entry:
        rendered = self.library.articles.get(page.path)
        if rendered is None:
            name = page.path.removesuffix(".md")
            # A page outside the folders keeps its slash: "/about" is not "it/about".
            inside = name.startswith(language.prefix)
            name = name.removeprefix(language.prefix) if inside else f"/{name}"
            summary = str(page.meta.get("description") or "")
            title = plain(page.title)
            return Entry(name, language.code, page.url, title, summary=summary, source=page.path)
        article = rendered.article
        return Entry(
            id=article.id,
            lang=article.lang,
            url=page.url,
            title=rendered.title,
            kind=article.kind,
            category=article.category,
            summary=rendered.summary,
            source=page.path,
            updated=article.updated,
        )

    @cached_property
    def frame(self) -> Frame:
        """What every page shares."""
        own: dict[str, list[Entry]] = {language.code: [] for language in self.languages}
        for entry in self.entries.values():
            own[entry.lang].append(entry)
        categories = self.library.categories
        return Frame(
            site_url=self.site_url,
            languages=self.languages,
            default=self.languages[0],
            shelves={
                lang.code: shelve(lang, own[lang.code], categories, self._asked(lang))
                for lang in self.languages
            },
            groups=self._groups(),
            assets=self.assets,
            addresses=self.addresses,
            facts=self.library.facts,
            operations=self.library.operations,
        )

    def _asked(self, language: Language) -> list[str]:
        """The ids that a language's first page names in `popular:`."""
        homes = (page for page in self.pages.values() if page.template == HOME)
        return [
            name
            for page in homes
            if page.url == language.home_url
            for name in _names(page.meta.get("popular"))
        ]

    def _groups(self) -> dict[str, dict[str, str]]:
        """For each page's address those of the same page by language: articles by name, others by path."""
        by_key: dict[str, dict[str, str]] = {}
        for path, page in self.pages.items():
            language, found = language_at(path, self.languages), self.library.articles.get(path)
            if language is not None:
                key = f"{found.article.name}.md" if found else language.common_path(path)
                by_key.setdefault(key, {})[language.code] = page.url
        return {url: group for group in by_key.values() for url in group.values()}

    def view(self, path: str) -> Context:
        """What the template of a page sees as `kb`."""
        page = self.pages[path]
        language = self.language(path)
        entry, rendered = self.entries.get(path), self.library.articles.get(path)
        if entry and rendered:
            article, video = rendered.article, view.recording(rendered.article, self.files)
            answer = plain(page.html)
            context = view.article(self.frame, language, entry, article, answer, video)
            context["parts"] = embed.after_steps(page.html)
        elif page.template != HOME and not page.generated:
            shown = entry or self._entry(page, language)
            context = view.plain(self.frame, language, shown, has_title="<h1" in page.html)
        elif page.template == CATEGORY:
            topic = self.topic_of(path)
            answers = [self.answer(other, topic.url) for other in topic.answered]
            context = view.category(self.frame, language, topic, answers)
        elif page.template == SEARCH:
            context = view.results(self.frame, language)
        else:
            description = str(page.meta.get("description") or page.meta.get("summary") or "")
            context = view.home(self.frame, language, page.url, description)
        contents = () if page.generated or page.template == HOME else page.contents
        return context | {"contents": contents, "languages": self.switch(path)}

    def switch(self, path: str) -> tuple[Alternate, ...]:
        """A page in every language."""
        return tuple(map(self._with_anchors, self.frame.alternates(self.pages[path].url)))

    def _with_anchors(self, other: Alternate) -> Alternate:
        """The page in a language with the ids of its headings: a switch keeps the reader's place."""
        path = self._paths.get(other.url) if other.exact else None
        page = self.pages[path] if path else None
        return (
            replace(other, anchors=tuple(link.url.lstrip("#") for link in page.contents)) if page else other
        )

    def translations(self, path: str) -> list[str]:
        """The source paths of the same page in every language that has it."""
        urls = self.frame.groups.get(self.pages[path].url, {}).values()
        return [self._paths[url] for url in urls if url in self._paths]

    @cached_property
    def _paths(self) -> dict[str, str]:
        return {page.url: path for path, page in self.pages.items() if not page.generated}

    def topic_of(self, path: str) -> Topic:
        """The topic that a category's page shows."""
        language = self.language(path)
        return self.frame.shelves[language.code].by_topic[path.split("/")[-2]]

    def answer(self, entry: Entry, url: str) -> Answer:
        """An entry's whole answer for its topic's page."""
        html = self.pages[entry.source].html
        # Ids of articles have single hyphens only, so "change-plan--how" is nobody's id.
        return Answer(entry, entry.id, embed.move(html, entry.url, url, f"{entry.id}-"), plain(html))

    def locations(self) -> Iterator[Location]:
        """The pages that search engines should know."""
        for page in sorted(self.pages.values(), key=lambda page: page.path):
            if page.template != SEARCH:
                article = self.articles.get(page.url)
                yield Location(
                    address=self.frame.absolute(page.url),
                    updated=article.updated if article else None,
                    alternates=self.frame.alternates(page.url),
                    default=self.frame.x_default(page.url),
                )

    @cached_property
    def articles(self) -> dict[str, Article]:
        """Articles by their address."""
        return {self.pages[path].url: found.article for path, found in self.library.articles.items()}

    def missing_recordings(self) -> list[str]:
        """One sentence for each video article whose page can show its text only."""
        articles = [found.article for found in self.library.articles.values()]
        return [
            f"{article.path}: no {article.video.file} with {article.video.captions} yet, only its text"
            for article in articles
            if article.video and not view.recording(article, self.files)
        ]

    def documents(self) -> Iterator[Document]:
        """What search indexes."""
        yield from (found for path in self.entries if (found := self.document(path)))

    def document(self, path: str) -> Document | None:
        """What search indexes of a page that answers something."""
        # From the site's root, wherever on a host that is: each face puts its own way there in front.
        entry, text = self.entries[path], self.pages[path].text
        rendered, url = self.library.articles.get(path), f"/{entry.url}"
        if rendered:
            if rendered.article.is_unsearched:
                return None
            known = self.pages[path].sections
            found = document(rendered, text if known is None else "")
            return replace(found, url=url, sections=found.sections if known is None else known)
        if _is_unsearched(self.pages[path].meta):
            return None
        about = (entry.title, entry.summary, entry.kind)
        return Document(entry.id, entry.lang, url, *about, sections=sections(text))


def _is_unsearched(meta: Mapping[str, object]) -> bool:
    """Whether a page that is no article says `search: {exclude: true}`, as Material's do."""
    told = meta.get("search")
    return isinstance(told, Mapping) and told.get("exclude") is True


def _names(value: object) -> list[str]:
    return [str(name) for name in value] if isinstance(value, list) else []
