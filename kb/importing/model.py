"""What an import has read, before it becomes articles."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True)
class Lost:
    """Something that could not be carried: in which file, and what."""

    source: str
    what: str


@dataclass(frozen=True)
class Noted:
    """Something that was carried, but not without a decision that the writer should know.

    Attributes:
        source: In which file.
        what: What the sentence names.
        key: The sentence's in the catalogue, below `cli.`.
    """

    source: str
    what: str
    key: str


@dataclass(frozen=True)
class Page:
    """One question and its answer as they stood elsewhere.

    Attributes:
        source: The file it was read from, relative to what is imported.
        part: Its anchor or number within the file; empty where it is all of it.
        lang: Language code.
        key: The same for the translations of one page.
        title: Plain text.
        body: Markdown; links and pictures still lead where they led from `source`.
        summary: One sentence; empty where there is none.
        anchors: The anchors by which it could be reached within its file.
        addresses: Where it could be reached, as paths from the site's root.
        category: What the source called its section; empty for none.
        questions: Other wordings that the source itself gives.
        copies: Files that hold the same, and are this article too.
    """

    source: str
    part: str
    lang: str
    key: str
    title: str
    body: str
    summary: str = ""
    anchors: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    category: str = ""
    keywords: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()
    updated: date | None = None
    copies: tuple[str, ...] = ()
    is_draft: bool = False
    is_unsearched: bool = False


@dataclass
class Found:
    """All that was read, and what the writer is told of it: what could not be carried, what was decided."""

    pages: list[Page] = field(default_factory=list)
    lost: list[Lost | Noted] = field(default_factory=list)
