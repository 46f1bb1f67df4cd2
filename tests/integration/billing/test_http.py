"""The HTTP face: what every client may rely on."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest
from stub import PASSWORD, START, Customer, Stub, running_stub

from kb.billing.app import create_app
from kb.billing.service import Billing
from kb.billing.settings import Settings

PROBLEM = {"type", "title", "status", "detail", "instance", "code", "operationId", "help", "retryable"}


def problem(answer: httpx.Response, status: int, code: str) -> dict[str, object]:
    """Check that an answer is a complete RFC 9457 document of this code."""
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")
    document = answer.json()
    assert set(document) >= PROBLEM
    assert (document["status"], document["code"]) == (status, code)
    assert "Traceback" not in answer.text
    return document


def test_problems_speak_the_callers_language_and_name_the_article(stub: Stub) -> None:
    """Title and detail in Italian or English, help is the article in it, the operation is named."""
    customer = stub.customer("pro-m")
    italian = problem(
        customer.send("POST", "/plan", {"plan": "pro-m"}, "k", **{"Accept-Language": "it-IT"}),
        409,
        "same-plan",
    )
    english = problem(
        customer.send("POST", "/plan", {"plan": "pro-m"}, "k", **{"Accept-Language": "fr"}), 409, "same-plan"
    )
    assert italian["title"] == "Piano già attivo"
    assert english["title"] == "Already on this plan"
    assert italian["help"] == "https://help.example/it/change-plan/"
    assert english["help"] == "https://help.example/en/change-plan/"
    assert italian["operationId"] == "changePlan"
    assert italian["instance"] == "/v1/me/plan"


@pytest.mark.parametrize(
    ("header", "best"),
    [
        ("en;q=0.1, it;q=0.9", "it"),
        ("it;q=0", "en"),
        ("en;q=0", "it"),
        ("it-CH, en;q=.9", "it"),
        ("de", "en"),
    ],
)
def test_the_api_and_the_account_pages_negotiate_alike(stub: Stub, header: str, best: str) -> None:
    """A refusal of the API and a page of the account speak the language that one header asks for."""
    for path in ("/v1/me", "/account/sign-in", "/account/none"):
        answer = httpx.get(stub.url + path, headers={"Accept-Language": header})
        assert (path, answer.headers["content-language"]) == (path, best)


def test_every_article_that_problems_name_exists(root: object) -> None:
    """The help links of problems lead to articles of both languages."""
    from pathlib import Path

    from kb.billing.refusals import REFUSALS

    named = {kind.article for kind in REFUSALS.values() if kind.article}
    missing = [
        f"content/{language}/{name}.md"
        for name in named
        for language in ("it", "en")
        if not (Path(str(root)) / "content" / language / f"{name}.md").is_file()
    ]
    assert missing == []


def test_the_document_is_openapi_31_with_an_operation_id_per_action(stub: Stub) -> None:
    """Every operation has its operationId; the catalogue is a projection, titled in both languages."""
    document = stub.http.get("/v1/openapi.json").json()
    operations = [operation for item in document["paths"].values() for operation in item.values()]
    ids = [operation["operationId"] for operation in operations]
    assert document["openapi"].startswith("3.1")
    assert len(set(ids)) == len(ids) == 32
    actions = {action["operationId"]: action for action in stub.http.get("/v1/actions").json()["items"]}
    for_machines = {"listFacts", "getFact", "listActions"}
    assert set(actions) == {
        name for name in ids if not name.startswith(("stub", "agent")) and name not in for_machines
    }
    assert actions["changePlan"]["requires"] == ["session", "idempotency-key"]
    assert actions["turnOffRenewal"]["requires"] == ["session"]
    assert actions["listPlans"]["requires"] == []
    to_confirm = {name for name, action in actions.items() if action["changes"]}
    assert to_confirm == {
        "changePassword",
        "changePlan",
        "purchasePlan",
        "requestRefund",
        "turnOffRenewal",
        "turnOnRenewal",
        "updateBillingData",
    }
    assert all(set(action["title"]) == {"it", "en"} for action in actions.values())


@pytest.mark.parametrize(
    "path", ["/v1/facts", "/v1/facts/password.min_length", "/v1/plans", "/v1/contacts", "/v1/actions"]
)
def test_public_answers_are_cached_by_etag(stub: Stub, path: str) -> None:
    """The same content has the same ETag; who has it gets 304 without a body."""
    first = stub.http.get(path)
    again = stub.http.get(path, headers={"If-None-Match": f'"other", W/{first.headers["etag"]}'})
    assert "public" in first.headers["cache-control"]
    assert (again.status_code, again.content) == (304, b"")
    assert stub.http.get(path, headers={"If-None-Match": '"other"'}).content == first.content
    assert "access-control-allow-origin" not in first.headers


def test_only_the_sites_origin_reads_across_origins() -> None:
    """CORS names the one origin, without credentials, on public reads only."""
    with running_stub(site_origin="https://help.example") as stub:
        answer = stub.http.get("/v1/facts", headers={"Origin": "https://elsewhere.example"})
        assert answer.headers["access-control-allow-origin"] == "https://help.example"
        assert "access-control-allow-credentials" not in answer.headers
        assert "access-control-allow-origin" not in stub.customer().get("").headers


def test_the_accounts_version_is_its_etag(stub: Stub) -> None:
    """The version goes up with every change; If-None-Match saves a copy, If-Match refuses a stale change."""
    customer = stub.customer("pro-m")
    etag = customer.get("").headers["etag"]
    assert customer.get("", **{"If-None-Match": etag}).status_code == 304
    problem(
        customer.send("POST", "/plan", {"plan": "team-m"}, "a", **{"If-Match": '"1"'}), 412, "stale-version"
    )
    problem(
        customer.send("POST", "/plan", {"plan": "team-m"}, "a", **{"If-Match": "W/x"}), 412, "stale-version"
    )
    assert customer.send("POST", "/plan", {"plan": "team-m"}, "a", **{"If-Match": etag}).status_code == 200
    assert customer.send("POST", "/plan", {"plan": "team-m"}, "a", **{"If-Match": etag}).status_code == 200
    assert customer.send("POST", "/plan", {"plan": "pro-m"}, "b", **{"If-Match": "*"}).status_code == 200
    assert customer.get("").headers["etag"] != etag


def test_money_needs_an_idempotency_key(stub: Stub) -> None:
    """Without a key 400; the same key for something else 422."""
    customer = stub.customer("team-m")
    for path, body in (
        ("/plan", {"plan": "pro-m"}),
        ("/purchase", {"plan": "pro-m"}),
        ("/refund-requests", {"amount": 1}),
    ):
        problem(customer.send("POST", path, body), 400, "idempotency-key-missing")
    assert customer.change("pro-m", "k").status_code == 200
    problem(customer.change("team-m", "k"), 422, "idempotency-key-reused")


def test_a_cookie_session_needs_its_csrf_token(stub: Stub) -> None:
    """Without the token, or with another's, a cookie changes nothing; the quote needs none."""
    customer, other = stub.customer("pro-m"), stub.customer()
    for csrf in ({}, {"X-CSRF-Token": other.csrf}, {"X-CSRF-Token": ""}):
        problem(customer.http.post("/v1/me/renewal/off", headers=csrf), 403, "csrf")
    assert customer.account()["auto_renew"]
    assert customer.http.post("/v1/me/plan/quote", json={"plan": "team-m"}).status_code == 200


