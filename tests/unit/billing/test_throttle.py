"""The limits on wrong passwords: by account, by address, by both; whatever way an e-mail is written."""

import asyncio
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.billing.auth.throttle import (
    MAX_FAILURES,
    MAX_PER_ACCOUNT,
    MAX_PER_ADDRESS,
    WINDOW_SECONDS,
    Throttle,
    network_of,
    password_limits,
    sign_in_limits,
)
from kb.billing.domain.emails import MAX_LENGTH, normal_email
from kb.billing.domain.errors import CurrentPasswordWrong, NotSignedIn, SignInFailed, TooManyFailures
from kb.billing.domain.model import Account
from kb.billing.service import Billing


def guesses(limit: Throttle, *tries: tuple[str, str]) -> int:
    """How many of these attempts, (e-mail, address) at one moment, are let through to the password."""
    done = 0
    for email, address in tries:
        try:
            limit.attempt(sign_in_limits(email, address), 0)
        except TooManyFailures:
            continue
        done += 1
    return done


def test_the_limit_counts_attempts_within_the_window() -> None:
    """The sixth attempt waits until the first has left the window, to the second."""
    limit, here = Throttle(), sign_in_limits("a", "1.2.3.4")
    for moment in range(MAX_FAILURES):
        limit.attempt(here, moment)
    with pytest.raises(TooManyFailures) as refused:
        limit.attempt(here, WINDOW_SECONDS - 1)
    assert refused.value.retry_after == 1
    limit.attempt(sign_in_limits("a", "5.6.7.8"), WINDOW_SECONDS - 1)
    limit.attempt(sign_in_limits("b", "1.2.3.4"), WINDOW_SECONDS - 1)
    limit.attempt(here, WINDOW_SECONDS)
    limit.succeeded(here, WINDOW_SECONDS)
    limit.attempt(here, WINDOW_SECONDS)


def test_one_account_from_many_addresses() -> None:
    """A thousand addresses guess the password of one account no more often than the account's limit."""
    tries = [("a", f"10.0.{number // 250}.{number % 250}") for number in range(1000)]
    assert guesses(Throttle(), *tries) == MAX_PER_ACCOUNT


def test_many_accounts_from_one_address() -> None:
    """A list of accounts is not tried from one address, not even from all addresses of one subscriber."""
    assert guesses(Throttle(), *[(str(number), "10.0.0.1") for number in range(1000)]) == MAX_PER_ADDRESS
    subscriber = [(str(number), f"2001:db8:1:2::{number:x}") for number in range(1000)]
    assert guesses(Throttle(), *subscriber) == MAX_PER_ADDRESS


