"""What was found in an article, or in a language, is not sought there again: findings by content."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Any

import kb
import search
from kb import kept
from kb.checks.model import Check, Page, Subject
from kb.errors import Problem
from kb.kept import digest

FILE = Path("build", "checks.txt")
Found = list[tuple[str, int, str]]  # path, line, message
Section = dict[str, str]  # by key, as `kept` keeps it
AND = " "  # between a rule and what it reads beside the articles
NONE = kept.line([])


class Memory:
    """Finds as the rules do, each content once; kept in a file between two runs.

    A key holds all that a rule of its scope may look at; other code and other packages begin anew: so what is
    remembered is what would be found.
    """

    def __init__(self, file: Path, subject: Subject, code: str) -> None:
        """Remember what `file` holds; one that is missing, damaged or of another `code` holds nothing."""
        self._file, self._code = file, code
        self._subject = replace(subject, each=self.each)
        self._kept = kept.load(file, code)
        self._used: kept.Texts = {}

    def find(self, check: Check) -> Iterable[Problem]:
        """What `check.find` finds."""
        if check.scope == "article":
            return self._by_article(check)
        return self._by_language(check) if check.scope == "language" else check.find(self._subject)

    def each(
        self,
        name: str,
        told: object,
        make: Callable[[Any], Any],
        beside: Callable[[Any], object] | None = None,
    ) -> Callable[[Page], Any]:
        """What `make` makes of a page; anew where the page, the facts or what it is told changed."""
        known, used = self._of(name, told)

        def made(page: Page) -> Any:  # noqa: ANN401 (as JSON has it)
            key = self._key(page) + (digest(repr(beside(page)).encode()) if beside else "")
            if key not in used:
                used[key] = known[key] if key in known else kept.line(make(page))
            return json.loads(used[key]) if used[key] != NONE else []

        return made

    def save(self) -> None:
        """Keep what this run found or used for the next; a file that cannot be written costs only time."""
        asked = {name.partition(AND)[0] for name in self._used}
        whole = {name: each for name, each in self._kept.items() if name.partition(AND)[0] not in asked}
        alive = {*map(self._key, self._subject.corpus.pages), *self._languages.values()}
        for name, used in self._used.items():
            known = self._kept.get(name, {})
            whole[name] = {key: known[key] for key in known if key in alive} | used
        if whole != self._kept:
            kept.save(self._file, self._code, whole)

    def _of(self, name: str, told: object = None) -> tuple[Section, Section]:
        """What is known by that name, and where to note what is used of it."""
        name = f"{name}{AND}{self._facts}{'' if told is None else digest(repr(told).encode())}"
        return self._kept.get(name, {}), self._used.setdefault(name, {})

    def _by_article(self, check: Check) -> Iterator[Problem]:
        """The rule looks at the articles that are new to it, and at all faulty ones and home pages."""
        known, used = self._of(check.id)
        corpus, keys = self._subject.corpus, self._keys
        new = tuple(article for article in corpus.articles if keys[article.path] not in known)
        found: dict[str, Found] = {article.path: [] for article in new}
        for problem in check.find(replace(self._subject, corpus=replace(corpus, articles=new))):
            found.setdefault(problem.path, []).append((problem.path, problem.line, problem.message))
        for path, key in keys.items():
            used[key] = kept.line(found.pop(path)) if path in found else known[key]
        for text in used.values():
            if text != NONE:
                yield from _problems(json.loads(text))
        for others in found.values():
            yield from _problems(others)

    def _by_language(self, check: Check) -> Iterator[Problem]:
        """The rule looks at the languages in which something changed."""
        known, used = self._of(check.id)
        corpus = self._subject.corpus
        for lang in corpus.languages:
            key = self._languages[lang]
            if key not in known:
                alone = replace(corpus, languages=(lang,), articles=corpus.of(lang))
                found = check.find(replace(self._subject, corpus=alone))
                told = [(problem.path, problem.line, problem.message) for problem in found]
                used[key] = kept.line(told)
            else:
                used[key] = known[key]
            yield from _problems(json.loads(used[key]))

    @cached_property
    def _facts(self) -> str:
        return digest(repr(tuple(self._subject.facts)).encode())

    def _key(self, page: Page) -> str:
        """The key of a page; a day that makes an article a draft is part of it."""
        return self._keys.get(page.path) or self._subject.key(page.path)

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """The key of each whole article by its path."""
        key = self._subject.key
        return {
            article.path: key(article.path) + article.status[0] for article in self._subject.corpus.articles
        }

    @cached_property
    def _languages(self) -> Mapping[str, str]:
        """The key of each language: its articles, its words, and what is wrong with its files."""
        corpus, found = self._subject.corpus, dict[str, str]()
        for lang in corpus.languages:
            articles = [self._keys[article.path] for article in corpus.of(lang)]
            below = f"{corpus.shown}/{lang}/"
            wrong = [problem for problem in corpus.problems if problem.path.startswith(below)]
            told = (below, articles, wrong, corpus.synonyms[lang], corpus.near[lang])
            found[lang] = digest(repr(told).encode())
        return found


def _problems(found: Found) -> Iterator[Problem]:
    return (Problem(path, line, message) for path, line, message in found)


def code() -> str:
    """What tells one version of the code from the next: ours byte for byte, others' by name and version."""
    folders = [Path(package.__path__[0]) for package in (kb, search)]
    ours = [
        f"{folder}/{name}"
        for top in folders
        for folder, _, names in os.walk(top)
        for name in names
        if name.endswith((".py", ".json"))
    ]
    others = [each.name for folder in sys.path for each in Path(folder).glob("*.dist-info")]
    told = [sys.version, *sorted(others), *(digest(Path(file).read_bytes()) for file in sorted(ours))]
    return digest("\0".join(told).encode())
