"""Passwords, sign-in limit, links, clock, facts and demo data: what each promises by itself."""

import asyncio
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.billing import clock, contacts, datasets, facts, passwords
from kb.billing.database import Database
from kb.billing.errors import (
    AlreadyRegistered,
    AlreadySettled,
    CurrentPasswordWrong,
    InvalidRequest,
    NotFound,
    NotSignedIn,
    PasswordRefused,
    SignInFailed,
    TooManyFailures,
)
from kb.billing.model import Account
from kb.billing.passwords import Hasher, refusal
from kb.billing.service import DEFAULT_START, Billing
from kb.billing.throttle import MAX_FAILURES, WINDOW_SECONDS, Throttle


@pytest.mark.parametrize(
    ("new", "reason"),
    [
        ("abc1234", "too-short"),
        ("abcd1234", None),
        ("abcdefgh", "no-digit"),
        ("12345678", "no-letter"),
        ("€€€€€€€1", "no-letter"),
        ("пароль12", None),
        ("a1" * 64, None),
        ("a1" * 64 + "a", "too-long"),
        ("PassWord1", "common"),
        ("vecchia 123", "same"),
    ],
)
def test_password_rule(new: str, reason: str | None) -> None:
    """Each rule refuses what breaks it and nothing else."""
    assert refusal(new, "vecchia 123") == reason


def test_a_password_is_the_same_however_it_is_typed(hasher: Hasher) -> None:
    """A composed and a decomposed "ä" are one password."""
    composed, apart = "pässword 99", unicodedata.normalize("NFD", "pässword 99")
    assert composed != apart
    assert asyncio.run(hasher.matches(asyncio.run(hasher.hash(composed)), apart))
    assert refusal(apart, composed) == "same"


def test_the_hash_has_the_reasoned_parameters() -> None:
    """Argon2id, 19 MiB, 2 passes, 1 lane: OWASP's first choice."""
    assert asyncio.run(Hasher().hash("x")).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_hashing_leaves_the_loop_free() -> None:
    """While passwords are being hashed the event loop goes on."""

    async def ticks_during_hashes() -> int:
        hashing = asyncio.gather(*(Hasher().hash("x") for _ in range(2)))
        ticks = 0
        while not hashing.done():
            ticks += 1
            await asyncio.sleep(0)
        return ticks

    assert asyncio.run(ticks_during_hashes()) > 10


def test_an_unknown_account_costs_the_same_hash() -> None:
    """Signing in with an unknown address verifies a hash of the same cost: time tells nothing."""
    verified = []

    class Watched(Hasher):
        def _matches(self, stored: str, password: str) -> bool:
            verified.append(stored.rpartition("p=1$")[0])
            return super()._matches(stored, password)

    hasher = Watched(time_cost=1, memory_kib=16)
    stored = asyncio.run(hasher.hash("x"))
    assert asyncio.run(hasher.matches(stored, "x"))
    assert not asyncio.run(hasher.matches(None, "x"))
    assert verified[0] == verified[1]


def test_a_broken_hash_matches_nothing(hasher: Hasher) -> None:
    """A damaged credential refuses the sign-in instead of failing."""
    assert not asyncio.run(hasher.matches("not a hash", "x"))


def test_the_limit_counts_attempts_within_the_window() -> None:
    """The sixth attempt waits until the first has left the window, to the second."""
    limit = Throttle()
    for moment in range(MAX_FAILURES):
        limit.attempt("a", "1.2.3.4", moment)
    with pytest.raises(TooManyFailures) as refused:
        limit.attempt("a", "1.2.3.4", WINDOW_SECONDS - 1)
    assert refused.value.retry_after == 1
    limit.attempt("a", "5.6.7.8", WINDOW_SECONDS - 1)
    limit.attempt("b", "1.2.3.4", WINDOW_SECONDS - 1)
    limit.attempt("a", "1.2.3.4", WINDOW_SECONDS)
    limit.succeeded("a", "1.2.3.4")
    limit.attempt("a", "1.2.3.4", WINDOW_SECONDS)


def test_the_limits_memory_is_bounded() -> None:
    """A million made-up addresses do not fill the memory; old ones go first."""
    limit = Throttle()
    for number in range(15_000):
        limit.attempt(str(number), "x", number)
    assert len(limit._attempts) <= 10_000
    for _ in range(MAX_FAILURES - 1):
        limit.attempt("14999", "x", 15_000)
    with pytest.raises(TooManyFailures):
        limit.attempt("14999", "x", 15_000)
    limit.clear()
    limit.attempt("14999", "x", 15_000)


def test_a_crowd_at_one_moment_is_bounded_too() -> None:
    """When nothing is old the oldest half is forgotten."""
    limit = Throttle()
    for number in range(10_001):
        limit.attempt(str(number), "x", 0)
    assert len(limit._attempts) <= 5_001


