"""A billing service without HTTP: real SQLite in memory, real hashing at the lowest cost."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings

from kb.billing import clock, datasets
from kb.billing.auth.passwords import Hasher
from kb.billing.domain.model import Account, Card
from kb.billing.service import Billing
from kb.billing.store.database import Database

settings.register_profile(
    "long", max_examples=1000, stateful_step_count=60, deadline=None, suppress_health_check=list(HealthCheck)
)


@pytest.fixture(scope="session")
def hasher() -> Hasher:
    """Argon2id that does not wait."""
    return Hasher(time_cost=1, memory_kib=8)


@pytest.fixture
def billing(hasher: Hasher) -> Billing:
    """The service without customers, its clock at 2025-04-01."""
    service = Billing(Database(), hasher)
    datasets.load(service, "empty", clock.instant("2025-04-01"))
    return service


@pytest.fixture
def register(billing: Billing) -> Callable[..., Account]:
    """Register a customer with a good card."""

    def add(email: str = "a@example.com", **given: object) -> Account:
        card = Card("visa", "4242", "2090-12", "accepted")
        return billing.add_account(email, "no password", **{"card": card, **given})  # type: ignore[arg-type]

    return add