def test_signing_in_oneself_buys_no_guesses() -> None:
    """Whoever signs in to an account of their own between the guesses has no more of them."""
    limit, own, done = Throttle(), sign_in_limits("own", "10.0.0.1"), 0
    for number in range(200):
        done += guesses(limit, (f"victim {number}", "10.0.0.1"))
        try:
            limit.attempt(own, 0)
        except TooManyFailures:
            break
        limit.succeeded(own, 0)
    assert done == MAX_PER_ADDRESS


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("10.0.0.1", "10.0.0.1"),
        ("::ffff:10.0.0.1", "10.0.0.1"),
        ("2001:db8::1", "2001:db8::/64"),
        ("2001:DB8:0::ffff", "2001:db8::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_an_address_counts_as_who_stands_behind_it(address: str, network: str) -> None:
    """An IPv4 address however written; an IPv6 network, in which every customer has addresses without end."""
    assert network_of(address) == network


def test_the_limits_memory_is_bounded() -> None:
    """A million made-up accounts do not fill the memory; what is old goes first, limits that hold stay."""
    limit = Throttle()
    assert guesses(limit, *[("victim", "10.0.0.1")] * 9) == MAX_FAILURES
    for number in range(15_000):
        limit.attempt(sign_in_limits(str(number), str(number)), 0)
        assert len(limit._attempts) <= 10_003
    assert guesses(limit, ("victim", "10.0.0.1")) == 0
    for number in range(10_000):
        limit.attempt({(str(number),): 1}, WINDOW_SECONDS)
    assert ("both", "victim", "10.0.0.1") not in limit._attempts
    limit.clear()
    assert guesses(limit, ("victim", "10.0.0.1")) == 1


@given(st.text())
def test_a_normal_form_is_its_own(typed: str) -> None:
    """Blanks around and capitals make no other key; nor does any character twice normalised."""
    once = normal_email(typed)
    assert normal_email(once) == once
    assert normal_email(f" \t{typed}\u00a0\n") == once
    assert len(once) <= MAX_LENGTH


@pytest.mark.parametrize(
    "spelling",
    [
        "a@example.com",
        " A@EXAMPLE.com",
        "a@example.com" + " " * 300,
        "\u3000a@example.com\r\n",
        "A@EXAMPLE.COM",
    ],
)
def test_every_spelling_of_an_account_is_the_same_account(
    billing: Billing, register: Callable[..., Account], spelling: str
) -> None:
    """What finds the account counts against it: blanks and filler buy no guess."""
    register()
    assert billing.account_by_email(spelling).email == "a@example.com"
    for number in range(MAX_FAILURES):
        with pytest.raises(SignInFailed):
            asyncio.run(billing.sign_in(spelling + " " * number, "wrong", "x"))
    with pytest.raises(TooManyFailures):
        asyncio.run(billing.sign_in("a@example.com", "wrong", "x"))


def test_filler_past_the_longest_address_finds_nobody(
    billing: Billing, register: Callable[..., Account]
) -> None:
    """Nothing is cut off: an address with something after the blanks is not the account's."""
    register()
    for filler in ("x", " x", " " * 300 + "x"):
        with pytest.raises(SignInFailed):
            asyncio.run(billing.sign_in("a@example.com" + filler, "wrong", filler))


def test_the_current_password_cannot_be_guessed(billing: Billing) -> None:
    """Five wrong current passwords, from a session that somebody else may have, and the rest wait."""
    account = asyncio.run(billing.create_account("a@example.com", "vecchia 123"))
    other = asyncio.run(billing.create_account("b@example.com", "vecchia 123"))
    token = asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x")).token

    async def storm() -> list[object]:
        tries = (billing.change_password(account.id, token, f"wrong {n}", "nuova 123 x") for n in range(20))
        return await asyncio.gather(*tries, return_exceptions=True)

    kinds = [type(outcome) for outcome in asyncio.run(storm())]
    assert kinds.count(CurrentPasswordWrong) == MAX_FAILURES
    assert kinds.count(TooManyFailures) == 20 - MAX_FAILURES
    another = asyncio.run(billing.sign_in("b@example.com", "vecchia 123", "x")).token
    asyncio.run(billing.change_password(other.id, another, "vecchia 123", "nuova 123 x"))


def test_right_current_passwords_do_not_count() -> None:
    """Who knows the password may change it as often as they like."""
    limit = Throttle()
    for _ in range(2 * MAX_FAILURES):
        limit.attempt(password_limits(1), 0)
        limit.succeeded(password_limits(1), 0)


def test_signing_in_again_ends_the_browsers_earlier_session(billing: Billing) -> None:
    """The session that the new one replaces is over; the customer's other browsers stay signed in."""
    asyncio.run(billing.create_account("a@example.com", "vecchia 123"))
    first = asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x")).token
    elsewhere = asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x")).token
    second = asyncio.run(billing.sign_in("a@example.com", "vecchia 123", "x", first)).token
    assert billing.session(second).account == billing.session(elsewhere).account
    with pytest.raises(NotSignedIn):
        billing.session(first)
    with pytest.raises(SignInFailed):
        asyncio.run(billing.sign_in("a@example.com", "wrong", "x", second))
    assert billing.session(second)
