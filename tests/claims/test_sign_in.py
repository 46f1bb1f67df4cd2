"""What the articles promise about signing in and passwords."""

import pytest
from stub import PASSWORD, PERIOD_END, Stub


def refusals(stub: Stub, emails: list[str]) -> list[dict[str, object]]:
    """The problem documents of wrong sign-ins."""
    answers = [stub.browser(email, "sbagliata 1").sign_in() for email in emails]
    assert [answer.status_code for answer in answers] == [401] * len(emails)
    assert not any("set-cookie" in answer.headers for answer in answers)
    return [answer.json() for answer in answers]


def test_sign_in_opens_account(stub: Stub) -> None:
    """The right password opens the account; a wrong one does not even tell whether it exists (S01)."""
    customer = stub.customer()
    assert customer.account()["email"] == customer.email
    cookie = customer.sign_in().headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    known, unknown = refusals(stub, [customer.email, "nessuno@example.com"])
    assert known == unknown
    assert known["code"] == "sign-in-failed"


def test_password_change_replaces_the_old(stub: Stub) -> None:
    """After a password change only the new one signs in; a wrong current one changes nothing (S02)."""
    customer = stub.customer()
    refused = customer.new_password("sbagliata 1", "nuova chiave 7")
    assert (refused.status_code, refused.json()["code"]) == (403, "current-password-wrong")
    assert customer.sign_in(PASSWORD).status_code == 201
    assert customer.new_password(PASSWORD, "nuova chiave 7").status_code == 204
    assert customer.sign_in(PASSWORD).status_code == 401
    assert customer.sign_in("nuova chiave 7").status_code == 201
    assert [mail["kind"] for mail in stub.outbox(customer)] == ["password_changed"]


def test_password_change_ends_other_sessions(stub: Stub) -> None:
    """A password change signs out every other browser, and keeps the one it was made in (S02)."""
    here = stub.customer()
    elsewhere, stranger = stub.browser(here.email), stub.customer()
    elsewhere.sign_in()
    assert here.new_password(PASSWORD, "nuova chiave 7").status_code == 204
    assert here.get("").status_code == 200
    assert elsewhere.get("").status_code == 401
    assert stranger.get("").status_code == 200


def test_password_rules(stub: Stub) -> None:
    """A new password has at least 8 characters, with letters and digits, accented letters included (S03)."""
    customer = stub.customer()
    facts = stub.http.get("/v1/facts").json()
    assert facts["password.min_length"]["value"] == 8
    assert facts["password.requires"]["value"] == ["letter", "digit"]
    current, seen = PASSWORD, []
    for new in ("abc1234", "abcdefgh", "12345678", "abcd1234", "pässw0rd€"):
        seen.append(customer.new_password(current, new).status_code)
        current = new if seen[-1] == 204 else current
    assert seen == [422, 422, 422, 204, 204]
    assert customer.sign_in("pässw0rd€").status_code == 201
    assert facts["password.max_length"]["value"] == 128
    assert customer.new_password(current, "è1" * 64).status_code == 204
    assert customer.new_password("è1" * 64, "è1" * 64 + "x").status_code == 422


@pytest.mark.parametrize("common", ["password1", "Password123", "qwerty123"])
def test_common_passwords_refused(stub: Stub, common: str) -> None:
    """A password that everybody uses is refused, in capitals too."""
    refused = stub.customer().new_password(PASSWORD, common)
    assert (refused.status_code, refused.json()["reason"]) == (422, "common")


def test_sign_in_locks_after_failures(stub: Stub) -> None:
    """After 5 failures in 15 minutes sign-in is paused, for the right password too, and then opens again."""
    customer = stub.customer()
    facts = stub.http.get("/v1/facts").json()
    failures, minutes = facts["signin.max_failures"]["value"], facts["signin.window"]["value"]
    assert (failures, minutes) == (5, 15)
    assert [customer.sign_in("sbagliata 1").status_code for _ in range(failures)] == [401] * failures
    locked = customer.sign_in(PASSWORD)
    assert locked.status_code == 429
    assert 0 < int(locked.headers["retry-after"]) <= minutes * 60
    assert stub.customer().sign_in().status_code == 201, "other accounts are not concerned"
    stub.real_clock.now += minutes * 60
    assert customer.sign_in(PASSWORD).status_code == 201


def test_expired_lands_on_plan_selection(stub: Stub) -> None:
    """Who signs in with an expired account is sent to the plan selection (S22)."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    stub.to(PERIOD_END)
    customer.sign_in()
    assert customer.next == "/account/plans"


def test_active_lands_on_account(stub: Stub) -> None:
    """Who signs in with a running subscription lands on the account page (S23)."""
    customer = stub.customer("pro-m")
    customer.sign_in()
    assert customer.next == "/account"


def test_password_refusal_reasons(stub: Stub) -> None:
    """A new password is refused for its length or signs, as common or current, or beside a wrong one."""
    customer = stub.customer()
    tried = ("a1", "a1" * 65, "abcdefgh", "12345678", "password1", PASSWORD)
    answers = [customer.new_password(PASSWORD, new) for new in tried]
    assert [answer.status_code for answer in answers] == [422] * len(tried)
    reasons = ["too-short", "too-long", "no-letter", "no-digit", "common", "same"]
    assert sorted(answer.json()["reason"] for answer in answers) == sorted(reasons)
    assert customer.new_password("sbagliata 1", "nuova chiave 7").json()["code"] == "current-password-wrong"


@pytest.mark.parametrize("phrase", ["treno lampada luglio 7", "river candle gravel otter 42"])
def test_words_and_a_number_make_a_password(stub: Stub, phrase: str) -> None:
    """Three or four words and a number are accepted, the words alone are not."""
    customer = stub.customer()
    assert customer.new_password(PASSWORD, phrase.rstrip(" 0123456789")).json()["reason"] == "no-digit"
    assert customer.new_password(PASSWORD, phrase).status_code == 204
    assert customer.sign_in(phrase).status_code == 201
