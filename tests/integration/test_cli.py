"""Promises of the command line, kept on the real articles: what it prints and what it exits with."""

import json
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import COMMANDS, main
from search.index import checksums

Kb = Callable[..., Result]
NOBODY = "http://127.0.0.1:9"


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch) -> Iterator[Kb]:
    """Runs `kb -C folder arguments...` with English messages."""
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.setenv("COLUMNS", "80")

    def run(folder: Path, *arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, ["-C", str(folder), *arguments], input=stdin)

    return run


def found_first(result: Result) -> str | None:
    hits = json.loads(result.stdout)["hits"]
    return hits[0]["id"] if hits else None


@pytest.mark.parametrize("command", list(COMMANDS))
def test_every_command_explains_itself(command: str, built: Path, kb: Kb) -> None:
    """`--help` works for each command and says what it does."""
    result = kb(built, command, "--help")
    assert result.exit_code == 0
    assert "Usage: " in result.stdout
    assert "\b" not in result.stdout


def test_the_first_page_names_every_command(built: Path, kb: Kb) -> None:
    """The help of `kb` lists all commands by audience, with the exit codes."""
    said = kb(built, "--help").stdout
    assert all(f"\n  {command} " in said for command in COMMANDS)
    assert "3 a service does not answer" in " ".join(said.split())


@pytest.mark.parametrize(
    ("lang", "expected"), [("it", "almeno 2 lettere o cifre"), ("en", "at least 2 letters or digits")]
)
def test_one_character_is_refused_in_the_language_asked(
    built: Path, kb: Kb, lang: str, expected: str
) -> None:
    """A query of one character is a usage error, said in the language of the search; two characters run."""
    refused = kb(built, "search", "a", "--lang", lang)
    assert refused.exit_code == 2
    assert expected in refused.stderr
    assert kb(built, "search", "ab", "--lang", lang).exit_code == 0


@pytest.mark.parametrize(
    ("query", "lang", "expected"),
    [
        ("disdetta", "it", "cancel-subscription"),
        ("annullare l'abbonamento", "it", "cancel-subscription"),
        ("dell'abbonamento", "it", "cancel-subscription"),
        ("perche mi avete addebitato", "it", "review-charges"),
        ("canelar suscription", "en", "cancel-subscription"),
        ("rimborso soldi", "it", "contact-refund"),
        ("invoice pdf", "en", "receipts"),
        ("passw", "it", "change-password"),
        ("passw", "en", "change-password"),
        ("ricetta della carbonara", "it", None),
    ],
)
def test_customers_words_find_the_right_article_first(
    built: Path, kb: Kb, query: str, lang: str, expected: str | None
) -> None:
    """The questions of the issue find their answer first; a recipe finds nothing."""
    assert found_first(kb(built, "search", query, "--lang", lang, "--format", "json")) == expected


def test_nothing_found_helps(built: Path, kb: Kb) -> None:
    """Without a result the reader is told what was searched and what to do."""
    result = kb(built, "search", "ricetta della carbonara", "--lang", "it")
    assert result.exit_code == 0
    assert "ricetta della carbonara" in result.stdout
    assert "altre" in result.stdout or "diverse" in result.stdout


def test_a_search_of_the_other_language_is_found_there(built: Path, kb: Kb) -> None:
    """What only the other language holds is said to be of it, and read in the reader's own."""
    result = kb(built, "search", "lockout", "--lang", "it")
    assert "'en'" in result.stdout or "«en»" in result.stdout
    assert "/it/sign-in-locked/" in result.stdout


def test_a_question_in_a_language_that_the_site_has_not_is_answered_and_labelled(built: Path, kb: Kb) -> None:
    """The line above the hits says in which language was asked, and in which answered."""
    query = "wie kündige ich mein abo"
    result = kb(built, "search", query, "--lang", "it")
    assert "'de'" in result.stdout.splitlines()[0]
    assert "'it'" in result.stdout.splitlines()[0]
    assert (
        json.loads(kb(built, "search", query, "--lang", "it", "--format", "json").stdout)["query_lang"]
        == "de"
    )


