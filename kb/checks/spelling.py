"""Slips of the pen: words that no list knows and that one letter turns into a common one."""

import gzip
import json
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from functools import cache, partial
from importlib.resources import files
from importlib.resources.abc import Traversable

from kb.checks.model import Check, Subject
from kb.checks.text import blocks
from kb.content.article import Article
from kb.errors import Problem, quoted
from search.text.analyzer import Analyzer
from search.text.language import language

ID = "spelling"
WORD = re.compile(r"(?<![\w@./_-])[^\W\d_]+(?![\w@/_]|[.-]\w)")
QUOTED = re.compile(r"[\"“„«][^\"”“»\n]*[\"”»]|\x1a+")
LETTERS = "abcdefghijklmnopqrstuvwxyzàèéìòù"
FEWEST_LETTERS = 5
COMMON = 50  # how often a word stands in its list, from which a slip of it is likelier than a rare word
OWN = 3  # so many uses make a word one of the house
START = 4  # letters that words of one stem share
# What other words of a language begin and end with; what is left is sought.
BEGINNINGS = {"it": ("ri", "dis", "s", "in", "pre", "non", "auto", "anti"), "en": ("re", "un", "pre", "non")}
ENDINGS = {"it": ("lo", "la", "li", "le", "ne", "mi", "ti", "ci", "vi", "gli")}


def find(subject: Subject) -> Iterable[Problem]:
    """Each such word in small letters that the site does not use more often, at its line; names are none."""
    for lang in subject.corpus.languages:
        known, others = _named(subject, lang), [each for each in subject.corpus.languages if each != lang]
        slips = subject.each(ID, (lang, sorted(known), others), partial(_slips, known, others))
        articles = subject.corpus.of(lang) if _file(lang).is_file() else ()
        found = [(article, *slip) for article in articles for slip in slips(article)]
        times = Counter(word for _, _, word, _ in found)
        for article, line, word, meant in found:
            if times[word] < OWN:
                said = f"{quoted(word)} may be a slip of {quoted(meant)}: correct it"
                yield Problem(article.path, line, f"{said}, or say so with '<!-- kb: ignore {ID} reason -->'")


def _named(subject: Subject, lang: str) -> frozenset[str]:
    """The words of the glossary, and of the facts' names and labels: they are written so on purpose."""
    glossary = subject.glossary.get(lang, {}) if isinstance(subject.glossary, dict) else {}
    told = [*glossary, *(str(fact.value) for fact in subject.facts)]
    return frozenset(word for text in told for word in WORD.findall(str(text).lower()))


def _slips(known: Collection[str], others: Iterable[str], article: Article) -> list[tuple[int, str, str]]:
    """Line, word and what it probably should be; a word of another language is none."""
    found = []
    for block in blocks(article):
        for number, line in enumerate(block.text.split("\n"), block.line):
            for word in WORD.findall(QUOTED.sub(" ", line)):
                if not word.islower() or word in known:
                    continue
                meant = _meant(word, article.lang)
                if meant and not any(word in _words(other) for other in others):
                    found.append((number, word, meant))
    return found


def _file(lang: str) -> Traversable:
    return files("spellchecker") / "resources" / f"{lang}.json.gz"


@cache
def _words(lang: str) -> Mapping[str, int]:
    """How often each word of a language is used; nothing for a language without a list."""
    file = _file(lang)
    return dict(json.loads(gzip.decompress(file.read_bytes()))) if file.is_file() else {}


@cache
def _beginnings(lang: str) -> Mapping[str, list[str]]:
    found: Mapping[str, list[str]] = defaultdict(list)
    for word in _words(lang):
        found[word[:START]].append(word)
    return found


@cache
def _analyzer(lang: str) -> Analyzer:
    return Analyzer(language(lang))


@cache
def _meant(word: str, lang: str) -> str:
    """The most common word that one letter more, less or other makes of it; empty where it may be right."""
    if len(word) < FEWEST_LETTERS or _is_known(word, lang):
        return ""
    words = _words(lang)
    near = [(words[other], other) for other in set(_one_off(word)) if words.get(other, 0) >= COMMON]
    return max(near)[1] if near else ""


def _is_known(word: str, lang: str) -> bool:
    """Whether the list has it, or a word of its stem, or what is left without a beginning and an ending."""
    return any(_has(part, lang) for part in _parts(word, lang))


def _parts(word: str, lang: str) -> Iterator[str]:
    ends = [end for end in ("", *ENDINGS.get(lang, ())) if word.endswith(end)]
    for end in ends:
        rest = word.removesuffix(end)
        for start in ("", *BEGINNINGS.get(lang, ())):
            if rest.startswith(start) and len(rest) - len(start) >= START:
                yield rest.removeprefix(start)


def _has(word: str, lang: str) -> bool:
    if word in _words(lang):
        return True
    stem: Callable[[str], str] = lambda each: _analyzer(lang).terms(each)[0]  # noqa: E731
    sought = stem(word)
    return any(stem(other) == sought for other in _beginnings(lang).get(word[:START], ()))


def _one_off(word: str) -> Iterator[str]:
    """What a letter more, less, other or two exchanged make of a word (Damerau)."""
    for at in range(len(word) + 1):
        start, end = word[:at], word[at:]
        yield start + end[1:]
        yield start + end[1:2] + end[:1] + end[2:]
        for letter in LETTERS:
            yield start + letter + end
            yield start + letter + end[1:]


CHECK = Check(
    id=ID,
    reason="A slip of the pen makes a customer doubt what stands around it, and search does not find it.",
    cure="Correct the word; a word of the house stands in content/glossary.yml.",
    find=find,
    is_hint=True,
)
