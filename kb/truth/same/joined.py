"""Whether sentences were only split or joined: `Stuck? Call us` and `If you are stuck, call us`."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Any, ClassVar, Protocol, TypeVar

from kb.truth.language import language_data


class Sentence(Protocol):
    """What a statement and an approved wording have in common: a frozen dataclass with these."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def text(self) -> str:
        """The sentence."""

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims made for it."""


Now = TypeVar("Now", bound=Sentence)
Then = TypeVar("Then", bound=Sentence)


def take_joined(
    new: list[Now],
    gone: list[Then],
    said: Sequence[Now],
    agreed: Sequence[Then],
    lang: str,
    is_same: Callable[[Now, Then], bool],
) -> None:
    """Take out of both lists what was split in two or made one of two.

    Args:
        new: What is not as approved.
        gone: What was approved and is not there.
        said: All that the article says.
        agreed: All that was approved of it.
        lang: Their language.
        is_same: Whether a sentence says what was approved.
    """
    for wording in [*gone]:
        for pair in _pairs(new, said):
            if wording in gone and any(is_same(one, wording) for one in _joined(*pair, lang)):
                gone.remove(wording)
                _take(pair, new)
    for statement in [*new]:
        for two in _pairs(gone, agreed):
            if statement in new and any(is_same(statement, one) for one in _joined(*two, lang)):
                new.remove(statement)
                _take(two, gone)


def _pairs(changed: list[Now], every: Sequence[Now]) -> Iterator[tuple[Now, Now]]:
    """Two sentences that changed, or one and the question before it."""
    yield from pairwise([*changed])
    for first, second in pairwise(every):
        if first.text.endswith("?") and second in changed and not second.text.endswith("?"):
            yield first, second


def _joined(first: Now, second: Now, lang: str) -> Iterator[Now]:
    """How two sentences read as one."""
    data = language_data(lang)
    if first.text.endswith("?"):
        for word in data["concepts"].get("if", ())[:1]:
            yield replace(second, text=f"{word} {first.text[:-1]}, {second.text}")
    elif first.claims == second.claims:
        yield replace(first, text=f"{first.text} {second.text}")
        for word in data["coordinators"][:1]:
            yield replace(first, text=f"{first.text.removesuffix('.')}, {word} {second.text}")


def _take(pair: tuple[Now, Now], sentences: list[Now]) -> None:
    for one in pair:
        if one in sentences:
            sentences.remove(one)
