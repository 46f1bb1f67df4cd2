"""Where each of the thirty scenarios is executed: none may be lost."""

import ast
import re
from pathlib import Path

import pytest

from search import Engine, QueryTooShort
from search.index import build
from search.model import Document

SCENARIOS = {
    "S01": {"test_sign_in_opens_account"},
    "S02": {"test_password_change_replaces_the_old", "test_password_change_ends_other_sessions"},
    "S03": {"test_password_rules"},
    "S04": {"test_renewal_off_keeps_service_active"},
    "S05": {"test_renewal_off_no_charge"},
    "S06": {"test_expired_blocks_sessions_and_reports", "test_expired_can_still_buy"},
    "S07": {"test_renewal_off_keeps_service_active", "test_service_until_period_end"},
    "S08": {"test_suspended_at_period_end"},
    "S09": {"test_corporate_contacts_billing_center"},
    "S10": {"test_change_plan_any_time"},
    "S11": {"test_every_plan_can_be_chosen"},
    "S12": {"test_support_numbers"},
    "S13": {"test_contacts_by_country"},
    "S14": {"test_unused_value_is_credited"},
    "S15": {"test_plan_change_receipt_by_email"},
    "S16": {"test_upgrade_asks_for_payment"},
    "S17": {"test_upgrade_is_immediate"},
    "S18": {"test_plan_change_moves_billing_date"},
    "S19": {"test_downgrade_credit_pays_next"},
    "S20": {"test_downgrade_later_invoices"},
    "S21": {"test_refund_of_credit_on_request"},
    "S22": {"test_expired_lands_on_plan_selection"},
    "S23": {"test_active_lands_on_account"},
    "S24": {"test_reactivation_asks_for_valid_card"},
    "S25": {"test_reactivation_is_immediate", "test_reactivation_uses_credit"},
    "S26": {"test_activity_newest_first"},
    "S27": {"test_support_numbers"},
    "S28": {"test_all_receipts_listed"},
    "S29": {"test_receipt_for_every_purchase"},
    "S30": {"test_a_search_needs_two_characters"},
}


def executed(folders: list[Path]) -> dict[str, set[str]]:
    """Scenario -> the test functions whose docstring names it."""
    found: dict[str, set[str]] = {}
    for path in (path for folder in folders for path in folder.glob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for scenario in re.findall(r"\bS\d\d\b", ast.get_docstring(node) or ""):
                    found.setdefault(scenario, set()).add(node.name)
    return found


def test_all_thirty_scenarios_are_executed(root: Path) -> None:
    """Every scenario is named by the tests that execute it, and by no others."""
    assert list(SCENARIOS) == [f"S{number:02}" for number in range(1, 31)]
    assert executed([root / "tests" / "claims", Path(__file__).parent]) == SCENARIOS


def test_a_search_needs_two_characters(tmp_path: Path) -> None:
    """A search of none or one character is refused, one of two is run (S30)."""
    build(tmp_path, "en", [Document("a", "en", "/en/a/", "How do I print a receipt?")])
    engine = Engine.open(tmp_path)
    for text in ("", "p", " p "):
        with pytest.raises(QueryTooShort):
            engine.search(text)
    assert engine.search("pr").total == 1
