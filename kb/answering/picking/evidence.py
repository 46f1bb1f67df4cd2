"""Whether an article speaks of what is asked: a letter goes out in the company's name.

A search may call an article an answer by words that stand here and there in it. For a letter one of its
wordings (the title, a question) has to say most of what is asked, or the article has to hold much of it and
stand well apart from the next one. The shares were chosen by 240 own queries and 60 own messages.

Who wants something done is answered by who says how: one wording, of that kind, names the act and its
object. "Are my meetings erased?" does not answer "how do I delete a meeting?", nor does support's number
answer "how do I change my number?".
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from kb.answering.asked.acts import is_act, is_no_act
from kb.answering.asked.clauses import without_little
from kb.answering.picking.words import WORD
from search.errors import QueryTooShort
from search.query.understand import Group, understand
from search.text.analyzer import Analyzer

if TYPE_CHECKING:
    from search import Document, Engine

WORDING = 70  # percent of the rarity of what is asked that one title or question holds, or an article given
WHOLE = 40  # percent that the whole article holds
APART = 60  # percent of the first article's points that the second has at most
FEW = 2  # words that say something: without one of them another thing is meant
MANY = 4  # words that say so much that a wording need not hold them all
OWN = 50  # percent of a wording's words at least that are asked for: the rest makes it another question
CLAUSES = re.compile(r"[,;:]\s+")
SENTENCES = re.compile(r"(?<=[.?!:])\s+|\n+")


def speaks_of(engine: "Engine", asked: str, hits: Sequence[tuple[str, int]]) -> bool:
    """Whether the first article speaks of what is asked.

    Args:
        engine: Of the question's language.
        asked: One question, without what stands around it.
        hits: What it finds, ids and points, best first; at least one.
    """
    index = engine.index
    groups, document = asked_words(engine, asked), index.document(index.number(hits[0][0]))
    if not _says_all(engine, asked, groups, document):
        return False
    wordings = (document.title, *document.questions)
    if any(_share(groups, _terms(index.analyzer, [each])) >= WORDING for each in wordings):
        return True
    is_apart = len(hits) < 2 or hits[1][1] * 100 <= hits[0][1] * APART
    return is_apart and _share(groups, _terms(index.analyzer, document.texts())) >= WHOLE


def holds(engine: "Engine", name: str, asked: str) -> bool:
    """Whether an article holds most of what is asked, in whatever words."""
    index = engine.index
    document = index.document(index.number(name))
    return _share(asked_words(engine, asked), _terms(index.analyzer, document.texts())) >= WORDING


def _says_all(engine: "Engine", asked: str, groups: Sequence[Group], document: "Document") -> bool:
    """Whether each clause that wants something done finds how; else, whether none of a few words lacks."""
    langs = [engine.index.lang]
    acts = [asked_words(engine, each) for each in CLAUSES.split(asked) if is_act(each, langs)]
    if not acts:
        return len(groups) > FEW or _says_at_once(engine, groups, document)
    return all(len(each) >= MANY or _says_how(engine, each, document) for each in acts if each)


def _says_how(engine: "Engine", groups: Sequence[Group], document: "Document") -> bool:
    """Whether a wording of an act holds all that is asked, or does with the title, where that is one."""
    analyzer, langs = engine.index.analyzer, [engine.index.lang]
    wordings = [each for each in (document.title, *document.questions) if not is_no_act(each, langs)]
    if any(_lacks(groups, each, analyzer) == 0 and _own(groups, each, analyzer) >= OWN for each in wordings):
        return True
    if len(groups) <= FEW or not is_act(document.title, langs):
        return False
    return any(
        _lacks(groups, f"{document.title} {each}", analyzer) == 0
        for each in (*wordings, *_statements(document))
    )


def _says_at_once(engine: "Engine", groups: Sequence[Group], document: "Document") -> bool:
    """Whether a wording or a sentence holds all that is asked, together with the title."""
    analyzer = engine.index.analyzer
    units = ("", *document.questions, *_statements(document))
    return any(_lacks(groups, f"{document.title} {each}", analyzer) == 0 for each in units)


def _statements(document: "Document") -> Iterator[str]:
    """Each sentence below its heading."""
    for section in document.sections:
        yield from (f"{section.heading} {each}" for each in SENTENCES.split(section.text))


def asked_words(engine: "Engine", asked: str) -> list[Group]:
    """What is asked, word by word, without what says nothing by itself: "please tell me"."""
    index = engine.index
    try:
        query = understand(without_little(asked, [index.lang]), index.analyzer, index)
    except QueryTooShort:
        return []
    return [each for each in query.groups if not each.stop]


def held(groups: Sequence[Group], text: str, analyzer: Analyzer) -> frozenset[int]:
    """The places of the words asked that a text holds, or a synonym of them."""
    terms, enough = _terms(analyzer, [text]), analyzer.language.tuning.synonym
    return frozenset(
        place
        for place, each in enumerate(groups)
        if any(other.quality >= enough and other.term in terms for other in each.alternatives)
    )


def _lacks(groups: Sequence[Group], text: str, analyzer: Analyzer) -> int:
    """How many of the words asked a text does not hold, nor a synonym of them."""
    return len(groups) - len(held(groups, text, analyzer))


def _own(groups: Sequence[Group], wording: str, analyzer: Analyzer) -> int:
    """Percent of a wording's words that are among those asked."""
    asked = {other.term for each in groups for other in each.alternatives}
    words = [word for word in map(analyzer.fold, WORD.findall(wording.lower())) if not analyzer.is_stop(word)]
    held = [word for word in words if asked.intersection(analyzer.terms(word))]
    return 100 * len(held) // len(words) if words else 0


def _share(groups: Sequence[Group], terms: frozenset[str]) -> int:
    """Percent of the rarity of the words asked that are among the terms, by any of their alternatives."""
    whole = sum(each.rarity for each in groups)
    held = (each.rarity for each in groups if any(other.term in terms for other in each.alternatives))
    return 100 * sum(held) // whole if whole else 100


def _terms(analyzer: Analyzer, texts: Iterable[str]) -> frozenset[str]:
    words = (analyzer.fold(word) for text in texts for word in WORD.findall(text.lower()))
    return frozenset(term for word in words for term in analyzer.terms(word))
