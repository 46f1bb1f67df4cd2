"""Votes on answers over HTTP: each counted once, changed in place, nothing else kept."""

import json
import re
import secrets
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import httpx
import pytest
from click.testing import CliRunner
from serving import serving
from starlette.responses import PlainTextResponse

import search
from kb.cli import main
from kb.feedback.store import REASONS, Vote, Votes
from kb.web.app import create_app
from kb.web.engines import on_disk

PAGE = '<h1>x</h1><script type="application/json" id="kb-config">{"feedback_url":null}</script>'
DOOR = "/api/feedback"


def vote(**changes: Any) -> dict[str, Any]:
    """A vote as a page sends it, with a number of its own."""
    number = secrets.token_hex(16)
    return {"number": number, "article": "a", "lang": "en", "useful": False, "reason": "wrong"} | changes


@pytest.fixture
def votes(tmp_path: Path) -> Iterator[Votes]:
    """A new file of votes."""
    made = Votes(tmp_path / "feedback.db")
    yield made
    made.close()


@pytest.fixture
def client(tmp_path: Path, votes: Votes) -> Iterator[httpx.Client]:
    """A server of a site of two answers that keeps votes."""
    (tmp_path / "site/en/a").mkdir(parents=True)
    (tmp_path / "site/en/a/index.html").write_text(PAGE, "utf-8")
    own = [search.Document(name, "en", f"/en/{name}/", f"Title of {name}") for name in ("a", "b")]
    search.build(tmp_path / "index/en", "en", own)
    app = create_app(
        tmp_path / "site", on_disk(tmp_path / "index"), PlainTextResponse("billing"), votes=votes
    )
    with serving(app) as found:
        yield found


def test_a_thousand_votes_from_eight_readers_at_once_are_a_thousand(
    client: httpx.Client, votes: Votes
) -> None:
    """None lost, and none counted twice although every tenth is sent again."""
    sent = [
        vote(article="ab"[n % 2], useful=n % 5 == 0, reason="" if n % 5 == 0 else REASONS[n % 4])
        for n in range(1000)
    ]

    def post(part: int) -> list[int]:
        own = HTTPConnection(client.base_url.host, client.base_url.port or 0)
        found = []
        for each in [*sent[part::8], *sent[part::80]]:
            own.request("POST", DOOR, json.dumps(each), {"Content-Type": "application/json"})
            with own.getresponse() as answer:
                found.append(answer.status)
        own.close()
        return found

    with ThreadPoolExecutor(8) as readers:
        answers = [status for part in readers.map(post, range(8)) for status in part]
    assert set(answers) == {204}
    found = {tally.article: tally for tally in votes.tallies()}
    assert sum(tally.votes for tally in found.values()) == 1000
    for article in "ab":
        own = [each for each in sent if each["article"] == article]
        assert found[article].votes == len(own)
        assert found[article].useful == sum(each["useful"] for each in own)
        assert dict(found[article].reasons) == Counter(each["reason"] for each in own if each["reason"])


def test_a_vote_can_be_changed(client: httpx.Client, votes: Votes) -> None:
    """The same number is the same vote: the last word counts, and praise has no reason against it."""
    first = vote()
    for change in ({}, {"reason": "unclear"}, {"useful": True, "reason": "unclear"}):
        assert client.post(DOOR, json=first | change).status_code == 204
    (tally,) = votes.tallies()
    assert (tally.votes, tally.useful, tally.reasons) == (1, 1, ())
    client.post(DOOR, json=first | {"article": "b", "useful": False})  # a number is of one answer
    assert [(each.article, each.useful) for each in votes.tallies()] == [("a", 1)]


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"x" * 10_000_000, 413),
        (json.dumps(vote(reason="<script>alert(1)</script>")).encode(), 422),
        (json.dumps(vote(article="<script>")).encode(), 422),
        (json.dumps(vote(lang="xx")).encode(), 422),
        (json.dumps(vote(number="../../etc")).encode(), 422),
        (json.dumps(vote(number=5)).encode(), 422),
        (json.dumps(vote(lang=[])).encode(), 422),
        (json.dumps(vote(useful="yes")).encode(), 422),
        (json.dumps(vote() | {"comment": "I am Zoe"}).encode(), 422),
        (b"[]", 422),
        (b"null", 422),
        (b"{", 422),
        (b"[" * 500, 422),
    ],
)
def test_what_is_no_vote_is_refused(client: httpx.Client, votes: Votes, body: bytes, status: int) -> None:
    """Ten megabytes, scripts, other fields: refused, and nothing of them is kept."""
    headers = {"Content-Type": "application/json"}
    assert client.post(DOOR, content=body, headers=headers).status_code == status
    assert list(votes.tallies()) == []


