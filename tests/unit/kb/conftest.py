"""A small help center on disk, whose files a test names, and what the checks look at in it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kb.checks import gather
from kb.checks.model import Subject
from kb.content import facts
from kb.content.facts import Facts
from kb.content.operations import Operation
from kb.support.claims import Outcome

SNAPSHOT = {
    "password.min_length": {"value": 8, "unit": "characters"},
    "password.requires": {"value": ["letter", "digit"], "unit": "character classes"},
    "signin.max_failures": {"value": 5, "unit": "attempts"},
    "signin.window": {"value": 15, "unit": "minutes"},
    "code.validity": {"value": 15, "unit": "minutes"},
    "plans.plus-m.price": {"value": 2495, "unit": "EUR-minor"},
    "plans.pro-y.price": {"value": 39000, "unit": "EUR-minor"},
    "plans.pro-y.name": {"value": {"it": "Pro annuale", "en": "Pro annual"}, "unit": "name"},
    "plans.plus-m.name": {"value": "Plus", "unit": "name"},
    "contacts.global.toll_free": {
        "value": {"e164": "+18002636317", "display": "1 800 263 6317"},
        "unit": "phone",
    },
    "contacts.global": {"value": {"toll_free": {"e164": "+18002636317"}}, "unit": "contact"},
    "contacts.corporate_billing.email": {"value": "billing@example.com", "unit": "email"},
    "contacts.page": {"value": "/account/contacts", "unit": "path"},
    "label.turn_off_renewal": {
        "value": {"it": "Disattiva il rinnovo", "en": "Turn off renewal"},
        "unit": "label",
    },
    "label.edit": {"value": {"it": "Modifica", "en": "Edit"}, "unit": "label"},
    "label.view_all_activity": {
        "value": {"it": "Visualizza tutta l'attività", "en": "View all activity"},
        "unit": "label",
    },
}
TODAY = date(2026, 11, 23)
CATEGORIES = "- id: billing\n  it: {title: Fatturazione}\n  en: {title: Billing}\n"


@pytest.fixture(scope="session")
def known_facts() -> Facts:
    """The facts of the small help center."""
    return facts.parse(SNAPSHOT)


class StubService:
    """A service whose answers a test decides."""

    def __init__(self, published: Facts, operations: Mapping[str, Operation]) -> None:
        self.published, self.known = published, operations

    def facts(self) -> Facts:
        """The facts that the test decided."""
        return self.published

    def operations(self) -> Mapping[str, Operation]:
        """The operations that the test decided."""
        return self.known


def front_matter(article: str, **fields: str) -> str:
    """A whole article: the required fields, those given, and after the second fence the body `body=`."""
    body = fields.pop("body", "A sentence.\n")
    values = {
        "id": article,
        "title": "A question?",
        "summary": "An answer.",
        "kind": "faq",
        "category": "billing",
    }
    return "---\n" + "".join(f"{key}: {value}\n" for key, value in (values | fields).items()) + "---\n" + body


@pytest.fixture
def article_text() -> Callable[..., str]:
    """Writes the text of an article."""
    return front_matter


@pytest.fixture
def write(tmp_path: Path) -> Callable[[Mapping[str, str | bytes]], Path]:
    """Writes files below a new content folder and returns that folder."""

    def write_files(files: Mapping[str, str | bytes]) -> Path:
        content = tmp_path / "content"
        for name, text in {"categories.yml": CATEGORIES, **files}.items():
            path = content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return content

    return write_files


@pytest.fixture
def subject_of(
    write: Callable[[Mapping[str, str | bytes]], Path],
    tmp_path: Path,
    known_facts: Facts,
    monkeypatch: pytest.MonkeyPatch,
) -> Callable[..., Subject]:
    """What the checks look at, given the content's files; the rest can be replaced by keyword.

    `tests=` holds the source of the claims' tests, `service=` the facts that the service publishes,
    `operations=` the operations it has, `outcomes=` how the claims' tests end.
    """

    def make(
        files: Mapping[str, str | bytes],
        *,
        tests: str = "",
        service: Facts | None = None,
        operations: Mapping[str, Operation] | None = None,
        outcomes: Mapping[str, Outcome] | None = None,
    ) -> Subject:
        monkeypatch.chdir(tmp_path)
        content = write({"facts.json": facts.dump(known_facts), **files})
        folder = tmp_path / "tests" / "claims"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "test_promises.py").write_text(tests, encoding="utf-8")
        stub = StubService(service or known_facts, operations or {})
        found = gather.subject(content.relative_to(tmp_path), folder, tmp_path, stub, TODAY)
        return found if outcomes is None else replace(found, claim_outcomes=lambda: outcomes)

    return make
