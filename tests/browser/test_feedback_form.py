"""The vote on an answer: one press, remembered, changed when one likes, sent where somebody takes it."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, Request, expect
from waiting import until

ADDRESS = "/en/cancel-subscription/"


def answer(page: Page, name: str) -> Locator:
    """The button of the vote."""
    return page.locator("form.kb-feedback").get_by_role("button", name=name)


@pytest.fixture
def sent(page: Page) -> list[dict[str, Any]]:
    """The votes that the page sends."""
    found: list[dict[str, Any]] = []

    def note(request: Request) -> None:
        if request.url.endswith("/api/feedback"):
            found.append(json.loads(request.post_data or ""))

    page.on("request", note)
    return found


def test_a_vote_is_one_press_remembered_and_changed(
    kb_server: Any, page: Page, sent: list[dict[str, Any]]
) -> None:
    """By keyboard: nothing is chosen before; no asks why and needs no reason; all of it is one vote."""
    page.goto(kb_server.url + ADDRESS)
    expect(answer(page, "Yes")).to_have_attribute("aria-pressed", "false")
    expect(answer(page, "No")).to_have_attribute("aria-pressed", "false")
    answer(page, "Yes").press("Enter")
    expect(page.locator(".kb-feedback").get_by_role("status")).to_contain_text("Thank you")
    expect(answer(page, "Yes")).to_be_focused()
    page.reload()
    expect(answer(page, "Yes")).to_have_attribute("aria-pressed", "true")
    answer(page, "No").press("Enter")
    expect(page.get_by_role("radio", checked=True)).to_have_count(0)
    page.get_by_label("It does not match what I see").check()
    expect(page.locator(".kb-feedback").get_by_role("status")).to_contain_text("Thank you")
    until(page, "localStorage.getItem('kb.vote.cancel-subscription.en').includes('wrong')")
    page.reload()
    expect(answer(page, "No")).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_label("It does not match what I see")).to_be_checked()
    assert [(each["useful"], each["reason"]) for each in sent] == [(True, ""), (False, ""), (False, "wrong")]
    assert len({each["number"] for each in sent}) == 1
    page.goto(kb_server.url + ADDRESS.replace("/en/", "/it/"))
    expect(answer(page, "Sì")).to_have_attribute("aria-pressed", "false")
    answer(page, "Sì").click()
    expect(page.locator(".kb-feedback").get_by_role("status")).to_contain_text("Grazie")
    assert sent[-1]["number"] != sent[0]["number"]


@pytest.mark.allow_console("Failed to load resource")
def test_a_vote_that_does_not_arrive_is_told_so(kb_server: Any, page: Page) -> None:
    """And not remembered: after a reload the question is open again."""
    page.route("**/api/feedback", lambda route: route.fulfill(status=503))
    page.goto(kb_server.url + ADDRESS)
    answer(page, "Yes").click()
    expect(page.locator(".kb-feedback").get_by_role("status")).to_contain_text("could not send")
    page.reload()
    expect(answer(page, "Yes")).to_have_attribute("aria-pressed", "false")


def test_where_nobody_takes_votes_nobody_is_asked(static_url: str, page: Page) -> None:
    """A plain file server and no `feedback_url`: no form."""
    page.goto(static_url + ADDRESS)
    expect(page.locator("form.kb-feedback")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_form_has_no_accessibility_fault(
    kb_server: Any, new_page: Callable[..., Page], axe: Callable[..., list[str]], scheme: str
) -> None:
    """With an answer pressed and the reasons open, in light and dark."""
    page = new_page(color_scheme=scheme, reduced_motion="reduce")
    page.goto(kb_server.url + ADDRESS)
    answer(page, "No").click()
    expect(page.get_by_role("radio")).to_have_count(4)
    assert axe(page, "form.kb-feedback") == []