def test_a_bearer_token_needs_no_csrf_token(stub: Stub) -> None:
    """The command line sends the session as a Bearer token, which no browser adds by itself."""
    token = stub.customer("pro-m").http.cookies["kb_session"]
    answer = stub.http.post("/v1/me/renewal/off", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code == 200
    assert not answer.json()["auto_renew"]


def chunks(total: int) -> Iterator[bytes]:
    """A body of unannounced length."""
    for _ in range(total // 1000):
        yield b" " * 1000


@pytest.mark.parametrize("announced", [True, False])
@pytest.mark.parametrize("path", ["/v1/session", "/v1/me/plan", "/v1/nothing", "/account/sign-in"])
def test_large_bodies_are_refused(stub: Stub, path: str, announced: bool) -> None:
    """More than 16 KiB is answered 413, whether the length is announced or not, before anything reads it."""
    body = b" " * 17_000 if announced else chunks(17_000)
    answer = stub.http.post(path, content=body, headers={"Content-Type": "application/json"})
    if path.startswith("/v1/"):
        problem(answer, 413, "body-too-large")
    else:
        assert (answer.status_code, answer.headers["content-type"]) == (413, "text/html; charset=utf-8")
        assert "What was sent is too long" in answer.text


def test_small_chunked_bodies_are_read(stub: Stub) -> None:
    """A body in pieces is as good as one in one piece."""
    customer = stub.customer("pro-m")
    pieces = (piece for piece in (b'{"plan":', b' "team-m"}'))
    headers = {"X-CSRF-Token": customer.csrf, "Content-Type": "application/json"}
    assert customer.http.post("/v1/me/plan/quote", content=pieces, headers=headers).json()["plan"] == "team-m"


@pytest.mark.parametrize(
    "content_type", ["text/plain", "application/x-www-form-urlencoded", "", "application/jsonp"]
)
def test_bodies_are_json_and_say_so(stub: Stub, content_type: str) -> None:
    """A form of another site cannot send this type."""
    body = json.dumps({"email": "a@example.com", "password": "x"}).encode()
    problem(
        stub.http.post("/v1/session", content=body, headers={"Content-Type": content_type}), 415, "media-type"
    )


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        (b"{", 422, "invalid-request"),
        (b"[1]", 422, "invalid-request"),
        (b'{"email": "\xff"}', 400, "bad-request"),
        (b"[" * 16_000, 400, "bad-request"),
        (b'{"email": "a@b", "password": "x", "admin": true}', 422, "invalid-request"),
        (b'{"email": "\\ud800@b", "password": "x"}', 422, "invalid-request"),
        (b'{"email": "a@b", "password": {"$ne": 1}}', 422, "invalid-request"),
    ],
)
def test_unusable_bodies_are_refused(stub: Stub, body: bytes, status: int, code: str) -> None:
    """Whatever the bytes, a problem document and never the input back."""
    answer = stub.http.post("/v1/session", content=body, headers={"Content-Type": "application/json"})
    document = problem(answer, status, code)
    assert "$ne" not in json.dumps(document)