def test_filters_and_limit_hold(built: Path, kb: Kb) -> None:
    """Kind, category and limit restrict the results; an unknown category is refused with the nearest."""
    result = json.loads(
        kb(built, "search", "account", "--lang", "en", "--kind", "guide", "--format", "json").stdout
    )
    assert {hit["kind"] for hit in result["hits"]} == {"guide"}
    few = kb(built, "search", "account", "--lang", "en", "--category", "billing", "--limit", "1")
    assert few.stdout.startswith(" 1. ")
    assert "1 of " in few.stdout
    wrong = kb(built, "search", "account", "--lang", "en", "--category", "biling")
    assert wrong.exit_code == 2
    assert "did you mean 'billing'?" in wrong.stderr


@pytest.mark.parametrize(
    "command",
    [
        "search abc",
        "why abc receipts",
        "answer receipts",
        "check",
        "claims",
        "facts list",
        "facts pull",
        "facts diff",
        "facts check",
        "link receipts listReceipts",
        "unlink receipts listReceipts",
        "links",
        "index",
    ],
)
def test_a_folder_without_content_is_named(tmp_path: Path, kb: Kb, command: str) -> None:
    """Run elsewhere, every command says where to go, and makes nothing there."""
    result = kb(tmp_path, *command.split())
    assert result.exit_code == 2
    assert str(tmp_path / "content") in result.stderr.replace("\n", "")
    assert list(tmp_path.iterdir()) == []


def test_why_shows_the_sum(built: Path, kb: Kb) -> None:
    """A word's points are quality x idf x weight, reranking adds, and the sum is the score."""
    result = json.loads(
        kb(
            built, "why", "disdire abbonamento", "cancel-subscription", "--lang", "it", "--format", "json"
        ).stdout
    )
    assert result["place"] == 1
    assert result["points"] == sum(line["points"] for line in result["reasons"])
    words = [line for line in result["reasons"] if line["word"]]
    assert all(line["points"] == line["quality"] * line["idf"] * line["weight"] for line in words)
    found = json.loads(kb(built, "search", "disdire abbonamento", "--lang", "it", "--format", "json").stdout)
    assert result["points"] == found["hits"][0]["score"]
    assert (
        "(somiglianza)"
        in kb(built, "why", "disdire abbonamento", "cancel-subscription", "--lang", "it").stdout
    )
    table = kb(built, "why", "disdire abbonamento", "print-receipt", "--lang", "it").stdout
    assert "L'articolo non è tra i risultati" in table or "Posto " in table


@pytest.fixture
def few(project: Path) -> Path:
    """A copy of its own with a few of the articles, whose indexes are soon made."""
    for article in project.glob("content/*/*.md"):
        if article.stem not in ("index", "cancel-subscription", "receipts", "change-plan"):
            article.unlink()
    return project


def test_indexing_again_touches_only_what_changed(few: Path, kb: Kb) -> None:
    """A second run indexes nothing, an edited article is indexed alone, and `--anew` says why it builds."""
    assert kb(few, "index").exit_code == 0
    again = json.loads(kb(few, "index", "--format", "json").stdout)["it"]
    assert (again["added"], again["changed"], again["removed"], again["rebuilt"]) == (0, 0, 0, "")
    file = few / "content" / "it" / "receipts.md"
    text = file.read_text(encoding="utf-8").replace("\ntitle: ", "\ntitle: Zanzibar, ")
    file.write_text(text, encoding="utf-8")
    stale = kb(few, "search", "zanzibar", "--lang", "it")
    assert "kb index" in stale.stderr
    changed = json.loads(kb(few, "index", "--format", "json").stdout)["it"]
    assert (changed["added"], changed["changed"], changed["removed"], changed["rebuilt"]) == (0, 1, 0, "")
    assert found_first(kb(few, "search", "zanzibar", "--lang", "it", "--format", "json")) == "receipts"
    assert "requested" in kb(few, "index", "--anew").stdout


def test_a_missing_index_is_made_and_said(few: Path, kb: Kb) -> None:
    """The first search of a fresh clone works; so does one on an index of another version, or damaged."""
    first = kb(few, "search", "disdetta", "--lang", "it")
    assert first.exit_code == 0
    assert "building it" in first.stderr
    side = next((few / "build" / "index" / "it").rglob("side.json"))
    side.write_text(side.read_text(encoding="utf-8").replace('"version":"', '"version":"0'), encoding="utf-8")
    checksums.write(side.parent)
    again = kb(few, "search", "disdetta", "--lang", "it")
    assert again.exit_code == 0
    assert "another version" in again.stderr
    side = next((few / "build" / "index" / "it").rglob("side.json"))
    side.write_bytes(side.read_bytes()[:-1])
    mended = kb(few, "search", "disdetta", "--lang", "it")
    assert mended.stdout == first.stdout
    assert "damaged (side.json)" in mended.stderr


