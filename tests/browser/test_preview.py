"""The preview in a browser: a saved change comes by itself, and what is wrong stands on its page."""

import shutil
from pathlib import Path
from typing import Any


def test_a_saved_change_comes_by_itself(
    root: Path, tmp_path: Path, run_kb_server: Any, new_page: Any, axe: Any
) -> None:
    """Where one has scrolled to is kept; findings and a draft's badge come and go."""
    shutil.copytree(root / "content", tmp_path / "content")
    article = tmp_path / "content/en/cancel-subscription.md"
    text = article.read_text("utf-8")
    with run_kb_server("--preview", folder=tmp_path) as server:
        page = new_page(viewport={"width": 1000, "height": 700})
        page.goto(server.url + "/en/cancel-subscription/")
        page.get_by_text("Nothing found").wait_for()
        page.evaluate("scrollTo(0, 400)")
        article.write_text(text + "\nA zebra with a [dead link](zebra.md).\n", "utf-8")
        page.get_by_text("A zebra with a dead link.").wait_for()
        assert page.evaluate("scrollY") == 400
        finding = page.locator(".kb-preview li").first
        assert f"cancel-subscription.md:{text.count(chr(10)) + 2}" in finding.inner_text()
        assert axe(page, ".kb-preview") == []
        article.write_text(text.replace("kind: ", "status: draft\nkind: ", 1), "utf-8")
        page.locator(".kb-preview").get_by_text("Draft", exact=True).wait_for()
        page.goto(server.url + "/en/topics/billing/")
        page.locator('a[href$="cancel-subscription/"] .kb-preview__draft').first.wait_for()
        article.write_text(text, "utf-8")
        page.locator(".kb-preview__draft").first.wait_for(state="detached")
        page.close()  # else it asks for news of a server that has stopped
