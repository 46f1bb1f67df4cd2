"""What the articles promise about receipts, activity, refunds and contacts."""

import pytest
from stub import Customer, Stub

DISPLAYED = {"toll_free": "1 800 263 6317", "direct": "+1 805 617 7000"}
DIALLED = {"toll_free": "+18002636317", "direct": "+18056177000"}


def with_credit(stub: Stub) -> Customer:
    """A customer with 3850 minor units of credit since 6 April."""
    customer = stub.customer("team-m")
    stub.to("2025-04-06T00:00:00Z")
    customer.change("starter-m")
    assert customer.account()["credit"] == 3850
    return customer


@pytest.mark.parametrize("approve", [True, False], ids=["approved", "rejected"])
def test_refund_of_credit_on_request(stub: Stub, approve: bool) -> None:
    """Credit is paid back on request: set aside until support decides, then to the card or back (S21)."""
    customer = with_credit(stub)
    too_much = customer.refund(3851)
    assert (too_much.status_code, too_much.json()["code"]) == (409, "insufficient-credit")
    asked = customer.refund(3000)
    assert (asked.status_code, asked.json()["state"]) == (202, "pending")
    assert asked.json()["contact"] == stub.http.get("/v1/contacts?country=IT").json()
    stub.to("2025-05-06T00:00:00Z")
    assert (customer.receipts()[-1]["credit_applied"], customer.receipts()[-1]["charged"]) == (850, 1050)
    request = asked.json()["id"]
    own = customer.http.post(
        f"/_stub/refund-requests/{request}/settle",
        json={"approve": True},
        headers={"X-CSRF-Token": customer.csrf},
    )
    assert own.status_code == 401, "customers cannot approve their own request"
    assert stub.settle(request, approve)["state"] == ("approved" if approve else "rejected")
    account = customer.account()
    assert (account["credit"], account["hold"]) == (0 if approve else 3000, 0)
    assert stub.books()["refunds"] == (3000 if approve else 0)
    assert stub.books()["faults"] == []


def test_activity_newest_first(stub: Stub) -> None:
    """The activity shows a line per event, newest first, with the credit after it; signed in only (S26)."""
    customer = with_credit(stub)
    stub.to("2025-05-06T00:00:00Z")
    stub.settle(customer.refund(50).json()["id"], approve=True)
    lines = customer.activity()
    assert [line["op"] for line in lines] == [
        "refund_approved",
        "refund_requested",
        "renewal",
        "plan_change",
        "first_purchase",
    ]
    assert [line["balance"] for line in lines] == [1900, 1900, 1950, 3850, 0]
    assert lines[0]["balance"] == customer.account()["credit"]
    books = stub.books()
    assert sum(line["charged"] for line in lines) == books["payments"] == 6900
    assert sum(line["refunded"] for line in lines) == books["refunds"] == 50
    assert sum(line["credit"] for line in lines) == books["credit"]
    first = customer.get("/activity?limit=2").json()
    rest = customer.get(f"/activity?limit=10&cursor={first['next_cursor']}").json()
    assert first["items"] + rest["items"] == lines
    assert stub.http.get("/v1/me/activity").status_code == 401


def test_every_charge_is_listed(stub: Stub) -> None:
    """Whatever the card pays is a line of the activity, also after a change, a lapse and a return."""
    customer = stub.customer("starter-m")
    stub.to("2025-05-20T00:00:00Z")
    customer.change("team-m")
    customer.renewal("off")
    stub.to("2025-09-01T00:00:00Z")
    assert customer.account()["state"] == "suspended"
    customer.buy("pro-m")
    charged = [line["charged"] for line in customer.activity() if line["charged"]]
    assert sum(charged) == stub.books()["payments"]
    assert sorted(charged) == sorted(each["charged"] for each in customer.receipts() if each["charged"])


