"""POST /api/answer over real content, indexes and HTTP: the reply, and every refusal in its order."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from threading import Thread
from typing import Any

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from kb.content.markup import AUDIENCES
from kb.errors import ServiceUnreachable
from kb.web.answer_api import MOST, SECONDS, Agents, answer_route, openapi_route
from kb.web.body import FIELDS
from kb.web.engines import on_disk
from kb.web.rate import Rate

TOKEN = "agents-token"
SITE = "https://help.example.com"
CORPORATE = {"kind": "corporate", "state": "active", "auto_renew": True, "language": "it"}
QUESTION = "how do I cancel my subscription?"


class Clock:
    """Seconds that the test moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The time."""
        return self.now


def account(email: str) -> Mapping[str, Any] | None:
    """One account, and one for which the service does not answer."""
    if email == "down@example.com":
        raise ServiceUnreachable("http://127.0.0.1:9", "refused")
    return CORPORATE if email == "aziendale@example.com" else None


def panels(_email: str, language: str) -> list[dict[str, Any]]:
    """What the service says of the account."""
    said = {"en": "A Corporate plan.", "it": "Un piano Corporate."}[language]
    return [{"operationId": "turnOffRenewal", "sentence": said, "offers": []}]


class Client:
    """Posts to the route on loopback, each test a minute after the one before."""

    def __init__(self, port: int, clock: Clock) -> None:
        self.url, self.clock = f"http://127.0.0.1:{port}/api/answer", clock

    def post(self, token: str = TOKEN, lang: str = "en", **body: Any) -> httpx.Response:
        """Ask with a token and a JSON body."""
        headers = {"Authorization": f"Bearer {token}", "Accept-Language": lang}
        return httpx.post(self.url, json=body, headers=headers, trust_env=False, timeout=60)

    def send(self, content: bytes, token: str = TOKEN) -> httpx.Response:
        """Ask with these bytes."""
        headers = {"Authorization": f"Bearer {token}"}
        return httpx.post(self.url, content=content, headers=headers, trust_env=False, timeout=60)


@pytest.fixture(scope="module")
def served(built: Path) -> Iterator[Client]:
    """The route alone over the project's own content."""
    clock = Clock()
    agents = Agents(TOKEN, built / "content", SITE, account, panels)
    app = Starlette(routes=[answer_route(agents, on_disk(built / "build" / "index"), clock), openapi_route()])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    yield Client(server.servers[0].sockets[0].getsockname()[1], clock)
    server.should_exit = True
    thread.join()


@pytest.fixture
def client(served: Client) -> Client:
    """The client, with a new minute."""
    served.clock.now += SECONDS
    return served


def test_a_message_gets_its_letter(client: Client) -> None:
    """Language told by the message, whole links, greeting and sign-off; nothing is kept by caches."""
    found = client.post(message=f"Dear support,\n{QUESTION}\nThanks\nMary")
    said = found.json()
    assert found.status_code == 200
    assert found.headers["cache-control"] == "no-store"
    assert (said["lang"], said["confident"], said["notes"]) == ("en", True, "")
    assert said["letter"].startswith("Hello,\n\nHow do I cancel my subscription?\n")
    assert f"{SITE}/account/go/turnOffRenewal?return=/en/cancel-subscription/" in said["letter"]
    assert [each["answer"]["article"] for each in said["replies"]] == ["cancel-subscription"]
    assert "<strong>" in client.post(message=QUESTION, format="html").json()["letter"]


def test_an_account_gets_its_part_in_its_language(client: Client) -> None:
    """As `kb answer --account`: by an id and by a question."""
    for message in ("cancel-subscription", QUESTION):
        said = client.post(message=message, account="aziendale@example.com", lang="it").json()
        assert said["lang"] == "it"
        assert "/account/go/" not in said["letter"]
    named = client.post(message="cancel-subscription", account="aziendale@example.com").json()
    assert named["replies"][0]["answer"]["state"] == ["Un piano Corporate."]
    assert "Un piano Corporate.\n\nCon un piano Corporate" in named["letter"]


def test_not_sure_and_nothing_are_notes_for_the_agent(client: Client) -> None:
    """No letter that pretends to answer."""
    unsure = client.post(message="gym zebra subscription").json()
    nothing = client.post(message="xyzzy plugh").json()
    assert (unsure["letter"], unsure["confident"], len(unsure["replies"][0]["closest"])) == ("", False, 3)
    assert unsure["notes"].startswith("Nothing answers this exactly. Closest:\n\n1. ")
    assert nothing["notes"].startswith("No article answers this.\n\nContact: +1 805 617 7000, https://")


def test_a_message_in_a_third_language_is_noted(client: Client) -> None:
    """The agent reads it in the notes, the customer not in the letter."""
    said = client.post(message="Wie kann ich mein Abonnement kündigen?", lang="it").json()
    assert said["notes"] == "The message seems to be in German; the answer is in English."
    assert "German" not in said["letter"]
    assert client.post(message=QUESTION).json()["notes"] == ""