@pytest.mark.parametrize(
    ("path", "allow"),
    [
        ("/v1/session", "DELETE, POST"),
        ("/v1/me/password", "PUT"),
        ("/v1/facts", "GET"),
        ("/_stub/clock", "GET"),
    ],
)
def test_other_methods_name_the_allowed_ones(stub: Stub, path: str, allow: str) -> None:
    """405 lists all methods of the path, not only the first route's."""
    for method in ("PATCH", "TRACE"):
        answer = stub.http.request(method, path)
        problem(answer, 405, "method-not-allowed")
        assert answer.headers["allow"] == allow


@pytest.mark.parametrize(
    "path", ["/v1", "/v1/nothing", "/v1/me/receipts/R-000001/x", "/docs", "/_stub", "/v1/%00"]
)
def test_unknown_paths_are_problems_too(stub: Stub, path: str) -> None:
    """404 with a document; the framework's own pages are off."""
    problem(stub.http.get(path), 404, "not-found")


def test_an_unexpected_error_tells_nothing_of_the_inside(stub: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    """500 is a problem document without a trace; the next request is served."""

    def broken(*_: object) -> None:
        msg = "secret detail"
        raise RuntimeError(msg)

    customer = stub.customer("pro-m")
    with monkeypatch.context() as patch:
        patch.setattr(Billing, "turn_off_renewal", broken)
        answer = customer.renewal("off")
    document = problem(answer, 500, "internal")
    assert document["retryable"] is True
    assert "secret" not in answer.text
    assert customer.renewal("off").status_code == 200


def test_cookies_are_secure_where_asked() -> None:
    """Over TLS the session cookie travels encrypted only."""
    with running_stub(secure_cookies=True) as stub:
        assert "; Secure" in stub.customer().sign_in().headers["set-cookie"]


def test_concurrent_retries_have_one_effect(stub: Stub) -> None:
    """The same request eight times at once: eight equal answers, one effect (I7)."""
    customer = stub.customer("pro-m")
    token = customer.http.cookies["kb_session"]
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "once"}

    def change(_: int) -> httpx.Response:
        return httpx.post(f"{stub.url}/v1/me/plan", json={"plan": "team-m"}, headers=headers, verify=False)

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(change, range(8)))
    assert {answer.status_code for answer in answers} == {200}
    assert len({answer.content for answer in answers}) == 1
    assert [receipt["kind"] for receipt in customer.receipts()] == ["first_purchase", "plan_change"]


