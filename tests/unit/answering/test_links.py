"""Links in an answer: whole, of every kind, whatever the writer's way to write them; none in code."""

import pytest

from kb.answering.links import whole
from kb.content.article import parse

ARTICLE = parse(
    "---\nid: a\ntitle: T\nsummary: S\nkind: faq\ncategory: c\n"
    "questions:\n  - q\nupdated: 2026-01-01\n---\nText.\n",
    "a.md",
    "en",
    "a",
)
SITE = "https://example.com/help"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("[x](b.md)", f"[x]({SITE}/en/b/)"),
        ("[x](b.md#how)", f"[x]({SITE}/en/b/#how)"),
        ("[x](../it/b.md)", f"[x]({SITE}/it/b/)"),
        ("[x](./b.md)", f"[x]({SITE}/en/b/)"),
        ("[x](#here)", f"[x]({SITE}/en/a/#here)"),
        ('[x](b.md "Title")', f'[x]({SITE}/en/b/ "Title")'),
        ("[x](b.md 'Title')", f"[x]({SITE}/en/b/ 'Title')"),
        ("[x](<b.md>)", f"[x](<{SITE}/en/b/>)"),
        ("![x](../assets/a.png)", f"![x]({SITE}/assets/a.png)"),
        ("[![x](../assets/a.png)](b.md)", f"[![x]({SITE}/assets/a.png)]({SITE}/en/b/)"),
        ("[x][1]\n\n[1]: b.md\n", f"[x][1]\n\n[1]: {SITE}/en/b/\n"),
        ('<a href="b.md">x</a>', f'<a href="{SITE}/en/b/">x</a>'),
        ("<img src='../assets/a.png'>", f"<img src='{SITE}/assets/a.png'>"),
        ("[x](/account/contacts)", "[x](https://example.com/account/contacts)"),
        ("[x](https://other.example/b.md)", "[x](https://other.example/b.md)"),
        ("[x](//other.example/b.md)", "[x](//other.example/b.md)"),
        ("[x](tel:+18055550100)", "[x](tel:+18055550100)"),
        ("[x](mailto:a@example.com)", "[x](mailto:a@example.com)"),
        ("`[x](b.md)`", "`[x](b.md)`"),
        ("```\n[x](b.md)\n```\n[y](b.md)", f"```\n[x](b.md)\n```\n[y]({SITE}/en/b/)"),
    ],
)
def test_every_kind_of_link_is_whole(written: str, read: str) -> None:
    """Pages, headings, other languages, titles, pictures, references, raw HTML; hosts and phones stay."""
    assert whole(written, ARTICLE, SITE) == read


def test_without_a_site_links_start_at_its_root() -> None:
    """So that they work on the site itself."""
    assert whole("[x](b.md) [y](#z) [w](/account)", ARTICLE, "") == "[x](/en/b/) [y](/en/a/#z) [w](/account)"
