"""Articles that have not changed are not read anew: what stands in a file, kept by its bytes."""

import json
from collections.abc import Mapping
from dataclasses import MISSING, asdict, fields
from datetime import date
from pathlib import Path
from typing import Any

from kb import kept
from kb.content import corpus
from kb.content.article import Article, Known, Video
from kb.errors import Problem

FILE = Path("build", "articles.txt")
SECTION = "articles"
PLACE = {"path", "name", "lang", "folder", "body"}  # known from the file itself
DEFAULTS = {each.name: each.default for each in fields(Article) if each.name not in PLACE}
MAY_LACK = {name: value for name, value in DEFAULTS.items() if value is not MISSING}
LISTS = ("questions", "keywords", "actions", "aliases", "related", "pin", "claims")
DAYS = ("updated", "review_by", "publish_at", "expires")


class Articles:
    """Reads articles as `corpus.read_article` does; whole ones are kept in a file between two runs.

    Attributes:
        keys: By path what tells the contents of a file, and all else that its article was read from.
    """

    def __init__(self, file: Path, code: str) -> None:
        """Remember what `file` holds; nothing where it is missing, damaged or of another `code`."""
        self.keys: dict[str, str] = {}
        self._file, self._code = file, code
        self._kept = kept.load(file, code).get(SECTION, {})
        self._used: dict[str, str] = {}
        self._known: tuple[Known | None, bytes] = None, b""

    def __call__(
        self, file: Path, path: str, lang: str, name: str, known: Known, folder: str
    ) -> tuple[Article, list[Problem]]:
        """The article, and all that is wrong with its file; arguments as `corpus.read_article` has."""
        asked = path, lang, name, known, folder
        try:
            with file.open("rb", buffering=0) as opened:  # at half the price of `read_bytes`, 4,000 times
                data = opened.read()
        except OSError:
            return corpus.read_article(file, *asked)
        if self._known[0] is not known:
            self._known = known, repr(known).encode()
        key = kept.digest(b"\0".join((path.encode(), self._known[1], data)))
        self.keys[path] = key
        if told := self._used.get(key) or self._kept.get(key):
            self._used[key] = told
            return _article(json.loads(told), data.decode(), path, lang, name, folder), []
        article, problems = corpus.read_article(file, *asked)
        if not problems:
            self._used[key] = kept.line(_told(article, len(data.decode())))
        return article, problems

    def save(self) -> None:
        """Keep what this run read; a file that cannot be written costs only time."""
        if self._used.keys() != self._kept.keys():
            kept.save(self._file, self._code, {SECTION: self._used})


def _told(article: Article, length: int) -> Mapping[str, Any]:
    """All of an article but its place and its body, of which only the beginning is kept."""
    found = {name: value for name in DEFAULTS if (value := getattr(article, name)) != DEFAULTS[name]}
    found |= {name: found[name].isoformat() for name in DAYS if name in found}
    found |= {"video": asdict(article.video)} if article.video else {}
    return {"from": length - len(article.body), "fields": found}


def _article(told: Mapping[str, Any], text: str, path: str, lang: str, name: str, folder: str) -> Article:
    found = dict(told["fields"])
    found |= {field: tuple(found[field]) for field in LISTS if field in found}
    found |= {field: date.fromisoformat(found[field]) for field in DAYS if field in found}
    if "video" in found:
        found["video"] = Video(**found["video"])
    place = {"path": path, "name": name, "lang": lang, "folder": folder, "body": text[told["from"] :]}
    article = object.__new__(Article)  # `__init__` sets each of thirty fields by a call of its own
    article.__dict__.update(MAY_LACK | place | found)
    return article