def test_sign_in_failures_are_counted_before_the_hash(
    billing: Billing, register: Callable[..., Account]
) -> None:
    """Twenty wrong passwords sent at once: five are looked at, fifteen are told to wait."""
    register()

    async def storm() -> list[object]:
        tries = (billing.sign_in("a@example.com", "wrong", "x") for _ in range(20))
        return await asyncio.gather(*tries, return_exceptions=True)

    kinds = [type(outcome) for outcome in asyncio.run(storm())]
    assert kinds.count(SignInFailed) == 5
    assert kinds.count(TooManyFailures) == 15


def test_sessions_end_on_the_real_clock(hasher: Hasher) -> None:
    """A session lasts eight real hours; moving the billing clock signs nobody out."""
    now = [1_000_000]
    billing = Billing(Database(), hasher, lambda: now[0])
    account = asyncio.run(billing.create_account("a@example.com", "x"))
    token = asyncio.run(billing.sign_in(" A@Example.com ", "x", "y")).token
    billing.advance_clock(billing.clock() + 10**8)
    now[0] += 8 * 3600 - 1
    assert billing.session(token).account == account.id
    now[0] += 1
    with pytest.raises(NotSignedIn):
        billing.session(token)


def test_a_password_changed_meanwhile_is_not_overwritten(billing: Billing) -> None:
    """Of two changes that run at once, both with the right current password, one is done."""
    account = asyncio.run(billing.create_account("a@example.com", "vecchia 123"))
    token = asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x")).token

    async def both() -> list[object]:
        changes = (
            billing.change_password(account.id, token, "vecchia 123", f"nuova {n}23 x") for n in (1, 2)
        )
        return await asyncio.gather(*changes, return_exceptions=True)

    assert sorted(type(outcome).__name__ for outcome in asyncio.run(both())) == [
        "CurrentPasswordWrong",
        "NoneType",
    ]


def test_a_refused_password_changes_nothing(billing: Billing) -> None:
    """Wrong current password, or a new one that breaks the rule: the old one stays."""
    account = asyncio.run(billing.create_account("a@example.com", "vecchia 123"))
    token = asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x")).token
    for refused, current, new in (
        (CurrentPasswordWrong, "altra 123", "nuova 123 x"),
        (PasswordRefused, "vecchia 123", "short"),
    ):
        before = "\n".join(billing.database.sql.iterdump())
        with pytest.raises(refused):
            asyncio.run(billing.change_password(account.id, token, current, new))
        assert "\n".join(billing.database.sql.iterdump()) == before


def test_a_password_changed_while_signing_in_ends_the_sign_in(billing: Billing) -> None:
    """A sign-in that was being checked while the password changed opens no session with the old one."""
    account = asyncio.run(billing.create_account("a@example.com", "vecchia 123"))
    signed = asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x"))

    class Slow(Hasher):
        async def matches(self, stored: str | None, password: str) -> bool:
            matched = await super().matches(stored, password)
            billing.door.hasher = Hasher(time_cost=1, memory_kib=8)
            await billing.change_password(account.id, signed.token, "vecchia 123", "nuova 123 x")
            return matched

    billing.door.hasher = Slow(time_cost=1, memory_kib=8)
    with pytest.raises(SignInFailed):
        asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x"))


@given(st.integers(0, clock.LATEST))
def test_instants_go_there_and_back(moment: int) -> None:
    """Every second has one spelling that is read back."""
    assert clock.instant(clock.iso(moment)) == moment


@pytest.mark.parametrize(
    ("duration", "expected"),
    [
        ("P1M", "2025-02-28T10:00:00Z"),
        ("P1Y", "2026-01-31T10:00:00Z"),
        ("P13M", "2026-02-28T10:00:00Z"),
        ("P30D", "2025-03-02T10:00:00Z"),
        ("PT1S", "2025-01-31T10:00:01Z"),
        ("P1DT2H3M4S", "2025-02-01T12:03:04Z"),
    ],
)
def test_durations(duration: str, expected: str) -> None:
    """ISO 8601 durations, months of the calendar."""
    assert clock.iso(clock.later(clock.instant("2025-01-31T10:00:00Z"), duration)) == expected


@pytest.mark.parametrize("text", ["", "P", "PT", "1M", "P1W", "-P1D", "P1M ", "p1m"])
def test_not_a_duration(text: str) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(InvalidRequest, match="write for example P1M"):
        clock.later(0, text)


@pytest.mark.parametrize("text", ["", "tomorrow", "2025-13-01"])
def test_not_an_instant(text: str) -> None:
    """Anything else is refused with an example."""
    with pytest.raises(InvalidRequest, match="write for example"):
        clock.instant(text)


def test_offsets_are_understood() -> None:
    """Rome's noon in summer is ten o'clock UTC."""
    assert clock.iso(clock.instant("2025-07-01T12:00:00+02:00")) == "2025-07-01T10:00:00Z"


@pytest.mark.parametrize("to", [-1, clock.LATEST + 1])
def test_the_clock_stays_within_its_years(billing: Billing, to: int) -> None:
    """Backwards or beyond 2200 is refused."""
    with pytest.raises(InvalidRequest):
        billing.advance_clock(to)


