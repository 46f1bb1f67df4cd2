"""A server that logs searches: what the API and browsers asked, masked; nobody is known."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from serving import serving
from starlette.responses import PlainTextResponse

import search
from kb.cli import main
from kb.gaps.store import Searched, SearchLog
from kb.web.app import create_app
from kb.web.engines import on_disk

BEACON = {"query": "my name is Zoe Quix", "lang": "en", "count": 2, "confident": False, "followed": "a"}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site of one page and its index."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("<p>x</p>", "utf-8")
    search.build(tmp_path / "index" / "en", "en", [search.Document("a", "en", "/en/a/", "My name on it")])
    return tmp_path


def test_searches_are_counted_without_persons(site: Path) -> None:
    """GET /api/search and the beacon: one row each, masked; bad bodies and GPC leave none."""
    log = SearchLog(site / "searches.db")
    app = create_app(site / "site", on_disk(site / "index"), PlainTextResponse("billing"), searches=log)
    with serving(app) as client:
        assert (
            client.get("/api/search", params={"q": "name of zoe.quix@example.com", "lang": "en"}).status_code
            == 200
        )
        assert client.post("/api/searches", json=BEACON).status_code == 204
        asked = {"q": "my name", "lang": "en", "category": "zzz"}
        assert client.get("/api/search", params=asked).status_code == 422
        assert client.post("/api/searches", json=BEACON, headers={"Sec-GPC": "1"}).status_code == 204
        for body in (b"", b"[", b"[]", b"{}", b'"x"', b"\xff", b"[" * 1000):
            assert client.post("/api/searches", content=body).status_code == 422
        wrong = ("lang", "xx"), ("query", ""), ("query", 1), ("count", True), ("count", -1), ("confident", 1)
        unknown = ("kind", "odd"), ("category", "zzz"), ("followed", "x" * 99)
        for name, value in (*wrong, *unknown):
            assert client.post("/api/searches", json=BEACON | {name: value}).status_code == 422
        assert client.post("/api/searches", content=b"x" * 3000).status_code == 413
    kept = sorted((each.source, each.query, each.followed, each.times) for each in log.all())
    assert kept == [("api", "name of [e-mail]", "", 1), ("site", "my name is [name]", "a", 1)]
    assert {each.day for each in log.all()} == {date.today()}
    log.close()
    data = (site / "searches.db").read_bytes().lower()
    assert not [word for word in (b"quix", b"zoe", b"testclient", b"127.0.0.1") if word in data]


def test_without_a_log_there_is_no_door(site: Path) -> None:
    """A server that was not asked to log has no such address."""
    app = create_app(site / "site", on_disk(site / "index"), PlainTextResponse("billing"))
    with serving(app) as client:
        assert client.post("/api/searches", json=BEACON).status_code in (404, 405)


def test_kb_gaps_says_what_was_sought_in_vain(tmp_path: Path) -> None:
    """No log is one sentence with the cure; what is logged is shown with its proof; purged, it is gone."""
    (tmp_path / "content" / "en").mkdir(parents=True)
    (tmp_path / "content" / "categories.yml").write_text("- id: c\n  en: {title: C}\n", "utf-8")
    text = (
        "---\nid: cactus\ntitle: Watering a cactus\nsummary: How much.\nkind: faq\ncategory: c\n---\nRarely\n"
    )
    (tmp_path / "content" / "en" / "cactus.md").write_text(text, "utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        result = CliRunner().invoke(main, ["-C", str(tmp_path), *arguments], env={"KB_LANG": "en"})
        return result.exit_code, result.output

    code, said = run("gaps")
    assert (code, "kb serve --log-searches" in said) == (2, True)
    log = SearchLog(tmp_path / "searches.db")
    for query, times in (("thirsty", 3), ("quasar", 1), ("weather", 2)):
        followed = "cactus" if times == 3 else ""
        log.add(Searched(date(2026, 1, 1), "en", query, 0, False, followed, times=times))
    code, said = run("gaps")
    assert code == 0
    assert "content/en/cactus.md: add the question 'thirsty'" in said
    assert "3 of 3 logged searches enter the first three, 0 others leave" in said
    assert "kb gaps close thirsty --lang en --question cactus" in said
    assert "kb gaps close weather --lang en --out-of-scope" in said
    assert '"times": 3' in run("gaps", "--format", "json")[1]
    close(run, tmp_path)
    assert "forgotten: 6" in run("gaps", "--purge", "1")[1]
    assert "was answered" in run("gaps")[1]


def close(run: Callable[..., tuple[int, str]], project: Path) -> None:
    """Close two gaps: the article and searches.yml say so, the check asks them, undo takes it back."""
    article, recorded = project / "content/en/cactus.md", project / "content/en/searches.yml"
    before = article.read_text("utf-8")
    refused = ("--question", "rose"), ("--synonym", "cactus"), (), ("--out-of-scope", "--question", "cactus")
    assert [run("gaps", "close", "thirsty", "--lang", "en", *options)[0] for options in refused] == [2] * 4
    assert run("gaps", "close", "unheard of", "--lang", "en", "--out-of-scope")[0] == 2
    assert run("gaps", "close", "quasar", "--lang", "en", "--synonym", "cactus=zzz")[0] == 1
    assert (article.read_text("utf-8"), recorded.exists()) == (before, False)
    assert run("gaps", "close", "thirsty", "--lang", "en", "--question", "cactus")[0] == 0
    assert run("gaps", "close", "weather", "--lang", "en", "--out-of-scope")[0] == 0
    assert article.read_text("utf-8") == before.replace(
        "category: c\n", "category: c\nquestions:\n  - thirsty\n"
    )
    said = [line for line in recorded.read_text("utf-8").splitlines() if line.startswith("-")]
    assert said == ['- {search: "thirsty", finds: cactus}', '- {search: "weather", finds: nothing}']
    assert "thirsty" not in run("gaps")[1]
    assert run("check", "--only", "searches")[0] == 0
    article.write_text(before, "utf-8")
    assert (
        "'thirsty' does not find 'cactus' among the first 3 any more" in run("check", "--only", "searches")[1]
    )
    assert run("undo")[0] == 0
    assert "weather" not in recorded.read_text("utf-8")
