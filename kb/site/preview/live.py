"""A site of which only the pages that somebody looks at are whole: of the others it knows what lists show."""

from collections.abc import MutableMapping
from dataclasses import dataclass, field
from typing import Any

from kb.content.article import Article
from kb.site.pages.compose import Composition
from kb.site.pages.model import Answer, Entry, Rendered


@dataclass(frozen=True)
class Live(Composition):
    """A composition whose pages may be exchanged, as long as no list shows a difference.

    Attributes:
        answers: What topics' pages show of each article, with the HTML that it was made of.
    """

    answers: MutableMapping[tuple[str, str], tuple[str, Answer]] = field(default_factory=dict)

    def answer(self, entry: Entry, url: str) -> Answer:
        """An answer, moved to its topic's page once."""
        key, html = (entry.source, url), self.pages[entry.source].html
        found = self.answers.get(key)
        if found is None or found[0] is not html or found[1].entry != entry:
            found = self.answers[key] = (html, super().answer(entry, url))
        return found[1]


def unread(page: Any, template: str, title: str = "", *, generated: bool = False) -> Rendered:  # noqa: ANN401
    """A page that nobody has looked at yet; `page` is MkDocs'."""
    given = page.file.src_uri, page.url or "./", title, template
    return Rendered(*given, meta={}, text="", html="", contents=(), generated=generated)


def in_lists(article: Article) -> tuple[object, ...]:
    """What other pages show of an article."""
    texts = article.id, article.title, article.summary, article.kind, article.status
    return (*texts, article.updated, article.is_unsearched)


def in_files(article: Article) -> tuple[object, ...]:
    """What decides which files a site has."""
    return article.address, article.category, article.aliases, article.lang, article.name
