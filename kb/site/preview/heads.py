"""What lists show of each article, remembered by content: a start reads only the files that changed."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

from kb import kept
from kb.content import corpus
from kb.content.article import Article, Known
from kb.errors import Problem

SECTION = "heads"
TEXTS = ("id", "title", "summary", "kind", "category", "status", "slug", "source", "is_unsearched")
LISTS = ("actions", "aliases", "related")
DAYS = ("updated", "publish_at", "expires")
CODE = Path(corpus.__file__).parent


@dataclass(frozen=True)
class Head:
    """An article without what only its own page needs; a faulty one is whole.

    Attributes:
        key: A hash of the file and of the names that it was held against.
    """

    key: str
    article: Article
    problems: tuple[Problem, ...]


class Heads:
    """Reads articles as `corpus.read_article` does, each content once; kept in a file between two runs."""

    def __init__(self, file: Path) -> None:
        """Remember what `file` holds; one that is missing or damaged holds nothing."""
        self.file = file
        self._code = _code()
        self._kept = kept.load(file, self._code).get(SECTION, {})
        self._used: dict[str, str] = {}
        self._seen: dict[Path, tuple[tuple[int, int, int], Head]] = {}
        self._asked: dict[Path, tuple[str, str, str, Known, str]] = {}

    def __call__(
        self, file: Path, path: str, lang: str, name: str, known: Known, folder: str
    ) -> tuple[Article, list[Problem]]:
        """The article's head, and all that is wrong with its file; arguments as `corpus.read_article` has."""
        asked = (path, lang, name, known, folder)
        if self._asked.get(file) != asked:
            self._seen.pop(file, None)
            self._asked[file] = asked
        found = self.again(file)
        return found.article, list(found.problems)

    def again(self, file: Path) -> Head:
        """A file that was read before, as it stands now; raises OSError where it is gone."""
        stat = file.stat()
        signature = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        seen = self._seen.get(file)
        if seen is None or seen[0] != signature:
            seen = self._seen[file] = (signature, self._read(file))
        return seen[1]

    def last(self, file: Path) -> Head:
        """A file as it stood when it was read last, without a look at it."""
        return self._seen[file][1] if file in self._seen else self.again(file)

    def whole(self, file: Path) -> Article:
        """The whole article, as far as it can be read."""
        path, lang, name, known, folder = self._asked[file]
        return corpus.read_article(file, path, lang, name, known, folder)[0]

    def save(self) -> None:
        """Keep what was read for the next start; a file that cannot be written costs only time."""
        kept.save(self.file, self._code, {SECTION: self._used})

    def _read(self, file: Path) -> Head:
        path, lang, name, known, folder = asked = self._asked[file]
        data = file.read_bytes() if file.is_file() else b""
        key = sha256(f"{lang}\0{name}\0{folder}\0{known}\0".encode() + data).hexdigest()
        if known_head := self._used.get(key) or self._kept.get(key):
            self._used[key] = known_head
            return Head(key, _article(json.loads(known_head), path, lang, name, folder), ())
        article, problems = corpus.read_article(file, *asked)
        if problems:
            return Head(key, article, tuple(problems))
        self._used[key] = kept.line(_kept(article))
        return Head(key, _article(json.loads(self._used[key]), path, lang, name, folder), ())


def _kept(article: Article) -> Mapping[str, Any]:
    found: dict[str, Any] = {name: getattr(article, name) for name in (*TEXTS, *LISTS)}
    days = {name: getattr(article, name) for name in DAYS}
    return found | {name: day.isoformat() for name, day in days.items() if day}


def _article(told: Mapping[str, Any], path: str, lang: str, name: str, folder: str) -> Article:
    texts = {field: told[field] for field in TEXTS}
    made = Article(path=path, name=name, lang=lang, folder=folder, body="", body_line=1, lines={}, **texts)
    more: dict[str, Any] = {field: tuple(told[field]) for field in LISTS}
    more |= {field: date.fromisoformat(told[field]) for field in DAYS if field in told}
    return replace(made, **more)


def _code() -> str:
    """What tells one version of the code that reads articles from the next."""
    files = sorted([Path(__file__), *CODE.rglob("*.py")])
    told = [f"{file}\0{(stat := file.stat()).st_size}\0{stat.st_mtime_ns}" for file in files]
    return sha256("\0".join(told).encode()).hexdigest()
