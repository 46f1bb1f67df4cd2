"""No sentence of an article goes on in another language of the site."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import permutations

from kb.checks.model import Check, Page, Subject
from kb.checks.text import blocks
from kb.content.article import Article
from kb.errors import Problem, quoted
from search.text.language import language

ID = "mixed-languages"
WORD = re.compile(r"[^\W\d_]+")
# What is quoted may be of any language.
QUOTED = re.compile(r"[\"“„«][^\"”“»\n]*[\"”»]|‘[^‘’\n]*’(?!\w)")
PAUSE = re.compile(r"[.!?;:()|\x1a]")
WINDOW = 4  # words in which a fragment shows
FEWEST = 2  # little words of the other language in it
OWN = 3  # so many articles make a word one of the language
WRITTEN_SO = re.compile(r"<(\w+)[^>]*\blang=[^>]*>.*?</\1>", re.DOTALL)


def find(subject: Subject) -> Iterable[Problem]:
    """Each run of words that holds little words of another language and none of its own, once a line."""
    for lang, other in permutations(subject.corpus.languages, 2):
        own, articles = _words(lang), subject.corpus.of(lang)
        strange = _words(other) - own if own else frozenset()
        used = _used(articles, subject.each("own-words", (lang, sorted(strange)), _among(strange)))
        ours, foreign = own - _words(other), strange - used
        told = lang, other, sorted(ours), sorted(foreign)
        mixed = subject.each(ID, told, partial(_mixed, ours, foreign, other))
        for article in articles if foreign else ():
            for line, reason in mixed(article):
                yield Problem(article.path, line, reason)


def _words(lang: str) -> frozenset[str]:
    """The little words of a language; none where it has no rules."""
    return frozenset(word for word in language(lang).stop if len(word) > 1)


def _among(words: frozenset[str]) -> Callable[[Page], list[str]]:
    """Which of these words a page uses."""
    return lambda page: sorted(words & set(WORD.findall(page.body.lower())))


def _used(articles: Iterable[Article], among: Callable[[Page], list[str]]) -> frozenset[str]:
    """The words that the language uses itself, whatever language they come from."""
    count = Counter(word for article in articles for word in among(article))
    return frozenset(word for word, times in count.items() if times >= OWN)


def _mixed(
    own: frozenset[str], foreign: frozenset[str], other: str, article: Article
) -> list[tuple[int, str]]:
    """Line and reason of each line in another language."""
    found_at = []
    marked = [text for match in WRITTEN_SO.finditer(article.body) for text in match[0].split("\n")]
    for block in blocks(article):
        for number, line in enumerate(block.text.split("\n"), block.line):
            found = next(fragments(QUOTED.sub("\x1a", line), own, foreign), "")
            if found and not any(found in text for text in marked):
                said = (
                    f"{quoted(found)} reads as another language ({other}): translate it, or put it in quotes"
                )
                found_at.append((number, said))
    return found_at


def fragments(text: str, own: frozenset[str], foreign: frozenset[str]) -> Iterator[str]:
    """The runs of words in which the other language's little words are two or more, and outnumber the own."""
    if sum(word in foreign for word in WORD.findall(text.lower())) < FEWEST:
        return
    for part in PAUSE.split(text):
        words = list(WORD.finditer(part))
        if sum(word[0].lower() in foreign for word in words) < FEWEST:
            continue
        for start in range(max(len(words) - 1, 0)):
            run = words[start : start + WINDOW]
            little = [word[0].lower() for word in run]
            strange = sum(word in foreign for word in little)
            if strange >= FEWEST and strange > sum(word in own for word in little):
                yield part[run[0].start() : run[-1].end()]


CHECK = Check(
    id=ID,
    reason="A customer who reads one language stops at a sentence that goes on in another.",
    cure='Translate it; what is quoted from elsewhere stands in quotes, or in <span lang="...">.',
    find=find,
)