@pytest.mark.parametrize("token", ["wrong", TOKEN + "x", TOKEN[:-1], "%C3%A9"])
def test_without_the_token_nothing_is_learnt(client: Client, token: str) -> None:
    """401 alike for an account that is there, one that is not, a faulty body and an endless one."""
    answers = [
        client.send(body, token)
        for body in (
            b'{"message": "x y", "account": "aziendale@example.com"}',
            b'{"message": "x y", "account": "nobody@example.com"}',
            b"no json",
            b"x" * 2_000,
        )
    ]
    assert {answer.status_code for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1
    assert answers[0].headers["www-authenticate"] == "Bearer"
    assert answers[0].headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"no json", 422, "not JSON"),
        (b"[" * 100_000, 422, "not JSON"),
        (b"\xff", 422, "not JSON"),
        (b"[]", 422, "not an object"),
        (b"{}", 422, "'message' is missing or empty"),
        (b'{"message": " "}', 422, "'message' is missing or empty"),
        (b'{"message": 3}', 422, "'message' must be a text"),
        (b'{"message": "x", "mesage": "y"}', 422, "unknown field 'mesage'"),
        (b'{"message": "x", "lang": "xx"}', 422, "'lang' must be one of en, it"),
        (b'{"message": "x", "format": "pdf"}', 422, "'format' must be one of text, html, md"),
        (b'{"message": "x", "for": "active"}', 422, "'for' must be a list"),
        (b'{"message": "x", "for": ["coporate"]}', 422, "'for' must be one of"),
        (b'{"message": "x", "account": "a@b.it", "for": ["active"]}', 422, "'for' cannot stand beside"),
        (b'{"message": "cancel-subscripton"}', 422, "did you mean 'cancel-subscription'?"),
        (b'{"message": "x y", "account": "nobody@example.com"}', 404, "no account"),
        (b'{"message": "x y", "account": "' + b"a" * 300 + b'"}', 404, "no account"),
        (b'{"message": "x y", "account": "down@example.com"}', 503, "does not answer"),
        (b'{"message": "' + b"a" * 1_000_000 + b'"}', 413, "at most 1000000 bytes"),
    ],
)
def test_a_faulty_request_is_told_what_is_wrong(client: Client, body: bytes, status: int, said: str) -> None:
    """A problem with the field and what it may be; never a traceback."""
    refused = client.send(body)
    assert refused.status_code == status
    assert refused.headers["content-type"] == "application/problem+json"
    assert said in refused.json()["detail"]


def test_a_lone_surrogate_is_read_as_a_sign(client: Client) -> None:
    """What JSON can say and UTF-8 cannot."""
    assert client.send(b'{"message": "how do I cancel \\ud800"}').status_code == 200


def test_more_than_so_many_in_a_minute_have_to_wait(client: Client) -> None:
    """429 with the seconds; guesses of the token count too; a minute later it goes on."""
    guesses = [client.send(b"", "guess").status_code for _ in range(MOST)]
    refused = client.post(lang="it", message=QUESTION)
    assert set(guesses) == {401}
    assert (refused.status_code, refused.headers["retry-after"]) == (429, "60")
    assert refused.json()["detail"] == "Troppe richieste: riprova fra 60 secondi."
    client.clock.now += SECONDS
    assert client.post(message=QUESTION).status_code == 200


def test_a_rate_lets_pass_again_what_it_has_forgotten() -> None:
    """A sliding window: each passage is forgotten by itself."""
    clock = Clock()
    rate = Rate(2, 10, clock)
    waits = []
    for clock.now in (0, 4, 5, 9.5, 10, 11, 14):
        waits.append(rate.wait())
    assert waits == [0, 0, 5, 1, 0, 3, 0]


def test_the_document_says_what_the_door_does(client: Client) -> None:
    """Every field that is read, every member that is answered, every refusal; no more and no less."""
    document = httpx.get(client.url.replace("answer", "openapi.json"), trust_env=False).json()
    schemas = document["components"]["schemas"]
    assert set(schemas["Question"]["properties"]) == set(FIELDS)
    assert tuple(schemas["Question"]["properties"]["for"]["items"]["enum"]) == AUDIENCES
    said = client.post(message=QUESTION).json()
    answer = said["replies"][0]["answer"]
    assert set(said) == set(schemas["Said"]["required"]) == set(schemas["Said"]["properties"])
    assert set(answer) == set(schemas["Answer"]["required"]) == set(schemas["Answer"]["properties"])
    assert set(answer["offers"][0]) == set(schemas["Offer"]["required"])
    statuses = set(document["paths"]["/api/answer"]["post"]["responses"])
    assert statuses == {"200", "401", "404", "413", "422", "429", "503"}


@pytest.mark.parametrize(
    "site", ["javascript:alert(1)", "help.example.com", "https://help.example.com?x=1", "/"]
)
def test_links_lead_to_an_address_or_nowhere(client: Client, site: str) -> None:
    """A letter carries no link that a browser would run or resolve against somebody else's page."""
    found = client.post(message=QUESTION, site=site)
    assert found.status_code == 422
    assert "'site' must be the address of a site" in found.json()["detail"]
