"""Pages -> articles: ids, translations paired, links led to where they are now, old addresses kept; pure."""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from unicodedata import combining, normalize
from urllib.parse import unquote, urlsplit

from kb.content.article import ALIAS
from kb.content.sources.files import misnamed
from kb.importing.model import Lost, Page

WORDS = 6  # of a title that make an id
SUMMARY = 160  # characters
PROPOSED = "# proposed by 'kb import': read them, then take this line out"
LINK = re.compile(
    r"(?P<mark>!?)\[(?P<text>(?:\\.|[^\]\\])*)\]\((?P<path>[^\s()]*)(?P<title>\s+\"[^\"]*\")?\)"
)
INDEX = re.compile(r"(?:^|/)index(?:\.html?|\.mdx?)?$|/$")


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
    """

    category: str
    categories: Mapping[str, str]
    ids: Mapping[str, str]


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
    kept = _once(pages)
    ids = _ids(kept, settings.ids)
    places = {place: page for page in kept for place in _places(page)}

    def link(page: Page) -> Callable[[re.Match[str]], str]:
        return lambda match: _link(match, page, places, ids, picture, lose)

    found = []
    for page in kept:
        body = LINK.sub(link(page), page.body)
        name = ids[page.key]
        text = _text(page, name, settings, body, lose)
        found.append(Imported(f"{page.lang}/{name}.md", f"{page.key} {page.lang}", text))
    return found


def _once(pages: Iterable[Page]) -> list[Page]:
    found: dict[tuple[str, str], Page] = {}
    for page in pages:
        same = (page.lang, page.title.casefold())
        if same not in found or (found[same].part and not page.part):
            found[same] = page
    return list(found.values())


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
    stem = page.source.rstrip("/").rpartition("/")[2].partition(".")[0]
    if stem in ("index", "_index", "README"):
        stem = page.source.split("/")[-2] if "/" in page.source else ""
    if page.part:
        stem = page.part if re.search(r"[a-z]{3}", page.part) else ""
    if page.key.startswith("zendesk"):
        stem = ""
    return slug(stem) or slug(" ".join(page.title.split()[:WORDS]))


def slug(text: str) -> str:
    """Small letters, digits and single hyphens; empty where nothing of a text is left."""
    plain = "".join(char for char in normalize("NFKD", text.lower()) if not combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _places(page: Page) -> Iterable[str]:
    """How other pages may have named a page: by its file or address, with its anchors."""
    bases = [INDEX.sub("", page.source), *(INDEX.sub("", each.strip("/")) for each in page.addresses)]
    for base in dict.fromkeys(each.strip("/") for each in bases):
        if not page.part:
            yield from (base, base.removesuffix(".md"), base.removesuffix(".html"))
        yield from (f"{base}#{anchor}" for anchor in page.anchors)


def _link(
    match: re.Match[str],
    page: Page,
    places: Mapping[str, Page],
    ids: Mapping[str, str],
    picture: Callable[[str, str], str],
    lose: Callable[[Lost], None],
) -> str:
    text, address = match["text"], match["path"].strip("<>")
    if match["mark"]:
        file = picture(page.source, unquote(urlsplit(address).path)) if ":" not in address else ""
        if file:
            return f"![{text}](../{file})"
        lose(Lost(page.source, f"the picture {address[:80] or text!r}"))
        return f"[{text or 'picture'}]({address})" if address.startswith("http") else text
    if re.match(r"[a-z][a-z0-9+.-]*:|//", address, re.IGNORECASE):
        known = places.get(urlsplit(address).path.strip("/"))
        return f"[{text}]({ids[known.key]}.md)" if known else match[0]
    parts = urlsplit(address)
    base = "" if parts.path.startswith("/") else posixpath.dirname(page.source)
    path = (
        posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/")))
        if parts.path
        else page.source
    )
    path = "" if path == "." else INDEX.sub("", path).strip("/")
    whole = f"{path}#{parts.fragment}" if parts.fragment else path
    target = places.get(whole) or places.get(path)
    if target is page or (not parts.path and not target):
        return f"[{text}](#{parts.fragment})" if f"{{ #{parts.fragment} }}" in page.body else text
    if target:
        anchor = f"#{parts.fragment}" if f"{{ #{parts.fragment} }}" in target.body else ""
        return f"[{text}]({ids[target.key]}.md{anchor})"
    lose(Lost(page.source, f"the link to {address[:80]!r}, whose text stays"))
    return text


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
    if page.questions:
        lines += ["questions:", *(f"  - {_quoted(each)}" for each in page.questions)]
    else:
        lines += [PROPOSED, "questions:", f"  - {_quoted(page.title.rstrip('?'))}"]
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
    prose = [line for line in body.split("\n") if line.strip() and not re.match(r"[#|>`!\-\d]|\s{4}", line)]
    text = re.sub(r"!?\[([^\]]*)\]\([^)]*\)", r"\1", " ".join(prose))
    text = " ".join(re.sub(r"\\(.)", r"\1", re.sub(r"[*_`]|<[^>]*>", "", text)).split())
    first = re.split(r"(?<=[.!?])\s", text)[0]
    first = first if len(first) <= SUMMARY else first[:SUMMARY].rpartition(" ")[0] + " \u2026"
    return first.replace("&lt;", "<").replace("&amp;", "&")


def _quoted(text: str) -> str:
    return json.dumps(text.replace("{{", "{ {"), ensure_ascii=False)
