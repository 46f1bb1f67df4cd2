"""What a panel shows one customer about an operation: the sentence, what is offered, in which words."""

from dataclasses import dataclass

from kb.billing.domain.standing import Standing, standings
from kb.billing.operations import before
from kb.billing.operations.catalogue import BY_ID
from kb.billing.operations.record import Offer, Operation, Reader


@dataclass(frozen=True, slots=True)
class Shown:
    """An offered operation as the reader sees it: what happens, its button, whether that is the main one.

    ``changes``: whether there is something to confirm; else its page is there to be read.
    """

    operation: str
    consequence: str
    label: str
    main: bool
    changes: bool


def sentence(reader: Reader, operation: Operation) -> str | None:
    """What the reader should know before choosing the operation; None when that is nothing."""
    if operation.who == "self_service" and (managed := before.corporate(reader)):
        return managed
    return operation.state(reader) if operation.state else None


def offers(reader: Reader, operation: Operation) -> tuple[Shown, ...]:
    """What is offered to the reader of an article about the operation, the first thing first."""
    now = standings(reader.account, reader.billing.clock())
    return tuple(_shown(reader, offer, now) for offer in _offers(operation, now))


def result(reader: Reader, operation: Operation) -> str | None:
    """The sentence for the operation just done, or None when the account does not bear it out."""
    return operation.result(reader) if operation.result else None


def _offers(operation: Operation, now: tuple[Standing, ...]) -> tuple[Offer, ...]:
    if operation.who == "self_service" and "corporate" in now:
        return (Offer("getContacts"),)
    return next((operation.instead[one] for one in now if one in operation.instead), (Offer(operation.id),))


def _shown(reader: Reader, offer: Offer, now: tuple[Standing, ...]) -> Shown:
    record = BY_ID[offer.operation]
    label = next((record.words[one] for one in now if one in record.words), record.label)
    what = next((record.others[one] for one in now if one in record.others), record.consequence)
    return Shown(record.id, reader.t(what), reader.t(label), offer.main, record.changes)
