"""What stands higher or lower keeps doing so: no number is another one after an import."""

import json

import pytest
from imported import imported

from kb.content.article import examine
from kb.content.markdown.conversion import to_html
from kb.content.sections import plain
from kb.importing import zendesk
from kb.importing.model import Found

# As it stands in HTML; in a title or summary; in a body's Markdown, where that is another.
SHIFTED = {
    "10<sup>6</sup> m<sup>2</sup>": ("10⁶ m²", ""),
    "10<sup>-3</sup> 10<sup>−3</sup>": ("10⁻³ 10⁻³", ""),
    "H<sub>2</sub>O, x<sub>n+1</sub>": ("H₂O, xₙ₊₁", ""),
    "2<sup> n </sup>": ("2ⁿ", ""),
    "N<sup>o</sup> 3, 3<sup>a</sup>": ("Nº 3, 3ª", ""),
    "10<sup>1,5</sup> a<sub>1;2</sub>": ("10^1,5 a_1;2", "10<sup>1,5</sup> a<sub>1;2</sub>"),
    "1<sup>st</sup> X<sup>TM</sup>": ("1st XTM", "1<sup>st</sup> X<sup>TM</sup>"),
    "so<sup>[1]</sup> 2<sup></sup>": ("so[1] 2", "so<sup>[1]</sup> 2"),
}


@pytest.mark.parametrize("html", SHIFTED)
def test_raised_and_lowered_signs_stay_so(html: str) -> None:
    """In titles, summaries, descriptions and bodies, of HTML, Markdown and an export; in code as text."""
    line, own = SHIFTED[html]
    shown = own or line
    found = Found()
    exported = {"articles": [{"id": 1, "title": html, "body": f"<p>{html}</p>", "locale": "en"}]}
    zendesk.read([("x.json", json.loads(json.dumps(exported)))], found)
    assert (found.pages[0].title, found.pages[0].body.replace("\\", "")) == (line, shown)
    texts, lost = imported(
        ("a.html", f"<h1>{html}</h1><p>{html} is. So.</p>"),
        ("b.md", f"---\ntitle: T\ndescription: '{html}'\n---\n{html}\n"),
        (
            "c.html",
            f"<title>C</title><meta name=description content='{html}'>"
            "<p>x<pre>10<sup>6</sup> v<sup>a,1</sup>",
        ),
    )
    for name, place in (("a", "title"), ("a", "summary"), ("b", "summary"), ("c", "summary")):
        article = examine(texts[f"en/{name}.md"], "a.md", "en", "a")[0]
        assert str(getattr(article, place)).removesuffix(" is.") == line
    for name in "ab":
        body = texts[f"en/{name}.md"].partition("\n---\n")[2].strip().removesuffix(" is. So.")
        assert body.replace("\\", "").replace("<sup></sup>", "") == shown
    assert "10⁶ va,1" in texts["en/c.md"]
    assert lost == []


def test_markdown_s_own_signs_for_it_are_read_around_numbers_alone() -> None:
    """As MkDocs and Pandoc write them; what is no number, code, and struck text stay."""
    texts, _ = imported(("a.md", "# T\n\n10^6^ H~2~O x^2+y^2 a^b^ `10^6^` ~~4~~ ~5~ 2^3 a~~2~~\n"))
    body = texts["en/a.md"].partition("\n---\n")[2].strip()
    assert body == "10⁶ H₂O x^2+y^2 a^b^ `10^6^` ~~4~~ ~5~ 2^3 a~~2~~"


def test_what_stays_a_tag_is_shown_as_one() -> None:
    """The mark of a footnote keeps its link, and no tag of it is typed text."""
    texts, lost = imported(
        ("a.html", "<h1>T</h1><p>So<sup><a href='#n'>1</a></sup> 3<sup>1/2</sup><h2 id=n>N</h2>y")
    )
    html = to_html(texts["en/a.md"].partition("\n---\n")[2], "en")
    assert '<sup><a href="#n">1</a></sup> 3<sup>1/2</sup>' in html
    assert plain(html).startswith("So1 3")
    assert lost == []
