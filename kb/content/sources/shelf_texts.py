"""What the categories tell readers in one language: titles and summaries, each with its line; pure."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from kb.content.sources.categories import Category
from kb.content.sources.files import CATEGORIES


@dataclass(frozen=True)
class ShelfTexts:
    """The titles and summaries of all categories in one language.

    Attributes:
        path: The file as messages name it.
        lang: Language code.
        texts: The line of each and the text, in the file's order.
        body: They have none.
        body_line: Where it is said what is gone.
    """

    path: str
    lang: str
    texts: tuple[tuple[int, str], ...]
    body: str = ""
    body_line: int = 1

    @property
    def id(self) -> str:
        """What they are approved as, and may say numbers as; no article's id has a dot."""
        return CATEGORIES


def shelf_texts(shelves: Collection[Category], shown: str, langs: Iterable[str]) -> Iterator[ShelfTexts]:
    """Those of each language; none where there are no categories.

    Args:
        shelves: The categories.
        shown: How messages name the content folder.
        langs: Language codes.
    """
    for lang in langs if shelves else ():
        yield ShelfTexts(f"{shown}/{CATEGORIES}", lang, tuple(_told(shelves, lang)))


def _told(shelves: Iterable[Category], lang: str) -> Iterator[tuple[int, str]]:
    for shelf in shelves:
        for name, texts in (("title", shelf.titles), ("summary", shelf.summaries)):
            if text := texts.get(lang):
                yield shelf.lines[f"{lang}.{name}"], text