def test_found_by_mail_date_and_number(stub: Stub) -> None:
    """Support finds an account by its e-mail; each line has its date, each receipt its number."""
    customer = stub.customer("pro-m")
    stub.to("2025-06-10T00:00:00Z")
    agent = {"Authorization": "Bearer agent"}
    assert stub.http.get(f"/v1/agent/accounts/{customer.email}", headers=agent).json()["plan"] == "pro-m"
    assert stub.http.get("/v1/agent/accounts/nobody@example.com", headers=agent).status_code == 404
    lines, receipts = customer.activity(), customer.receipts()
    assert (
        len({line["at"] for line in lines}) == len(lines) == len({each["number"] for each in receipts}) == 3
    )


def test_online_refund_needs_credit(stub: Stub) -> None:
    """A payment that is no credit is not refunded online: the request is refused."""
    customer = stub.customer("pro-m")
    assert (customer.account()["credit"], stub.books()["payments"]) == (0, 3900)
    refused = customer.refund(100)
    assert (refused.status_code, refused.json()["code"]) == (409, "insufficient-credit")
    assert stub.books()["refunds"] == 0


def test_all_receipts_listed(stub: Stub) -> None:
    """All receipts can be listed and opened, page by page, as data or to print; nobody else's (S28)."""
    customer, other = stub.customer("pro-m"), stub.customer("pro-m")
    stub.to("2025-09-15T00:00:00Z")
    found, cursor = [], ""
    while cursor is not None:
        page = customer.get(f"/receipts?limit=2{cursor and f'&cursor={cursor}'}").json()
        found += page["items"]
        cursor = page["next_cursor"]
    assert len({receipt["number"] for receipt in found}) == len(found) == 6
    for receipt in found:
        assert customer.get(f"/receipts/{receipt['number']}").json() == receipt
        page = customer.get(f"/receipts/{receipt['number']}", Accept="text/html")
        assert page.headers["content-type"].startswith("text/html")
        assert receipt["number"] in page.text
        assert other.get(f"/receipts/{receipt['number']}").status_code == 404


def test_receipt_for_every_purchase(stub: Stub) -> None:
    """First purchase, renewals, changes and a reactivation each send their receipt by e-mail (S29)."""
    customer = stub.customer("starter-m")
    stub.to("2025-06-10T00:00:00Z")
    customer.change("pro-m")
    customer.renewal("off")
    stub.to("2025-08-01T00:00:00Z")
    customer.buy("pro-m")
    kinds = ["first_purchase", "renewal", "renewal", "plan_change", "reactivation"]
    assert [receipt["kind"] for receipt in customer.receipts()] == kinds
    mails = stub.outbox(customer)
    assert [mail["kind"] for mail in mails] == [f"receipt_{kind}" for kind in kinds]
    assert [mail["receipt"] for mail in mails] == [receipt["number"] for receipt in customer.receipts()]


def test_support_numbers(stub: Stub) -> None:
    """The support numbers are these two, one fact for all articles (S12, S27); the e-mail is a third."""
    contact = stub.http.get("/v1/contacts", params={"country": "US"}).json()
    fact = stub.http.get("/v1/facts/contacts.global").json()["value"]
    for name in ("toll_free", "direct"):
        phone = {"e164": DIALLED[name], "display": DISPLAYED[name]}
        assert contact[name] == fact[name] == phone
        assert stub.http.get(f"/v1/facts/contacts.global.{name}").json()["value"] == phone
    address = stub.http.get("/v1/facts/contacts.global.email").json()["value"]
    for country in ("US", "IT", "XX"):
        assert stub.http.get("/v1/contacts", params={"country": country}).json()["email"] == address


@pytest.mark.parametrize("country", ["IT", "it", "XX", None])
def test_contacts_by_country(stub: Stub, country: str | None) -> None:
    """From outside the United States the contact page helps, never the toll-free number (S13)."""
    params = {"country": country, "product": "meeting"} if country else {}
    answer = stub.http.get("/v1/contacts", params=params)
    assert answer.status_code == 200
    assert answer.json()["page"] == stub.http.get("/v1/facts/contacts.page").json()["value"]
    assert DIALLED["toll_free"] not in answer.text
