"""Which articles do no lists show, as their files cannot be read so far? Told on every page."""

from kb.content.article import Article
from kb.errors import Problem
from kb.site.preview.reading import Reading


def left_out(reading: Reading, path: str) -> tuple[Problem, ...]:
    """A sentence with their number, and the faults of each.

    Args:
        reading: The site.
        path: The source of the page that is shown, which tells its own faults by itself.
    """
    known = {category.id for category in reading.library.categories}
    heads = [
        reading.heads.last(reading.docs / found.article.file)
        for found in reading.articles.values()
        if found.article.category not in known
    ]
    lost = [head for head in heads if known and head.problems]
    told = tuple(one for head in lost if head.article.file != path for one in head.problems)
    return (_count([head.article for head in lost]), *told) if told else ()


def _count(lost: list[Article]) -> Problem:
    said = f"{len(lost)} articles are" if len(lost) > 1 else "1 article is"
    return Problem(lost[0].path, 0, f"{said} left out of lists and search until what is said here is mended")
