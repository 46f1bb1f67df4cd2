"""Texts of a help center and what happens to them together: files move, ids and addresses change; pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from kb.content.article import Article, examine
from kb.content.frontmatter import split
from kb.content.sources.categories import Category
from kb.content.sources.files import CATEGORIES, HOME, SEARCHES
from kb.content.translation import OWN, made_from, note, record, source_of
from kb.errors import ContentError, Problem
from kb.rearranging.links import relinked
from kb.rearranging.lists import edited, edited_lists, named
from kb.truth import approved, numbers

APPROVED, NUMBERS, URLS = approved.FILE, numbers.FILE, "urls.txt"


@dataclass(frozen=True)
class Texts:
    """A help center as texts.

    Attributes:
        articles: All of them, drafts too, that can be read.
        by_file: The text of each article, home page and data file, by its path from the content folder.
        known: All files there are, pictures too.
        categories: The shelves.
    """

    articles: tuple[Article, ...]
    by_file: Mapping[str, str]
    known: frozenset[str]
    categories: tuple[Category, ...] = ()

    def of(self, article_id: str) -> tuple[Article, ...]:
        """An article in all its languages."""
        return tuple(article for article in self.articles if article.id == article_id)

    def is_recorded(self, url: str) -> bool:
        """Whether an address was ever published."""
        return url in self.by_file.get(URLS, "").splitlines()


@dataclass
class Draft:
    """The texts as they shall be, while they are being changed.

    Attributes:
        was: As they are.
        texts: As they shall be, by their old files; None for one that goes.
        moved: Old file to new one.
    """

    was: Texts
    texts: dict[str, str | None] = field(init=False)
    moved: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with what is there."""
        self.texts = dict(self.was.by_file)

    def edit_list(
        self, article: Article, name: str, changes: Mapping[str, str | None], added: Iterable[str] = ()
    ) -> None:
        """Change a list of an article's fields; raises Uneditable."""
        text = self.texts[article.file]
        if text is not None:
            self.texts[article.file] = edited(text, name, changes, tuple(added))

    def edit_names(self, changes: Mapping[str, str | None]) -> None:
        """Ids change wherever articles are named: related, popular, categories, recorded searches."""
        for file, text in self.texts.items():
            if text is None:
                continue
            if file == CATEGORIES:
                self.texts[file] = edited_lists(text, "articles", changes)
            elif file.endswith(f"/{SEARCHES}"):
                self.texts[file] = named(text, "finds", changes)
            elif file.endswith(".md"):
                name = "popular" if file.endswith("/index.md") else "related"
                own = next((a.id for a in self.was.articles if a.file == file), "")
                mine = {old: None if new == own else new for old, new in changes.items()}
                self.texts[file] = edited(text, name, mine)

    def finished(self) -> dict[str, str | None]:
        """What to write by file: links follow what moved, translations stay as up to date as they were.

        Raises:
            ContentError: When a file would not be an article any more, or stands where another does.
        """
        found: dict[str, str | None] = {}
        for old, text in self.texts.items():
            new = self.moved.get(old, old)
            if text is None or new != old:
                found[old] = None
            if text is not None:
                found[new] = self._relinked(old, new, text)
        self._recorded(found)
        self._approved(found)
        changed = {name: text for name, text in found.items() if text != self.was.by_file.get(name)}
        problems = [problem for name, text in changed.items() for problem in self._faults(name, text)]
        if problems:
            raise ContentError(problems)
        return changed

    def _relinked(self, old: str, new: str, text: str) -> str:
        if not old.endswith(".md"):
            return text
        parts = split(text)
        return parts.opening + parts.head + parts.closing + self._links(old, new, parts.body)

    def _links(self, old: str, new: str, markdown: str) -> str:
        gone = {name for name, kept in self.texts.items() if kept is None}
        return relinked(markdown, old, new, self.moved, self.was.known, gone)

    def _recorded(self, found: dict[str, str | None]) -> None:
        """Note the new hashes in translations that were up to date: an address is no change of the text.

        A translation says of itself only what it said before; where neither text changes, nothing is noted.
        """
        originals = {(article.lang, article.name): article for article in self.was.articles}
        for article in self.was.articles:
            original = originals.get((article.source.partition(" ")[0], article.name))
            text = found.get(self.moved.get(article.file, article.file))
            if original is None or text is None or made_from(article) != source_of(original):
                continue
            now = found.get(self.moved.get(original.file, original.file))
            if now is None or (now, text) == (
                self.was.by_file[original.file],
                self.was.by_file[article.file],
            ):
                continue
            fresh, _ = examine(now, original.path, original.lang, original.name)
            again, _ = examine(text, article.path, article.lang, article.name)
            said = [source_of(fresh), *article.source.partition(OWN)[2:]]
            if article.source == note(original, article):
                said = [note(fresh, again)]
            found[self.moved.get(article.file, article.file)] = record(text, OWN.join(filter(None, said)))

    def _approved(self, found: dict[str, str | None]) -> None:
        """Approved sentences lead where the articles now lead: an address is no change of the wording."""
        text = found.get(APPROVED)
        if text is None:
            return
        files = {(article.lang, article.id): article.file for article in self.was.articles}
        was = approved.parse(text)
        now = {lang: dict(articles) for lang, articles in was.items()}
        files |= {(lang, HOME): f"{lang}/{HOME}.md" for lang in was}
        for lang, name in ((lang, name) for lang, articles in was.items() for name in articles):
            if old := files.get((lang, name)):
                new = self.moved.get(old, old)
                kept = was[lang][name]
                now[lang][name] = tuple(replace(one, text=self._links(old, new, one.text)) for one in kept)
        if now != was:
            found[APPROVED] = approved.dump(now)

    def _faults(self, name: str, text: str | None) -> Iterable[Problem]:
        kept = ((old, new) for old, new in self.moved.items() if self.texts[old] is not None)
        old = next((old for old, new in kept if new == name), name)
        if name != old and name in self.was.known:
            yield Problem(name, 0, "stands there already: choose another name")
        article = next((article for article in self.was.articles if article.file == old), None)
        if article and text is not None:
            yield from examine(text, name, article.lang, article.name)[1]


def published(texts: Texts, articles: Iterable[Article]) -> list[Article]:
    """Those whose address somebody may have kept."""
    return [one for one in articles if one.status != "draft" or texts.is_recorded(one.url)]
