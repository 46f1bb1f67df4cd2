"""Content -> one search index per language."""

from collections.abc import Callable
from pathlib import Path

import search
from kb.content import corpus, facts, operations
from kb.content.render import documents

Progress = Callable[[str, int, int], None]


def update(
    content: Path, directory: Path, *, anew: bool = False, progress: Progress | None = None
) -> dict[str, search.Report]:
    """Bring the indexes to the content; only changed articles are indexed again.

    Args:
        content: The content folder.
        directory: Where each language has its index in a folder of its own.
        anew: Build everything again, which also refreshes the average lengths.
        progress: Called with language, articles done and articles to do.

    Returns:
        What was done, by language.

    Raises:
        ContentError: With every problem of every article; then no index is touched.
    """
    found, known = corpus.load(content, operations.load(content)).checked(), facts.load(content)
    by_language = {lang: documents(found.of(lang), known) for lang in found.languages}
    do = search.build if anew else search.update
    return {
        lang: do(directory / lang, lang, articles, found.synonyms[lang], _of_language(progress, lang))
        for lang, articles in by_language.items()
    }


def _of_language(progress: Progress | None, lang: str) -> Callable[[int, int], None] | None:
    return (lambda done, total: progress(lang, done, total)) if progress else None
