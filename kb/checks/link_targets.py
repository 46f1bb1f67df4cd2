"""Where links inside the help center can lead, and why one does not arrive; pure, one look-up per link."""

import posixpath
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from urllib.parse import unquote, urlsplit

from kb import strings
from kb.content.article import Article
from kb.content.corpus import HOME, Corpus
from kb.content.sources.home import HomePage
from kb.errors import did_you_mean, near, quoted
from kb.support.nearest import Names

ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)
NO_SCHEME = re.compile(r"www\.|[\w-]+\.(?:com|org|net|it|eu)(?:/|$)", re.IGNORECASE)


@dataclass(frozen=True)
class Targets:
    """What there is to link to.

    Attributes:
        corpus: The articles.
        assets: Paths of the other published files, relative to the content.
        paths: Addresses on the account pages that are facts.
        anchors: The anchors of a page, by its path.
    """

    corpus: Corpus
    assets: Collection[str]
    paths: Collection[str]
    anchors: Callable[[str], Collection[str]]

    @cached_property
    def articles(self) -> Mapping[str, Article]:
        """By file, relative to the content."""
        return {article.file: article for article in self.corpus.written}

    @cached_property
    def by_address(self) -> Mapping[str, Article]:
        """By the page's address, without slashes at the ends."""
        return {article.address: article for article in self.corpus.written}

    @cached_property
    def ids(self) -> Mapping[str, Article]:
        """One article of each id; a file whose id cannot be read is known by its name."""
        return {article.id or article.name: article for article in self.corpus.written}

    @cached_property
    def former(self) -> Mapping[str, Article]:
        """By the old addresses of the aliases, without slashes at the ends and `.html`."""
        return {
            alias.strip("/").removesuffix(".html"): article
            for article in self.corpus.written
            for alias in article.aliases
        }

    @cached_property
    def names(self) -> Mapping[str, list[str]]:
        """The files of a language, from the content folder."""
        found: dict[str, list[str]] = {lang: [] for lang in self.corpus.languages}
        for file in self.articles:
            found[file.partition("/")[0]].append(file)
        return found

    @cached_property
    def addresses(self) -> Collection[str]:
        """The pages that are no articles, without slashes at the ends."""
        found = {*self.corpus.languages}
        for lang in self.corpus.languages:
            shelves = f"{lang}/{strings.text(lang, 'site.path_categories')}"
            found |= {f"{shelves}/{category.id}" for category in self.corpus.categories}
            found.add(f"{lang}/{strings.text(lang, 'site.path_search')}")
        return found

    @cached_property
    def _files(self) -> Mapping[str, Mapping[str, str]]:
        """The files of a language, by their last names."""
        return {lang: {file.rpartition("/")[2]: file for file in files} for lang, files in self.names.items()}

    @cached_property
    def _last_names(self) -> Mapping[str, Names]:
        return {lang: Names(files) for lang, files in self._files.items()}

    @cached_property
    def _known_ids(self) -> Names:
        return Names(self.ids)

    @cached_property
    def _moved(self) -> Mapping[str, str]:
        """The ids of articles by what their files were called before."""
        pairs = [(name, article.id) for article in self.corpus.written for name in article.former_names]
        return dict(reversed(pairs))

    def unknown(self, name: str, ids: Collection[str] | None = None) -> str:
        """What to write for an id that no article has; the nearest of `ids`, else of all, is named."""
        moved = self._moved.get(name)
        found = near(name, ids) if ids is not None else self._known_ids.nearest(name)
        cure = f" (now {quoted(moved)})" if moved else f" (did you mean {quoted(found)}?)" if found else ""
        return f"unknown article {quoted(name)}{cure}"

    def reason(self, page: Article | HomePage, target: str, *, is_made: bool) -> str:
        """Why a link on a page does not arrive; empty when it does or leads elsewhere.

        Args:
            page: Where the link stands.
            target: Its address as typed.
            is_made: Whether Markdown made it; browsers read a typed `<a href>` from the page's address.
        """
        if not target.strip():
            return "a link without an address: write where it leads"
        if ELSEWHERE.match(target.strip()):
            return ""
        try:
            parts = urlsplit(target)
        except ValueError:
            return f"{quoted(target)} is no address"
        path = unquote(parts.path)
        if path in self.paths:
            return ""
        if path.startswith("/"):
            return f"{quoted(target)} starts at the site's root: link to the file, as in 'change-plan.md'"
        if is_made:
            return self._file(page, path, parts.fragment)
        return self._address(page, path, parts.fragment)

    def _file(self, page: Article | HomePage, path: str, anchor: str) -> str:
        file = posixpath.normpath(posixpath.join(_folder(page), path)) if path else _own(page)
        article = self.articles.get(file)
        if article:
            return self._arrival(page, article, path or page.path.rpartition("/")[2], anchor)
        if file in self.assets or file in self._homes or file == _own(page):
            return ""
        if NO_SCHEME.match(path):
            return f"{quoted(path)} is taken for a file: write 'https://' before it"
        return f"{quoted(path)} does not exist{self._near(page, file)}"

    @cached_property
    def _homes(self) -> Collection[str]:
        return {f"{lang}/{HOME}.md" for lang in self.corpus.languages}

    def _near(self, page: Article | HomePage, file: str) -> str:
        """The file's name of today, else the nearest one in its folder."""
        lang, _, name = file.partition("/")
        last = name.rpartition("/")[2]
        moved = self.former.get(f"{lang}/{last.removesuffix('.md')}")
        if moved:
            return f" (now {quoted(posixpath.relpath(moved.file, _folder(page)))})"
        nearest = self._last_names[lang].nearest(last) if last and lang in self._last_names else ""
        found = self._files[lang][nearest] if nearest else ""
        return f" (did you mean {quoted(posixpath.relpath(found, _folder(page)))}?)" if found else ""

    def _address(self, page: Article | HomePage, path: str, anchor: str) -> str:
        """As browsers read it: from the page's own address, which ends in a slash."""
        if not path:
            return self._file(page, "", anchor)
        if path.endswith(".md"):
            return (
                f"{quoted(path)} in HTML is no page's address: write it in Markdown, as in '[text]({path})'"
            )
        base = page.address if isinstance(page, Article) else page.lang
        address = posixpath.normpath(posixpath.join(base, path.removesuffix("index.html")))
        article = self.by_address.get(address)
        if article:
            return self._arrival(page, article, path, anchor)
        if address in self.assets or address in self.former or address in self.addresses:
            return ""
        return f"{quoted(path)} leads from '/{base}/' to '/{address}', where nothing is: link in Markdown"

    def _arrival(self, page: Article | HomePage, article: Article, shown: str, anchor: str) -> str:
        """Why a link to an article that exists does not help all the same."""
        is_draft = isinstance(page, Article) and page.status == "draft"
        if article.status == "draft" and not is_draft:
            return (
                f"{quoted(shown)} is a draft, which nobody can read: take the link out until it is published"
            )
        if article.path == page.path and not anchor:
            return f"{quoted(shown)} leads to the page it stands on: name a heading, or take the link out"
        if anchor and unquote(anchor) not in (found := self.anchors(article.path)):
            name = shown.removesuffix(".md") if article.path == page.path else shown
            return f"{quoted(name)} has no heading '#{anchor}'{did_you_mean(anchor, found)}"
        return ""


def _own(page: Article | HomePage) -> str:
    return page.file if isinstance(page, Article) else f"{page.lang}/{page.path.rpartition('/')[2]}"


def _folder(page: Article | HomePage) -> str:
    return _own(page).rpartition("/")[0]
