"""What articles promise and which test keeps the promise; running the tests."""

import ast
import subprocess
import sys
import xml.etree.ElementTree as ET
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.content.article import Article
from kb.content.fields import SLUG
from kb.content.render import article_marks
from kb.errors import ContentError, KbError, Problem

FOLDER = Path("tests", "claims")  # from the folder of mkdocs.yml
PREFIX = "test_"
TIMEOUT_SECONDS = 600
NO_PYTEST = "the tests of the claims need pytest: run 'pip install \"kb-help-center[claims]\"'"


class ClaimsNotRun(KbError):
    """The tests of the claims could not be run at all."""


@dataclass(frozen=True, order=True)
class Place:
    """Where an article makes a claim; `line` counted from 1."""

    path: str
    line: int
    lang: str
    article: str

    def __str__(self) -> str:
        """As `path:line`."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class ClaimTest:
    """The test of a claim: its file as messages name it, its line counted from 1, its docstring."""

    claim: str
    path: str
    line: int
    promise: str = ""

    def __str__(self) -> str:
        """As `path:line`."""
        return f"{self.path}:{self.line}"


@dataclass(frozen=True)
class Outcome:
    """How a claim's test ended: `passed`, `failed` or `skipped`, and why on one line."""

    state: str
    reason: str = ""


def made(articles: Iterable[Article]) -> dict[str, tuple[Place, ...]]:
    """The places of every claim that an article makes, by claim."""
    found: dict[str, list[Place]] = {}
    for article in articles:
        for line, claim in _claimed(article):
            found.setdefault(claim, []).append(Place(article.path, line, article.lang, article.id))
    return {claim: tuple(sorted(places)) for claim, places in sorted(found.items())}


def _claimed(article: Article) -> Iterator[tuple[int, str]]:
    """Each claim of an article with its line: of the summary first, then of the body."""
    for index, claim in enumerate(article.claims):
        yield article.line(f"claims.{index}"), claim
    for line, mark in article_marks(article):
        if mark.kind == "claim" and SLUG.fullmatch(mark.name):
            yield line, mark.name


def name_of(function: str) -> str:
    """The claim that a test function keeps: `test_renewal_off_no_charge` keeps `renewal-off-no-charge`."""
    return function.removeprefix(PREFIX).replace("_", "-")


def tests(folder: Path, root: Path) -> tuple[ClaimTest, ...]:
    """The test functions of a folder, found without running anything; none where there is no folder.

    Raises:
        ContentError: When a file is no Python.
    """
    found = []
    for path in sorted(folder.glob(f"{PREFIX}*.py")):
        shown = path.relative_to(root).as_posix()
        for node in _statements(path, shown):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith(PREFIX):
                said = " ".join((ast.get_docstring(node) or "").split())
                found.append(ClaimTest(name_of(node.name), shown, node.lineno, said))
    return tuple(found)


def _statements(path: Path, shown: str) -> list[ast.stmt]:
    try:
        return ast.parse(path.read_bytes()).body
    except (SyntaxError, ValueError) as error:
        problem = Problem(shown, getattr(error, "lineno", 0) or 0, f"not Python ({error.args[0]}): mend it")
        raise ContentError([problem]) from error


@dataclass(frozen=True)
class Promise:
    """One line of the overview of all claims.

    Attributes:
        claim: Its id.
        places: Where articles make it, as `path:line`.
        test: Where its test stands; empty without one.
        result: `passed`, `failed`, `skipped`; `missing` without a test; empty when the tests did not run.
        reason: Why it did not pass.
    """

    claim: str
    places: tuple[str, ...]
    test: str
    result: str
    reason: str

    @property
    def is_kept(self) -> bool:
        """Whether an article makes it, a test has it, and the test did not say otherwise."""
        return bool(self.places and self.test) and self.result in ("", "passed")


def overview(
    made: Mapping[str, tuple[Place, ...]], tests: Mapping[str, ClaimTest], outcomes: Mapping[str, Outcome]
) -> list[Promise]:
    """All claims and tests side by side, by claim."""
    return [
        Promise(
            claim=claim,
            places=tuple(str(place) for place in made.get(claim, ())),
            test=str(tests[claim]) if claim in tests else "",
            result=outcomes[claim].state if claim in outcomes else "" if claim in tests else "missing",
            reason=outcomes[claim].reason if claim in outcomes else "",
        )
        for claim in sorted({*made, *tests})
    ]


def run(folder: Path, root: Path) -> dict[str, Outcome]:
    """Run the tests of a folder in a process of their own, from the project's root.

    Raises:
        ClaimsNotRun: When pytest itself fails, with the end of what it said.
    """
    with TemporaryDirectory(prefix="kb-claims-") as temporary:
        report = Path(temporary) / "report.xml"
        command = [
            sys.executable,
            "-m",
            "pytest",
            str(folder),
            "-q",
            "-p",
            "no:cacheprovider",
            f"--junitxml={report}",
        ]
        command += ["--override-ini=addopts=--import-mode=importlib", "--no-header", "--tb=line"]
        done = subprocess.run(
            command, cwd=root, capture_output=True, text=True, timeout=TIMEOUT_SECONDS, check=False
        )
        if done.returncode not in (0, 1) or not report.is_file():
            if "No module named pytest" in done.stderr:
                raise ClaimsNotRun(NO_PYTEST)
            said = (done.stdout + done.stderr).strip().splitlines()
            raise ClaimsNotRun("the tests of the claims could not run: " + " / ".join(said[-3:]))
        return outcomes(report.read_text(encoding="utf-8"))


def outcomes(junit: str) -> dict[str, Outcome]:
    """Outcomes by claim from pytest's JUnit report; a claim with several cases holds only if all hold."""
    found: dict[str, Outcome] = {}
    for case in ET.fromstring(junit).iter("testcase"):
        claim = name_of((case.get("name") or "").partition("[")[0])
        outcome = _outcome(case)
        if claim not in found or _SEVERITY[outcome.state] > _SEVERITY[found[claim].state]:
            found[claim] = outcome
    return found


_SEVERITY: Mapping[str, int] = {"passed": 0, "skipped": 1, "failed": 2}


def _outcome(case: ET.Element) -> Outcome:
    for tag, state in (("failure", "failed"), ("error", "failed"), ("skipped", "skipped")):
        element = case.find(tag)
        if element is not None:
            lines = (element.get("message") or element.text or "").strip().splitlines()
            return Outcome(state, lines[0] if lines else "")
    return Outcome("passed")
