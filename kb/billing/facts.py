"""The public facts: what articles may say about the service, read from the code that does it."""

from collections.abc import Iterator, Mapping
from functools import cache

from kb.billing.auth import passwords, throttle
from kb.billing.domain import contacts
from kb.billing.domain.contacts import Phone
from kb.billing.domain.plans import CATALOGUE, CURRENCY, Plan
from kb.billing.locale.texts import FALLBACK, catalog, in_all

Fact = Mapping[str, object]
_MINUTE = 60


@cache
def facts() -> Mapping[str, Fact]:
    """Every fact by its dotted name: {"value", "unit", "source"}; sorted, so that snapshots compare."""
    return dict(
        sorted([*_rules(), *_contacts(), *_labels(), *(fact for plan in CATALOGUE for fact in _plan(plan))])
    )


def _fact(name: str, value: object, unit: str, source: str) -> tuple[str, Fact]:
    return name, {"value": value, "unit": unit, "source": source}


def _rules() -> Iterator[tuple[str, Fact]]:
    yield _fact("password.min_length", passwords.MIN_LENGTH, "characters", "kb.billing.auth.passwords")
    yield _fact("password.max_length", passwords.MAX_LENGTH, "characters", "kb.billing.auth.passwords")
    yield _fact(
        "password.requires", list(passwords.REQUIRES), "character classes", "kb.billing.auth.passwords"
    )
    yield _fact("signin.max_failures", throttle.MAX_FAILURES, "attempts", "kb.billing.auth.throttle")
    yield _fact("signin.window", throttle.WINDOW_SECONDS // _MINUTE, "minutes", "kb.billing.auth.throttle")
    yield _fact("renewal.effective", "period_end", "moment", "kb.billing.domain.rules")


def _contacts() -> Iterator[tuple[str, Fact]]:
    source = "kb.billing.domain.contacts"
    toll_free, direct = _phone(contacts.TOLL_FREE), _phone(contacts.DIRECT)
    yield _fact("contacts.global", {"toll_free": toll_free, "direct": direct}, "contact", source)
    yield _fact("contacts.global.toll_free", toll_free, "phone", source)
    yield _fact("contacts.global.direct", direct, "phone", source)
    yield _fact("contacts.global.email", contacts.SUPPORT_EMAIL, "email", source)
    yield _fact("contacts.corporate_billing.phone", _phone(contacts.CORPORATE_PHONE), "phone", source)
    yield _fact("contacts.corporate_billing.email", contacts.CORPORATE_EMAIL, "email", source)
    yield _fact("contacts.page", contacts.CONTACTS_PAGE, "path", source)


def _plan(plan: Plan) -> Iterator[tuple[str, Fact]]:
    names = in_all(f"plan.name_{plan.id}")
    name: object = names if len(set(names.values())) > 1 else names[FALLBACK]
    yield _fact(f"plans.{plan.id}.name", name, "name", "kb.billing.domain.plans")
    if not plan.managed:
        yield _fact(f"plans.{plan.id}.price", plan.price, f"{CURRENCY}-minor", "kb.billing.domain.plans")
        yield _fact(f"plans.{plan.id}.interval", plan.interval, "months", "kb.billing.domain.plans")


def _labels() -> Iterator[tuple[str, Fact]]:
    for key in catalog(FALLBACK):
        if key.startswith("label."):
            yield _fact(key, in_all(key), "label", "kb.billing.strings")


def _phone(phone: Phone) -> dict[str, str]:
    return {"e164": phone.e164, "display": phone.display}
