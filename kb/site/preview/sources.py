"""The site's sources as a preview reads them: nothing stops it, drafts stand among the others."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from pathlib import Path

from kb.content import corpus, facts, markup, operations
from kb.content import facts as fact_formats
from kb.content.article import KINDS, Article
from kb.content.corpus import Corpus, shown_on
from kb.content.facts import Facts
from kb.content.render import Rendered
from kb.content.sources.files import HOME
from kb.errors import Problem, UnknownName
from kb.site.library import Library, snapshot
from kb.site.preview.heads import Heads


class Sources:
    """Reads a documents folder, again and again; each article once for each of its contents.

    Attributes:
        corpus: What stands in the folder, of whole articles the heads only.
        snapshots: What is wrong with the service's snapshots.
        day: On which the site is shown.
    """

    corpus: Corpus
    snapshots: tuple[Problem, ...] = ()

    def __init__(self, heads: Heads) -> None:
        """`heads` remembers the articles."""
        self.heads = heads
        self.facts, self.day = Facts({}), date.min

    def read(self, root: Path, pages: Iterable[str], languages: Iterable[str], day: date) -> Library:
        """As `kb.site.library.read`, but for the problems, which a preview shows where they stand."""
        problems = list[Problem]()
        actions = snapshot(operations.load, root, None, problems)
        self.facts, self.day = snapshot(facts.load, root, Facts({}), problems), day
        self.snapshots = tuple(problems)
        self.corpus = found = corpus.load(root, actions, day, self.heads)
        codes = set(languages)
        own = [article for article in found.written if article.lang in codes]
        return Library(
            articles={article.file: self.shown(article) for article in own},
            homes={f"{home.lang}/{HOME}.md": home for home in found.homes},
            drafts=frozenset(),
            categories=found.categories,
            synonyms=found.synonyms,
            near=found.near,
            facts=self.facts,
            operations=actions or {},
            problems=(),
        )

    def shown(self, article: Article) -> Rendered:
        """An article as it can be shown, faulty or not: its file's name for what it lacks."""
        whole = replace(
            shown_on(article, self.day),
            id=article.id or article.name,
            title=article.title or article.name,
            kind=article.kind if article.kind in KINDS else KINDS[0],
        )
        given = whole.lang, self.facts
        plain = _filled(whole.title, *given), _filled(whole.summary, *given)
        return Rendered(whole, *plain, markdown=_filled(whole.body, *given, is_markdown=True))


def _filled(text: str, lang: str, known: Facts, *, is_markdown: bool = False) -> str:
    """A text with its facts; a placeholder that is none stays as it was typed."""
    form = fact_formats.markdown if is_markdown else fact_formats.text

    def fill(kind: str, name: str) -> str:
        try:
            return form(known.find(kind, name), lang)
        except UnknownName:
            return f"{{{{ {'' if kind == 'unknown' else _PREFIXES[kind]}{name} }}}}"

    return markup.replace(text, fill) if text else ""


_PREFIXES = {"fact": "facts.", "label": "label."}
