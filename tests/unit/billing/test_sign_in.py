"""Passwords, sessions and the limit on attempts: who gets in, and who does not."""

import asyncio
import unicodedata
from collections.abc import Callable

import pytest

from kb.billing.auth import passwords
from kb.billing.auth.passwords import Hasher, refusal
from kb.billing.domain.errors import (
    CurrentPasswordWrong,
    NotSignedIn,
    PasswordRefused,
    SignInFailed,
    TooManyFailures,
)
from kb.billing.domain.model import Account
from kb.billing.service import Billing
from kb.billing.store.database import Database


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
        ("\ufdfa1", "too-short"),  # one sign typed, eighteen letters in NFKC
        ("\ufdfa" * 100 + "1", None),
        ("\uff76\uff9e" * 3 + "a1", "too-short"),  # two signs typed, one in NFKC
        ("\ufb03" * 7 + "1", None),
        ("a\u0308" * 3 + "1234", "too-short"),  # decomposed: three letters
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
            billing.authenticator.hasher = Hasher(time_cost=1, memory_kib=8)
            await billing.change_password(account.id, signed.token, "vecchia 123", "nuova 123 x")
            return matched

    billing.authenticator.hasher = Slow(time_cost=1, memory_kib=8)
    with pytest.raises(SignInFailed):
        asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x"))


def test_common_passwords_would_pass_the_other_rules() -> None:
    """The list holds only what the composition rule lets through: no dead entries."""
    assert [word for word in passwords.COMMON if refusal(word, "") != "common"] == []
    assert "abcd1234" not in passwords.COMMON
