"""The account pages over HTTP: what no browser would try, and that looking never changes anything."""

import re
import shutil
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import httpx
import pytest
from bs4 import BeautifulSoup
from portal import LANGUAGES, Portal, plain
from stub import PASSWORD, REFUSED_CARD, Customer, Stub, running_stub

TICK = "m5 12.5 4.5 4.5L19 7.5"  # the drawing of what is certain
OPERATIONS = (
    "turnOffRenewal",
    "changePlan",
    "purchasePlan",
    "updateBillingData",
    "requestRefund",
    "changePassword",
)
PAGES = (
    *(
        "",
        "/plans",
        "/plans/team-m",
        "/plans/starter-m",
        "/renewal/off",
        "/renewal/on",
        "/password",
        "/billing-data",
    ),
    *(
        "/refund",
        "/forecast",
        "/activity",
        "/receipts",
        "/sessions",
        "/reports",
        "/contacts",
        "/contacts?country=IT",
        "/nowhere",
    ),
    *(f"/go/{name}?return=/it/x/" for name in OPERATIONS),
    "/state?operations=turnOffRenewal,changePlan,listReceipts&done=turnOffRenewal",
)
CHANGES = {
    "/renewal/off": {},
    "/renewal/on": {},
    "/password": {"current": PASSWORD, "new": "girasole 7", "repeat": "girasole 7"},
    "/billing-data": {"card": "visa 4242", "month": "12", "year": "2030"},
    "/refund": {"amount": "1", "key": "k"},
    "/plans/team-m": {"key": "k", "expected_due": "6900"},
}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file that holds all data of the service."""
    return tmp_path_factory.mktemp("billing") / "billing.db"


@pytest.fixture(scope="module")
def running(database: Path) -> Iterator[Stub]:
    """One service for these tests."""
    with running_stub(database) as stub:
        yield stub


@pytest.fixture
def stub(running: Stub) -> Stub:
    """The service, emptied."""
    running.reset()
    return running


def dump(database: Path) -> list[str]:
    """Everything that the database holds, as SQL: of a copy, because the service keeps the file to itself."""
    copies = database.with_name("copy")
    copies.mkdir(exist_ok=True)
    for part in database.parent.glob(f"{database.name}*"):
        shutil.copy(part, copies / part.name)
    with closing(sqlite3.connect(copies / database.name)) as connection:
        return list(connection.iterdump())


def csrf(customer: Customer) -> str:
    """The token of the customer's session, as every form carries it."""
    found = re.search(r'name="csrf" value="([^"]+)"', customer.http.get("/account/password").text)
    assert found
    return found[1]


def send(customer: Customer, path: str, **fields: str) -> httpx.Response:
    """Send a form of the account pages, as its own page would."""
    return customer.http.post(
        f"/account{path}", data={"csrf": csrf(customer), **form(customer, path), **fields}
    )


def form(customer: Customer, path: str) -> dict[str, str]:
    """What the form on a page holds before anything is typed."""
    return dict(re.findall(r'name="(\w+)" value="([^"]*)"', customer.http.get(f"/account{path}").text))


def test_opening_every_page_changes_nothing(stub: Stub, database: Path) -> None:
    """GET is harmless on every page for customers in every state; mail scanners may prefetch the go links."""
    customers = [
        stub.customer("pro-m"),
        stub.customer(),
        stub.customer("team-m"),
        stub.customer(kind="corporate"),
    ]
    assert customers[2].change("starter-m").status_code == 200
    assert customers[0].renewal("off").status_code == 200
    before = dump(database)
    for customer in customers:
        for page in PAGES:
            assert customer.http.get(f"/account{page}").status_code in (200, 303, 403, 404)
    assert dump(database) == before


