"""Promises of the claims: where they are made, which test keeps them, and how the tests ended."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.content.article import parse
from kb.support import claims
from kb.support.claims import ClaimTest, Outcome, Place, Promise

TESTS = """
import pytest

def test_it_holds():
    pass

@pytest.mark.parametrize("n", [2, 1])
def test_one_case_fails(n):
    assert n == 1, "two is\\nnot one"

async def helper():
    pass

@pytest.mark.skip(reason="not now")
def test_it_is_skipped():
    pass

@pytest.fixture
def broken():
    raise RuntimeError("no stub")

def test_it_cannot_start(broken):
    pass
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of claims' tests of every outcome."""
    path = tmp_path / "tests" / "claims"
    path.mkdir(parents=True)
    (path / "test_some.py").write_text(TESTS, encoding="utf-8")
    (path / "helpers.py").write_text("def test_not_one(): pass", encoding="utf-8")
    return path


def test_claims_are_found_where_articles_make_them(article_text: Callable[..., str]) -> None:
    """Each claim has all its places, by path and line."""
    body = "<!-- claim: x -->\nA {{ label.edit }}.\n\n<!-- claim: y --> B.\n"
    articles = [
        parse(article_text("a", body=body), f"content/{lang}/a.md", lang, "a") for lang in ("it", "en")
    ]
    assert claims.made(articles) == {
        "x": (Place("content/en/a.md", 8, "en", "a"), Place("content/it/a.md", 8, "it", "a")),
        "y": (Place("content/en/a.md", 11, "en", "a"), Place("content/it/a.md", 11, "it", "a")),
    }


def test_tests_are_found_without_running_them(folder: Path, tmp_path: Path) -> None:
    """Every test function of the test files is the test of the claim in its name."""
    assert claims.tests(folder, tmp_path)[0] == ClaimTest("it-holds", "tests/claims/test_some.py", 4)
    found = [test.claim for test in claims.tests(folder, tmp_path)]
    assert found == ["it-holds", "one-case-fails", "it-is-skipped", "it-cannot-start"]
    assert claims.tests(tmp_path / "nowhere", tmp_path) == ()


def test_running_tells_what_holds(folder: Path, tmp_path: Path) -> None:
    """Passed, failed (one of several cases, or before it began) and skipped are told apart."""
    outcomes = claims.run(folder, tmp_path)
    assert outcomes["it-holds"] == Outcome("passed")
    assert outcomes["one-case-fails"].state == "failed"
    assert "two is" in outcomes["one-case-fails"].reason
    assert outcomes["it-is-skipped"] == Outcome("skipped", "not now")
    assert outcomes["it-cannot-start"].state == "failed"


def test_tests_that_cannot_be_read_are_an_error(folder: Path, tmp_path: Path) -> None:
    """A folder that pytest cannot even collect is not taken for broken promises."""
    (folder / "test_syntax.py").write_text("import nothing_of_that_name", encoding="utf-8")
    with pytest.raises(claims.ClaimsNotRun, match="could not run"):
        claims.run(folder, tmp_path)


def test_a_failure_without_words_has_no_reason() -> None:
    """The report of a failure may be empty."""
    junit = '<testsuite><testcase name="test_x"><failure/></testcase></testsuite>'
    assert claims.outcomes(junit) == {"x": Outcome("failed")}


def test_the_overview_lists_claims_and_tests_side_by_side() -> None:
    """A promise is kept only if an article makes it, a test has it, and the test passed or did not run."""
    place = Place("a.md", 3, "it", "a")
    made = {"held": (place,), "broken": (place,), "untested": (place,), "not-run": (place,)}
    tests = {name: ClaimTest(name, "t.py", 1) for name in ("held", "broken", "not-run", "unmade")}
    outcomes = {"held": Outcome("passed"), "broken": Outcome("failed", "why"), "unmade": Outcome("passed")}
    found = {promise.claim: promise for promise in claims.overview(made, tests, outcomes)}
    assert found["broken"] == Promise("broken", ("a.md:3",), "t.py:1", "failed", "why")
    assert found["untested"].result == "missing"
    assert {name: promise.is_kept for name, promise in found.items()} == {
        "broken": False,
        "held": True,
        "not-run": True,
        "unmade": False,
        "untested": False,
    }
