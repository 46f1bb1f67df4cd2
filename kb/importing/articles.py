"""Pages -> articles: ids, translations paired, links led to where they are now, old addresses kept; pure."""

import json
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from unicodedata import combining, normalize

from kb.content.article import ALIAS
from kb.content.sources.files import misnamed
from kb.importing.layouts import INDEX, section_folder, stem
from kb.importing.links import Links
from kb.importing.model import Lost, Noted, Page
from kb.importing.summary import summary

WORDS = 6  # of a title that make an id
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
        before: The category, by the key of a page, that an earlier import gave it; for sections not named.
        others: The title by the file that an import of another source wrote; that page has its id.
    """

    category: str
    categories: Mapping[str, str]
    ids: Mapping[str, str]
    languages: Collection[str]
    before: Mapping[str, str] = field(default_factory=dict)
    others: Mapping[str, str] = field(default_factory=dict)


def articles(
    pages: Iterable[Page],
    settings: Settings,
    picture: Callable[[str, str], str],
    lose: Callable[[Lost | Noted], None],
    owner: Callable[[str], str] = lambda address: "",
) -> list[Imported]:
    """The articles of all pages; what two pages of one title say in the same words is one article.

    Args:
        pages: As they were read.
        settings: The writer's decisions.
        picture: From a page's source and a picture's address to its file in `assets/`, if there is one.
        lose: Told of what could not be carried, and of what became one.
        owner: Who answers at an address of the help center, whatever is imported; empty for nobody.
    """
    kept = _housed(_once(_known(pages, settings.languages, lose), lose), lose)
    ids = _ids(kept, settings.ids, settings.others)
    links = Links(kept, ids, picture, lose)
    mine = {f"/{page.lang}/{ids[page.key]}/": ids[page.key] for page in kept}
    found = []
    for page in kept:
        name = ids[page.key]
        old = _aliases(
            page, name, lambda address: owner(address) or mine.get(f"/{address.strip('/')}/", ""), lose
        )
        text = _text(page, name, settings, links.led(page), old)
        found.append(Imported(f"{page.lang}/{name}.md", f"{page.key} {page.lang}", text))
    return found


def _known(
    pages: Iterable[Page], languages: Collection[str], lose: Callable[[Lost | Noted], None]
) -> Iterator[Page]:
    """The pages in a language of ours: a folder of another one would stop every check and build."""
    for page in pages:
        if page.lang in languages:
            yield page
        else:
            ours = ", ".join(sorted(languages))
            lose(Lost(page.source, f"the page in {page.lang!r}: this help center speaks {ours}"))


def _once(pages: Iterable[Page], lose: Callable[[Lost | Noted], None]) -> list[Page]:
    """Pages of one title and text in a language as one, which has the addresses of all."""
    found: dict[tuple[str, str, str], Page] = {}
    for page in pages:
        at = (page.lang, page.title.casefold(), " ".join(page.body.split()))
        same = found.setdefault(at, page)
        if same is page:
            continue
        kept, other = (page, same) if same.part and not page.part else (same, page)
        lose(Noted(other.source, kept.source, "import_same"))
        found[at] = replace(
            kept,
            addresses=(*kept.addresses, *other.addresses),
            anchors=(*kept.anchors, *other.anchors),
            copies=(*kept.copies, other.source, *other.copies),
        )
    return list(found.values())


def _housed(pages: list[Page], lose: Callable[[Lost | Noted], None]) -> list[Page]:
    """Each address for the first page alone that says it is its own; generators write one on every page."""
    owners: dict[str, Page] = {}
    found = []
    for page in pages:
        own = [each for each in page.addresses if owners.setdefault(each.strip("/"), page) is page]
        for each in set(page.addresses) - {*own}:
            lose(Lost(page.source, f"the old address {each}, which {owners[each.strip('/')].source} has"))
        found.append(replace(page, addresses=tuple(own)))
    return found


def _ids(pages: list[Page], given: Mapping[str, str], others: Mapping[str, str]) -> dict[str, str]:
    """One id for all translations of a page: the given one, the file's name, the anchor, or its title.

    Where several pages would have the same, each has the folders before it that tell them apart; so it has
    where another source's page has that id, unless the two have one title: then they are the same.
    """
    firsts: dict[str, Page] = {}
    same = {}
    for page in sorted(pages, key=lambda page: page.lang != "en"):
        firsts.setdefault(page.key, page)
        known = [name for name in _names(page) if others.get(f"{page.lang}/{name}.md") == page.title]
        if known:
            same[page.key] = known[0]
    given = {**same, **given}
    taken = {*given.values(), *(stem(file) for file in others)}
    chosen = _chosen({key: _names(page) for key, page in firsts.items() if key not in given}, taken)
    ids = {key: given[key] for key in firsts if key in given}
    for key in chosen:
        name, number = chosen[key], 2
        while name in taken or misnamed(f"{name}.md", firsts[key].lang):
            name = f"{chosen[key]}-{number}"
            number += 1
        taken.add(name)
        ids[key] = name
    return ids


def _chosen(names: Mapping[str, list[str]], taken: Collection[str]) -> dict[str, str]:
    """Of the names of each key the first that no other key has, or else the last."""
    chosen = {key: each[0] for key, each in names.items()}
    for depth in range(1, max(map(len, names.values()), default=1)):
        shared = Counter([*chosen.values(), *taken])
        chosen |= {
            key: each[min(depth, len(each) - 1)] for key, each in names.items() if shared[chosen[key]] > 1
        }
    return chosen


def _names(page: Page) -> list[str]:
    """What an article may be called, each with one more folder, or the file it is a part of, before it."""
    folders = section_folder(page.source).split("/")
    name = stem(page.source.rstrip("/"))
    if name.lower() in INDEX:
        name = ""
    if page.part:
        folders.append(name)
        name = page.part if re.search(r"[a-z]{3}", page.part) else ""
    if re.match(r"zendesk \d", page.key):
        name, folders = "", [page.category]
    name = slug(name) or slug(" ".join(page.title.split()[:WORDS])) or "article"
    folders = [each for each in map(slug, folders) if each]
    return ["-".join([*folders[len(folders) - count :], name]) for count in range(len(folders) + 1)]


def slug(text: str) -> str:
    """Small letters, digits and single hyphens; empty where nothing of a text is left."""
    plain = "".join(char for char in normalize("NFKD", text.lower()) if not combining(char))
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")


def _text(page: Page, name: str, settings: Settings, body: str, aliases: list[str]) -> str:
    """An article's file."""
    usual = settings.before.get(page.key, settings.category)
    category = settings.categories.get(page.category, usual)
    lines = [
        f"id: {name}",
        f"title: {_quoted(page.title)}",
        f"summary: {_quoted(page.summary or summary(body) or page.title)}",
        "kind: faq",
        f"category: {category}",
    ]
    if not page.questions:
        lines.append(PROPOSED)
    asked = page.questions or (page.title.rstrip("?") or page.title,)
    lines += ["questions:", *(f"  - {_quoted(each)}" for each in dict.fromkeys(asked))]
    if page.keywords:
        lines.append(f"keywords: [{', '.join(map(_quoted, page.keywords))}]")
    lines += [f"aliases: [{', '.join(aliases)}]"] if aliases else []
    lines += [f"updated: {page.updated.isoformat()}"] if page.updated else []
    lines += ["status: draft"] if page.is_draft else []
    lines += ["search: {exclude: true}"] if page.is_unsearched else []
    return "---\n" + "\n".join(lines) + f"\n---\n\n{body.strip()}\n"


def _aliases(
    page: Page, name: str, owner: Callable[[str], str], lose: Callable[[Lost | Noted], None]
) -> list[str]:
    """The old addresses that can lead to an article."""
    found = []
    for each in dict.fromkeys(page.addresses):
        if each.strip("/") == f"{page.lang}/{name}":
            continue
        is_one = ALIAS.fullmatch(each) and ".." not in each and each not in ("/", f"/{page.lang}/")
        answers = owner(each) if is_one else ""
        if is_one and not answers:
            found.append(each)
        else:
            lose(
                Lost(
                    page.source,
                    f"the old address {each}" + (f", which is that of {answers}" if answers else ""),
                )
            )
    return found


def _quoted(text: str) -> str:
    return json.dumps(re.sub(r"\{(?=\{)", "{ ", text), ensure_ascii=False)
