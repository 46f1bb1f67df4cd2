"""The MkDocs plugin `kb`: only hooks. What a page shows and what a site holds is decided by plain functions in `kb.site`."""

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click
from jinja2 import Environment
from mkdocs.commands.build import build as build_mkdocs
from mkdocs.config import base, load_config
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kb.article import Article
from kb.errors import ContentError, Problem
from kb.render import EXTENSION_CONFIGS, EXTENSIONS, document
from kb.sections import plain, sections
from kb.site import assets, embed, publish, searching, view
from kb.site import languages as language_rules
from kb.site.languages import Language, language_at
from kb.site.library import Library, is_data, read
from kb.site.metadata import Location
from kb.site.model import Answer, Entry
from kb.site.structure import shelve
from search.model import Document

log = logging.getLogger("mkdocs.plugins.kb")
SOURCES = Path(__file__).parents[1] / "site" / "overrides"
OVERRIDES = SOURCES if SOURCES.is_dir() else Path(__file__).with_name("overrides")
# Material's own scripts and styles: no page of ours loads them.
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/")
HOME, SEARCH, CATEGORY = "home.html", "search.html", "category.html"


class KbConfig(base.Config):
    """What a site may set under `plugins: - kb:`."""

    languages = option.ListOfItems(option.Type(str), default=[])
    """Folders of the documents folder that are languages; without it, every folder named by a language's code."""
    default_language = option.Optional(option.Type(str))
    """For visitors whose languages the site lacks; without it, the theme's language, else the first."""
    site_names = option.DictOfItems(option.Type(str), default={})
    """The help center's name by language; without it, `site_name`."""
    index_dir = option.Type(str, default="build/index")
    """Where the search indexes go, from the folder of mkdocs.yml; they are no part of the site."""
    contacts = option.Type(str, default="")
    """The id of the article for who finds no answer."""
    feedback_url = option.Type(str, default="")
    """Takes opinions on articles by POST; without it they stay in the visitor's browser."""


