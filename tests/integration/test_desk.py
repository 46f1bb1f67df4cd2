"""`/agent` over real HTTP: the agents' token opens a session of its own, letters come to nobody else."""

import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from desk_server import TOKEN, desk

from kb.gaps.store import SearchLog
from kb.web.desk.routes import TRIES, TRIES_SECONDS

OURS = {"X-KB-Desk": "1"}
QUESTION = {"message": "how do I cancel my subscription?", "account": "", "lang": ""}


class Clock:
    """Seconds that the test moves."""

    now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


CLOCK = Clock()


@pytest.fixture(scope="module")
def url(built: Path) -> Iterator[str]:
    """The page on loopback, for a help desk that may frame it."""
    with desk(built, "https://desk.example.com", CLOCK) as address:
        yield address


@pytest.fixture
def http(url: str) -> Iterator[httpx.Client]:
    """A browser without a session, some minutes after the one before."""
    CLOCK.now += TRIES_SECONDS
    with httpx.Client(base_url=url, trust_env=False, timeout=60) as client:
        yield client


def sign_in(http: httpx.Client, token: str = TOKEN) -> httpx.Response:
    """Send the form."""
    return http.post("/agent/sign-in", data={"token": token})


def test_the_token_opens_a_session_of_its_own(http: httpx.Client) -> None:
    """Its cookie is out of reach of scripts and of other sites; signing out ends the session at once."""
    assert 'name="token"' in http.get("/agent").text
    opened = sign_in(http)
    assert (opened.status_code, opened.headers["location"]) == (303, "/agent")
    cookie = opened.headers["set-cookie"].lower()
    assert [part for part in ("httponly", "samesite=strict", "path=/agent") if part not in cookie] == []
    assert TOKEN not in cookie
    assert 'id="message"' in http.get("/agent").text
    secret = http.cookies["kb_desk"]
    http.post("/agent/sign-out")
    assert 'name="token"' in http.get("/agent", headers={"Cookie": f"kb_desk={secret}"}).text


@pytest.mark.parametrize("language", ["it", "en"])
def test_letters_are_rich_and_plain_for_the_account(http: httpx.Client, language: str) -> None:
    """Suggestions with the account's state, each as HTML and as text; an unknown account is told."""
    sign_in(http)
    found = http.post("/agent/suggest", json=QUESTION | {"lang": language}, headers=OURS).json()
    first = found["suggestions"][0]
    assert (found["lang"], first["articles"]) == (language, ["cancel-subscription"])
    assert "<strong>" in first["html"]
    assert "**" not in first["text"]
    theirs = http.post(
        "/agent/suggest", json=QUESTION | {"account": "aziendale@example.com"}, headers=OURS
    ).json()
    assert (theirs["lang"], theirs["state"]) == ("it", "A Corporate plan.")
    unknown = http.post("/agent/suggest", json=QUESTION | {"account": "x@example.com"}, headers=OURS)
    assert unknown.status_code == 404


def test_a_message_in_a_third_language_is_remarked_on(http: httpx.Client) -> None:
    """On top, before the account's state, in the agent's language."""
    sign_in(http)
    asked = {"message": "Wie kann ich mein Abonnement kündigen?", "lang": "en"}
    said = http.post("/agent/suggest", json=asked, headers=OURS | {"Accept-Language": "it"}).json()
    assert said["state"] == "Il messaggio sembra scritto in tedesco; la risposta è in inglese."
    assert http.post("/agent/suggest", json=QUESTION, headers=OURS).json()["state"] == ""


def test_a_letter_says_which_part_it_leaves_open(http: httpx.Client) -> None:
    """In the part's own words, of which nothing acts; a letter chosen for that part does not quote it."""
    sign_in(http)
    asked = {
        "message": "1) Is there a mobile <b>app</b>? 2) How do I update my card?",
        "lang": "en",
    }
    found = http.post("/agent/suggest", json=asked, headers=OURS).json()["suggestions"]
    assert found[0]["articles"] == ["update-card"]
    assert "Is there a mobile &lt;b&gt;app&lt;/b&gt;?" in found[0]["html"]
    assert "How do I update my card?” This letter does not answer that" in found[1]["text"]
    assert "mobile" not in found[1]["text"]


def test_nobody_else_gets_a_letter(http: httpx.Client) -> None:
    """No session, a session's form sent by another site, a body that is none, an endless one."""
    assert http.post("/agent/suggest", json=QUESTION, headers=OURS).status_code == 401
    assert sign_in(http, "wrong").status_code == 403
    assert sign_in(http, "x" * 2_000_000).status_code == 403
    sign_in(http)
    assert http.post("/agent/suggest", json=QUESTION).status_code == 401
    assert http.post("/agent/suggest", content=b"[", headers=OURS).status_code == 422
    assert http.post("/agent/suggest", content=b"x" * 1_100_000, headers=OURS).status_code == 413


def test_guessing_the_token_ends_soon(http: httpx.Client) -> None:
    """After some tries even the right token has to wait."""
    for _ in range(TRIES):
        sign_in(http, "guess")
    assert sign_in(http).status_code == 403
    CLOCK.now += TRIES_SECONDS
    assert sign_in(http).status_code == 303


def test_only_named_help_desks_may_frame_the_page(http: httpx.Client, built: Path) -> None:
    """Nothing is loaded from elsewhere; without the option nobody may frame it."""
    policy = http.get("/agent").headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; script-src 'self'; ")
    assert policy.endswith("frame-ancestors https://desk.example.com")
    with desk(built, "", CLOCK) as address:
        closed = httpx.get(f"{address}/agent", trust_env=False).headers["content-security-policy"]
    assert closed.endswith("frame-ancestors 'none'")


def test_every_file_that_the_page_names_is_served(http: httpx.Client) -> None:
    """Its icon too, which browsers look for elsewhere when a page names none."""
    html = http.get("/agent").text
    named = dict(re.findall(r'<link rel="(\w+)" href="([^"]+)"', html))
    assert set(named) == {"icon", "stylesheet"}
    assert [http.get(address).status_code for address in named.values()] == [200, 200]


def test_what_no_article_answers_reaches_the_writers_without_the_person(built: Path, tmp_path: Path) -> None:
    """The message's questions, masked, as `kb answer --miss` notes them; only for agents, only with a log."""
    message = "Dear support,\nmy yacht insurance AB-99127 lapsed, write to mary@example.com?\nMary Major"
    log = tmp_path / "searches.db"
    with (
        desk(built, "", CLOCK, log) as address,
        httpx.Client(base_url=address, trust_env=False, timeout=60) as client,
    ):
        assert client.post("/agent/miss", json={"message": message}, headers=OURS).status_code == 401
        sign_in(client)
        assert 'id="miss"' in client.get("/agent").text
        assert client.post("/agent/miss", json={"message": message}, headers=OURS).status_code == 204
        assert client.post("/agent/miss", json={"message": ""}, headers=OURS).status_code == 422
    (noted,) = SearchLog(log).all()
    assert (noted.source, noted.confident) == ("message", False)
    assert "insurance" in noted.query
    assert [each for each in ("99127", "mary", "Major", "@") if each in noted.query] == []


def test_without_a_log_there_is_no_button(http: httpx.Client) -> None:
    """Nothing is kept where nobody asked for it."""
    sign_in(http)
    assert 'id="miss"' not in http.get("/agent").text
    assert http.post("/agent/miss", json=QUESTION, headers=OURS).status_code == 404
