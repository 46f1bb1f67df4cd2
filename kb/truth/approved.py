"""The wording that a person has approved, sentence by sentence, and how the articles differ from it; pure.

A claimed sentence is approved word by word, since its test was read beside it; a word may give place only to
one that says the same. Any other sentence is approved by the parts that bear its truth, a heading by what
would turn it. A comma, a corrected letter and another order of sentences need nobody; a lost "not" and
another step first do.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from kb.truth.headings import asks, case, names_other_case, names_same_case, turns
from kb.truth.same.bonds import said_by
from kb.truth.same.condition import condition_moved
from kb.truth.same.joined import take_joined
from kb.truth.same.nearness import nearly_same, only_leads
from kb.truth.same.order import clauses_moved, has_comma_moved, reordered
from kb.truth.same.phrases import phrases_moved
from kb.truth.same.setting import setting_changed, settings
from kb.truth.same.spelling import respaced, respelt
from kb.truth.statements import Statement
from kb.truth.vocabulary import Vocabulary
from kb.truth.words import LINK, truth_words, unlinked, wording_of

FILE = "approved.json"
_PAIRED = 0.5  # sentences less alike than this are not one sentence that was changed


@dataclass(frozen=True)
class Wording:
    """One approved sentence, the claims that it was approved with, whether it is a title or heading."""

    text: str
    claims: tuple[str, ...] = ()
    is_heading: bool = False


# By language and article, in the article's order.
Approved = Mapping[str, Mapping[str, tuple[Wording, ...]]]


@dataclass(frozen=True)
class Change:
    """A promise that is not as it was approved.

    Attributes:
        now: The sentence in the article; None when it is gone.
        then: The approved sentence that it most likely was; None when it is new.
        is_moved: Whether it is the same step as approved, in another place.
    """

    now: Statement | None
    then: Wording | None
    is_moved: bool = False

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of the sentence, now or then."""
        return (*(self.now.claims if self.now else ()), *(self.then.claims if self.then else ()))


def parse(text: str) -> dict[str, dict[str, tuple[Wording, ...]]]:
    """The approved wording from the file's text; raises ValueError, KeyError or TypeError on another form."""
    return {
        lang: {name: wordings(each) for name, each in articles.items()}
        for lang, articles in json.loads(text).items()
    }


def wordings(told: Iterable[Mapping[str, Any]]) -> tuple[Wording, ...]:
    """The sentences of an article's entries in the file; raises as `parse`."""
    return tuple(
        Wording(entry["text"], tuple(entry.get("claims", ())), entry.get("heading", False)) for entry in told
    )


def entries(wordings: Iterable[Wording]) -> list[dict[str, Any]]:
    """The entries of an article's sentences in the file."""
    return [_entry(each) for each in wordings]


