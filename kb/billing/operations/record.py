"""The form of an operation's record: all that the API, the account pages and the articles know about it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from kb.billing.domain.model import Account
from kb.billing.domain.standing import Standing
from kb.billing.locale.texts import text
from kb.billing.service import Billing

Audience = Literal["anybody", "customer", "self_service"]


@dataclass(frozen=True, slots=True)
class Reader:
    """The signed-in customer to whom something is said: whose account, in which language."""

    billing: Billing
    account: Account
    language: str

    def t(self, key: str, **values: object) -> str:
        """One text in the reader's language."""
        return text(self.language, key, **values)


Sentence = Callable[[Reader], str | None]


@dataclass(frozen=True, slots=True)
class Offer:
    """What a panel offers in a standing; ``main`` draws the eye to it, else it is one way among others."""

    operation: str
    main: bool = True


@dataclass(frozen=True, slots=True)
class Operation:
    """One thing that a customer can do.

    Attributes:
        id: The operationId, as the API's route and the articles' `actions:` name it.
        page: The account page that carries it out. Opening a page never acts: its form does.
        label: The key of the button's text, one of the public facts `label.*`.
        who: Anybody, a signed-in customer, or one whose plan the corporate billing center does not manage.
        state: What a customer should know before; None when that is nothing.
        is_personal: The sentence is for the signed-in customer alone: an agent does not see it.
        result: What to say after it, read from the account's present state: a page never claims what is
            not so.
        not_for: Where it is refused or has nothing to do: articles say something else there.
        instead: What a panel offers in a standing in place of the operation itself.
        words: The key of another button text in a standing.
        others: The key of another consequence in a standing.

    Its strings stand in every language's catalogue: `operation.ID.title`, `operation.ID.consequence`,
    the label, the words and the others.
    """

    id: str
    page: str
    label: str
    who: Audience = "self_service"
    state: Sentence | None = None
    is_personal: bool = False
    not_for: tuple[Standing, ...] = ()
    result: Sentence | None = None
    instead: Mapping[Standing, tuple[Offer, ...]] = field(default_factory=dict)
    words: Mapping[Standing, str] = field(default_factory=dict)
    others: Mapping[Standing, str] = field(default_factory=dict)

    @property
    def changes(self) -> bool:
        """Whether it does something that is confirmed first and told afterwards."""
        return self.result is not None

    @property
    def closed(self) -> tuple[Standing, ...]:
        """All of `not_for`, and Corporate plans where the corporate billing center does it."""
        return ("corporate", *self.not_for) if self.who == "self_service" else self.not_for

    @property
    def title(self) -> str:
        """The key of its name, "Turn off renewal"."""
        return f"operation.{self.id}.title"

    @property
    def consequence(self) -> str:
        """The key of the sentence that says what happens."""
        return f"operation.{self.id}.consequence"

    @property
    def strings(self) -> tuple[str, ...]:
        """The keys that every catalogue has to have for it."""
        return (self.title, self.consequence, self.label, *self.words.values(), *self.others.values())
