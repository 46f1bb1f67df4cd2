"""What there is to translate, the most pressing first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from kb.content.article import Article, examine
from kb.content.corpus import Corpus
from kb.content.translation import SHAPE, changed, made_from, parts, source_of
from kb.translating import history
from kb.translating.difference import WEIGHTS, Difference, differences, heaviest, unknown

MISSING, STALE = "missing", "stale"


@dataclass(frozen=True)
class Task:
    """An article that a language lacks, or that does not say there what its original says.

    Attributes:
        kind: `missing` or `stale`.
        original: The article to translate from.
        lang: The language to translate into.
        path: The translation's file, as messages name it.
        differences: Of a stale one, what changed in the original.
        since: The day from which it waits; None where nobody knows.
        reads: How often the article was opened from a search or voted on; None where nobody counts.
        is_growing: Whether the language may lack articles.
    """

    kind: str
    original: Article
    lang: str
    path: str
    differences: tuple[Difference, ...] = ()
    since: date | None = None
    reads: int | None = None
    is_growing: bool = False

    @property
    def weight(self) -> str:
        """How much it matters: `missing`, or the heaviest of the changes."""
        return MISSING if self.kind == MISSING else heaviest(self.differences)


def tasks(
    corpus: Corpus,
    days: Mapping[str, date],
    reads: Mapping[str, int] | None = None,
    growing: Iterable[str] = (),
) -> list[Task]:
    """Everything there is to translate: what is read most, weighs most and waits longest first.

    Args:
        corpus: The content.
        days: When each file last changed, by its path below the content.
        reads: How often each article was opened, by its id; None where nobody counts.
        growing: The languages that may lack articles.
    """
    known = frozenset(growing)
    found = [*_missing(corpus, days, reads, known), *_stale(corpus, days, reads, known)]
    return sorted(found, key=_rank)


def _rank(task: Task) -> tuple[object, ...]:
    order = (MISSING, *WEIGHTS).index(task.weight)
    # A growing language's missing articles wait for those that mislead somebody today.
    is_last = task.kind == MISSING and task.is_growing
    return is_last, -(task.reads or 0), order, task.since or date.max, task.path


def _missing(
    corpus: Corpus, days: Mapping[str, date], reads: Mapping[str, int] | None, growing: frozenset[str]
) -> Iterator[Task]:
    written = {(article.lang, article.name) for article in corpus.written}
    originals: dict[str, Article] = {}
    for article in corpus.articles:
        is_better = article.name not in originals or originals[article.name].lang in growing
        if article.status != "draft" and is_better:
            originals[article.name] = article
    for lang in corpus.languages:
        for original in originals.values():
            if (lang, original.name) not in written:
                path = f"{corpus.shown}/{lang}/{original.folder}{original.name}.md"
                about = _since(original, days), _reads(original, reads)
                yield Task(MISSING, original, lang, path, (), *about, is_growing=lang in growing)


def _stale(
    corpus: Corpus, days: Mapping[str, date], reads: Mapping[str, int] | None, growing: frozenset[str]
) -> Iterator[Task]:
    articles = {(article.lang, article.name): article for article in corpus.articles}
    for article in corpus.articles:
        original = articles.get((article.source.partition(" ")[0], article.name))
        if original and SHAPE.fullmatch(article.source) and changed(article.source, original) is not None:
            found = changes(corpus.file(original), article, original)
            about = _since(original, days), _reads(original, reads)
            is_growing = article.lang in growing
            yield Task(STALE, original, article.lang, article.path, found, *about, is_growing=is_growing)


def changes(file: Path, article: Article, original: Article) -> tuple[Difference, ...]:
    """What changed in an original since it was translated, by the version of then, where Git has it.

    Args:
        file: Where the original stands.
        article: The translation.
        original: As it stands there now.
    """

    def read(text: str) -> Article:
        return examine(text, original.path, original.lang, original.name)[0]

    text = history.version(file, lambda text: source_of(read(text)) == made_from(article))
    now = parts(original)
    if text is None:
        return unknown(changed(article.source, original) or (), now)
    return differences(parts(read(text)), now, original.lang)


def _since(original: Article, days: Mapping[str, date]) -> date | None:
    return days.get(original.file) or original.updated


def _reads(original: Article, reads: Mapping[str, int] | None) -> int | None:
    return None if reads is None else reads.get(original.id, 0)