@pytest.mark.parametrize("path", CHANGES)
@pytest.mark.parametrize("attack", ["no token", "wrong token", "other origin", "other site"])
def test_a_form_from_elsewhere_changes_nothing(stub: Stub, database: Path, path: str, attack: str) -> None:
    """Every change needs the session's own token and this very origin."""
    customer = stub.customer("pro-m")
    token = {"no token": {}, "wrong token": {"csrf": "x"}}.get(attack, {"csrf": csrf(customer)})
    headers = {
        "other origin": {"Origin": "https://evil.example"},
        "other site": {"Sec-Fetch-Site": "cross-site"},
    }.get(attack, {})
    before = dump(database)
    answer = customer.http.post(f"/account{path}", data={**CHANGES[path], **token}, headers=headers)
    assert (answer.status_code, dump(database) == before) == (403, True)


@pytest.mark.parametrize("path", CHANGES)
def test_a_visitor_signs_in_before_anything(stub: Stub, path: str) -> None:
    """Without a session each page and each form leads to signing in, and then to that page."""
    visitor = stub.browser("nobody@example.com").http
    for answer in (visitor.get(f"/account{path}"), visitor.post(f"/account{path}", data=CHANGES[path])):
        assert answer.status_code == 303
        assert answer.headers["location"] == f"/account/sign-in?next=%2Faccount{path.replace('/', '%2F')}"


@pytest.mark.parametrize("path", [path for path in CHANGES if path != "/password"])
def test_corporate_changes_show_the_contact(stub: Stub, database: Path, path: str) -> None:
    """A Corporate customer who opens or sends a form sees whom to call; nothing changes."""
    customer = stub.customer(kind="corporate")
    before = dump(database)
    opened, sent = customer.http.get(f"/account{path}"), send(customer, path, **CHANGES[path])
    assert (opened.status_code, sent.status_code) == (200, 403)
    assert all("corporate-billing@example.com" in answer.text for answer in (opened, sent))
    assert dump(database) == before


@pytest.mark.parametrize(
    "back",
    [
        "//evil.example/",
        "https://evil.example/",
        r"/\evil.example",
        r"\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/it/\r\nSet-Cookie: a=b",
        "/" + "x" * 3000,
    ],
)
def test_the_way_back_never_leads_to_another_site(stub: Stub, back: str) -> None:
    """`return` and `next` accept only a path of one's own; anything else is as if it were not there."""
    customer = stub.customer("pro-m")
    answer = customer.http.post(
        "/account/renewal/off", params={"return": back}, data=form(customer, "/renewal/off")
    )
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    assert (
        "evil" not in customer.http.get("/account/renewal/on", params={"return": back}).text.split("<main")[1]
    )
    fresh = stub.browser(customer.email).http
    signed = fresh.post(
        "/account/sign-in", params={"next": back}, data={"email": customer.email, "password": PASSWORD}
    )
    assert (signed.status_code, signed.headers["location"]) == (303, "/account")


def test_after_the_action_the_article_learns_which(stub: Stub) -> None:
    """The article gets `?done=operationId` on the help center's own host, only after the POST."""
    customer = stub.customer("pro-m")
    answer = customer.http.post(
        "/account/renewal/off", params={"return": "/it/x/?a=1"}, data=form(customer, "/renewal/off")
    )
    assert (
        answer.headers["location"] == "https://help.example/it/x/?a=1&done=turnOffRenewal#done-turnOffRenewal"
    )
    assert "form-action 'self' https://help.example" in answer.headers["content-security-policy"]


def test_a_slash_too_many_leads_to_the_page(stub: Stub) -> None:
    """/account/ and /account/plans/ are typed by hand and come from old links."""
    for path in ("/account/", "/account/plans/"):
        assert stub.http.get(path).headers["location"] == path.rstrip("/")
    assert stub.http.get("/account//evil.example/").headers.get("location", "/account").startswith("/account")


def test_a_link_cannot_claim_a_result(stub: Stub) -> None:
    """The state for the panels confirms only what the account bears out, in the language asked for."""
    customer = stub.customer("pro-m")
    ask = {"operations": "turnOffRenewal", "done": "turnOffRenewal", "lang": "it"}
    first = customer.http.get("/account/state", params=ask).json()
    assert (first["done"], first["now"]["turnOffRenewal"][:18]) == (None, "Il tuo piano Pro s")
    customer.renewal("off")
    assert customer.http.get("/account/state", params=ask).json()["done"].startswith("Rinnovo disattivato.")
    english = customer.http.get("/account/state", params={**ask, "lang": "en"}).json()
    assert english["done"].startswith("Renewal is off.")
    anybody = stub.browser("x@example.com").http.get("/account/state", params=ask)
    nothing = {"signed_in": False, "now": {}, "offers": {}, "holds": [], "done": None}
    assert (anybody.status_code, anybody.json()) == (200, nothing)


