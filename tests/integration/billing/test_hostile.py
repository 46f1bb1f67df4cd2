"""What nobody's browser sends: no header and no body makes the service break, and people get pages."""

import itertools
import re
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlsplit

import httpx
import pytest
from stub import PASSWORD, Customer, Stub

WEIRD = (
    b"http://[", b"[", b"http://[::1", b"null", b"\xff\xfe", b"\xed\xa0\x80", b"", b",", b";=", b"a" * 3000,
    b"http://\xe2\x84\x80.com", b"it;q=nan", b"it;q=inf,en;q=-1", b"\x80;q=\xb2", b"bytes=9-1", b"*", b"%00",
    b"kb_session=\xff; kb_done=\xff; kb_language=\xff",
)  # fmt: skip
HEADERS = (
    b"Origin", b"Accept-Language", b"Accept", b"If-None-Match", b"If-Match", b"Cookie", b"Authorization",
    b"Content-Type", b"Referer", b"Sec-Fetch-Site", b"X-CSRF-Token", b"Idempotency-Key", b"X-Forwarded-For",
)  # fmt: skip
STRINGS = (
    '"\\ud800"', '"a@\\ud800.c"', '"\\u0000"', "1e400", "NaN", "9" * 5000, "true", "null", "[]", "[" * 5000,
    '"' + "a" * 15000 + '"', '"\\ufdfa1"', "-0", "0.1",
)  # fmt: skip
BODIES = (
    b"",
    b"{",
    b"\xff",
    b"null",
    b"[]",
    b'{"\\ud800":1}',
    b"\xef\xbb\xbf{}",
    b"\xff\xfe{\x00}\x00",
    b"{" * 8000,
)
CHARSETS = (
    "undefined",
    "idna",
    "utf-16",
    "utf-7",
    "rot13",
    "base64",
    "unicode_escape",
    "raw_unicode_escape",
    "\xff",
)
PART = b'--x\r\nContent-Disposition: form-data; name="email"\r\n\r\n\\ud800 \xed\xa0\x80\r\n--x--\r\n'


def answer(stub: Stub, method: bytes, path: bytes, headers: dict[bytes, bytes], body: bytes = b"") -> bytes:
    """The raw answer to a raw request, which httpx would refuse to send."""
    address = urlsplit(stub.url)
    given = {
        b"Host": address.netloc.encode(),
        b"Connection": b"close",
        b"Content-Length": b"%d" % len(body),
        **headers,
    }
    lines = b"".join(name + b": " + value + b"\r\n" for name, value in given.items())
    with closing(socket.create_connection((address.hostname, address.port or 0))) as connection:
        connection.settimeout(20)
        connection.sendall(method + b" " + path + b" HTTP/1.1\r\n" + lines + b"\r\n" + body)
        return b"".join(iter(lambda: connection.recv(65536), b""))


def broken(answers: Iterator[tuple[object, bytes]]) -> list[tuple[object, bytes]]:
    """Those of the answers that are no answer of ours: 5xx, or nothing."""
    return [(what, got[:60]) for what, got in answers if not re.match(rb"HTTP/1.1 [234]", got)]


@pytest.mark.parametrize("method", [b"GET", b"POST"])
@pytest.mark.parametrize(
    "path", [b"/v1/plans", b"/v1/me", b"/account", b"/account/sign-in", b"/account/state", b"/_stub/mail"]
)
def test_no_header_breaks_it(stub: Stub, method: bytes, path: bytes) -> None:
    """Every header that anything reads, with values that mean nothing."""
    cases = itertools.product(HEADERS, WEIRD)
    assert broken((case, answer(stub, method, path, dict([case]))) for case in cases) == []


@pytest.mark.parametrize(
    ("path", "fields"),
    [
        ("/v1/session", ("email", "password")),
        ("/v1/me/password", ("current", "new")),
        ("/v1/me/plan", ("plan",)),
        ("/v1/me/billing-data", ("brand", "last4", "exp")),
        ("/v1/me/refund-requests", ("amount",)),
    ],
)
def test_no_body_breaks_the_api(stub: Stub, path: str, fields: tuple[str, ...]) -> None:
    """Half characters, numbers without end, nesting without end, other encodings, in every field."""
    customer = stub.customer("pro-m")
    method = b"PUT" if path in ("/v1/me/password", "/v1/me/billing-data") else b"POST"
    headers = {
        b"Content-Type": b"application/json",
        b"Idempotency-Key": b"k",
        b"X-CSRF-Token": customer.csrf.encode(),
        b"Cookie": f"kb_session={customer.http.cookies['kb_session']}".encode(),
    }
    good = {"email": '"a@b.c"', "last4": '"4242"', "exp": '"2030-12"', "amount": "1", "plan": '"team-m"'}
    filled = [
        "{"
        + ",".join(f'"{name}":{text if name == field else good.get(name, chr(34) * 2)}' for name in fields)
        + "}"
        for field, text in itertools.product(fields, STRINGS)
    ]
    bodies = [*BODIES, *(text.encode() for text in filled)]
    assert broken((body[:60], answer(stub, method, path.encode(), headers, body)) for body in bodies) == []