def test_a_form_of_another_site_cannot_vote(client: httpx.Client, votes: Votes) -> None:
    """What browsers send elsewhere without asking, texts and forms, is no vote."""
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        answer = client.post(DOOR, content=json.dumps(vote()), headers={"Content-Type": kind})
        assert answer.status_code == 415
    assert client.options(DOOR).status_code == 405
    assert list(votes.tallies()) == []


def test_nothing_personal_is_in_the_file(client: httpx.Client, votes: Votes, tmp_path: Path) -> None:
    """The whole file, byte by byte: no address, no browser, no referring page; only its owner may read it."""
    headers = {
        "User-Agent": "Zoe-Browser/1",
        "Referer": "http://zoe.example/",
        "X-Forwarded-For": "203.0.113.7",
        "Cookie": "zoe=1",
    }
    assert client.post(DOOR, json=vote(), headers=headers).status_code == 204
    whole = b"".join(file.read_bytes() for file in tmp_path.glob("feedback.db*"))
    assert b"wrong" in whole
    for personal in (b"Zoe", b"zoe", b"203.0.113.7", b"127.0.0.1", b"Mozilla"):
        assert personal not in whole, personal
    assert not re.search(rb"\d\d:\d\d", whole), "a time of day"
    assert stat.S_IMODE((tmp_path / "feedback.db").stat().st_mode) == 0o600


def test_a_page_served_here_names_the_door(client: httpx.Client) -> None:
    """The built file names none: on a static host there is no form."""
    answer = client.get("/en/a/")
    assert f'"feedback_url":"{DOOR}"' in answer.text
    assert client.get("/en/a/", headers={"If-None-Match": answer.headers["etag"]}).status_code == 304


def test_a_disk_that_is_full_is_said(client: httpx.Client, votes: Votes) -> None:
    """The reader's page says that the vote did not arrive; it keeps nothing as given."""
    votes._connection.execute("pragma max_page_count = 1")
    sent = [client.post(DOOR, json=vote()).status_code for _ in range(200)]
    assert set(sent) <= {204, 503}
    assert sent[-1] == 503


def test_too_many_votes_wait(tmp_path: Path, votes: Votes, monkeypatch: pytest.MonkeyPatch) -> None:
    """A flood is told when to come again."""
    monkeypatch.setattr("kb.web.feedback.routes.MOST", 3)
    (tmp_path / "site").mkdir()
    search.build(tmp_path / "index/en", "en", [search.Document("a", "en", "/en/a/", "A title")])
    app = create_app(
        tmp_path / "site", on_disk(tmp_path / "index"), PlainTextResponse("billing"), votes=votes
    )
    with serving(app) as client:
        answers = [client.post(DOOR, json=vote()) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [204, 204, 204, 429]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= 61


# -- kb feedback --


def given(path: Path) -> None:
    """Three readers of one answer, one of another."""
    kept = Votes(path)
    opinions = [
        ("a", False, "wrong"),
        ("a", False, "unclear"),
        ("a", False, "wrong"),
        ("a", True, ""),
        ("b", True, ""),
    ]
    for article, useful, reason in opinions:
        kept.put(Vote(secrets.token_hex(16), article, "en", useful, reason), date(2026, 11, 23))
    kept.close()


def test_writers_read_what_helped_least_first(project: Path, kb: Callable[..., Any]) -> None:
    """Article, votes, share and reasons, the most frequent first; the same as JSON."""
    given(project / "feedback.db")
    lines = kb("feedback").output.splitlines()
    assert lines[0].split() == ["article", "language", "votes", "useful", "reasons"]
    assert lines[1].split(maxsplit=4) == [
        "a",
        "en",
        "4",
        "25%",
        "It does not match what I see: 2, It is not clear: 1",
    ]
    assert lines[2].split() == ["b", "en", "1", "100%"]
    first = json.loads(kb("feedback", "--format", "json").output)[0]
    assert first == {
        "article": "a",
        "lang": "en",
        "votes": 4,
        "useful": 1,
        "reasons": {"wrong": 2, "unclear": 1},
        "last": "2026-11-23",
    }


def test_no_file_of_votes_is_said_with_its_cure(project: Path, kb: Callable[..., Any]) -> None:
    """What is missing, what makes it; another file is not touched."""
    result = kb("feedback")
    assert result.exit_code == 2
    assert "'kb serve' collects them" in result.output
    other = project / "other.db"
    other.write_bytes(b"something else that is long enough" * 40)
    result = CliRunner().invoke(main, ["feedback", "--votes", str(other)])
    assert result.exit_code != 0
    assert "no file of votes" in result.output
    assert other.read_bytes().startswith(b"something else")