def dump(approved: Approved) -> str:
    """The file's text: a sentence a line, so that a change reads well in a diff."""
    data = {
        lang: {name: entries(each) for name, each in sorted(articles.items())}
        for lang, articles in sorted(approved.items())
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _entry(one: Wording) -> dict[str, Any]:
    entry: dict[str, Any] = {"text": one.text}
    if one.claims:
        entry["claims"] = list(one.claims)
    return entry | ({"heading": True} if one.is_heading else {})


def wording(statement: Statement) -> Wording:
    """A sentence as it would be approved now."""
    return Wording(statement.text, statement.claims, statement.is_heading)


def vocabulary(approved: Approved, lang: str) -> Vocabulary:
    """How often a word stands in the approved sentences of a language."""
    return Vocabulary((one.text for each in approved.get(lang, {}).values() for one in each), lang)


def changes(
    statements: Iterable[Statement], approved: Iterable[Wording], lang: str, times: Callable[[str], int]
) -> Iterator[Change]:
    """Every promise of an article that differs from what was approved.

    Args:
        statements: What the article says now.
        approved: What was approved, in the article's order then.
        lang: Its language.
        times: How often a word stands in all approved sentences, as `vocabulary` knows it.
    """
    said, agreed = list(statements), list(approved)
    if _reads_as_approved(said, agreed):
        return
    then = [each for each in agreed if not _is_empty(each, lang)]
    left: dict[tuple[object, ...], list[int]] = {}
    for index, each in enumerate(then):
        left.setdefault(_key(each, lang), []).append(index)
    new, found = [], []
    idle = [each for each in said if not each.is_kept or _is_empty(wording(each), lang)]
    for statement in (each for each in said if each not in idle):
        places = left.get(_key(wording(statement), lang))
        if places and not has_comma_moved(statement.text, then[places[0]].text, lang):
            found.append((statement, places.pop(0)))
        else:
            new.append(statement)
    gone = [then[index] for places in left.values() for index in places]

    def is_same(one: Statement, other: Wording) -> bool:
        return _is_same(one, other, lang, times)

    _take_same(new, gone, is_same)
    _take_same(idle, gone, is_same)
    _take_same(new, [each for each in agreed if each.is_heading and each not in then], is_same)
    take_joined(new, gone, said, agreed, lang, is_same)
    yield from _paired(new, gone)
    yield from _out_of_order(found, then)


def _take_same(
    new: list[Statement], gone: list[Wording], is_same: Callable[[Statement, Wording], bool]
) -> None:
    """Take out of both lists what says the same, each once."""
    for one, other in product([*new], [*gone]):
        if one in new and other in gone and is_same(one, other):
            new.remove(one)
            gone.remove(other)


def _reads_as_approved(said: list[Statement], agreed: list[Wording]) -> bool:
    """Whether all that was approved stands there letter by letter, and beside it only what needs nobody."""
    left = iter(agreed)
    awaited = next(left, None)
    for statement in said:
        if wording(statement) == awaited:
            awaited = next(left, None)
        elif statement.is_kept:
            return False
    return awaited is None


def _is_same(said: Statement, then: Wording, lang: str, times: Callable[[str], int]) -> bool:
    """Whether a changed sentence only corrects a letter, has one wrong, or reorders its parts."""
    now = replace(wording(said), text=respelt(said.text, then.text, times, lang))
    if now.claims != then.claims or has_comma_moved(now.text, then.text, lang):
        return False
    if now.is_heading and names_other_case(now.text, then.text, lang):
        return False
    if not now.claims and setting_changed(now.text, then.text, lang):
        return False
    texts = (now.text, then.text)
    exact = bool(now.claims) and not all(only_leads(text, lang) for text in texts)
    is_firm = exact and any(truth_words(lang).is_weighty(LINK.sub(r"\1", text)) for text in texts)
    return (
        _key(now, lang) == _key(then, lang)
        or (now.is_heading and names_same_case(now.text, then.text, lang))
        or clauses_moved(now.text, then.text, lang)
        or respaced(now.text, then.text)
        or unlinked(now.text, lang) == unlinked(then.text, lang)
        or (not is_firm and nearly_same(now.text, then.text, lang, every_thing=exact))
        or (not said.is_step and reordered(now.text, then.text, lang, every_word=exact))
        or condition_moved(now.text, then.text, lang, every_word=exact)
        or phrases_moved(now.text, then.text, lang)
    )


def _is_empty(one: Wording, lang: str) -> bool:
    """Whether nothing in it needs approval: a heading or question that nothing could turn."""
    return not one.claims and _key(one, lang) == ("#",)


def _key(one: Wording, lang: str) -> tuple[object, ...]:
    """What must stay: a claim's every word, what turns a heading or question, the truth of the rest."""
    if one.claims:
        return (one.claims, *wording_of(one.text, lang))
    if one.is_heading:
        return ("#", *turns(one.text, lang), *case(one.text, lang), *sorted(settings(one.text, lang)))
    if one.text.endswith("?"):
        return ("#", *asks(one.text, lang))
    return ("", said_by(one.text, lang), settings(one.text, lang))


def _out_of_order(found: list[tuple[Statement, int]], then: list[Wording]) -> Iterator[Change]:
    """Each step that stands after one that it came before."""
    last = -1
    for statement, index in found:
        if statement.is_heading:
            last = -1
        elif statement.is_step:
            if index < last:
                yield Change(statement, then[index], is_moved=True)
            last = index


def _paired(new: list[Statement], gone: list[Wording]) -> Iterator[Change]:
    """New sentences beside the approved ones that they most likely were, the likest pairs first."""
    scored = sorted(
        (
            (_likeness(one, other), here, there)
            for here, one in enumerate(new)
            for there, other in enumerate(gone)
        ),
        reverse=True,
    )
    mine: dict[int, int] = {}
    for likeness, here, there in scored:
        if likeness >= _PAIRED and here not in mine and there not in mine.values():
            mine[here] = there
    for here, one in enumerate(new):
        yield Change(one, gone[mine[here]] if here in mine else None)
    yield from (Change(None, other) for there, other in enumerate(gone) if there not in mine.values())


def _likeness(one: Statement, other: Wording) -> float:
    """The share of words that both have (Dice), wherever they stand."""
    mine, theirs = Counter(one.text.lower().split()), Counter(other.text.lower().split())
    return 2 * (mine & theirs).total() / max(1, mine.total() + theirs.total())