def test_agents_see_what_an_answer_depends_on(stub: Stub) -> None:
    """State, plan, dates and credit by e-mail address, no card and no movements; unknown addresses 404."""
    customer = stub.customer("pro-m", language="en", country="US")
    headers = {"Authorization": "Bearer agent"}
    answer = stub.http.get(f"/v1/agent/accounts/{customer.email.upper()}", headers=headers)
    assert answer.json() == {
        "email": customer.email,
        "kind": "self_service",
        "country": "US",
        "language": "en",
        "state": "active",
        "plan": "pro-m",
        "auto_renew": True,
        "next_billing": "2025-05-01T00:00:00Z",
        "access_until": "2025-05-01T00:00:00Z",
        "credit": 0,
    }
    problem(stub.http.get("/v1/agent/accounts/nobody@example.com", headers=headers), 404, "not-found")


@pytest.mark.parametrize(
    "accept", ["text/html,application/xhtml+xml,*/*;q=0.8", "text/html, application/json"]
)
def test_browsers_get_a_printable_receipt(stub: Stub, accept: str) -> None:
    """By Accept: HTML for browsers, JSON for everything else."""
    customer = stub.customer("pro-m")
    number = customer.receipts()[0]["number"]
    page = customer.get(f"/receipts/{number}", Accept=accept)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert "39,00" in page.text
    for other in ("*/*", "application/json, text/html"):
        assert customer.get(f"/receipts/{number}", Accept=other).json()["number"] == number


def test_moving_the_billing_clock_signs_nobody_out(stub: Stub) -> None:
    """Sessions live on the real clock."""
    customer = stub.customer("pro-m")
    stub.by("P2Y")
    assert customer.get("").status_code == 200
    stub.real_clock.now += 8 * 3600
    problem(customer.get(""), 401, "not-signed-in")


def test_a_control_plane_needs_a_token() -> None:
    """It cannot be started open."""
    with pytest.raises(ValueError, match="control_token"):
        create_app(Settings(control=True))


def test_without_control_there_is_no_plane() -> None:
    """The control plane is opt-in: its paths are unknown, its operations undocumented."""
    app = create_app(Settings(dataset="empty"))
    assert not [path for path in app.openapi()["paths"] if path.startswith("/_stub")]


def test_password_and_start_are_what_the_helpers_say(stub: Stub) -> None:
    """The helpers' customer is a plain one."""
    customer: Customer = stub.customer()
    assert customer.password == PASSWORD
    assert stub.control("GET", "/clock")["now"] == START


def test_agents_see_what_panels_say_without_what_is_for_the_customer_alone(stub: Stub) -> None:
    """Sentences with plan, date and amount in the language asked for; nothing of the card or session."""
    customer = stub.customer("pro-m", language="en", country="US")
    headers, path = {"Authorization": "Bearer agent"}, f"/v1/agent/accounts/{customer.email}/panels"
    before = customer.account()
    panels = {each["operationId"]: each for each in stub.http.get(path, headers=headers).json()["items"]}
    assert panels["turnOffRenewal"] == {
        "operationId": "turnOffRenewal",
        "sentence": "Your Pro plan renews on May 1, 2025: €39.00. "
        "Over the next twelve months you pay €429.00 if you keep Pro; nothing if you turn off renewal.",
        "offers": [
            {
                "operation": "turnOffRenewal",
                "consequence": "See until when the service stays active, then confirm. "
                "No charge after that date.",
                "label": "Turn off renewal",
                "main": True,
            }
        ],
    }
    assert {panels[name]["sentence"] for name in ("signIn", "updateBillingData", "changePassword")} == {None}
    italian = stub.http.get(f"{path}?language=it", headers=headers).json()["items"]
    assert "Il tuo piano Pro si rinnova il 1 maggio 2025" in str(italian)
    assert customer.account() == before
    problem(stub.http.get(path), 401, "not-signed-in")
    problem(stub.http.get(f"{path}?language=xx", headers=headers), 422, "invalid-request")
    problem(stub.http.get("/v1/agent/accounts/nobody@example.com/panels", headers=headers), 404, "not-found")
