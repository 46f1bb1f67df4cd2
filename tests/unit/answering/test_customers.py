"""Promises of answers for one customer: what holds for their account, never an action that is refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from answer_table import GOLDEN, SITE, customer, table
from hypothesis import given, settings
from hypothesis import strategies as st
from panel_table import demo

from kb.answering.audience import audiences_of, covers, excludes, includes
from kb.answering.desk import Desk
from kb.answering.letter import letter
from kb.billing.api.answers_account import AgentAccountOut
from kb.billing.domain import rules
from kb.billing.domain.errors import BillingDataRequired, BillingError, SamePlan
from kb.billing.domain.model import Account, Card
from kb.billing.domain.plans import CATALOGUE, Plan
from kb.billing.domain.standing import conditions
from kb.billing.locale.texts import text
from kb.billing.operations.catalogue import OPERATIONS
from kb.content.article import Article
from kb.content.markup import AUDIENCES
from kb.strings import text as said

BILLING, DESK = demo(), Desk(Path(__file__).resolve().parents[3] / "content")
DAY = 24 * 60 * 60
CARD = Card("visa", "4242", "2030-12", "accepted")
Act = Callable[[Account], object]
Way = Callable[[Account, Plan, int], object]


def each_plan(way: Way) -> list[Act]:
    """A way to choose a plan, for each that there is."""
    return [lambda account, plan=plan: way(account, plan, BILLING.clock()) for plan in CATALOGUE]


# What the service itself does, by operation; what is not here it never refuses to a customer.
DOES: dict[str, list[Act]] = {
    "turnOffRenewal": [lambda account: rules.set_renewal(account, False)],
    "turnOnRenewal": [lambda account: rules.set_renewal(account, True)],
    "getForecast": [rules.require_self_service],
    "quotePlanChange": each_plan(rules.quote),
    "changePlan": each_plan(rules.change_plan),
    "purchasePlan": each_plan(rules.purchase),
    "updateBillingData": [lambda account: rules.set_card(account, CARD)],
    "requestRefund": [lambda account: rules.hold_refund(account, 1)],
    "listScheduledSessions": [rules.require_access],
    "listReports": [rules.require_access],
}


def refuses(operation: str, account: Account) -> bool:
    """Whether the service refuses all ways of an operation; that a card is needed first is no refusal."""
    acts = DOES.get(operation, [])
    return bool(acts) and not any(_goes(act, account) for act in acts)


def _goes(act: Act, account: Account) -> bool:
    try:
        act(account)
    except (BillingDataRequired, SamePlan):
        return True
    except BillingError:
        return False
    return True


@st.composite
def accounts(draw: st.DrawFn) -> Account:
    """An account of any kind in any state."""
    model = BILLING.account_by_email("active@example.com")
    if draw(st.integers(0, 4)) == 0:
        return replace(model, kind="corporate", plan="corporate", credit=0, card=None, start=0, end=0)
    state = draw(st.sampled_from(["active", "suspended", "no_plan"]))
    return replace(
        model,
        state=state,
        plan=None if state == "no_plan" else "pro-m",
        auto_renew=state == "active" and draw(st.booleans()),
        credit=draw(st.sampled_from([0, 1, 3_900, 90_000])),
        card=draw(st.sampled_from([None, CARD, replace(CARD, last4="0002", outcome="refused")])),
        end=BILLING.clock() + (DAY if state == "active" else -DAY),
    )


@given(accounts())
def test_pages_and_letters_know_the_same_of_an_account(account: Account) -> None:
    """What marks and folds an article's sections in the browser is what chooses them for `kb answer`."""
    held = conditions(account)
    assert set(held) == audiences_of(AgentAccountOut.of(account).model_dump())
    assert set(held) <= set(AUDIENCES)


@settings(max_examples=300)
@given(accounts(), st.sampled_from(DESK.corpus.articles))
def test_no_answer_names_an_action_that_the_service_would_refuse(account: Account, article: Article) -> None:
    """No link, no button's name, in any article and language; the service's own rules are the oracle."""
    refused = {each.id for each in OPERATIONS if refuses(each.id, account)}
    made = DESK.part(article, customer(BILLING, account), SITE)
    labels = {text(article.lang, each.label) for each in OPERATIONS if each.id in refused}
    labels -= {text(article.lang, each.label) for each in OPERATIONS if each.id not in refused}
    named = [label for label in labels if f"{label}**" in made.markdown]
    assert (named, refused & made.actions.keys()) == ([], set())


def test_each_demo_customer_gets_what_holds_for_them() -> None:
    """The golden table, read by a person: state, sections and offers, in both languages."""
    assert table() == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_what_is_published_as_not_for_an_audience_is_what_the_service_refuses() -> None:
    """Or what has nothing to do there: renewal turned off twice, on twice."""
    nothing_to_do = {("turnOffRenewal", "renewal-off"), ("turnOnRenewal", "renewal-on")}
    whom = {
        "corporate": "corporate",
        "suspended": "suspended",
        "no-plan": "new",
        "renewal-off": "renewal-off",
        "renewal-on": "active",
        "no-credit": "active",
    }
    for operation in DESK.operations.values():
        for audience in operation.not_for:
            account = BILLING.account_by_email(f"{whom[audience]}@example.com")
            listed = operation.id == "listPlans" or (operation.id, audience) in nothing_to_do
            quoted = operation.id == "quotePlanChange" and audience != "corporate"
            assert listed or quoted or refuses(operation.id, account), (operation.id, audience)


def test_a_letter_says_the_state_and_the_consequence_before_the_link() -> None:
    """Plan, date and amount first, then the article, what the button does, and the button."""
    whom = customer(BILLING, BILLING.account_by_email("active@example.com"))
    article = DESK.corpus.translations("cancel-subscription")["en"]
    made = letter([DESK.part(article, whom, SITE)], lambda key, **values: said("en", key, **values))
    where = [
        made.index(part)
        for part in (
            "Your Pro plan renews on December 12, 2026: €39.00.",
            "To cancel, turn automatic renewal off",
            text("en", "operation.turnOffRenewal.consequence"),
            f"Turn off renewal: {SITE}/account/go/turnOffRenewal?return=/en/cancel-subscription/",
        )
    ]
    assert where == sorted(where)


@pytest.mark.parametrize(
    ("mark", "inside", "outside"),
    [
        ("active", {"active", "renewal-on", "renewal-off"}, {"suspended", "no-plan", "corporate"}),
        ("not-active", {"not-active", "suspended", "no-plan"}, {"renewal-on", "renewal-off", "corporate"}),
        ("credit", {"credit"}, {"no-credit", "corporate"}),
        ("corporate", {"corporate"}, set(AUDIENCES) - {"corporate"}),
        ("self-service", {"self-service"}, {"corporate"}),
    ],
)
def test_audiences_include_and_exclude_each_other(mark: str, inside: set[str], outside: set[str]) -> None:
    """Who reads a section of a mark, and who certainly does not."""
    assert {name for name in AUDIENCES if includes(mark, name)} == inside
    assert {name for name in outside if excludes(mark, name)} == outside
    assert {name for name in inside if excludes(mark, name)} == set()


def test_an_audience_is_covered_by_all_its_parts() -> None:
    """A section for plans that do not run is for both kinds of them."""
    assert covers("not-active", ("suspended", "no-plan"))
    assert not covers("not-active", ("suspended",))
    assert covers("credit", ("credit",))