def test_one_advance_is_bounded(
    billing: Billing, register: Callable[..., Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Too many events at once are refused, and nothing of them has happened."""
    account = register().id
    billing.purchase_plan(account, "pro-m", "k")
    monkeypatch.setattr(clock, "MAX_EVENTS", 3)
    before = "\n".join(billing.database.sql.iterdump())
    with pytest.raises(InvalidRequest, match="smaller steps"):
        billing.advance_clock(clock.later(billing.clock(), "P4M"))
    assert "\n".join(billing.database.sql.iterdump()) == before


def test_facts_cover_what_articles_say() -> None:
    """Names, values and units of the public facts; every one says where it comes from."""
    found = facts.facts()
    assert list(found) == sorted(found)
    assert {
        name: found[name]["value"] for name in found if name.split(".")[0] in ("password", "signin", "link")
    } == {
        "password.min_length": 8,
        "password.max_length": 128,
        "password.requires": ["letter", "digit"],
        "signin.max_failures": 5,
        "signin.window": 15,
    }
    assert found["plans.plus-m.price"] == {"value": 2495, "unit": "EUR-minor", "source": "kb.billing.plans"}
    assert found["plans.pro-y.name"]["value"] == {"it": "Pro annuale", "en": "Pro annual"}
    assert "plans.corporate.price" not in found
    assert found["label.turn_off_renewal"]["value"] == {
        "it": "Disattiva il rinnovo",
        "en": "Turn off renewal",
    }
    assert all(fact["source"] for fact in found.values())


def test_unknown_kinds_of_contact_are_refused() -> None:
    """The message lists the kinds."""
    with pytest.raises(InvalidRequest, match="support, corporate_billing"):
        contacts.find("IT", "sales")


def test_the_demo_has_a_customer_in_every_state(billing: Billing) -> None:
    """One Italian and one English customer per state, the same every time, and the books balance."""
    datasets.load(billing, "demo")
    ledger = [(row.at, row.op, row.cash) for row in billing.ledger()]
    assert billing.clock() == DEFAULT_START
    accounts = {customer.email: billing.account_by_email(customer.email) for customer in datasets.DEMO}
    seen = {
        state: (account.state, account.kind, account.auto_renew, account.credit > 0, account.language)
        for state, account in (
            (customer.email.split("@")[0], accounts[customer.email]) for customer in datasets.DEMO
        )
    }
    assert seen["attivo"] == ("active", "self_service", True, False, "it")
    assert seen["renewal-off"] == ("active", "self_service", False, False, "en")
    assert seen["sospeso"][0] == seen["suspended"][0] == "suspended"
    assert seen["corporate"][1] == "corporate"
    assert seen["credito"][3]
    assert seen["new"][0] == "no_plan"
    refused = accounts["refused-card@example.com"].card
    assert refused is not None
    assert refused.outcome == "refused"
    assert billing.books().faults == ()
    signed = asyncio.run(billing.sign_in("sospeso@example.com", datasets.DEMO_PASSWORD, "x"))
    assert signed.next == "/account/plans"
    datasets.load(billing, "demo")
    assert [(row.at, row.op, row.cash) for row in billing.ledger()] == ledger


def test_unknown_data_sets_are_refused(billing: Billing) -> None:
    """The message lists the names; an instant that the clock cannot show is refused too."""
    with pytest.raises(InvalidRequest, match="empty, demo"):
        datasets.load(billing, "dmeo")
    with pytest.raises(InvalidRequest, match="between 2000"):
        datasets.load(billing, "empty", 0)


def test_an_address_is_registered_once(billing: Billing, register: Callable[..., Account]) -> None:
    """Capitals make no new customer."""
    register("a@example.com")
    with pytest.raises(AlreadyRegistered):
        register("A@EXAMPLE.com")


def test_a_refund_is_settled_once_and_only_if_asked(
    billing: Billing, register: Callable[..., Account]
) -> None:
    """An unknown request and a settled one are refused; the customer sees the decision."""
    account = register().id
    billing.purchase_plan(account, "team-m", "1")
    billing.change_plan(account, "starter-m", "2")
    request = billing.request_refund(account, 5000, "3")
    assert billing.settle_refund(request.id, approve=True).state == "approved"
    assert [(each.amount, each.state) for each in billing.refund_requests(account)] == [(5000, "approved")]
    with pytest.raises(AlreadySettled):
        billing.settle_refund(request.id, approve=False)
    with pytest.raises(NotFound):
        billing.settle_refund(99, approve=True)


@pytest.mark.parametrize("key", ["", "k" * 201])
def test_keys_have_a_length(billing: Billing, register: Callable[..., Account], key: str) -> None:
    """An empty or endless idempotency key is refused."""
    with pytest.raises(InvalidRequest, match="1 to 200"):
        billing.purchase_plan(register().id, "pro-m", key)


def test_common_passwords_would_pass_the_other_rules() -> None:
    """The list holds only what the composition rule lets through: no dead entries."""
    assert [word for word in passwords.COMMON if refusal(word, "") != "common"] == []
    assert "abcd1234" not in passwords.COMMON
