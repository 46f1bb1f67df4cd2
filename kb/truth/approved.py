"""The wording that a person has approved, sentence by sentence, and how the articles differ from it; pure.

A claimed sentence is approved as it stands, since its test was read beside it. Any other sentence is approved
by the parts that bear its truth: a synonym or a typing error elsewhere needs nobody, a lost "not" does.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

from kb.truth.statements import Statement
from kb.truth.words import skeleton

FILE = "approved.json"
_PAIRED = 0.5  # sentences less alike than this are not one sentence that was changed


@dataclass(frozen=True)
class Wording:
    """One approved sentence: its text and the claims that it was approved with."""

    text: str
    claims: tuple[str, ...] = ()


# By language and article, in the article's order.
Approved = Mapping[str, Mapping[str, tuple[Wording, ...]]]


@dataclass(frozen=True)
class Change:
    """A promise that is not as it was approved.

    Attributes:
        now: The sentence in the article; None when it is gone.
        then: The approved sentence that it most likely was; None when it is new.
    """

    now: Statement | None
    then: Wording | None

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims of the sentence, now or then."""
        return (*(self.now.claims if self.now else ()), *(self.then.claims if self.then else ()))


def parse(text: str) -> dict[str, dict[str, tuple[Wording, ...]]]:
    """The approved wording from the file's text; raises ValueError, KeyError or TypeError on another form."""
    return {
        lang: {
            name: tuple(Wording(entry["text"], tuple(entry.get("claims", ()))) for entry in entries)
            for name, entries in articles.items()
        }
        for lang, articles in json.loads(text).items()
    }


def dump(approved: Approved) -> str:
    """The file's text: a sentence a line, so that a change reads well in a diff."""
    data = {
        lang: {
            name: [{"text": w.text} | ({"claims": list(w.claims)} if w.claims else {}) for w in wordings]
            for name, wordings in sorted(articles.items())
        }
        for lang, articles in sorted(approved.items())
    }
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def wording(statement: Statement) -> Wording:
    """A sentence as it would be approved now."""
    return Wording(statement.text, statement.claims)


def changes(statements: Iterable[Statement], approved: Iterable[Wording], lang: str) -> Iterator[Change]:
    """Every promise of an article that differs from what was approved; order does not count."""
    approved = list(approved)
    left = Counter(_key(each, lang) for each in approved)
    by_key = {_key(each, lang): each for each in approved}
    new = []
    for statement in statements:
        key = _key(wording(statement), lang)
        if not statement.is_kept:
            continue
        if left[key]:
            left[key] -= 1
        else:
            new.append(statement)
    gone = [by_key[key] for key, count in left.items() for _ in range(count)]
    yield from _paired(new, gone)


def _key(one: Wording, lang: str) -> tuple[object, ...]:
    """What has to be the same: the text of a claimed sentence, the truth-bearing parts of any other."""
    return (one.claims, one.text) if one.claims else ((), *skeleton(one.text, lang))


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
    return SequenceMatcher(None, one.text.split(), other.text.split(), autojunk=False).ratio()
