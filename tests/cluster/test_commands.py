"""The commands on a cluster, as operators type them: publish, search, serve; and what they say of faults."""

import json
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
from click.testing import CliRunner, Result
from guarded_proxy import door
from opensearch_nodes import Node, free_port

from kb.cli import main

Run = Callable[..., Result]


@pytest.fixture(scope="module")
def index_dir(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Where the commands keep their indexes."""
    return str(tmp_path_factory.mktemp("index"))


@pytest.fixture(scope="module")
def run(root: Path) -> Run:
    """Run `kb` in the project, in English."""

    def kb(*arguments: str, **environment: str) -> Result:
        return CliRunner().invoke(main, ["-C", str(root), *arguments], env={"KB_LANG": "en", **environment})

    return kb


@pytest.fixture(scope="module")
def published(run: Run, index_dir: str, node: Node) -> list[str]:
    """The options with which the project's articles are found on the node."""
    done = run("index", "--index-dir", index_dir, "--to", node.url, "--alias", "site")
    assert done.exit_code == 0, done.output
    assert "en: published as site-en: 32 articles sent, 0 removed" in done.output
    return ["--search", node.url, "--alias", "site"]


def test_publishing_again_says_that_it_is_there(
    run: Run, index_dir: str, node: Node, published: list[str]
) -> None:
    """In words and as data."""
    command = ("index", "--index-dir", index_dir, "--to", node.url, "--alias", "site")
    assert "it: published already as site-it" in run(*command).stdout
    told = json.loads(run(*command, "--format", "json").stdout)
    assert told["it"]["published"]["name"] == told["it"]["published"]["before"]


def test_a_search_on_the_cluster_prints_what_one_here_prints(
    run: Run, index_dir: str, published: list[str]
) -> None:
    """The same JSON, in the language asked for or the user's; with its filters."""
    ways = published, ["--index-dir", index_dir]
    for query in (["cancel", "subscription", "--lang", "en"], ["disdetta"], ["invoice", "--kind", "guide"]):
        there, here = (run("search", *query, "--format", "json", *by) for by in ways)
        assert there.exit_code == here.exit_code == 0, there.output
        assert json.loads(there.stdout) == json.loads(here.stdout)
    assert "no articles in the language 'fr'" in run("search", "x", "--lang", "fr", *published).output


def test_each_fault_is_one_sentence_that_names_the_node(run: Run, node: Node, published: list[str]) -> None:
    """Exit code 3; the cure is in it, in both languages."""
    nobody = f"http://127.0.0.1:{free_port()}"
    done = run("search", "invoice", "--search", nobody)
    assert (done.exit_code, done.stdout) == (3, "")
    assert done.stderr == (
        f"{nobody}: nobody answers ([Errno 111] Connection refused). "
        "Check the address, and that OpenSearch is running there.\n"
    )
    done = run("search", "invoice", "--search", node.url, "--alias", "nothing", KB_LANG="it")
    assert "Pubblicalo con: kb index --to " + node.url in done.stderr
    with door(node.url, user="kb", password="secret") as guarded:
        asked = ("search", "invoice", "--search", guarded.url, "--alias", "site")
        said = f"{guarded.url}: wrong user or password. Set KB_SEARCH_USER and KB_SEARCH_PASSWORD.\n"
        assert run(*asked).stderr == said
        assert run(*asked, KB_SEARCH_USER="kb", KB_SEARCH_PASSWORD="secret").exit_code == 0


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--search", "search.example.com"], "give one as https://search.example.com:9200"),
        (["--search", "http://me:secret@x:9200"], "KB_SEARCH_USER and KB_SEARCH_PASSWORD say them"),
        (["--search", "http://x:9200", "--alias", "Help Center"], "may hold small letters"),
    ],
)
def test_wrong_options_are_refused_before_anything_is_asked(run: Run, options: list[str], said: str) -> None:
    """Usage errors; the password is not repeated."""
    done = run("search", "invoice", *options)
    assert done.exit_code == 2
    assert said in done.output
    assert "me:secret" not in done.output


def test_a_preview_searches_here_only(run: Run) -> None:
    """What writers saved a moment ago is not on the cluster."""
    done = run("serve", "--preview", "--search", "http://127.0.0.1:9")
    assert (done.exit_code, "leave --search and --workers out" in done.output) == (2, True)


def test_a_server_answers_from_the_cluster_and_says_when_it_is_away(
    run_kb_server: Callable[..., object], node: Node, published: list[str]
) -> None:
    """The API gives the cluster's hits; while it is away, a problem that names no machine."""
    with door(node.url) as guarded, run_kb_server("--search", guarded.url, "--alias", "site") as server:
        url = f"{server.url}/api/search?lang=en&q=invoice"
        assert httpx.get(url).json()["hits"]
        guarded.shut.set()
        away = httpx.get(url, timeout=30)
        assert (away.status_code, away.headers["retry-after"]) == (503, "5")
        assert away.json()["type"] == "urn:kb:problem:search-away"
        assert "127.0.0.1" not in away.text
        page = httpx.get(f"{server.url}/en/search/?q=invoice", headers={"Accept-Language": "it"}, timeout=30)
        assert (page.status_code, page.text[:10]) == (503, "La ricerca")
        guarded.shut.clear()
        assert httpx.get(url, timeout=30).json()["hits"]
