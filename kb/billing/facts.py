"""The public facts: what articles may say about the service, read from the code that does it."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from kb.billing.auth import passwords, throttle
from kb.billing.domain import contacts
from kb.billing.domain.contacts import Phone
from kb.billing.domain.plans import CATALOGUE, CURRENCY, Plan

Fact = Mapping[str, object]
_STRINGS = Path(__file__).parent / "locale" / "strings"
_LANGUAGES = ("it", "en")
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
    yield _fact("contacts.corporate_billing.phone", _phone(contacts.CORPORATE_PHONE), "phone", source)
    yield _fact("contacts.corporate_billing.email", contacts.CORPORATE_EMAIL, "email", source)
    yield _fact("contacts.page", contacts.CONTACTS_PAGE, "path", source)


def _plan(plan: Plan) -> Iterator[tuple[str, Fact]]:
    italian, english = plan.names
    name: object = english if italian == english else {"it": italian, "en": english}
    yield _fact(f"plans.{plan.id}.name", name, "name", "kb.billing.domain.plans")
    if not plan.managed:
        yield _fact(f"plans.{plan.id}.price", plan.price, f"{CURRENCY}-minor", "kb.billing.domain.plans")
        yield _fact(f"plans.{plan.id}.interval", plan.interval, "months", "kb.billing.domain.plans")


def _labels() -> Iterator[tuple[str, Fact]]:
    texts = {
        language: json.loads((_STRINGS / f"{language}.json").read_text(encoding="utf-8"))
        for language in _LANGUAGES
    }
    for key in texts["en"]:
        if key.startswith("label."):
            value = {language: texts[language][key] for language in _LANGUAGES}
            yield _fact(key, value, "label", "kb.billing.strings")


def _phone(phone: Phone) -> dict[str, str]:
    return {"e164": phone.e164, "display": phone.display}
