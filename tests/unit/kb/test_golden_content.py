"""Promises of the checks on small help centers that are written down with their findings."""

from collections.abc import Callable
from pathlib import Path

import pytest
from golden_content import read

from kb import checks
from kb.checks import CHECKS
from kb.checks.model import Subject

CASES = Path(__file__).parents[2] / "golden" / "content"


@pytest.mark.parametrize("case", sorted(CASES.glob("*.txt")), ids=lambda path: path.stem)
def test_a_help_center_has_the_findings_written_down(subject_of: Callable[..., Subject], case: Path) -> None:
    """Exactly these findings, each at its line; no other rule follows a fault up."""
    written = read(case)
    chosen = [check for check in CHECKS if check.id in written.rules]
    found = checks.run(subject_of(written.files), checks=chosen)
    assert [f"{problem} [{problem.rule}]".removeprefix("content/") for problem in found] == written.findings
