"""Pages -> articles: ids, translations paired, links led to where they are now, old addresses kept; pure."""

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import combining, normalize

from kb.content.article import ALIAS
from kb.content.sources.files import misnamed
from kb.importing.layouts import INDEX, stem
from kb.importing.links import Links
from kb.importing.model import Lost, Page
from kb.importing.raised import flat

WORDS = 6  # of a title that make an id
SUMMARY = 160  # characters
# A heading, a table, a quote, code, a note, a list, what is in one of these, a definition, a bold line alone.
NO_PROSE = re.compile(r"[#|>`!\-\d:]|\s{4}|\*\*[^*]*\*\*\s*$")
PROPOSED = "# proposed by 'kb import': read them, then take this line out"


@dataclass(frozen=True)
class Imported:
    """An article to be written.

    Attributes:
        file: Relative to the content folder.
        key: By which a later import knows it again.
        text: The whole file.
    """

    file: str
    key: str
    text: str


@dataclass(frozen=True)
class Settings:
    """What the writer decides of an import.

    Attributes:
        category: Of pages whose section is not among `categories`.
        categories: Our category by the source's section.
        ids: Our id by the key of a page.
        languages: Those of the help center; a page in another one stays out.
    """

    category: str
    categories: Mapping[str, str]
    ids: Mapping[str, str]
    languages: Collection[str]


def articles(
    pages: Iterable[Page],
    settings: Settings,
    picture: Callable[[str, str], str],
    lose: Callable[[Lost], None],
) -> list[Imported]:
    """The articles of all pages; of two questions of one title in one language the page of its own counts.

    Args:
        pages: As they were read.
        settings: The writer's decisions.
        picture: From a page's source and a picture's address to its file in `assets/`, if there is one.
        lose: Told of what could not be carried.
    """
    kept = _housed(_once(_known(pages, settings.languages, lose), lose), lose)
    ids = _ids(kept, settings.ids)
    links = Links(kept, ids, picture, lose)
    found = []
    for page in kept:
        name = ids[page.key]
        text = _text(page, name, settings, links.led(page), lose)
        found.append(Imported(f"{page.lang}/{name}.md", f"{page.key} {page.lang}", text))
    return found


def _known(pages: Iterable[Page], languages: Collection[str], lose: Callable[[Lost], None]) -> Iterator[Page]:
    """The pages in a language of ours: a folder of another one would stop every check and build."""
    for page in pages:
        if page.lang in languages:
            yield page
        else:
            ours = ", ".join(sorted(languages))
            lose(Lost(page.source, f"the page in {page.lang!r}: this help center speaks {ours}"))


def _once(pages: Iterable[Page], lose: Callable[[Lost], None]) -> list[Page]:
    found: dict[tuple[str, str], Page] = {}
    for page in pages:
        same = found.get((page.lang, page.title.casefold()))
        kept = page if same is None or (same.part and not page.part) else same
        found[page.lang, page.title.casefold()] = kept
        gone = same if kept is page else page
        if gone is not None and gone.body != kept.body:
            lose(Lost(gone.source, f"{gone.title!r}, which {kept.source} answers too"))
    return list(found.values())


def _housed(pages: list[Page], lose: Callable[[Lost], None]) -> list[Page]:
    """Each address for the first page alone that says it is its own; generators write one on every page."""
    owners: dict[str, Page] = {}
    found = []
    for page in pages:
        own = [each for each in page.addresses if owners.setdefault(each.strip("/"), page) is page]
        for each in set(page.addresses) - {*own}:
            lose(Lost(page.source, f"the old address {each}, which {owners[each.strip('/')].source} has"))
        found.append(replace(page, addresses=tuple(own)))
    return found


def _ids(pages: list[Page], given: Mapping[str, str]) -> dict[str, str]:
    """One id for all translations of a page: the given one, the file's name, the anchor, or its title."""
    ids: dict[str, str] = {}
    taken = set(given.values())
    for page in sorted(pages, key=lambda page: page.lang != "en"):
        if page.key in ids:
            continue
        if page.key in given:
            ids[page.key] = given[page.key]
            continue
        name = _name(page) or "article"
        number = 2
        while name in taken or misnamed(f"{name}.md", page.lang):
            name = f"{name.removesuffix(f'-{number - 1}')}-{number}"
            number += 1
        taken.add(name)
        ids[page.key] = name
    return ids


def _name(page: Page) -> str:
    name = stem(page.source.rstrip("/"))
    if name.lower() in INDEX:
        name = ""
    if page.part:
        name = page.part if re.search(r"[a-z]{3}", page.part) else ""
    if page.key.startswith("zendesk"):
        name = ""
    return slug(name) or slug(" ".join(page.title.split()[:WORDS]))


def slug(text: str) -> str:
    """Small letters, digits and single hyphens; empty where nothing of a text is left."""
    plain = "".join(char for char in normalize("NFKD", text.lower()) if not combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _text(page: Page, name: str, settings: Settings, body: str, lose: Callable[[Lost], None]) -> str:
    """An article's file."""
    category = settings.categories.get(page.category, settings.category)
    lines = [
        f"id: {name}",
        f"title: {_quoted(page.title)}",
        f"summary: {_quoted(page.summary or _first_sentence(body) or page.title)}",
        "kind: faq",
        f"category: {category}",
    ]
    if not page.questions:
        lines.append(PROPOSED)
    asked = page.questions or (page.title.rstrip("?") or page.title,)
    lines += ["questions:", *(f"  - {_quoted(each)}" for each in dict.fromkeys(asked))]
    if page.keywords:
        lines.append(f"keywords: [{', '.join(map(_quoted, page.keywords))}]")
    aliases = [each for each in dict.fromkeys(page.addresses) if each.strip("/") != f"{page.lang}/{name}"]
    good = [
        each
        for each in aliases
        if ALIAS.fullmatch(each) and ".." not in each and each not in ("/", f"/{page.lang}/")
    ]
    for each in aliases:
        if each not in good:
            lose(Lost(page.source, f"the old address {each}"))
    lines += [f"aliases: [{', '.join(good)}]"] if good else []
    lines += [f"updated: {page.updated.isoformat()}"] if page.updated else []
    lines += ["status: draft"] if page.is_draft else []
    lines += ["search: {exclude: true}"] if page.is_unsearched else []
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body.strip()}\n"


def _first_sentence(body: str) -> str:
    """The first sentence of a body as plain text."""
    prose = [line for line in body.split("\n") if line.strip() and not NO_PROSE.match(line)]
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", flat(" ".join(prose)))
    text = " ".join(re.sub(r"\\(.)", r"\1", re.sub(r"[*_`]|<[^>]*>", "", text)).split())
    first = re.split(r"(?<=[.!?])\s", text)[0]
    first = first if len(first) <= SUMMARY else first[:SUMMARY].rpartition(" ")[0] + " \u2026"
    return first.replace("&lt;", "<").replace("&amp;", "&")


def _quoted(text: str) -> str:
    return json.dumps(re.sub(r"\{(?=\{)", "{ ", text), ensure_ascii=False)
