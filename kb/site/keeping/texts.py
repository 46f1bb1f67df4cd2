"""Articles' HTML by content: one is converted again when its text, or where its links lead, changed."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import astuple
from typing import Any, cast

from mkdocs.commands.build import _populate_page
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from kb import kept
from kb.content.sections import sections
from kb.site.plugin import KbPlugin
from search.model import Section

Told = dict[str, Any]
EXCLUDED = InclusionLevel.EXCLUDED


class Texts:
    """Fills MkDocs' pages as MkDocs does, from what is known of the same text where it can.

    Attributes:
        used: What was known or made in this run, by source path, for the next one.
    """

    def __init__(self, known: Mapping[str, str] | None) -> None:
        """Remember what an earlier run of the same code and settings kept; of None nothing is to be kept."""
        self.used: dict[str, str] = {}
        self._known = known

    def fill(self, page: Page, plugin: KbPlugin, config: MkDocsConfig, files: Files) -> None:
        """Give a page its HTML and all that is known with it; what is no article is converted each time."""
        path = page.file.src_uri
        article = plugin.library.articles.get(path)
        if article is None or self._known is None:
            _populate_page(page, config, files)
            return
        key = kept.digest(f"{page.file.url}\0{article.markdown}".encode())
        before, _, text = self._known.get(path, "").partition(" ")
        told = json.loads(text) if before == key else None
        if told and _leads(files, told["links"]) == told["links"]:
            self.used[path] = self._known[path]
            plugin.on_page_markdown(article.markdown, page=page, config=config, files=files)
            _restore(page, told, files)
        else:
            told = _made(page, plugin, config, files)
            if told:
                self.used[path] = f"{key} {kept.line(told)}"
        if told:
            plugin.bodies[path] = told["text"]
            plugin.sections[path] = tuple(Section(*each) for each in told["sections"])


class _Asked:
    """MkDocs' files, noting which were asked for."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self.names: list[str] = []

    def get_file_from_path(self, path: str) -> File | None:
        self.names.append(path)
        return self._files.get_file_from_path(path)


def _made(page: Page, plugin: KbPlugin, config: MkDocsConfig, files: Files) -> Told | None:
    """What became of a page, to be kept; nothing where something about it is to be told at each build."""
    asked, refused = _Asked(files), len(plugin.refused)
    _populate_page(page, config, cast(Files, asked))
    links = _leads(files, asked.names)
    if len(plugin.refused) > refused or None in links.values():
        return None
    text = plugin.bodies[page.file.src_uri]
    anchors = {file.src_uri: names for file, names in (page.links_to_anchors or {}).items()}
    return {
        "text": text,
        "html": "" if page.content == text else page.content,
        "title": page._title_from_render,
        "contents": list(_told(page.toc)),
        "ids": sorted(page.present_anchor_ids or ()),
        "anchors": anchors,
        "links": links,
        "sections": [astuple(each) for each in sections(text)],
    }


def _restore(page: Page, told: Told, files: Files) -> None:
    page.markdown = ""
    page.content = told["html"] or told["text"]
    page._title_from_render = told["title"]
    page.toc = TableOfContents([_link(*each) for each in told["contents"]])
    page.present_anchor_ids = set(told["ids"])
    linked = {files.get_file_from_path(path): names for path, names in told["anchors"].items()}
    page.links_to_anchors = {file: names for file, names in linked.items() if file}


def _leads(files: Files, names: Any) -> dict[str, str | None]:  # noqa: ANN401 (a list or a mapping)
    """Where links to files lead; None where there is no such page, which MkDocs warns of at each build."""
    found = ((name, files.get_file_from_path(name)) for name in names)
    return {name: file.url if file and file.inclusion != EXCLUDED else None for name, file in found}


def _told(links: Any) -> Iterator[list[Any]]:  # noqa: ANN401 (MkDocs' links, with those below them)
    for link in links:
        yield [link.title, link.id, link.level, list(_told(link.children))]


def _link(title: str, anchor: str, level: int, children: list[Any]) -> AnchorLink:
    link = AnchorLink(title, anchor, level)
    link.children = [_link(*each) for each in children]
    return link