def test_a_panel_of_several_actions_says_a_thing_once(stub: Stub) -> None:
    """What is so for all of them stands with the first alone."""
    customer = stub.customer(kind="corporate", language="en", billing_data=None)
    ask = {"operations": "getContacts,requestRefund,changePlan"}
    state = customer.http.get("/account/state", params=ask).json()
    assert list(state["now"]) == ["getContacts"]
    assert "Corporate" in state["now"]["getContacts"]
    assert "center" in state["offers"]["getContacts"][0]["consequence"], (
        "the center's, not how to choose a country"
    )


def test_a_renewal_that_credit_pays_is_told_as_such(stub: Stub) -> None:
    """With enough credit the next renewal charges nothing, and every page that names it says so."""
    customer = stub.customer("team-m", language="en")
    assert customer.change("starter-m").json()["receipt"]["credit_after"] == 5000
    ask = {"operations": "turnOffRenewal"}
    state = customer.http.get("/account/state", params=ask).json()["now"]["turnOffRenewal"]
    assert "€19.00, all of it from your credit. Over the next" in state
    assert "nothing is charged and your credit is not used" in customer.http.get("/account/renewal/off").text
    customer.renewal("off")
    assert "costs €19.00, all of it paid by your credit" in customer.http.get("/account/renewal/on").text


WAYS = {
    "renewal/off": ["Keep Pro", "Turn off renewal This page", "Choose Plus", "Choose Pro annual"],
    "renewal/on": ["Leave renewal off", "Turn on renewal This page", "Choose Plus", "Choose Pro annual"],
    "plans/team-m": [
        "Keep Pro",
        "Turn off renewal",
        "Choose Plus",
        "Choose Pro annual",
        "Choose Team This page",
    ],
    "forecast": ["Keep Pro As things stand", "Turn off renewal", "Choose Plus", "Choose Pro annual"],
    "plans/starter-m": [
        "Buy no plan",
        "Reactivate Pro",
        "Choose Plus",
        "Choose Pro annual",
        "Choose Starter This page",
    ],
}


@pytest.mark.parametrize("page", WAYS)
def test_the_next_twelve_months_stand_side_by_side(stub: Stub, page: str) -> None:
    """Before cancelling, reactivating or changing plan: each way with its payments, months and its end."""
    customer = stub.customer("pro-m", language="en")
    if page in ("renewal/on", "plans/starter-m"):
        customer.renewal("off")
    if page == "plans/starter-m":
        stub.to("2025-05-01T00:00:00Z")
    shown = BeautifulSoup(customer.http.get(f"/account/{page}").text, "html.parser")
    ways = {way.h3.get_text(): way for way in shown.select(".acc-forecast .acc-way")}
    assert list(ways) == WAYS[page]
    assert all(len(way.select("ol > li")) == 12 for way in ways.values())
    if keep := next((way for name, way in ways.items() if name.startswith("Keep Pro")), None):
        assert "€429.00 from the card" in keep.get_text()
        assert "11 payments, the first on May 1, 2025." in keep.get_text()
        assert [row.th.time["datetime"] for row in keep.select("tbody tr")][::10] == [
            "2025-05-01T00:00:00Z",
            "2026-03-01T00:00:00Z",
        ]
        assert "May 2025: access, €39.00 from the card" in keep.ol.get_text()
        off = ways[next(name for name in ways if name.startswith("Turn off"))].get_text()
        assert "No charge" in off
        assert "Access until May 1, 2025 at 2:00" in off


