"""What the articles promise about turning renewal off, the end of a subscription, and coming back."""

from stub import CARD, EXPIRED_CARD, LAST_SECOND, PERIOD_END, REFUSED_CARD, Customer, Stub


def opens(customer: Customer) -> list[int]:
    """The status of scheduled sessions and of reports."""
    return [customer.get("/scheduled-sessions").status_code, customer.get("/reports").status_code]


def expired(stub: Stub, **given: object) -> Customer:
    """A customer whose subscription has just ended."""
    customer = stub.customer("pro-m", **given)
    assert customer.renewal("off").status_code == 200
    stub.to(PERIOD_END)
    assert customer.account()["state"] == "suspended"
    return customer


def test_renewal_off_keeps_service_active(stub: Stub) -> None:
    """With renewal turned off the subscription runs on; turning it off again does nothing (S04, S07)."""
    customer = stub.customer("pro-m")
    first = customer.renewal("off").json()
    assert (first["auto_renew"], first["state"], first["next_billing"]) == (False, "active", None)
    assert first["period"]["end"] == PERIOD_END
    assert customer.renewal("off").json() == first
    assert opens(customer) == [200, 200]


def test_renewal_off_no_charge(stub: Stub) -> None:
    """Once renewal is off, no automatic payment is ever taken (S05)."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    before = stub.ledger()
    stub.to("2026-06-01T00:00:00Z")
    account = customer.account()
    assert (account["state"], account["period"]["end"]) == ("suspended", PERIOD_END)
    assert [receipt["kind"] for receipt in customer.receipts()] == ["first_purchase"]
    assert stub.ledger() == before


def test_expired_blocks_sessions_and_reports(stub: Stub) -> None:
    """Without a subscription sessions and reports are closed; the refusal says what opens them (S06)."""
    customer = expired(stub)
    for path in ("/scheduled-sessions", "/reports"):
        refused = customer.get(path)
        assert (refused.status_code, refused.json()["code"]) == (403, "subscription-suspended")
        assert refused.json()["action"] == "purchasePlan"


def test_expired_can_still_buy(stub: Stub) -> None:
    """An expired account can sign in at any time, see the plans and buy one (S06)."""
    customer = expired(stub)
    assert customer.sign_in().status_code == 201
    assert stub.http.get("/v1/plans").status_code == 200
    assert customer.buy("starter-m").status_code == 201
    assert opens(customer) == [200, 200]


def test_service_until_period_end(stub: Stub) -> None:
    """With renewal off the service stays open until the last second of the paid period (S07)."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    stub.to(LAST_SECOND)
    assert opens(customer) == [200, 200]
    stub.by("PT1S")
    assert opens(customer) == [403, 403]


