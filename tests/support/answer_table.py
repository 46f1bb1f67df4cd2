"""What the eight first articles answer to each demo customer, in both languages: the golden table's rows.

python tests/support/answer_table.py       write tests/golden/answers.json anew; read the difference
"""

import json
import re
from functools import cache
from pathlib import Path

from panel_table import STATES, demo

from kb.answering.customer import Customer, customer_of
from kb.answering.desk import Desk
from kb.answering.part import Answer
from kb.billing.api.answers_account import AgentAccountOut, AgentPanelOut
from kb.billing.domain.model import Account
from kb.billing.operations.catalogue import OPERATIONS
from kb.billing.operations.record import Reader
from kb.billing.service import Billing

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = ROOT / "tests" / "golden" / "answers.json"
SEED = (
    "cancel-subscription",
    "change-password",
    "change-plan",
    "contact-refund",
    "plan-change-charges",
    "reactivate-account",
    "receipts",
    "review-charges",
)
SITE = "https://help.example.com"
HEADING = re.compile(r"^#+ (.*)$", re.MULTILINE)


def customer(billing: Billing, account: Account) -> Customer:
    """An account's customer, from what the service tells agents."""

    def panels(language: str) -> list[dict[str, object]]:
        reader = Reader(billing, account, language)
        return [AgentPanelOut.of(reader, operation).model_dump() for operation in OPERATIONS]

    return customer_of(AgentAccountOut.of(account).model_dump(), panels)


def row(answer: Answer) -> dict[str, list[str]]:
    """What holds, the first line and the headings that are left, what is offered."""
    first = answer.markdown.partition("\n")[0]
    return {
        "state": list(answer.state),
        "text": list(dict.fromkeys([first.lstrip("# "), *HEADING.findall(answer.markdown)])),
        "offers": [f"{offer.label}: {offer.consequence}" for offer in answer.offers],
    }


@cache
def table() -> dict[str, dict[str, dict[str, dict[str, list[str]]]]]:
    """Rows by state, article and language."""
    billing, desk = demo(), Desk(ROOT / "content")
    whom = {
        state: customer(billing, billing.account_by_email(f"{name}@example.com"))
        for state, name in STATES.items()
    }
    return {
        state: {
            name: {
                lang: row(desk.part(article, each, SITE))
                for lang, article in sorted(desk.corpus.translations(name).items())
            }
            for name in SEED
        }
        for state, each in whom.items()
    }


if __name__ == "__main__":
    GOLDEN.write_text(json.dumps(table(), ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
