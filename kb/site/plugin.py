"""The MkDocs plugin `kb`: only hooks. Plain functions in `kb.site` decide what a page shows."""

import logging
from contextlib import AbstractContextManager, ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import click
from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from kb.checks import in_build, raw_html
from kb.checks.addresses import problems as alias_problems
from kb.clock import today
from kb.content import atomic
from kb.content.markdown.conversion import EXTENSION_CONFIGS, EXTENSIONS
from kb.content.markdown.own_words import in_language
from kb.content.same_ids import twice
from kb.errors import ContentError, Problem
from kb.site import freshness, library, publish, searching, skin
from kb.site.options import KbConfig, named_in, taken_of
from kb.site.pages import compose, embed, generated, languages, navigation, unmet, view
from kb.site.pages.frame import addresses
from kb.site.pages.model import Rendered
from kb.site.scripts import assets
from kb.site.stop import ContentStop, stop_on
from kb.theme import OVERRIDES
from search.model import Section

log = logging.getLogger("mkdocs.plugins.kb")
# Material's own scripts and styles, which no page of ours loads, and MkDocs' template for a sitemap.
UNUSED = ("assets/javascripts/", "assets/stylesheets/", "assets/images/", "sitemap.xml")
LAST = -100  # after the plugins that add pages and shape the navigation: blog, tags, literate navigation


