"""Promises of the nearest name: as for few names, at a cost that does not grow with the many."""

import random
from collections.abc import Collection

import pytest

from kb.errors import near
from kb.support import nearest
from kb.support.nearest import Names

WORDS = ("refund", "receipt", "plan", "card", "password", "renewal", "invoice", "address", "sign", "video")
MANY = [f"{one}-{two}-{three}.md" for one in WORDS for two in WORDS for three in WORDS]


def test_few_names_are_all_compared() -> None:
    """Capitals aside; what is like none has no nearest."""
    names = ["change-plan.md", "Receipts.md", "sign-in.md"]
    assert Names(names).nearest("reciepts.md") == "Receipts.md"
    assert Names(names).nearest("zzz") == Names([]).nearest("a") == ""


def test_among_many_a_typing_error_leads_to_the_name_that_was_meant() -> None:
    """A letter changed, left out or put in: the name itself, or one that is no further away."""
    chance, names = random.Random(1), Names(MANY)
    for name in chance.sample(MANY, 60):
        at = chance.randrange(len(name) - 3)
        for typed in (
            name[:at] + "x" + name[at + 1 :],
            name[:at] + name[at + 1 :],
            name[:at] + "x" + name[at:],
        ):
            assert names.nearest(typed) == near(typed, [name, names.nearest(typed)])


def test_among_many_only_some_are_compared(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many share the commonest parts of a name."""
    compared = list[int]()

    def counted(name: str, known: Collection[str]) -> str:
        compared.append(len(known))
        return near(name, known)

    monkeypatch.setattr(nearest, "near", counted)
    assert Names(MANY).nearest("refund-plan-cardx.md") == "refund-plan-card.md"
    assert compared[0] < 2 * nearest.COMPARED < len(MANY)
