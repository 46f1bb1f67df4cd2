"""What was found in an article, or in a language, is not sought there again: findings by content."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import kb
import search
from kb import kept
from kb.checks.model import Check, Compare, Pair, Subject, Telling
from kb.content.article import Article
from kb.errors import Problem
from kb.kept import digest
from search.query.near import FILE as NEAR

FILE = Path("build", "checks.txt")
Found = list[tuple[str, int, str]]  # path, line, message
Section = dict[str, str]  # by key, as `kept` keeps it
AND = " "  # between a rule and what it reads beside the articles
NONE = kept.line([])
NOTHING = "nothing"  # the section of keys for which nothing was found, together with the rules that found it
BETWEEN = ","
FIRST = "[{},[],null]"  # no page was compared


@dataclass(frozen=True)
class Used:
    """What a run used or made by a name.

    Attributes:
        found: By key, as `kept` keeps it.
        clean: The keys for which nothing was found.
    """

    found: Section
    clean: set[str]

    def note(self, key: str, text: str) -> None:
        """Something used or made."""
        if text == NONE:
            self.clean.add(key)
        else:
            self.found[key] = text


class Memory:
    """Finds as the rules do, each content once; kept in a file between two runs.

    A key holds all that a rule of its scope may look at; other code and other packages begin anew: so what is
    remembered is what would be found.
    """

    def __init__(self, file: Path, subject: Subject, code: str) -> None:
        """Remember what `file` holds; one that is missing, damaged or of another `code` holds nothing."""
        self._file, self._code = file, code
        self._subject = replace(subject, each=self.each, among=self.among)
        self._kept = kept.load(file, code)
        self._clean = _clean(self._kept.pop(NOTHING, {}))
        self._used: dict[str, Used] = {}

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
    ) -> Callable[[Telling], Any]:
        """What `make` makes of a page; anew where the page, the facts or what it is told changed."""
        known, clean, used = self._of(name, told)

        def made(page: Telling) -> Any:  # noqa: ANN401 (as JSON has it)
            key = self._key(page) + (digest(repr(beside(page)).encode()) if beside else "")
            if key in clean or key in used.clean:
                used.clean.add(key)
                return []
            text = used.found.get(key) or known.get(key) or kept.line(make(page))
            used.note(key, text)
            return json.loads(text)

        return made

    def among(self, name: str, told: object, pages: Sequence[Article], find: Compare) -> Iterable[Pair]:
        """What pages have in common; only those that changed are compared with the others."""
        known, _, used = self._of(name, told)
        lang, keys = "".join({page.lang for page in pages}), {page.path: self._key(page) for page in pages}
        before, pairs, said = json.loads(known.get(lang, FIRST))
        new = keys.keys() - {path for key, path in zip(keys.values(), keys, strict=True) if key in before}
        found, tell = find(new, said)
        if found is None:
            pairs, (found, tell) = [], find(keys.keys(), None)
        old = keys.keys() - new
        found = [*(pair for pair in pairs if pair[0] in old and pair[1] in old), *(found or ())]
        used.found[lang] = kept.line([dict.fromkeys(keys.values(), 0), found, tell])
        return found

    def save(self) -> None:
        """Keep what this run found or used for the next; a file that cannot be written costs only time."""
        asked = {name.partition(AND)[0] for name in self._used}
        alive = {*map(self._key, self._subject.corpus.pages), *self._languages.values(), *self._languages}
        whole = {name: each for name, each in self._kept.items() if name.partition(AND)[0] not in asked}
        clean = {name: each for name, each in self._clean.items() if name.partition(AND)[0] not in asked}
        for name, used in self._used.items():
            known = self._kept.get(name, {})
            whole[name] = {key: known[key] for key in known.keys() & alive} | used.found
            clean[name] = (self._clean.get(name, set()) & alive) | used.clean
        clean = {name: keys for name, keys in clean.items() if keys}  # as they are read
        if whole != self._kept or clean != self._clean:
            kept.save(self._file, self._code, {NOTHING: _together(clean)} | whole)

    def _of(self, name: str, told: object = None) -> tuple[Section, AbstractSet[str], "Used"]:
        """What is known by that name, for which keys it is nothing, and where to note what is used of it."""
        name = f"{name}{AND}{self._facts}{'' if told is None else digest(repr(told).encode())}"
        used = self._used.setdefault(name, Used({}, set()))
        return self._kept.get(name, {}), self._clean.get(name, set()), used

    def _by_article(self, check: Check) -> Iterator[Problem]:
        """The rule looks at the articles that are new to it, and at all faulty ones and home pages."""
        known, clean, used = self._of(check.id)
        corpus, all_keys = self._subject.corpus, self._keys.values()
        missing = set(all_keys) - clean - known.keys()
        new = tuple(article for article in corpus.articles if self._keys[article.path] in missing)
        found: dict[str, Found] = {article.path: [] for article in new}
        for problem in check.find(replace(self._subject, corpus=replace(corpus, articles=new))):
            found.setdefault(problem.path, []).append((problem.path, problem.line, problem.message))
        for article in new:
            used.note(self._keys[article.path], kept.line(found.pop(article.path)))
        used.clean.update(clean & set(all_keys))
        used.found.update((key, known[key]) for key in known.keys() & all_keys)
        for text in used.found.values():
            yield from _problems(json.loads(text))
        for others in found.values():
            yield from _problems(others)

    def _by_language(self, check: Check) -> Iterator[Problem]:
        """The rule looks at the languages in which something changed."""
        known, clean, used = self._of(check.id)
        corpus = self._subject.corpus
        for lang in corpus.languages:
            key = self._languages[lang]
            text = NONE if key in clean else known.get(key, "")
            if not text:
                alone = replace(corpus, languages=(lang,), articles=corpus.of(lang))
                found = check.find(replace(self._subject, corpus=alone))
                text = kept.line([(problem.path, problem.line, problem.message) for problem in found])
            used.note(key, text)
            yield from _problems(json.loads(text))

    @cached_property
    def _facts(self) -> str:
        return digest(repr(tuple(self._subject.facts)).encode())

    def _key(self, page: Telling) -> str:
        """The key of a page; a day that makes an article a draft is part of it, a file's language another."""
        return self._keys.get(page.path) or self._subject.key(page.path) + page.lang

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
            told = (below, articles, wrong, corpus.synonyms[lang], self._subject.key(below + NEAR))
            found[lang] = digest(repr(told).encode())
        return found


def _clean(groups: Section) -> dict[str, set[str]]:
    """The keys by each of the names that a group of them has."""
    found: dict[str, set[str]] = {}
    for names, keys in groups.items():
        parts = keys.split(BETWEEN)
        for name in names.split(BETWEEN):
            found.setdefault(name, set()).update(parts)
    return found


def _together(clean: Mapping[str, AbstractSet[str]]) -> Section:
    """The keys in groups: those that have the same names are told once, with all of these."""
    groups: dict[tuple[str, ...], AbstractSet[str]] = {(): set[str]().union(*clean.values())}
    for name, keys in clean.items():
        inside = {(*names, name): group & keys for names, group in groups.items()}
        groups = inside | {names: group - keys for names, group in groups.items()}
        groups = {names: group for names, group in groups.items() if group}
    return {BETWEEN.join(names): BETWEEN.join(sorted(group)) for names, group in groups.items()}


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
