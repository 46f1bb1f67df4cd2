"""Reading an article: contents that stay in sight and say where one is, links to parts."""

from typing import Any

from waiting import until

ARTICLE = "/en/cancel-subscription/"


def test_contents_stay_in_the_gutter_and_mark_the_part(kb_server: Any, new_page: Any, axe: Any) -> None:
    """From 1,200 pixels the list stands left of the text, stays, and marks one part; below it is a row."""
    page = new_page(viewport={"width": 1200, "height": 800}, reduced_motion="reduce")
    page.goto(kb_server.url + ARTICLE)
    toc, text = page.locator(".kb-toc"), page.locator(".kb-article__body").first
    assert toc.bounding_box()["x"] + toc.bounding_box()["width"] <= text.bounding_box()["x"]
    second = page.locator(".kb-toc a").nth(1)
    second.click()
    until(page, "document.querySelectorAll('.kb-toc a')[1].ariaCurrent === 'location'")
    assert page.locator(".kb-toc a[aria-current]").count() == 1
    assert 0 < toc.bounding_box()["y"] < 200
    assert axe(page, "main") == []
    page.set_viewport_size({"width": 1000, "height": 800})
    assert toc.bounding_box()["y"] < text.bounding_box()["y"]
    assert abs(toc.bounding_box()["x"] - text.bounding_box()["x"]) < 2


def test_a_headings_link_is_copied(kb_server: Any, new_page: Any) -> None:
    """The button at a heading, by keyboard too, copies the part's whole address and says so."""
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    page.goto(kb_server.url + ARTICLE)
    heading = page.locator(".kb-prose h2[id]").first
    heading.get_by_role("button", name="Copy link").press("Enter")
    heading.get_by_role("status").get_by_text("Link copied").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{kb_server.url}{ARTICLE}#{heading.get_attribute('id')}"
