"""What the articles promise about passwords, the sign-in limit, and who sees what of an account."""

import json

import pytest
from portal import LANGUAGES, Portal
from stub import PASSWORD, PERIOD_END, Stub

NEW = "nuova chiave 7"
PAGES = ("", "/activity", "/receipts", "/scheduled-sessions", "/reports")


def test_entries_only_when_signed_in(stub: Stub) -> None:
    """Account, entries and receipts open after signing in only; the pages lead to Sign in."""
    customer, stranger = stub.customer("pro-m"), stub.browser("nobody@example.com")
    assert [customer.get(path).status_code for path in PAGES] == [200] * len(PAGES)
    assert [stranger.get(path).status_code for path in PAGES] == [401] * len(PAGES)
    for path in ("/account", "/account/activity", "/account/receipts"):
        page = Portal(stranger, "en").open(path)
        assert page.path == "/account/sign-in"
        assert customer.email not in page.html


@pytest.mark.parametrize("language", LANGUAGES)
def test_contacts_without_sign_in(stub: Stub, language: str) -> None:
    """The page of contacts opens for everybody, with an entry for countries that are not listed."""
    page = Portal(stub.browser("nobody@example.com"), language).open("/account/contacts")
    assert page.path == "/account/contacts"
    assert page.label("contacts.country_any") in page.words
    assert page.label("contacts.from_abroad") in page.words


def test_password_change_needs_current(stub: Stub) -> None:
    """With a wrong current password, or none, nothing is altered: the old one still signs in."""
    customer = stub.customer()
    assert customer.new_password("sbagliata 1", NEW).status_code == 403
    assert customer.new_password("", NEW).status_code in (403, 422)
    assert customer.send("PUT", "/password", {"new": NEW}).status_code == 422
    assert customer.sign_in(NEW).status_code == 401
    assert customer.sign_in(PASSWORD).status_code == 201
    assert stub.outbox(customer) == []


def test_password_change_any_time(stub: Stub) -> None:
    """With a plan, without, suspended, from any browser that is signed in; valid at once."""
    customer = stub.customer("pro-m")
    second = stub.browser(customer.email)
    second.sign_in()
    assert second.new_password(PASSWORD, NEW).status_code == 204
    assert customer.sign_in(NEW).status_code == 201
    customer.renewal("off")
    stub.to(PERIOD_END)
    assert customer.account()["state"] == "suspended"
    assert customer.new_password(NEW, "terza chiave 9").status_code == 204
    assert stub.browser(customer.email, "terza chiave 9").sign_in().status_code == 201
    assert stub.customer().new_password(PASSWORD, NEW).status_code == 204


@pytest.mark.parametrize(
    ("new", "status"),
    [(PASSWORD, 422), ("abcdefg1", 204), ("due parole 1", 204), ("perché 1 sì", 204), ("a-b_c!d 1", 204)],
)
def test_password_must_differ(stub: Stub, new: str, status: int) -> None:
    """The new one may not be the current one; symbols, spaces and accents are allowed and not required."""
    customer = stub.customer()
    refused = customer.new_password(PASSWORD, new)
    assert refused.status_code == status
    assert status == 204 or refused.json()["reason"] == "same"


def test_no_online_password_reset(stub: Stub) -> None:
    """No operation and no page sets a password without the current one; the sign-in page names support."""
    known = [item["operationId"] for item in stub.http.get("/v1/actions").json()["items"]]
    assert [name for name in known if "assword" in name] == ["changePassword"]
    page = Portal(stub.browser("nobody@example.com"), "en").open("/account/sign-in")
    assert page.label("sign_in.forgotten") in page.words
    assert page.links("label.contacts")
    assert (
        Portal(stub.browser("nobody@example.com"), "en").open("/account/password").path == "/account/sign-in"
    )


def test_no_pause_no_deletion(stub: Stub) -> None:
    """No operation and no method pauses a plan or deletes an account."""
    known = {item["operationId"] for item in stub.http.get("/v1/actions").json()["items"]}
    assert not [name for name in known if any(word in name.lower() for word in ("pause", "delete", "close"))]
    customer = stub.customer("pro-m")
    assert customer.send("DELETE", "", None).status_code in (404, 405)
    paths = stub.http.get("/v1/openapi.json").json()["paths"]
    assert not [path for path in paths if path.startswith("/v1/me") and "delete" in paths[path]]
    assert customer.account()["state"] == "active"


def test_sign_in_address_stays(stub: Stub) -> None:
    """What can be sent about an account has no field for an address, and an unknown field is refused."""
    customer = stub.customer("pro-m")
    paths = stub.http.get("/v1/openapi.json").json()["paths"]
    changing = [
        path for path, methods in paths.items() if path.startswith("/v1/me") and set(methods) - {"get"}
    ]
    assert len(changing) > 3
    assert not [path for path in changing if "mail" in path]
    for method in ("PUT", "PATCH"):
        assert customer.send(method, "", {"email": "second@example.com"}).status_code == 405
    card = {"brand": "visa", "last4": "4242", "exp": "2031-11"}
    assert customer.card({**card, "email": "second@example.com"}).status_code == 422
    assert customer.account()["email"] == customer.email


