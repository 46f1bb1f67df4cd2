"""The customer whom an answer is for: their audiences, and what the service says holds for them. Pure."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kb.answering.audience import audiences_of

Audiences = frozenset[str] | None


@dataclass(frozen=True)
class Offer:
    """What the customer can do: the operation, its button, what happens."""

    operation: str
    label: str
    consequence: str


@dataclass(frozen=True)
class Panel:
    """What the service says about an operation: a sentence with dates and amounts, and what it offers."""

    sentence: str
    offers: tuple[Offer, ...]


@dataclass(frozen=True)
class Customer:
    """Whom an answer is for.

    Attributes:
        audiences: What sections are marked for; None: everybody.
        language: Of the account; empty: not known.
        panels: What holds for the account, by operationId, in a language; empty without an account.
    """

    audiences: Audiences = None
    language: str = ""
    panels: Callable[[str], Mapping[str, Panel]] = lambda _: {}


EVERYBODY = Customer()


def customer_of(account: Mapping[str, Any], panels: Callable[[str], Sequence[Mapping[str, Any]]]) -> Customer:
    """The customer of an account.

    Args:
        account: What the service tells an agent about it.
        panels: What it tells in a language, operation by operation.
    """
    return Customer(
        audiences_of(account),
        str(account["language"]),
        lambda language: {str(each["operationId"]): _panel(each) for each in panels(language)},
    )


def _panel(said: Mapping[str, Any]) -> Panel:
    offers = (
        Offer(str(one["operation"]), str(one["label"]), str(one["consequence"])) for one in said["offers"]
    )
    return Panel(str(said["sentence"] or ""), tuple(offers))
