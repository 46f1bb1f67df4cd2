"""Slips of the pen: words that no list knows and that one letter turns into a common one."""

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, partial

from kb.checks.model import Check, Pair, Subject
from kb.checks.text import blocks
from kb.content.article import Article
from kb.errors import Problem, quoted
from kb.support.word_list import START, word_list
from search.text.analyzer import Analyzer
from search.text.language import language

ID = "spelling"
WORD = re.compile(r"(?<![\w@./_-])[^\W\d_]+(?![\w@/_]|[.-]\w)")
QUOTED = re.compile(r"[\"“„«][^\"”“»\n]*[\"”»]|\x1a+")
LETTERS = "abcdefghijklmnopqrstuvwxyzàèéìòù"
FEWEST_LETTERS = 5
COMMON = 50  # how often a word stands in its list, from which a slip of it is likelier than a rare word
OWN = 3  # so many uses make a word one of the house
# What other words of a language begin and end with; what is left is sought.
BEGINNINGS = {"it": ("ri", "dis", "s", "in", "pre", "non", "auto", "anti"), "en": ("re", "un", "pre", "non")}
ENDINGS = {"it": ("lo", "la", "li", "le", "ne", "mi", "ti", "ci", "vi", "gli")}


def find(subject: Subject) -> Iterable[Problem]:
    """Each such word in small letters that the site does not use more often, at its line; names are none."""
    for lang in subject.corpus.languages:
        known, others = _named(subject, lang), [each for each in subject.corpus.languages if each != lang]
        articles = subject.corpus.of(lang) if word_list(lang).exists else ()
        by_path = {article.path: article for article in articles}
        slips = partial(_slips, by_path, known, others)
        found = [*subject.among(ID, (lang, sorted(known), others), articles, slips)]
        times = Counter(word for _, _, _, word, _ in found)
        for path, _, line, word, meant in found:
            if times[word] < OWN:
                said = f"{quoted(word)} may be a slip of {quoted(meant)}: correct it"
                yield Problem(path, line, f"{said}, or say so with '<!-- kb: ignore {ID} reason -->'")


def _named(subject: Subject, lang: str) -> frozenset[str]:
    """The words of the glossary, and of the facts' names and labels: they are written so on purpose."""
    glossary = subject.glossary.get(lang, {}) if isinstance(subject.glossary, dict) else {}
    told = [*glossary, *(str(fact.value) for fact in subject.facts)]
    return frozenset(word for text in told for word in WORD.findall(str(text).lower()))


def _slips(
    articles: Mapping[str, Article],
    known: Collection[str],
    others: Sequence[str],
    new: Collection[str],
    told: str | None,
) -> tuple[list[Pair], str]:
    """Line, word and what it probably should be, in the new articles; a word of another language is none.

    What is told are the words that may be right: they are not sought in the lists again.
    """
    right, found = set((told or "").split()), list[Pair]()
    for article in (articles[path] for path in sorted(new)):
        for number, word in _written(article):
            if word in known or word in right:
                continue
            meant = _meant(word, article.lang)
            if meant and not any(word_list(other).times(word) for other in others):
                found.append((article.path, article.path, number, word, meant))
            else:
                right.add(word)
    return found, " ".join(sorted(right))


def _written(article: Article) -> Iterator[tuple[int, str]]:
    """The words in small letters, each at its line; names are none."""
    for block in blocks(article):
        for number, line in enumerate(block.text.split("\n"), block.line):
            yield from ((number, word) for word in WORD.findall(QUOTED.sub(" ", line)) if word.islower())


@cache
def _analyzer(lang: str) -> Analyzer:
    return Analyzer(language(lang))


@cache
def _meant(word: str, lang: str) -> str:
    """The most common word that one letter more, less or other makes of it; empty where it may be right."""
    if len(word) < FEWEST_LETTERS or _is_known(word, lang):
        return ""
    near = [
        (times, other) for other in set(_one_off(word)) if (times := word_list(lang).times(other)) >= COMMON
    ]
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
    if word_list(lang).times(word):
        return True
    stem: Callable[[str], str] = lambda each: _analyzer(lang).terms(each)[0]  # noqa: E731
    sought = stem(word)
    return any(stem(other) == sought for other in word_list(lang).like(word))


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
