"""What was found in an article, or in a language, is not sought there again: findings by content."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import kb
import search
from kb import kept
from kb.checks.model import Check, Subject
from kb.errors import Problem
from kb.kept import digest

FILE = Path("build", "checks.json")
Found = list[tuple[str, int, str]]  # path, line, message
Kept = dict[str, dict[str, Found]]  # by rule and key


class Memory:
    """Finds as the rules do, each content once; kept in a file between two runs.

    A key holds all that a rule of its scope may look at; other code and other packages begin anew: so what is
    remembered is what would be found.
    """

    def __init__(self, file: Path, subject: Subject) -> None:
        """Remember what `file` holds; one that is missing, damaged or of other code holds nothing."""
        self._file, self._subject = file, subject
        self._code = _code()
        self._kept = kept.load(file, self._code)
        self._used: Kept = {}

    def find(self, check: Check) -> Iterable[Problem]:
        """What `check.find` finds."""
        if check.scope == "article":
            return self._by_article(check)
        return self._by_language(check) if check.scope == "language" else check.find(self._subject)

    def save(self) -> None:
        """Keep what this run found or used for the next; a file that cannot be written costs only time."""
        kept.save(self._file, self._code, {**self._kept, **self._used})

    def _by_article(self, check: Check) -> Iterator[Problem]:
        """The rule looks at the articles that are new to it, and at all faulty ones and home pages."""
        known, used = self._kept.get(check.id, {}), self._used.setdefault(check.id, {})
        corpus, keys = self._subject.corpus, self._keys
        new = tuple(article for article in corpus.articles if keys[article.path] not in known)
        found: dict[str, Found] = {article.path: [] for article in new}
        for problem in check.find(replace(self._subject, corpus=replace(corpus, articles=new))):
            found.setdefault(problem.path, []).append((problem.path, problem.line, problem.message))
        for path, key in keys.items():
            used[key] = found.pop(path) if path in found else known[key]
        for each in (*used.values(), *found.values()):
            yield from _problems(each)

    def _by_language(self, check: Check) -> Iterator[Problem]:
        """The rule looks at the languages in which something changed."""
        known, used = self._kept.get(check.id, {}), self._used.setdefault(check.id, {})
        corpus = self._subject.corpus
        for lang in corpus.languages:
            key = self._languages[lang]
            if key not in known:
                alone = replace(corpus, languages=(lang,), articles=corpus.of(lang))
                found = check.find(replace(self._subject, corpus=alone))
                used[key] = [(problem.path, problem.line, problem.message) for problem in found]
            else:
                used[key] = known[key]
            yield from _problems(used[key])

    @cached_property
    def _keys(self) -> Mapping[str, str]:
        """The key of each whole article by its path; a day that makes it a draft is part of it."""
        told = digest(repr(tuple(self._subject.facts)).encode())
        return {
            article.path: digest(f"{told}\0{article!r}".encode()) for article in self._subject.corpus.articles
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


def _code() -> str:
    """What tells one version of the code from the next: ours byte for byte, others' by name and version."""
    folders = [Path(package.__path__[0]) for package in (kb, search)]
    ours = [file for folder in folders for kind in ("py", "json") for file in folder.rglob(f"*.{kind}")]
    others = [each.name for folder in sys.path for each in Path(folder).glob("*.dist-info")]
    told = [sys.version, *sorted(others), *(digest(file.read_bytes()) for file in sorted(ours))]
    return digest("\0".join(told).encode())