def test_suspended_at_period_end(stub: Stub) -> None:
    """At the end of the period the plan is suspended: no renewal, no receipt, no receipt by e-mail (S08)."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    stub.to(LAST_SECOND)
    receipts, mails = customer.receipts(), stub.outbox(customer)
    assert customer.account()["state"] == "active"
    stub.to(PERIOD_END)
    assert customer.account()["state"] == "suspended"
    assert customer.receipts() == receipts
    assert stub.outbox(customer) == mails


def test_renewal_can_be_turned_back_on(stub: Stub) -> None:
    """Until the period ends renewal can be turned on again, and the plan then renews as before."""
    customer = stub.customer("pro-m")
    customer.renewal("off")
    stub.to(LAST_SECOND)
    assert customer.renewal("on").json()["next_billing"] == PERIOD_END
    stub.to(PERIOD_END)
    assert customer.account()["state"] == "active"
    assert customer.receipts()[-1]["kind"] == "renewal"
    customer.renewal("off")
    stub.to("2025-06-01T00:00:00Z")
    assert customer.renewal("on").json()["code"] == "not-active"


def test_refused_card_suspends(stub: Stub) -> None:
    """A card refused at the renewal suspends the subscription at once, and nothing is charged."""
    customer = stub.customer("pro-m")
    customer.card(REFUSED_CARD)
    before = stub.ledger()
    stub.to(PERIOD_END)
    assert customer.account()["state"] == "suspended"
    (event,) = stub.ledger()[len(before) :]
    assert event["op"] == "renewal_refused"
    assert not any(event[name] for name in ("cash", "credit", "sales", "hold"))
    assert stub.outbox(customer)[-1]["kind"] == "renewal_refused"
    assert opens(customer) == [403, 403]


def test_reactivation_asks_for_valid_card(stub: Stub) -> None:
    """Reactivating with an expired card asks for new billing data, and works once they are given (S24)."""
    customer = expired(stub)
    customer.card(EXPIRED_CARD)
    refused = customer.buy("pro-m")
    assert (refused.status_code, refused.json()["code"]) == (402, "billing-data-required")
    assert customer.account()["state"] == "suspended"
    assert customer.card(CARD).status_code == 204
    assert customer.buy("pro-m").status_code == 201


def test_card_update_never_charges(stub: Stub) -> None:
    """New billing data are only stored: nothing is charged, nothing changes in the subscription."""
    customer = expired(stub)
    ledger, receipts = stub.ledger(), customer.receipts()
    for data in (REFUSED_CARD, EXPIRED_CARD, {**CARD, "last4": "1881"}):
        assert customer.card(data).status_code == 204
    assert customer.account()["billing_data"] == {"brand": "visa", "last4": "1881", "exp": "2030-12"}
    assert (stub.ledger(), customer.receipts()) == (ledger, receipts)
    assert customer.account()["state"] == "suspended"


def test_reactivation_is_immediate(stub: Stub) -> None:
    """Buying a plan reactivates an expired account in that very second, with renewal on (S25)."""
    customer = expired(stub)
    stub.to("2025-05-20T10:00:00Z")
    assert customer.buy("pro-m").json()["receipt"]["kind"] == "reactivation"
    account = customer.account()
    assert (account["state"], account["auto_renew"]) == ("active", True)
    assert account["period"] == {"start": "2025-05-20T10:00:00Z", "end": "2025-06-20T10:00:00Z"}
    assert opens(customer) == [200, 200]


def test_reactivation_uses_credit(stub: Stub) -> None:
    """Credit left on an expired account is used first when it is reactivated (S25)."""
    customer = stub.customer("team-m")
    stub.to("2025-04-02T00:00:00Z")
    customer.change("starter-m")
    credit = customer.account()["credit"]
    assert credit == 6900 * 29 // 30 - 1900
    customer.renewal("off")
    stub.to("2025-06-01T00:00:00Z")
    assert customer.account()["credit"] == credit
    receipt = customer.buy("team-m").json()["receipt"]
    assert (receipt["credit_applied"], receipt["charged"]) == (credit, 6900 - credit)
    assert customer.account()["credit"] == 0


def test_corporate_contacts_billing_center(stub: Stub) -> None:
    """Corporate plans are the corporate billing center's: online changes name it, do nothing (S09)."""
    corporate, private = stub.customer(kind="corporate"), stub.customer("pro-m")
    contact = stub.http.get("/v1/contacts", params={"kind": "corporate_billing"}).json()
    before = corporate.account(), private.account(), stub.ledger()
    refusals = [
        corporate.renewal("off"),
        corporate.renewal("on"),
        corporate.change("pro-m"),
        corporate.buy("pro-m"),
        corporate.card(CARD),
        corporate.refund(1),
        private.change("corporate"),
        stub.customer().buy("corporate"),
    ]
    assert [answer.status_code for answer in refusals] == [403] * len(refusals)
    assert all(answer.json()["code"] == "corporate-plan" for answer in refusals)
    assert all(answer.json()["contact"] == contact for answer in refusals)
    assert contact["email"]
    assert (corporate.account(), private.account(), stub.ledger()) == before
    assert opens(corporate) == [200, 200]


def test_expired_card_is_refused(stub: Stub) -> None:
    """A card whose month is over pays nothing: no purchase, no plan change, no renewal."""
    customer, subscriber = stub.customer(billing_data=EXPIRED_CARD), stub.customer("starter-m")
    subscriber.card(EXPIRED_CARD)
    for refused in (customer.buy("pro-m"), subscriber.change("team-m")):
        assert (refused.status_code, refused.json()["code"]) == (402, "billing-data-required")
    stub.to(PERIOD_END)
    assert subscriber.account()["state"] == "suspended"
    assert stub.books()["payments"] == 1900


def test_bank_keeps_its_reason(stub: Stub) -> None:
    """A refused payment is told in the same words whatever the bank's reason, which nobody tells us."""
    told = []
    for card in (REFUSED_CARD, EXPIRED_CARD):
        customer = stub.customer(billing_data=card)
        refused = customer.buy("pro-m").json()
        told.append({name: refused[name] for name in refused if name not in ("instance", "request_id")})
    assert told[0] == told[1]
    assert "funds" not in str(told)
