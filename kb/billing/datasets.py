"""Named data sets, made through the service's own operations: the same ids, dates and amounts every time."""

from collections.abc import Callable
from dataclasses import dataclass

from kb.billing import clock
from kb.billing.auth.passwords import Hasher
from kb.billing.domain.errors import InvalidRequest
from kb.billing.domain.model import Account, AccountKind, Card, Language
from kb.billing.domain.payments import REFUSED_LAST4
from kb.billing.service import Billing

NAMES = ("empty", "demo")
DEMO_PASSWORD = "prova-demo-2026"
_DEMO_START = clock.instant("2026-08-03T09:00:00Z")
_CARD = Card("visa", "4242", "2030-12", "accepted")


@dataclass(frozen=True, slots=True)
class DemoCustomer:
    """A demo sign-in: ``state`` says in one word of the catalogue below what it shows."""

    email: str
    language: Language
    state: str
    title: str


def _customers() -> tuple[DemoCustomer, ...]:
    states = {
        "active": ("attivo", "Abbonamento attivo", "active", "Running subscription"),
        "renewal-off": ("rinnovo-spento", "Rinnovo disattivato", "renewal-off", "Renewal turned off"),
        "suspended": ("sospeso", "Abbonamento scaduto", "suspended", "Expired subscription"),
        "corporate": ("aziendale", "Piano Corporate", "corporate", "Corporate plan"),
        "credit": ("credito", "Con credito", "credit", "With credit"),
        "refused-card": ("carta-rifiutata", "Carta rifiutata", "refused-card", "Refused card"),
        "no-plan": ("nuovo", "Ancora senza piano", "new", "No plan yet"),
    }
    italian = [
        DemoCustomer(f"{it}@example.com", "it", state, title) for state, (it, title, _, _) in states.items()
    ]
    english = [
        DemoCustomer(f"{en}@example.com", "en", state, title) for state, (_, _, en, title) in states.items()
    ]
    return (*italian, *english)


DEMO = _customers()


def hashes(hasher: Hasher, name: str) -> list[str]:
    """The password hashes that a data set needs: slow on purpose, so to be made off the event loop."""
    return hasher.hash_all([DEMO_PASSWORD] * len(DEMO)) if name == "demo" else []


def load(billing: Billing, name: str, at: int | None = None, made: list[str] | None = None) -> None:
    """Wipe the database and fill it with a data set, in one transaction.

    ``at``: where the billing clock of "empty" starts, DEFAULT_START if not given; "demo" brings its own dates
    and ends at DEFAULT_START. ``made``: the result of hashes(), made here when it is not given. Raises
    InvalidRequest for an unknown name or an instant that the clock cannot show.
    """
    if name not in NAMES:
        raise InvalidRequest(f"unknown data set {name!r}; there are {', '.join(NAMES)}")
    if at is not None and not clock.EARLIEST <= at <= clock.LATEST:
        raise InvalidRequest(
            f"the clock starts between {clock.iso(clock.EARLIEST)} and {clock.iso(clock.LATEST)}"
        )
    password_hashes = hashes(billing.authenticator.hasher, name) if made is None else made
    billing.authenticator.throttle.clear()
    with billing.database.transaction():
        billing.database.wipe(name)
        billing.start_clock(_DEMO_START if name == "demo" else clock.DEFAULT_START if at is None else at)
        if name == "demo":
            _fill(billing, password_hashes)


def _fill(billing: Billing, password_hashes: list[str]) -> None:
    accounts = [
        (customer.state, _register(billing, customer, password_hash))
        for customer, password_hash in zip(DEMO, password_hashes, strict=True)
    ]
    for day, act in _STORY:
        billing.advance_clock(clock.instant(f"2026-{day}T09:00:00Z"))
        for state, account in accounts:
            act(billing, state, account)
    billing.advance_clock(clock.DEFAULT_START)


def _register(billing: Billing, customer: DemoCustomer, password_hash: str) -> Account:
    kind: AccountKind = "corporate" if customer.state == "corporate" else "self_service"
    return billing.add_account(
        customer.email,
        password_hash,
        kind=kind,
        country="IT" if customer.language == "it" else "US",
        language=customer.language,
        card=None if customer.state in ("corporate", "no-plan") else _CARD,
    )


def _first_purchase(billing: Billing, state: str, account: Account) -> None:
    bought = {"active": "pro-m", "renewal-off": "plus-m", "suspended": "starter-m", "credit": "team-m"}
    bought["refused-card"] = "starter-m"
    if state in bought:
        billing.purchase_plan(account.id, bought[state], f"demo-{account.id}-1")


def _cancel(billing: Billing, state: str, account: Account) -> None:
    if state == "suspended":
        billing.turn_off_renewal(account.id)


def _later_changes(billing: Billing, state: str, account: Account) -> None:
    if state == "renewal-off":
        billing.turn_off_renewal(account.id)
    elif state == "credit":
        billing.change_plan(account.id, "starter-m", f"demo-{account.id}-2")
    elif state == "refused-card":
        billing.update_billing_data(account.id, _CARD.brand, REFUSED_LAST4, _CARD.exp)


_STORY: tuple[tuple[str, Callable[[Billing, str, Account], None]], ...] = (
    ("08-12", _first_purchase),
    ("09-20", _cancel),
    ("11-16", _later_changes),
)