def filled_in(customer: Customer) -> dict[str, str]:
    """A form with something in each field that any page reads."""
    token = re.search(r'name="csrf" value="([^"]+)"', customer.http.get("/account/password").text)
    assert token
    numbers = dict.fromkeys(("expected_due", "version", "amount"), "1")
    texts = dict.fromkeys(("email", "password", "current", "new", "repeat", "key", "action", "old_plan"), "x")
    return {"csrf": token[1], "card": "visa 4242", "month": "12", "year": "2030", **numbers, **texts}


@pytest.mark.parametrize(
    "page", ["sign-in", "password", "plans/team-m", "renewal/off", "billing-data", "refund", "nowhere"]
)
def test_no_form_breaks_a_page(stub: Stub, page: str) -> None:
    """Character sets that do not exist or make half characters, and odd signs in every field."""
    customer = stub.customer("pro-m")
    form, address = filled_in(customer), f"/account/{page}"
    signs = ("\ud800", "\x00", "\ufdfa1", "9" * 30, "٣", "1²", "½", "a" * 9000, "-5", "1e5", "NaN")
    for name, sign in itertools.product(form, signs):
        body = "&".join(f"{key}={sign if key == name else value}" for key, value in form.items())
        sent = body.encode("utf-8", "surrogatepass")
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        assert customer.http.post(address, content=sent, headers=headers).status_code < 500, (name, sign)
    for charset in CHARSETS:
        kind = f"multipart/form-data; boundary=x; charset={charset}".encode("latin-1")
        got = customer.http.post(address, content=PART, headers={"Content-Type": kind})
        assert got.status_code < 500, charset
        assert got.headers["content-type"] == "text/html; charset=utf-8", charset


@pytest.mark.parametrize(
    ("content", "kind", "status", "sentence"),
    [
        (PART, "multipart/form-data; boundary=x; charset=undefined", 400, "could not be read"),
        (b"--x", "multipart/form-data", 400, "could not be read"),
        (b"a=" + b"b" * 20_000, "application/x-www-form-urlencoded", 413, "is too long"),
    ],
)
def test_a_person_is_answered_with_a_page(
    stub: Stub, content: bytes, kind: str, status: int, sentence: str
) -> None:
    """A form that cannot be read gets a page with the way back, not a document for programs."""
    got = stub.http.post("/account/sign-in?lang=en", content=content, headers={"Content-Type": kind})
    assert (got.status_code, got.headers["content-type"]) == (status, "text/html; charset=utf-8")
    assert sentence in got.text
    wrong = stub.http.post("/account/activity?lang=en")
    assert (wrong.status_code, wrong.headers["allow"]) == (405, "GET, HEAD")
    assert "cannot be opened in this way" in wrong.text


def test_nothing_about_an_account_is_kept_by_a_cache(stub: Stub) -> None:
    """Every answer under /v1/me, refusals and receipts included; the account itself may be asked again."""
    customer = stub.customer("pro-m")
    paths = (
        "/activity",
        "/receipts",
        "/receipts/R-000001",
        "/scheduled-sessions",
        "/reports",
        "/nothing",
        "/password",
    )
    kept = {path: customer.get(path).headers["cache-control"] for path in paths}
    assert all("no-store" in value for value in kept.values()), kept
    assert customer.renewal("off").headers["cache-control"] == "no-store"
    assert customer.get("").headers["cache-control"] == "private, no-cache"
    assert stub.http.get("/v1/plans").headers["cache-control"] == "public, max-age=60"


def test_signing_in_again_ends_the_browsers_session(stub: Stub) -> None:
    """By API and by page: the cookie that is replaced opens nothing any more."""
    customer = stub.customer()
    first = customer.http.cookies["kb_session"]
    assert customer.sign_in().status_code == 201
    second = customer.http.cookies["kb_session"]
    form = {"email": f" {customer.email.upper()} ", "password": PASSWORD}
    customer.http.post("/account/sign-in", data=form)
    for old in (first, second):
        assert httpx.get(f"{stub.url}/v1/me", cookies={"kb_session": old}).status_code == 401
    assert customer.get("").status_code == 200


def test_no_redirect_repeats_the_host(stub: Stub) -> None:
    """A slash too many or too few is another address, answered without the header that anybody writes."""
    for path in ("/v1/plans/", "/v1/me/", "/account/", "/account/static", "/_stub/clock/"):
        assert "evil" not in str(stub.http.get(path, headers={"Host": "evil.example"}).headers)


def test_a_refused_renewal_turns_the_renewal_off(stub: Stub) -> None:
    """A suspended account renews nothing and says so; buying a plan turns the renewal on again."""
    customer = stub.customer("pro-m")
    customer.card({"brand": "visa", "last4": "0002", "exp": "2030-12"})
    stub.by("P1M")
    account = customer.account()
    assert (account["state"], account["auto_renew"], account["next_billing"]) == ("suspended", False, None)
    customer.card({"brand": "visa", "last4": "4242", "exp": "2030-12"})
    assert customer.buy("pro-m").status_code == 201
    assert customer.account()["auto_renew"] is True