def test_lock_changes_nothing(stub: Stub) -> None:
    """A blocked sign-in leaves the account alone, says how long, ends by itself, may start again."""
    customer = stub.customer("team-m")
    customer.change("starter-m")
    before, sessions = customer.account(), customer.get("/scheduled-sessions").json()
    other = stub.browser(customer.email)
    for _ in range(2):
        assert [other.sign_in("sbagliata 1").status_code for _ in range(5)] == [401] * 5
        page = Portal(other, "en").open("/account/sign-in")
        page.press("label.sign_in", email=customer.email, password=PASSWORD)
        minutes = int(page.words.split("try again in ")[1].split()[0])
        assert 0 < minutes <= 15
        assert (customer.account(), customer.get("/scheduled-sessions").json()) == (before, sessions)
        stub.real_clock.now += 15 * 60
    assert other.sign_in(PASSWORD).status_code == 201


def test_agent_sees_only(stub: Stub) -> None:
    """An agent reads state, plan, kind, country, language, next billing, credit and what panels say."""
    customer = stub.customer("pro-m")
    agent = {"Authorization": "Bearer agent"}
    address = f"/v1/agent/accounts/{customer.email}"
    seen = stub.http.get(address, headers=agent).json()
    state = {"state", "auto_renew", "access_until", "next_billing"}
    assert set(seen) == {"email", "plan", "kind", "country", "language", "credit", *state}
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        assert stub.http.request(method, address, headers=agent, json={}).status_code == 405
    listed = stub.http.get(f"{address}/panels", headers=agent).json()["items"]
    panels = {each["operationId"]: each for each in listed}
    assert "Team " in panels["changePlan"]["sentence"]
    assert panels["listBillingActivity"]["sentence"]
    assert "4242" not in str(panels)
    for path in PAGES:
        assert stub.http.get(f"/v1/me{path}", headers=agent).status_code == 401


def test_password_not_readable(stub: Stub) -> None:
    """A password is kept as an Argon2 hash, of a card brand, last digits and expiry; no answer tells more."""
    customer = stub.customer("pro-m")
    assert stub.sql is not None
    (kept,) = stub.sql.execute("SELECT hash FROM credential").fetchone()
    assert kept.startswith("$argon2id$")
    assert PASSWORD not in "".join(stub.sql.iterdump())
    assert set(customer.account()["billing_data"]) == {"brand", "last4", "exp"}
    columns = {row[1] for row in stub.sql.execute("PRAGMA table_info(account)")}
    assert {name for name in columns if name.startswith("card_")} == {
        "card_brand",
        "card_last4",
        "card_exp",
        "card_outcome",
    }
    assert "assword" not in json.dumps(customer.account())


def test_needs_own_sign_in(stub: Stub) -> None:
    """Cancelling, the card and the password are changed by the signed-in customer alone."""
    customer = stub.customer("pro-m")
    before = customer.account()
    changes = (("POST", "/renewal/off", None), ("PUT", "/billing-data", {}), ("PUT", "/password", {}))
    for method, path, body in changes:
        for who in ({"Authorization": "Bearer agent"}, {"Authorization": "Bearer control"}, {}):
            assert stub.http.request(method, f"/v1/me{path}", json=body, headers=who).status_code == 401
    assert customer.account() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_corporate_reads_and_signs_in(stub: Stub, language: str) -> None:
    """Corporate: account, entries, sessions, reports, own password; plans lead to the center."""
    customer = stub.customer(kind="corporate")
    assert [customer.get(path).status_code for path in PAGES] == [200] * len(PAGES)
    before = customer.account()
    for path in ("/account/plans", "/account/renewal/off", "/account/billing-data", "/account/refund"):
        page = Portal(customer, language).open(path)
        assert page.label("corporate.text") in page.words
        assert "corporate-billing@example.com" in page.words
    assert customer.account() == before
    assert customer.new_password(PASSWORD, NEW).status_code == 204


def test_support_needs_no_password(stub: Stub) -> None:
    """Agents have tokens of their own: no operation of theirs asks for a password or shows one."""
    customer = stub.customer("pro-m")
    api = stub.http.get("/v1/openapi.json").json()
    theirs = {path: operations for path, operations in api["paths"].items() if "/agent/" in path}
    assert theirs
    assert "assword" not in json.dumps(theirs)
    agent = {"Authorization": "Bearer agent"}
    for path in theirs:
        seen = stub.http.get(f"/v1{path}".replace("{email}", customer.email), headers=agent)
        assert PASSWORD not in seen.text
