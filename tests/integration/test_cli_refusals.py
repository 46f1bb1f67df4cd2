"""What the commands say to wrong input: the thing, the place, the cure, the exit code, never a traceback."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main

Kb = Callable[..., Result]


@pytest.fixture
def project(root: Path, project: Path) -> Path:
    """A copy that can be built too."""
    shutil.copy(root / "mkdocs.yml", project)
    (project / "site").symlink_to(root / "site")
    return project


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch) -> Kb:
    """Runs `kb -C folder arguments...` in that folder, with English messages."""
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.setenv("COLUMNS", "200")

    def run(folder: Path, *arguments: str, stdin: str | None = None) -> Result:
        monkeypatch.chdir(folder)
        return CliRunner().invoke(main, ["-C", str(folder), *arguments], input=stdin)

    return run


def refused(result: Result, code: int, expected: str) -> None:
    """It stopped on purpose, with this exit code, saying this on stderr."""
    assert isinstance(result.exception, SystemExit), result.exception
    assert (result.exit_code, expected in result.stderr) == (code, True), result.output
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["serch"], "did you mean 'search'?"),
        (["search"], "Missing argument"),
        (["search", "abc", "--lang", "xx"], "there are: en, it"),
        (["search", "abc", "--limit", "0"], "1<=x<=100"),
        (["why", "abc", "cancel-subscripton", "--lang", "en"], "did you mean 'cancel-subscription'?"),
        (["why", "a", "cancel-subscription", "--lang", "en"], "at least 2"),
        (["check", "--skip", "calims"], "unknown rule 'calims'"),
        (["check", "--only", "url"], "did you mean 'urls'?"),
        (["evaluate"], "--lang"),
        (
            ["macros", "export", "--site", "javascript:alert(1)"],
            "'--site': 'javascript:alert(1)' is no address",
        ),
        (["answer", "abc", "--site", "help.example.com"], "is no address of a host, as https://help"),
        (["agent", "--site", "https://help .example.com"], "'--site'"),
        (["check", "--service", "http://a b"], "'--service'"),
        (["links", "--service", "odd://nowhere"], "'--service': 'odd://nowhere' is no address"),
        (["billing", "clock", "--service", "http://[", "--token", "t"], "'--service'"),
        (["billing", "serve", "--help-url", "//example.com"], "'--help-url'"),
        (["billing", "serve", "--site-origin", "https://example.com/a"], "'--site-origin'"),
        (["serve", "--agent-frames", "https://a.example 'none'"], "'--agent-frames'"),
        (["answer", "cancel-subscription", "--for", "coporate"], "did you mean 'corporate'?"),
        (["answer", "cancel-subscription", "--lang", "xx"], "there are: en, it"),
        (["link", "nope", "changePlan"], "unknown article 'nope'"),
        (["claims", "approve", "qqq"], "unknown claim or article 'qqq'; 'kb claims --no-run' lists them"),
        (["answer", "receipts", "--for", "gold"], "'--for': one of active, corporate, credit, "),
        (["new", "x", "--category", "qqq", "--title", "en=X?"], "unknown category 'qqq': one of "),
        (["search", "abc", "--index-dir", "no/such/folder"], "'kb index --index-dir no/such/folder'"),
        (["unlink", "receipts", "changePlan"], "'changePlan' of 'receipts': one of listReceipts"),
        (["facts", "list", "--lang", "xx"], "there are: en, it"),
        (["billing", "serve", "--host", "192.0.2.1", "--port", "0"], "choose another with --host"),
        (["billing", "serve", "--host", "no.host.invalid", "--port", "0"], "choose another with --host"),
    ],
)
def test_wrong_usage_is_named_with_its_cure(built: Path, kb: Kb, arguments: list[str], expected: str) -> None:
    """A wrong name or value exits 2 and says what there is."""
    result = kb(built, *arguments)
    assert result.exit_code == 2
    assert expected in result.stderr
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("corpus", "queries", "expected"),
    [
        (None, "no json\n", "stdin:1: not JSON"),
        (None, '{"text": "ok", "id": 1}\n[]\n', "stdin:2: each line must be one JSON object"),
        (None, '{"id": "1"}\n', "stdin:1: the field 'text' is missing"),
        (None, '{"text": 3}\n', "stdin:1: the field 'text' must be a text"),
        (None, '{"text": "card"}\n\n{"text": "card", "k": "z"}\n', "stdin:3: the field 'k' must be a whole"),
        (None, '{"text": "card", "k": -3}\n', "stdin:1: the field 'k' must be a whole number from 1"),
        ('{"id": "1", "title": "x"}\n', "", "corpus.jsonl:1: the field 'body' is missing"),
        ('{"id": 1, "title": "x", "body": "y"}\n', "", "corpus.jsonl:1: the field 'id' must be a text"),
        ('{"id": "1", "title": "x", "body": "y", "tags": 5}\n', "", "corpus.jsonl:1: the field 'tags' must"),
        ("\udcff\n", "", "corpus.jsonl:1: not JSON"),
    ],
)
def test_evaluate_names_the_line_it_cannot_read(
    built: Path, tmp_path: Path, kb: Kb, corpus: str | None, queries: str, expected: str
) -> None:
    """Wrong input exits 2 with file and line."""
    options = []
    if corpus is not None:
        (tmp_path / "corpus.jsonl").write_text(corpus, "utf-8", "surrogateescape")
        options = ["--corpus", str(tmp_path / "corpus.jsonl")]
    result = kb(built, "evaluate", "--lang", "en", *options, stdin=queries)
    assert result.exit_code == 2
    assert expected in result.stderr


@pytest.mark.parametrize(
    "command",
    [
        "search abc",
        "why abc receipts",
        "answer receipts",
        "index",
        "check --mutate",
        "evaluate --lang it",
        "facts list --lang it",
    ],
)
@pytest.mark.parametrize("folders", [(), ("it", "en")])
def test_a_content_folder_without_articles_is_named(
    tmp_path: Path, root: Path, kb: Kb, command: str, folders: tuple[str, ...]
) -> None:
    """Whether empty or with empty folders of languages: it says where the first article goes."""
    for name in ("", *folders):
        (tmp_path / "content" / name).mkdir()
    shutil.copy(root / "content/facts.json", tmp_path / "content")
    refused(kb(tmp_path, *command.split()), 2, f"There are no articles in {tmp_path / 'content'} yet")


@pytest.mark.parametrize("command", ["build", "serve --port 0"])
def test_a_folder_without_a_site_is_named(tmp_path: Path, kb: Kb, command: str) -> None:
    """A build in the wrong folder says which file is missing and where to go."""
    refused(kb(tmp_path, *command.split()), 2, f"{tmp_path / 'mkdocs.yml'} is missing. Go to the project's")


def test_an_empty_content_folder_is_a_finding_and_no_site(project: Path, kb: Kb) -> None:
    """The check finds it, the build leaves what stands, and without facts there is nothing to list."""
    shutil.rmtree(project / "content")
    (project / "content").mkdir()
    checked = kb(project, "check", "--only", "front-matter")
    assert (checked.exit_code, checked.stdout.splitlines()) == (
        1,
        ["content: there are no articles: write the first, as in 'it/receipts.md' [front-matter]"],
    )
    refused(kb(project, "build"), 1, "content: there are no pages: write the first, as in 'it/receipts.md'")
    refused(
        kb(project, "facts", "list"), 2, "content/facts.json holds no facts: write it with 'kb facts pull'"
    )


@pytest.mark.parametrize(
    ("command", "blocked", "folder"),
    [
        ("search abc --lang it", "build", False),
        ("why abc receipts --lang it", "build", False),
        ("index", "build", False),
        ("index --index-dir mkdocs.yml", "", False),
        ("evaluate --lang it --index-dir mkdocs.yml", "", False),
        ("build", "build", False),
        ("facts pull", "content/facts.json", True),
    ],
)
def test_what_the_system_refuses_is_named(
    project: Path, kb: Kb, command: str, blocked: str, folder: bool
) -> None:
    """A file where a folder has to be, a folder where a file has to be: path, reason and cure, exit 2."""
    if blocked:
        path = project / blocked
        path.unlink(missing_ok=True)
        path.mkdir() if folder else path.write_text("in the way", encoding="utf-8")
    result = kb(project, *command.split())
    refused(result, 2, "; see that it is there, is of the right kind, and may be read and written")
    assert result.stderr.startswith(blocked or "mkdocs.yml")


@pytest.mark.parametrize(
    ("command", "blocked"),
    [
        ("check --only front-matter", "content/it/receipts.md"),
        ("translated receipts --from it --to en", "content/en/receipts.md"),
    ],
)
def test_a_folder_in_an_articles_place_is_a_finding(
    project: Path, kb: Kb, command: str, blocked: str
) -> None:
    """It is named with what it is, exit 1, and stops no other article."""
    (project / blocked).unlink()
    (project / blocked).mkdir()
    result = kb(project, *command.split())
    assert result.exit_code == 1
    assert f"{blocked}: cannot be read: Is a directory" in result.output


@pytest.mark.parametrize(
    "command",
    [
        ("answer", "receipts"),
        ("link", "receipts", "changePlan"),
        ("unlink", "receipts", "listReceipts"),
        ("translated", "receipts", "--from", "it", "--to", "en"),
    ],
)
def test_an_article_that_cannot_be_read_is_named_with_its_fault(
    project: Path, kb: Kb, command: tuple[str, ...]
) -> None:
    """It is there, so it is not called unknown; exit 1 with file and line."""
    (project / "content/it/receipts.md").write_text("---\nid: [a\n---\n", encoding="utf-8")
    refused(kb(project, *command), 1, "content/it/receipts.md:2: invalid YAML")


@pytest.mark.parametrize("address", ["nowhere.invalid", "http://nowhere.invalid", "http://127.0.0.1:1/x"])
@pytest.mark.parametrize("command", [("links",), ("billing", "clock", "--token", "x")])
def test_a_service_that_is_not_there_is_named(
    built: Path, kb: Kb, command: tuple[str, ...], address: str
) -> None:
    """Alike for each command, with or without http://, in one sentence; exit 3."""
    result = kb(built, *command, "--service", address)
    full = address if "://" in address else f"http://{address}"
    refused(result, 3, f"The billing service at {full} does not answer: ")
    assert ".." not in result.stderr


def test_the_full_screen_is_refused_where_there_is_no_terminal(project: Path, kb: Kb) -> None:
    """In a script it says what to use instead, and does not wait for keys that nobody presses."""
    refused(kb(project, "agent"), 2, "kb answer -")


def test_a_language_that_there_is_not_is_refused_before_an_index_is_made(project: Path, kb: Kb) -> None:
    """Nobody waits for an index, or is told of one, that will not answer."""
    refused(result := kb(project, "search", "card", "--lang", "xx"), 2, "there are: en, it")
    assert "building" not in result.stderr
    assert not (project / "build").exists()