def test_evaluate_answers_line_by_line(built: Path, kb: Kb) -> None:
    """One answer per query in order, with scores; a query that is too short has none; `k` limits."""
    texts = ["disdetta", "a", "rimborso soldi"]
    lines = [json.dumps({"id": str(n), "lang": "it", "text": text, "k": 2}) for n, text in enumerate(texts)]
    result = kb(built, "evaluate", "--lang", "it", stdin="\n".join(lines) + "\n")
    answers = [json.loads(line)["hits"] for line in result.stdout.splitlines()]
    assert [hits[0][0] if hits else None for hits in answers] == [
        "cancel-subscription",
        None,
        "contact-refund",
    ]
    assert all(len(hits) <= 2 and all(isinstance(score, int) for _, score in hits) for hits in answers)


@pytest.mark.parametrize("tags", [["fig", "quince"], "fig, quince"])
def test_evaluate_searches_another_corpus(built: Path, tmp_path: Path, kb: Kb, tags: object) -> None:
    """Given a corpus it is searched instead of the articles, tags included: a list, or a text with commas."""
    corpus = tmp_path / "corpus.jsonl"
    documents = [
        {"id": "d1", "lang": "en", "title": "Apples", "body": "They grow on trees."},
        {"id": "d2", "lang": "en", "title": "Pears", "body": "So do they.", "tags": tags},
    ]
    corpus.write_text("\n".join(map(json.dumps, documents)) + "\n\n", encoding="utf-8")
    queries = (
        '{"id": "1", "lang": "en", "text": "apple tree"}\n\n{"id": "2", "lang": "en", "text": "quince"}\n'
    )
    result = kb(built, "evaluate", "--lang", "en", "--corpus", str(corpus), stdin=queries)
    assert [json.loads(line)["hits"][0][0] for line in result.stdout.splitlines()] == ["d1", "d2"]


def test_five_faults_print_five_lines_and_stop_the_index(project: Path, kb: Kb, root: Path) -> None:
    """All faults of a front matter are named at once, file and line, and nothing is indexed."""
    golden = root / "tests" / "golden" / "front_matter" / "five_faults.md"
    shutil.copy(golden, project / "content" / "it" / "zz.md")
    result = kb(project, "index")
    lines = result.stderr.splitlines()
    assert result.exit_code == 1
    assert [line.split("zz.md:")[1].split(":")[0] for line in lines] == ["2", "5", "6", "7", "8"]
    assert not list((project / "build").rglob("CURRENT")) if (project / "build").exists() else True
    checked = kb(project, "check", "--only", "front-matter")
    assert checked.exit_code == 1
    assert [line for line in checked.stdout.splitlines() if "zz.md:" in line]


def test_search_starts_without_the_web_server_and_mkdocs(built: Path) -> None:
    """The command an agent runs all day loads neither, so that it answers at once."""
    code = (
        "import sys\nfrom kb.cli import main\n"
        f"main(['-C', {str(built)!r}, 'search', 'disdetta', '--lang', 'it'], standalone_mode=False)\n"
        "heavy = {'fastapi', 'starlette', 'mkdocs', 'markdown', 'babel', 'httpx'} & set(sys.modules)\n"
        "sys.exit(repr(heavy) if heavy else 0)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert "/it/cancel-subscription/" in done.stdout


def test_the_module_and_the_command_are_the_same(built: Path) -> None:
    """`python -m kb` works, speaks the machine's language, and prints no colour into a pipe."""
    command = [sys.executable, "-m", "kb", "-C", str(built), "search", "qqqqzzzz", "--lang", "en"]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env={"LANG": "it_IT.UTF-8", "PATH": ""}
    )
    assert done.returncode == 0
    assert "No article answers" in done.stdout
    assert "\x1b" not in done.stdout
    refused = subprocess.run(
        [*command[:5], "search", "x", "--lang", "it"], capture_output=True, text=True, check=False
    )
    assert refused.returncode == 2
    assert "almeno 2" in refused.stderr
