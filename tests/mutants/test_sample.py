"""The planted faults are up to date, and a sample of them is found; plant.py tries them all."""

import runpy
from pathlib import Path

import pytest

PLANT = runpy.run_path(str(Path(__file__).with_name("plant.py")))
FAULTS = {fault.name: fault for fault in PLANT["FAULTS"]}
QUICK = ("tests/unit/billing/test_domain.py", "tests/unit/billing/test_store.py")


@pytest.mark.parametrize("name", sorted(FAULTS))
def test_every_fault_can_still_be_planted(name: str, root: Path) -> None:
    """Its place exists exactly once in the source: a fault that has lost its place proves nothing."""
    fault = FAULTS[name]
    assert PLANT["source"](fault, root).read_text(encoding="utf-8").count(fault.old) == 1


@pytest.mark.parametrize("name", ["unused-rounded-up", "idempotency-after-the-commit"])
def test_a_planted_fault_is_found(name: str, tmp_path: Path) -> None:
    """The quick tests fail on it."""
    PLANT["copy_to"](tmp_path)
    PLANT["plant"](FAULTS[name], tmp_path)
    assert PLANT["killed_by"](tmp_path, QUICK).startswith("tests/unit/billing/")


def test_without_a_fault_the_copy_passes(tmp_path: Path) -> None:
    """It is the fault that the tests find, not the copying."""
    PLANT["copy_to"](tmp_path)
    assert PLANT["killed_by"](tmp_path, QUICK) is None
