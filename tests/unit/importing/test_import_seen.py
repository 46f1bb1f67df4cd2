"""What readers saw of a page is what they see of the article: first sentence, pictures, numbers."""

import pytest
from imported import imported

from kb.content.markdown.conversion import to_html
from kb.content.sections import plain
from kb.importing import articles
from kb.importing.html import page as html_page
from kb.importing.model import Found, Lost, Noted
from kb.importing.summary import summary

TOP = "<html lang=en><title>T</title><main><h1>T</h1>{}</main>"
BODIES = {
    "```sh\nrun it. now\n```\n\nA sentence. More.": "A sentence.",
    "> ~~~\n> run. it\n> ~~~\n\nA *sentence*": "A sentence",
    "Run this:\n\n```\nnpm. x\n```": "Run this:",
    "```\nnever. closed": "",
    "With a note[^1] here. More.\n\n[^1]: The note.": "With a note here.",
    "*[HTML]: Hyper\n\nText.": "Text.",
    "- First *do* this.\n- Then that;\n    1. and more": "First do this; Then that; and more",
    "30 days are left. More.": "30 days are left.",
    "2026\\. A good year. More.": "2026. A good year.",
    "No full stop\n\nMore": "No full stop",
    "Go on\nto [![the](a.png) end](b.md). So": "Go on to the end.",
    "| a |\n|---|\n| b |": "",
    "word " * 40: "word " * 32 + "\u2026",
}


@pytest.mark.parametrize("body", BODIES)
def test_a_summary_is_what_the_page_says_first(body: str) -> None:
    """A sentence, else its list: no code, no mark of a note, no second paragraph, and not the title again."""
    assert summary(body) == BODIES[body]


@pytest.mark.parametrize("text", ["1. also not", "2026. A good year", "3) x", "# y", "+ z", "- z"])
def test_text_that_looks_like_a_list_is_text(text: str) -> None:
    """In paragraphs, lists, boxes and after a line's end; no sign of it is left on the page."""
    for form in (
        "<p>{}</p>",
        "<ul><li>{}</li></ul>",
        "<div>{}</div>",
        "<p>a<br>{}</p>",
        "<blockquote>{}</blockquote>",
    ):
        texts, _ = imported(("a.html", TOP.format(form.format(text))))
        html = to_html(texts["en/a.md"].partition("\n---\n")[2], "en")
        assert " ".join(plain(html).split()).removeprefix("a ") == text
        assert html.count("<li>") == form.count("<li>")


def test_a_picture_in_a_link_stays_one() -> None:
    """Found, it is shown and leads on; missing, its text leads on, and the loss is told."""
    found = Found()
    one = '<a href="two.html"><img src="{}" alt="I"></a> <a href="https://x.test/"><img src="y.png"></a>'
    html_page.read(TOP.format(one.format("a.png")), "a.html", "en", found)
    html_page.read(TOP.format(one.format("b.png")), "b.html", "en", found)
    html_page.read("<h1>Two</h1>t", "two.html", "en", found)
    lost: list[Lost | Noted] = []
    settings = articles.Settings("billing", {}, {}, ("en",))

    def picture(page: str, address: str) -> str:
        return "assets/a.png" if address == "a.png" else ""

    made = articles.articles(found.pages, settings, picture, lost.append)
    texts = {each.file: each.text for each in made}
    assert "[![I](../assets/a.png)](two.md) [picture](https://x.test/)" in texts["en/a.md"]
    assert "[I](two.md) [picture](https://x.test/)" in texts["en/b.md"]
    assert [each.what for each in lost] == [
        "the picture 'y.png'",
        "the picture 'b.png'",
        "the picture 'y.png'",
    ]


HIDDEN = {
    "a<span hidden>X</span>b": "ab",
    "a<span style='color:red; display: none'>X</span>b": "ab",
    "a<p style=visibility:hidden>X<b hidden>Y</b></p>b": "a b",
    "<button aria-controls=z>Open</button><div id=z hidden>X</div>": "X",
    "<a href=#z>Open</a><div id=z hidden>X</div>": "Open X",
    "<div class=accordion><h3>A</h3><div style='display:none'>X</div></div>": "A X",
    "<div role=tabpanel hidden>X</div>": "X",
    "<div hidden=until-found>X</div>": "X",
    "<span hidden></span>a": "a",
}


@pytest.mark.parametrize("html", HIDDEN)
def test_what_nobody_sees_is_not_published(html: str) -> None:
    """And told; what a button, a tab or a fold of the page opens stays."""
    texts, lost = imported(("a.html", TOP.format(html)))
    shown = plain(to_html(texts["en/a.md"].partition("\n---\n")[2], "en"))
    assert " ".join(shown.split()) == HIDDEN[html]
    told = [each for each in lost if each.startswith("hidden")]
    assert bool(told) == ("X" in html and "X" not in shown)
