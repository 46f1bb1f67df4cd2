"""Approved wording is read when somebody asks for an article's: a line each, kept by the file's bytes."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

from kb import kept
from kb.support import approval
from kb.truth.approved import FILE as APPROVED
from kb.truth.approved import Approved, Wording, entries, wordings

FILE = Path("build", "approved.txt")
APART = "\t\n"  # what no name holds that is kept


class Agreed(Mapping[str, tuple[Wording, ...]]):
    """What was approved of the articles of a language, by their ids."""

    def __init__(self, lines: Mapping[str, str]) -> None:
        """Of each article a line of JSON, as `approved.json` has it."""
        self._lines = lines

    def __getitem__(self, name: str) -> tuple[Wording, ...]:
        return wordings(json.loads(self._lines[name]))

    def __contains__(self, name: object) -> bool:
        return name in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def told(self, name: str) -> str:
        """The line of an article, which tells its wordings from any others; empty where there are none."""
        return self._lines.get(name, "")


def load(content: Path, file: Path, code: str) -> Approved:
    """The approved wording of a content folder.

    Args:
        content: The content folder.
        file: Where its lines are kept between two runs.
        code: What tells one version of the code from the next.

    Raises:
        ContentError: When the file has another form than `kb claims approve` writes.
    """
    path = content / APPROVED
    if not path.is_file():
        return {}
    same = code + kept.digest(path.read_bytes())
    lines: Mapping[str, Mapping[str, str]] = kept.load(file, same)
    if not lines:
        lines = {
            lang: {name: kept.line(entries(each)) for name, each in articles.items()}
            for lang, articles in approval.load(content).items()
        }
        if not any(
            sign in name for lang, named in lines.items() for name in (lang, *named) for sign in APART
        ):
            kept.save(file, same, lines)
    return {lang: Agreed(named) for lang, named in lines.items()}