class ContentStop(PluginError):
    """The content cannot be published; carries every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problem{'s' if len(problems) != 1 else ''} in the content")
        self.problems = tuple(problems)


class KbPlugin(BasePlugin[KbConfig]):
    """Turns a documents folder with one folder per language into a help center."""

    prints_problems = True

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Our templates before the theme's, our Markdown extensions, no inline style in tables."""
        directories = config.theme.dirs
        if str(OVERRIDES) not in (str(Path(directory).resolve()) for directory in directories):
            directories.insert(1 if config.theme.custom_dir else 0, str(OVERRIDES))
        config.theme.static_templates.discard("sitemap.xml")
        config.theme.static_templates.add("404.html")
        config.markdown_extensions = [*dict.fromkeys([*config.markdown_extensions, *EXTENSIONS])]
        config.mdx_configs = {
            **EXTENSION_CONFIGS,
            "tables": {"use_align_attribute": True},
            **config.mdx_configs,
        }
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Read and judge the sources, drop what is no part of the site, add the pages that nobody writes."""
        for file in [file for file in files if _is_dropped(file, config)]:
            files.remove(file)
        pages = [file.src_uri for file in files.documentation_pages()]
        codes = self.config.languages or language_rules.detect(pages)
        theme_language = str(config.theme.get("language") or "en")
        wanted = self.config.default_language or theme_language
        self.languages = language_rules.languages(codes, wanted, self.config.site_names, config.site_name)
        self.default = self.languages[0]
        self.library = read(Path(config.docs_dir), pages, [language.code for language in self.languages])
        for path in self.library.drafts:
            files.remove(_file(files, path))
        self.bodies: dict[str, str] = {}
        self.generated = {file.src_uri: file for file in self._generated(files, config)}
        for file in self.generated.values():
            files.append(file)
        self._stop_on(
            [
                *self.library.problems,
                *publish.alias_problems(self._articles(), (file.dest_uri for file in files)),
            ]
        )
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """One navigation for each language; no page leads on to another language's."""
        self.navs = {language.code: _nav_of(language, nav) for language in self.languages}
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """An article's body with its facts; the empty first line keeps MkDocs from reading it as front matter."""
        rendered = self.library.articles.get(page.file.src_uri)
        return f"\n{rendered.markdown}" if rendered else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """An article's title and description come from our own front matter."""
        rendered = self.library.articles.get(page.file.src_uri)
        if rendered:
            page.meta = {
                "title": rendered.title,
                "description": rendered.summary,
                "template": rendered.article.template or "main.html",
            }
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say which sections hold for some accounts only."""
        language = language_at(page.url, self.languages) or self.default
        self.bodies[page.file.src_uri] = html
        return embed.mark_conditions(html, lambda name: view.condition_label(language, name))

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All pages are rendered: put them in order, index them, and make our templates escape what they print."""
        env.autoescape = lambda name: name is not None and (OVERRIDES / name).is_file()
        self.env = env
        pages = [file.page for file in files.documentation_pages() if file.page]
        self.pages = {page.file.src_uri: page for page in pages}
        self.entries = {page.file.src_uri: self._entry(page) for page in pages if self._is_answer(page)}
        self.frame = view.Frame(
            site_url=_with_slash(config.site_url or ""),
            languages=self.languages,
            default=self.default,
            shelves={language.code: self._shelf(language) for language in self.languages},
            groups=self._groups(),
            assets=self._assets(),
            addresses=view.Addresses(
                feedback=self.config.feedback_url,
                account=str(config.extra.get("account_url") or ""),
                billing=str(config.extra.get("billing_url") or ""),
                contacts=self.config.contacts,
            ),
            facts=self.library.facts,
        )
        return env

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ANN401
        """The page's language for the theme, and `kb` for our templates."""
        language = language_at(page.url, self.languages) or self.default
        config.theme["language"] = language.code
        context["nav"] = self.navs[language.code]
        context["kb"] = self._view(page, language)
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:  # noqa: ANN401
        """The page for who finds nothing."""
        context["kb"] = view.lost(self.frame)
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is no page, then the search index and its copy for browsers."""
        site = Path(config.site_dir)
        texts = publish.files(self.frame, self._locations())
        if self.languages[0].prefix and not (site / "index.html").exists():
            door = self.env.get_template("kb-root.html")
            texts["index.html"] = door.render(
                config=config, page=None, base_url=".", kb=view.door(self.frame)
            )
        moved = self.env.get_template("kb-moved.html")
        by_url = {self.entries[path].url: article for path, article in self._articles().items()}
        texts |= {
            file: moved.render(moved=values) for file, values in publish.redirects(self.frame, by_url).items()
        }
        for path, text in texts.items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_text(text, encoding="utf-8")
        self.notes = searching.publish(
            self.index_of(config), site, self.languages, self._documents(), self.library.synonyms
        )
        for note in self.notes:
            log.info(note)

    def on_build_error(self, *, error: Exception) -> None:
        """Every problem of the content as `file:line: message`."""
        if self.prints_problems and isinstance(error, ContentStop):
            for problem in error.problems:
                click.echo(str(problem), err=True)

    def index_of(self, config: MkDocsConfig) -> Path:
        """The folder of the search indexes."""
        return Path(config.config_file_path).parent / self.config.index_dir

    def _assets(self) -> assets.Assets:
        try:
            return assets.assemble(OVERRIDES)
        except ContentError as error:
            raise ContentStop(error.problems) from error

    def _stop_on(self, problems: Sequence[Problem]) -> None:
        if problems:
            raise ContentStop(problems)

    def _articles(self) -> dict[str, Article]:
        return {path: rendered.article for path, rendered in self.library.articles.items()}

    def _generated(self, files: Files, config: MkDocsConfig) -> Iterator[File]:
        for language in self.languages:
            codes = {
                rendered.article.category
                for rendered in self.library.articles.values()
                if rendered.article.lang == language.code
            }
            wanted = {language.search_url: SEARCH}
            wanted |= {
                language.category_url(known.id): CATEGORY
                for known in self.library.categories
                if known.id in codes
            }
            if language.prefix and f"{language.prefix}index.md" not in files:
                wanted[language.home_url] = HOME
            for url, template in wanted.items():
                source = f"---\ntemplate: {template}\n---\n"
                yield File.generated(
                    config, f"{url}index.md", content=source, inclusion=InclusionLevel.NOT_IN_NAV
                )

    def _is_answer(self, page: Page) -> bool:
        is_home = page.meta.get("template") == HOME
        return (
            page.file.src_uri not in self.generated
            and not is_home
            and language_at(page.url, self.languages) is not None
        )

    def _entry(self, page: Page) -> Entry:
        path = page.file.src_uri
        language = language_at(page.url, self.languages) or self.default
        rendered = self.library.articles.get(path)
        if rendered is None:
            name = path.removeprefix(language.prefix).removesuffix(".md")
            summary = str(page.meta.get("description") or "")
            return Entry(
                name, language.code, page.url or "./", plain(str(page.title)), summary=summary, source=path
            )
        article = rendered.article
        return Entry(
            id=article.id,
            lang=article.lang,
            url=page.url,
            title=rendered.title,
            kind=article.kind,
            category=article.category,
            summary=rendered.summary,
            source=path,
        )

    def _shelf(self, language: Language) -> Any:  # noqa: ANN401
        own = (entry for entry in self.entries.values() if entry.lang == language.code)
        return shelve(language, own, self.library.categories)

    def _groups(self) -> dict[str, dict[str, str]]:
        """For each page's address the addresses of the same page by language; pages correspond by their path."""
        by_key: dict[str, dict[str, str]] = {}
        for path, page in self.pages.items():
            language = language_at(page.url, self.languages)
            if language is not None:
                by_key.setdefault(_key(path, language), {})[language.code] = page.url or "./"
        return {url: group for group in by_key.values() for url in group.values()}

    def _view(self, page: Page, language: Language) -> view.Context:
        path, template = page.file.src_uri, page.meta.get("template")
        entry = self.entries.get(path)
        rendered = self.library.articles.get(path)
        if entry and rendered:
            found = view.article(self.frame, language, entry, rendered.article, plain(page.content or ""))
        elif entry:
            found = view.plain(self.frame, language, entry, "<h1" in (page.content or ""))
        elif template == CATEGORY:
            topic = self.frame.shelves[language.code].by_topic[path.split("/")[-2]]
            found = view.category(
                self.frame, language, topic, [self._answer(other, topic.url) for other in topic.entries]
            )
        elif template == SEARCH:
            found = view.results(self.frame, language)
        else:
            found = view.home(
                self.frame,
                language,
                page.url or "./",
                page.meta.get("popular") or (),
                page.meta.get("description") or "",
            )
        return found | {"contents": _contents(page) if entry else []}

    def _answer(self, entry: Entry, url: str) -> Answer:
        html = self.pages[entry.source].content or ""
        return Answer(entry, entry.id, embed.move(html, entry.url, url, f"{entry.id}-"), plain(html))

    def _locations(self) -> Iterator[Location]:
        for path, page in sorted(self.pages.items()):
            url = page.url or "./"
            alternates = self.frame.alternates(url)
            if page.meta.get("template") != SEARCH and url in self.frame.groups:
                rendered = self.library.articles.get(path)
                default = view.x_default(self.frame, url)
                yield Location(
                    self.frame.absolute(url),
                    rendered.article.updated if rendered else None,
                    alternates,
                    default,
                )

    def _documents(self) -> Iterator[Document]:
        for path, entry in self.entries.items():
            html, url = self.bodies[path], self.frame.path(entry.url)
            rendered = self.library.articles.get(path)
            if rendered:
                yield replace(document(rendered, html), url=url)
            else:
                yield Document(
                    entry.id, entry.lang, url, entry.title, entry.summary, entry.kind, sections=sections(html)
                )


