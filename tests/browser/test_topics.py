"""Topics as a visitor meets them: even cards on the home page, and what a topic's own page shows."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from kb.content.sources.categories import ICONS

WIDTHS = "cards => [...new Set(cards.map(card => Math.round(card.getBoundingClientRect().width)))]"


def test_topics_are_cards_of_one_width_each_with_its_drawing(kb_server: Any, page: Page) -> None:
    """Five topics leave a place free in the last row; none is stretched to fill it."""
    page.goto(f"{kb_server.url}/it/")
    cards = page.locator(".kb-cards > .kb-card")
    for width in (1280, 800, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert len(cards.evaluate_all(WIDTHS)) == 1
    drawings = cards.locator("svg").evaluate_all("all => all.map(drawing => drawing.innerHTML)")
    assert len(set(drawings)) == cards.count() == 5


@pytest.mark.parametrize(
    ("lang", "name"), [("it", "Tutte le guide e i video"), ("en", "All guides and videos")]
)
def test_all_guides_and_videos_are_reached_from_home(
    kb_server: Any, root: Path, page: Page, lang: str, name: str
) -> None:
    """The home page shows a few; its link leads to the list of all of them, the videos first."""
    articles = [path.read_text("utf-8") for path in (root / "content" / lang).glob("*.md")]
    wanted = sum(bool(re.search(r"^kind: (guide|video)$", text, re.MULTILINE)) for text in articles)
    page.goto(f"{kb_server.url}/{lang}/")
    page.get_by_role("link", name=name).click()
    listed = page.get_by_role("region", name=name.split()[-1]).locator("li")
    expect(listed).to_have_count(wanted)
    expect(listed.first).to_be_in_viewport()
    expect(listed.first.locator(".kb-badge")).to_have_text("Video")


def test_a_topic_of_cards_shows_each_article_with_kind_and_summary(kb_server: Any, page: Page) -> None:
    """`layout: cards`: the answers stand on their own pages, and machines are told of a collection."""
    page.goto(f"{kb_server.url}/en/topics/payments/")
    cards = page.locator(".kb-card")
    expect(cards).to_have_count(8)
    expect(page.locator(".kb-answer, [data-kb-print]")).to_have_count(0)
    card = cards.filter(has_text="How do I update my card?")
    expect(card.locator(".kb-card__note")).to_have_text("Guide")
    assert all(len(text.split()) > 5 for text in cards.locator("h2 + p").all_inner_texts())
    data = json.loads(page.locator("script[type='application/ld+json']").text_content() or "")
    assert data["@graph"][0]["@type"] == "CollectionPage"
    card.click()
    expect(page).to_have_url(re.compile(r"/en/update-card/$"))


def test_every_icon_that_a_writer_may_name_is_drawn(root: Path) -> None:
    """The check's list and the drawings are one: `help` is what any other name shows."""
    drawings = (root / "site/overrides/partials/kb-drawings.html").read_text("utf-8")
    assert [icon for icon in ICONS if f'"{icon}"' not in drawings] == []
