"""A help center's files as texts, and texts written back, so that it can be undone."""

from collections.abc import Mapping
from pathlib import Path

from kb.content.atomic import Change
from kb.content.corpus import Corpus, read_text
from kb.content.sources.files import CATEGORIES, SEARCHES
from kb.rearranging import undo
from kb.rearranging.plan import APPROVED, NUMBERS, URLS, Texts


def read(corpus: Corpus) -> Texts:
    """The texts of a help center without faults.

    Raises:
        ContentError: With every fault: nobody moves what cannot be read.
    """
    corpus.checked()
    names = [article.file for article in corpus.articles]
    names += [f"{home.lang}/index.md" for home in corpus.homes]
    names += [name for name in (CATEGORIES, APPROVED, NUMBERS, URLS) if (corpus.root / name).is_file()]
    names += [name for lang in corpus.languages if (corpus.root / (name := f"{lang}/{SEARCHES}")).is_file()]
    texts = {name: read_text(corpus.root / name, f"{corpus.shown}/{name}") for name in names}
    return Texts(corpus.articles, texts, frozenset({*corpus.paths, *names}), corpus.categories)


def write(root: Path, texts: Texts, changed: Mapping[str, str | None], command: str) -> tuple[str, ...]:
    """Write what changed, all or nothing; returns the files.

    Raises:
        ChangedMeanwhile: When somebody edited one of them since it was read.
    """
    changes = []
    for name, text in changed.items():
        before = texts.by_file.get(name)
        changes.append(
            Change(
                root / name,
                None if before is None else before.encode(),
                None if text is None else text.encode(),
            )
        )
    return undo.write(root, changes, command)