class KbPlugin(BasePlugin[KbConfig]):  # type: ignore[no-untyped-call]
    """Turns a documents folder with one folder per language into a help center."""

    prints_problems = True
    last_site: Path | None = None
    held: ExitStack | None = None  # of a build that shows its indexes when its site is in place
    is_live = False
    is_preview = False  # of which no fault stops the rest
    exported: dict[str, str] | None = None  # as `searching.publish` takes it
    read_library: library.Read = staticmethod(library.read)

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """`mkdocs serve` puts a script of its own into the pages, which reloads them."""
        self.is_live = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Our templates before the theme's, our Markdown extensions, no inline style in tables."""
        atomic.recover(Path(config.docs_dir))
        if not self.is_preview:
            self.taken = freshness.take(*taken_of(config, OVERRIDES))
            folders = self.last_site or Path(config.site_dir), self.index_of(config)
            stop_on(publish.output_problems(*folders, config) + unmet.address_problems(config.extra))
        found = addresses(config.extra, self.config.feedback_url, self.config.contacts)
        self.addresses = replace(found, live=self.is_live, searches=self.config.search_log_url)
        self.overrides = skin.add_templates(config.theme, OVERRIDES, own_look=self.config.theme)
        config.markdown_extensions = [*dict.fromkeys([*config.markdown_extensions, *EXTENSIONS])]
        config.mdx_configs = {**EXTENSION_CONFIGS, **config.mdx_configs}
        return config

    @event_priority(LAST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Judge the sources, drop what is no part of the site, add the pages that nobody writes."""
        for file in [file for file in files if self._is_dropped(file, config)]:
            files.remove(file)
        paths = [file.src_uri for file in files.documentation_pages()]
        named, mine = self.config.languages, self.config.default_language
        codes = languages.folders(named, paths)
        default = mine or (named[0] if len(named) == 1 else str(config.theme.get("language") or "en"))
        self.languages = languages.languages(codes, default, self.config.site_names, config.site_name)
        spoken = [language.code for language in self.languages]
        self.library = self.read_library(Path(config.docs_dir), paths, spoken, today())
        for path in self.library.drafts:
            files.remove(files.src_uris[path])
        for path, destination in self.library.destinations(config.use_directory_urls):
            files.src_uris[path].dest_uri = destination
        self.generated = generated.generated(self.library, self.languages, set(paths), self.config.theme)
        for path, template in self.generated.items():
            text = f"---\ntemplate: {template}\n---\n"
            files.append(File.generated(config, path, content=text, inclusion=InclusionLevel.NOT_IN_NAV))
        self.bodies: dict[str, str] = {}
        self.sections: dict[str, tuple[Section, ...]] = {}  # of the bodies that are known from before
        self.refused: list[Problem] = []
        if not self.is_preview:
            self._judge(files, config)
        return files

    def _judge(self, files: Files, config: MkDocsConfig) -> None:
        articles = [found.article for found in self.library.articles.values()]
        taken = {file.dest_uri: "a page of the site" for file in files}
        stop_on([*self.library.problems, *twice(articles), *alias_problems(articles, taken)])
        if config.strict:
            stop_on(in_build.problems(Path(config.docs_dir), Path(config.config_file_path).parent, today()))

    @event_priority(LAST)
    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """One navigation for each language; no page leads on to another language's."""
        self.navs = {
            language.code: Navigation(
                list(navigation.items_of(language, nav.items)), navigation.pages_of(language, nav.pages)
            )
            for language in self.languages
        }
        return nav

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """An article's body with its facts; the empty first line keeps MkDocs from seeking front matter."""
        found = self.library.articles.get(page.file.src_uri)
        return f"\n{found.markdown}" if found else None

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """An article's title and description come from our own front matter."""
        if found := self.library.articles.get(page.file.src_uri):
            page.meta = {"title": found.title, "description": found.summary, "template": "main.html"}
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Say which sections hold for some accounts only; search reads the text without that."""
        self.bodies[page.file.src_uri] = html = in_language(html, self._language(page).code)
        if found := self.library.page(page.file.src_uri):
            self.refused += raw_html.in_build(found, html)
        if page.file.src_uri in self.library.articles:
            html = embed.lead_to_account(html, self.addresses.account)
        return embed.mark_conditions(html, lambda name: view.condition_label(self._language(page), name))

    @event_priority(LAST)
    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """All pages are rendered: compose the site; our templates escape what they print."""
        if not self.is_preview:
            stop_on([*self.refused, *publish.missing_templates(files.documentation_pages(), env)])
        env.autoescape = lambda name: name in self.overrides
        env.trim_blocks = env.lstrip_blocks = bool(self.config.theme)
        self.env = env
        # Drafts too, which `mkdocs serve` shows: every page that was read.
        pages = [file.page for file in files if file.page and file.page.content is not None]
        self.site = compose.Composition(
            library=self.library,
            languages=self.languages,
            pages={page.file.src_uri: self.rendered(page) for page in pages},
            files=frozenset(file.dest_uri for file in files if not file.is_documentation_page()),
            site_url=config.site_url or "",
            assets=self._assets(),
            addresses=self.addresses,
        )
        for doubt in () if self.is_preview else unmet.unmet(named_in(self.config, config.extra), self.site):
            log.warning(doubt)
        return env

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:  # noqa: ANN401
        """The page's language for the theme, its navigation, and `kb` for our templates."""
        config.theme["language"] = code = self._language(page).code
        if self.config.theme:
            context["nav"] = self.navs[code]
        context["kb"] = self.site.view(page.file.src_uri)
        return context

    def on_template_context(self, context: Any, *, template_name: str, config: MkDocsConfig) -> Any:  # noqa: ANN401
        """The page for who finds nothing."""
        context["kb"] = view.lost(self.site.frame)
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Into a page of Material's own look go the search button, the dialog and their script."""
        if self.config.theme:
            return output
        template = self.env.get_template("partials/kb-embed.html")
        kb = self.site.view(page.file.src_uri)
        return skin.embed(output, template.render(kb=kb, config=config, page=page, base_url=kb["base"]))

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what is no page, then the search index and its copy for browsers."""
        folder = Path(config.site_dir)
        has_home = (folder / "index.html").exists()
        for path, text in publish.texts(self.site, self.env, config, self.config.theme, has_home).items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(text, encoding="utf-8")
        with ExitStack() as own:
            self.indexes = (self.held or own).enter_context(self.staged(self.index_of(config)))
            given = self.indexes, folder, self.last_site or folder, self.languages
            notes = searching.publish(*given, self.exported)
            if not self.held:
                self.show_indexes()
        if assets.minifier() is None:
            notes = (*notes, self.languages[0].t("site.no_minifier"))
        look = skin.notes(config, self.config.theme, self.languages[0].t)
        self.notes = (*self.site.missing_recordings(), *notes, *look)
        for note in self.notes:
            log.info(note)

    def on_build_error(self, *, error: Exception) -> None:
        """Every problem of the content as `file:line: message`."""
        for problem in error.problems if self.prints_problems and isinstance(error, ContentStop) else ():
            click.echo(str(problem), err=True)

    def staged(
        self, index: Path, anew: bool = False, progress: searching.Progress | None = None
    ) -> AbstractContextManager[searching.Indexes]:
        """Make the indexes of the composed site, with or without writing its pages."""
        library, product = self.library, self.config.product
        given = index, self.languages, self.site.documents(), library.synonyms
        return searching.staged(*given, anew=anew, progress=progress, near=library.near, product=product)

    def show_indexes(self) -> None:
        """Let everybody see the indexes, and note what they were made from."""
        self.indexes.show()
        freshness.record(self.indexes.folder, self.taken, self.indexes.totals)

    def index_of(self, config: MkDocsConfig) -> Path:
        """The folder of the search indexes."""
        return Path(config.config_file_path).parent / self.config.index_dir

    def _assets(self) -> assets.Assets:
        try:
            return assets.assemble(OVERRIDES, [each.code for each in self.languages], self.config.theme)
        except ContentError as error:
            raise ContentStop(error.problems) from error

    def _is_dropped(self, file: File, config: MkDocsConfig) -> bool:
        """Whether a file is the writers' data, or a file of the theme that no page uses."""
        if file.src_dir == config.docs_dir:
            return library.is_data(file.src_uri)
        return assets.is_source(file.src_uri) or (self.config.theme and file.src_uri.startswith(UNUSED))

    def _language(self, page: Page) -> languages.Language:
        return languages.language_at(page.file.src_uri, self.languages) or self.languages[0]

    def rendered(self, page: Page) -> Rendered:
        """A page as the site is composed of."""
        path = page.file.src_uri
        return Rendered(
            path=path,
            url=page.url or "./",
            title=str(page.title or ""),
            template=str(page.meta.get("template") or ""),
            meta=page.meta,
            text=self.bodies.get(path, ""),
            html=page.content or "",
            contents=navigation.contents(page),
            generated=path in self.generated,
            sections=self.sections.get(path),
        )