def test_the_forecast_over_http_is_what_happens(stub: Stub) -> None:
    """GET /v1/me/forecast: charges to the second, in minor units; another plan beside; unknown refused."""
    customer = stub.customer("pro-m")
    told = {each["choice"]: each for each in customer.get("/forecast?plan=team-m").json()["choices"]}
    assert list(told) == ["keep", "turn_off", "downgrade", "annual", "chosen"]
    assert told["keep"]["charges"][0] == {"at": "2025-05-01T00:00:00Z", "card": 3900, "credit": 0}
    assert (told["turn_off"]["access_ends"], told["turn_off"]["ended_by"]) == (
        "2025-05-01T00:00:00Z",
        "renewal_off",
    )
    stub.to("2026-03-31T23:59:59Z")
    receipts = customer.receipts()
    assert [each["at"] for each in receipts[1:]] == [each["at"] for each in told["keep"]["charges"]]
    assert sum(each["charged"] for each in receipts[1:]) == told["keep"]["total"]
    assert customer.get("/forecast?plan=gold").status_code == 422


def test_a_double_click_buys_once(stub: Stub) -> None:
    """The form's own key makes the second sending a repetition: one receipt, and the same answer."""
    customer = stub.customer("pro-m")
    filled = form(customer, "/plans/team-m")
    answers = [customer.http.post("/account/plans/team-m", data=filled) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    assert [receipt["kind"] for receipt in customer.receipts()] == ["first_purchase", "plan_change"]


def test_a_late_downgrade_that_owes_says_so(stub: Stub) -> None:
    """A cheaper plan near the period's end still costs money today: the page says it before the button."""
    customer = stub.customer("pro-m")
    stub.to("2025-04-25T00:00:00Z")
    page = customer.http.get("/account/plans/starter-m?lang=en").text
    due = re.search(r"acc-sum__due.*?<td>€([\d.]+)</td>", page, re.DOTALL)
    assert due
    assert float(due[1]) > 0
    assert "there is something to pay today" in page.split("Buy now</button>")[0]
    assert "there is something to pay today" not in customer.http.get("/account/plans/team-m?lang=en").text


def test_sign_in_says_how_long_to_wait(stub: Stub) -> None:
    """After too many failures the page answers 429 with the minutes, not with a riddle."""
    customer = stub.customer()
    fresh = stub.browser(customer.email).http
    wrong = {"email": customer.email, "password": "wrong 1"}
    answers = [fresh.post("/account/sign-in?lang=en", data=wrong) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [401] * 5 + [429]
    assert "try again in 15 minutes" in answers[-1].text


@pytest.mark.parametrize(
    ("path", "headers", "language"),
    [
        ("/account/sign-in", {"Accept-Language": "it-IT,it;q=0.9,en;q=0.8"}, "it"),
        ("/account/sign-in", {"Accept-Language": "de,en;q=0.5,it;q=0.4"}, "en"),
        ("/account/sign-in", {"Accept-Language": "de"}, "en"),
        ("/account/sign-in?lang=en", {"Accept-Language": "it"}, "en"),
        ("/account/sign-in?lang=xx", {"Accept-Language": "it"}, "it"),
        ("/account/go/changePlan?return=/it/change-plan/", {"Accept-Language": "en"}, "it"),
        ("/account/sign-in?next=/account/plans%3Freturn%3D/en/x/", {"Accept-Language": "it"}, "en"),
        ("/account/contacts", {"Cookie": "kb_language=it", "Accept-Language": "en"}, "it"),
    ],
)
def test_the_page_speaks_the_visitors_language(
    stub: Stub, path: str, headers: dict[str, str], language: str
) -> None:
    """The link's language wins, then the article's, the remembered one, the browser's; else English."""
    with httpx.Client(base_url=stub.url, follow_redirects=True) as visitor:
        assert f'<html lang="{language}">' in visitor.get(path, headers=headers).text


def test_nothing_is_stored_or_framed(stub: Stub) -> None:
    """Account pages carry the strict policy, are not kept by caches, and hostile text stays text."""
    customer = stub.customer(email="o'brien&<b>@example.com")
    answer = customer.http.get("/account")
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["content-security-policy"].startswith(
        "default-src 'self'; base-uri 'none'; frame-ancestors"
    )
    assert "<b>@" not in answer.text
    assert "style=" not in answer.text
    assert "onclick" not in answer.text


def test_the_outbox_page_answers_this_machine_only(stub: Stub) -> None:
    """In development: the e-mails as sent, each in its account's language; not under another host's name."""
    italian, english = stub.customer("pro-m"), stub.customer("pro-m", language="en")
    operator = {"Authorization": "Bearer control"}
    page = stub.http.get("/_stub/mail", headers=operator)
    assert all(
        text in page.text for text in (italian.email, english.email, "benvenuto in Pro", "welcome to Pro")
    )
    assert stub.http.get("/_stub/mail", headers={**operator, "Host": "evil.example"}).status_code == 404
    assert stub.http.get("/_stub/mail", auth=("any name", "control")).text == page.text
    for wrong in (
        {},
        {"Authorization": "Bearer x"},
        {"Authorization": "Basic !"},
        {"Authorization": "Basic eA=="},
    ):
        refused = stub.http.get("/_stub/mail", headers=wrong)
        assert (refused.status_code, refused.headers["www-authenticate"]) == (401, 'Basic realm="outbox"')
        assert italian.email not in refused.text


def test_an_email_opens_as_a_mail_program_shows_it(stub: Stub) -> None:
    """Its HTML alone, with its own style and nothing else, for whom the outbox opens."""
    customer = stub.customer("pro-m", language="en")
    (mail,) = stub.outbox(customer)
    address, operator = f"/_stub/mail/{mail['id']}", ("any name", "control")
    assert address in stub.http.get("/_stub/mail", auth=operator).text
    shown = stub.http.get(address, auth=operator)
    assert shown.text == mail["html"]
    (style,) = re.findall("<style>(.*)</style>", shown.text, re.DOTALL)
    digest = b64encode(sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}';" in shown.headers["content-security-policy"]
    assert stub.http.get(address).status_code == 401
    assert stub.http.get("/_stub/mail/99999", auth=operator).status_code == 404


def test_the_outbox_page_needs_control(tmp_path: Path) -> None:
    """A service without the control plane has no such page."""
    from kb.billing.app import create_app
    from kb.billing.settings import Settings

    app = create_app(Settings(dataset="empty"))
    paths = {getattr(route, "path", "") for route in app.routes}
    assert not any(path.startswith("/_stub") for path in paths)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_purchase_without_a_card_asks_for_one_and_blames_no_bank(stub: Stub, language: str) -> None:
    """Nobody asked a bank; the page says what is missing and leads to where it is given."""
    page = Portal(stub.customer(billing_data=None), language).open("/account/plans/plus-m")
    page.press("label.buy_now")
    alert = page.html[page.html.index('role="alert"') :]
    assert page.label("problem.billing-data-required.card_missing").split("{due}")[1] in plain(
        alert.partition("</form>")[0]
    )
    assert not {"bank", "banca"} & set(page.words.split())
    assert page.links("label.update_billing_data")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("card", [None, REFUSED_CARD], ids=["none", "refused"])
def test_a_review_whose_card_cannot_pay_promises_nothing_at_once(
    stub: Stub, language: str, card: dict[str, str] | None
) -> None:
    """Before and after the refusal what would happen is said as such, without a tick; else it is ticked."""
    customer = stub.customer(billing_data=card)
    page = Portal(customer, language).open("/account/plans/plus-m")
    refused = Portal(customer, language).open("/account/plans/plus-m")
    refused.press("label.buy_now")
    for shown in (page, refused):
        promised = BeautifulSoup(shown.html, "html.parser").select_one("section[aria-labelledby=next-title]")
        assert promised
        assert page.label("quote.not_yet") in promised.get_text()
        assert not re.search("at once|subito", promised.get_text())
        assert TICK not in str(promised)
    sure = Portal(stub.customer(), language).open("/account/plans/plus-m")
    assert page.label("quote.not_yet") not in sure.words
    assert sure.html.partition('id="next-title"')[2].count(TICK) > 2
