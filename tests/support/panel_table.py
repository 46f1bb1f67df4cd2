"""What every panel says and offers, operation by operation and state by state: the golden table's rows.

python tests/support/panel_table.py        write tests/golden/panels.json anew; read the difference
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from kb.billing import clock, datasets
from kb.billing.auth.passwords import Hasher
from kb.billing.domain.model import Account, Card
from kb.billing.domain.rules import fall_due
from kb.billing.effects import apply
from kb.billing.locale.texts import LANGUAGES, catalog
from kb.billing.operations import panel
from kb.billing.operations.catalogue import OPERATIONS
from kb.billing.operations.record import Reader
from kb.billing.service import Billing
from kb.billing.store.database import Database
from kb.billing.store.writes import Store

GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "panels.json"
STATES = {
    "active": "active",
    "renewal off": "renewal-off",
    "suspended": "suspended",
    "no plan": "new",
    "Corporate": "corporate",
    "with credit": "credit",
    "refused card": "refused-card",
}
REFUSED = Card("visa", "0002", "2030-12", "refused")
START, END = clock.instant("2026-10-16T09:00:00Z"), clock.instant("2026-11-16T09:00:00Z")


def accounts(billing: Billing) -> Iterator[tuple[str, Account]]:
    """The demo customers by state, and one who has no card although one will be needed."""
    for state, name in STATES.items():
        yield state, billing.account_by_email(f"{name}@example.com")
    running = billing.account_by_email("active@example.com")
    yield "missing card", replace(running, card=None)
    yield "card refused at the renewal", _stopped(billing, REFUSED)
    yield "card missing at the renewal", _stopped(billing, None)


def _stopped(billing: Billing, card: Card | None) -> Account:
    """One whose renewal failed for want of a card that pays."""
    email = f"stopped-{card.last4 if card else 'without'}@example.com"
    new = billing.add_account(email, "", country="US", language="en", card=card)
    running = replace(new, state="active", plan="pro-m", auto_renew=True, start=START, end=END, value=3900)
    effect = fall_due(running)
    with billing.database.transaction():
        apply(Store(billing.database), effect, END, "due")
    return effect.account


def demo() -> Billing:
    """The service with the demo customers, in memory."""
    billing = Billing(Database(None), Hasher(time_cost=1, memory_kib=8))
    datasets.load(billing, "demo")
    return billing


def row(reader: Reader, operation: Any) -> list[str]:
    """The sentence, then each offer with its button; the main one has a star."""
    offers = panel.offers(reader, operation)
    return [
        panel.sentence(reader, operation) or "",
        *(f"{'* ' if offer.main else ''}{offer.operation}: {offer.label}" for offer in offers),
    ]


def missing_strings() -> list[str]:
    """The texts that some operation needs and some language lacks: the file that should have it, the key."""
    return [
        f"{language}.json: {key}"
        for language in LANGUAGES
        for operation in OPERATIONS
        for key in operation.strings
        if key not in catalog(language)
    ]


@cache
def table() -> dict[str, dict[str, dict[str, list[str]]]]:
    """Rows by state, operation and language."""
    billing = demo()
    return {
        state: {
            operation.id: {
                language: row(Reader(billing, account, language), operation) for language in LANGUAGES
            }
            for operation in OPERATIONS
        }
        for state, account in accounts(billing)
    }


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(table(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
