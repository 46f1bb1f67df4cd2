"""What changed in the original of a page since it was translated: Git is asked once for each state."""

from collections.abc import MutableMapping

from kb.content.translation import SHAPE, changed, source_of
from kb.site.preview.reading import Reading
from kb.translating.difference import Difference
from kb.translating.queue import changes

Known = MutableMapping[tuple[str, str], tuple[Difference, ...]]


def behind(reading: Reading, path: str, known: Known) -> tuple[Difference, ...]:
    """The parts of the original that differ; nothing for a page that is no translation, or up to date.

    Args:
        reading: The site.
        path: The page's source.
        known: What was found before, by what a page was made from and what its original says.
    """
    found = reading.articles.get(path)
    if found is None or not SHAPE.fullmatch(found.article.source):
        return ()
    lang, name = found.article.source.partition(" ")[0], found.article.name
    heads = (other.article for other in reading.articles.values())
    head = next((other for other in heads if (other.lang, other.name) == (lang, name)), None)
    if head is None:
        return ()
    original = reading.heads.whole(reading.docs / head.file)
    if changed(found.article.source, original) is None:
        return ()
    key = found.article.source, source_of(original)
    if key not in known:
        known[key] = changes(reading.docs / head.file, found.article, original)
    return known[key]