@dataclass(frozen=True)
class Built:
    """A built site: its folder, that of its indexes, the folders it was made from, and what search notes on it."""

    site: Path
    index: Path
    sources: tuple[Path, ...]
    notes: tuple[str, ...]


def build_site(config_file: Path, strict: bool) -> Built:
    """Build a site.

    Raises:
        ContentError: With every problem of the content, and in strict mode every warning of MkDocs.
    """
    config = load_config(str(config_file), strict=strict)
    plugin = next((found for found in config.plugins.values() if isinstance(found, KbPlugin)), None)
    if plugin is None:
        raise ContentError([Problem(str(config_file), 0, "names no plugin 'kb': add it under 'plugins:'")])
    plugin.prints_problems = False
    warnings = _Warnings()
    logging.getLogger("mkdocs").addHandler(warnings)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_mkdocs(config)
    except Abort as error:
        cause = error.__context__
        found = cause.problems if isinstance(cause, ContentStop) else warnings.found
        raise ContentError(found or [Problem(str(config_file), 0, str(error))]) from error
    finally:
        logging.getLogger("mkdocs").removeHandler(warnings)
        config.plugins.on_shutdown()
    own = [config.theme.custom_dir] if config.theme.custom_dir else []
    sources = (Path(config.docs_dir), OVERRIDES, *(Path(directory) for directory in own))
    return Built(Path(config.site_dir), plugin.index_of(config), tuple(dict.fromkeys(sources)), plugin.notes)


class _Warnings(logging.Handler):
    """Keeps what MkDocs warns of, for who asked for a strict build."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.found: list[Problem] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.found.append(Problem("mkdocs", 0, record.getMessage()))


def _is_dropped(file: File, config: MkDocsConfig) -> bool:
    if file.src_dir == config.docs_dir:
        return is_data(file.src_uri)
    return file.src_uri.startswith(UNUSED) or assets.is_source(file.src_uri)


def _file(files: Files, path: str) -> File:
    file = files.get_file_from_path(path)
    if file is None:
        raise KeyError(path)
    return file


def _with_slash(url: str) -> str:
    return url if not url or url.endswith("/") else f"{url}/"


def _key(path: str, language: Language) -> str:
    """What pages that say the same have in common; generated ones have names of their own in each language."""
    rest = path.removeprefix(language.prefix)
    for key in ("site.path_search", "site.path_categories"):
        rest = (
            f"{key}/{rest.removeprefix(language.t(key) + '/')}"
            if rest.startswith(language.t(key) + "/")
            else rest
        )
    return rest


def _contents(page: Page) -> list[Any]:
    """The headings of the second rank, when there are at least two of them."""
    roots = list(page.toc)
    first = roots[0].children if len(roots) == 1 and roots[0].level == 1 else roots
    return list(first) if len(first) > 1 else []


def _nav_of(language: Language, nav: Navigation) -> Navigation:
    pages = [page for page in nav.pages if page.url.startswith(language.prefix)]
    for before, page, after in zip([None, *pages], pages, [*pages[1:], None], strict=False):
        page.previous_page, page.next_page = before, after
    items = [item for item in nav.items if _leads_to(item, language)]
    inner = items[0].children if len(items) == 1 and items[0].is_section and language.prefix else items
    return Navigation(inner or [], pages)


def _leads_to(item: Any, language: Language) -> bool:  # noqa: ANN401
    if item.is_section:
        return any(_leads_to(child, language) for child in item.children)
    return bool(item.is_page and item.url.startswith(language.prefix))
