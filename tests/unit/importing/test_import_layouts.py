"""Valid HTML of any layout, Docusaurus' folders: nothing is lost untold, nothing that acts survives."""

from pathlib import Path
from random import Random

import pytest
from imported import SETTINGS, imported

from kb.content.article import examine
from kb.content.markdown.conversion import to_html
from kb.content.sections import plain
from kb.importing import articles, source
from kb.importing.html import page as html_page
from kb.importing.html import tree
from kb.importing.model import Found, Lost

PAGES = 48  # 200 were tried by hand
WORDS = ["cactus", "acqua", "light", "terra", "bloom", "fiore", "summer", "vaso", "root", "spina"]
HOSTILE = (
    "<script>steal()</script>",
    "<p onclick=steal()>x</b></i></td></div>",
    "<img src=x onerror=steal()>",
    "<a href=' java&#9;script:steal()'>x</a>",
    "<table><tr><td>x<script>steal()</script></table>",
    "<svg/onload=steal()>",
    "<iframe srcdoc='<script>steal()</script>'></iframe>",
    "<div>" * 1000 + "</div>" * 700,
    "<noscript><img title='</noscript><script>steal()</script>'></noscript>",
    "&lt;script&gt;steal()&lt;/script&gt;",
)


def shown(text: str) -> str:
    """What a reader sees of an article's body."""
    return " ".join(plain(to_html(examine(text, "a.md", "en", "a")[0].body, "en")).split())


def page(layout: str, asked: list[tuple[str, str]], is_closed: bool) -> str:
    """A page of questions in a layout; end tags that HTML lets be left out are, if asked for."""
    forms = {
        "headings": "<h2>{}</h2><p>{}</p>",
        "definitions": "<dt>{}</dt><dd>{}</dd>",
        "details": "<details><summary>{}</summary><p>{}</p></details>",
    }
    body = "".join(forms[layout].format(*each) for each in asked)
    body = f"<dl>{body}</dl>" if layout == "definitions" else body
    for end in () if is_closed else ("</p>", "</dt>", "</dd>", "</li>", "</td>", "</tr>", "</th>"):
        body = body.replace(end, "")
    return f"<!doctype html><title>T</title><main><h1>T</h1>{body}</main>"


def test_generated_pages_lose_nothing_and_let_nothing_act() -> None:
    """Three layouts, two languages, end tags or none, hostile pieces between: every word of every answer."""
    random = Random(14)
    found = Found()
    wanted: dict[str, dict[str, str]] = {}
    for number in range(PAGES):
        lang, layout = ("en", "it")[number % 2], ("headings", "definitions", "details")[number % 3]
        asked = []
        for one in range(random.randint(2, 4)):
            said = " ".join(random.choices(WORDS, k=6))
            rows = f"<ul><li>{said} a</li><li>b</li></ul>"
            rows += f"<table><tr><th>h</th></tr><tr><td>{one}</td></tr></table>"
            asked.append(
                (f"Page {number} question {one} {lang}?", f"{said}{random.choice(HOSTILE)}</p>{rows}<p>end")
            )
            wanted.setdefault(lang, {})[asked[-1][0]] = f"{said} a b h {one} end"
        html_page.read(page(layout, asked, is_closed=number % 4 > 1), f"{lang}/{number}.html", lang, found)
    made = articles.articles(found.pages, SETTINGS, lambda page, address: "", lambda one: None)
    read = {one: examine(one.text, "a.md", "en", "a")[0] for one in made}
    html = {one: to_html(article.body, "en") for one, article in read.items()}
    whole = "".join(html.values()).lower()
    for piece in ("<script", "onclick", "onerror=", "onload", "<iframe", "<svg", 'href="java'):
        assert piece not in whole
    by_title = {(one.file[:2], read[one].title): plain(html[one]) for one in made}
    for lang, answers in wanted.items():
        for question, answer in answers.items():
            words = iter(by_title[lang, question].split())
            assert all(word in words for word in answer.split()), (question, by_title[lang, question])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>a<p>b<ul><li>c<li>d<ul><li>e</ul></ul>f", "a b c d e f"),
        ("<table><tr><th>a<th>b<tr><td>1<td>2<tr><td>3<td>4</table>", "a b 1 2 3 4"),
        ("<table><thead><tr><th>a<tbody><tr><td>1</table><p>x", "a 1 x"),
        ("<dl><dt>a<dd>1<dd>2</dl>", "a 1 2"),
        ("<table>x<tr><td>y</table>", "x y"),
        ("<p><b>a<p>b</b>c", "a bc"),
    ],
)
def test_end_tags_may_be_left_out(html: str, text: str) -> None:
    """As the HTML standard lets them: nothing moves into its neighbour, nothing is gone."""
    found, lost = imported(("a.html", f"<h1>T</h1>{html}"))
    assert (shown(found["en/a.md"]), lost) == (text, [])
    rows = to_html(examine(found["en/a.md"], "", "en", "")[0].body, "en").count("<tr>")
    assert rows == html.count("<tr>") or "x<tr>" in html


def test_a_page_of_two_layouts_gives_all_its_questions_and_tells_the_rest() -> None:
    """`<details>` and a list beside each other; two terms before one answer; sections; what is left over."""
    found, lost = imported(
        (
            "help/a.html",
            "<main><h1>H</h1><p>Hello there.<h2>Money</h2>"
            "<details><summary>How pay?</summary><p>Card</details>"
            "<dl><dt>Refund?<dt>Money back?<dd>Yes<dt>Cash?</dl><details><summary></summary>loose</details>"
            "<form action=/go><input name=q></form><h3></h3><script src=x.js></script>"
            "<aside>by the way</aside>"
            "<h2>Fees</h2><details><summary>Fees?</summary>None</details></main>",
        )
    )
    assert list(found) == ["en/how-pay.md", "en/refund.md", "en/fees.md"]
    assert '- "Money back?"' in found["en/refund.md"]
    assert "category: payments" in found["en/how-pay.md"]
    assert "category: billing" in found["en/fees.md"]
    assert set(lost) == {
        "<form> /go",
        "<script> x.js",
        "<aside> by the way",
        "an empty heading <h3>",
        "the question 'Cash?', which has no answer",
        "the text beside the questions: 'Hello there. loose'",
    }


def test_questions_under_headings_and_in_boxes_are_all_found() -> None:
    """Three layouts on one page: each question once, words stay whole, what stands below begins at ##."""
    texts, lost = imported(
        (
            "faq.html",
            "<main><h1>Money</h1><h2>How do I pay by <em>transfer</em>?</h2><p>Write the number.</p>"
            "<h3>How long?</h3><p>Two days.</p><h2>By instal<b>ments</b>?</h2><p>No.</p>"
            "<details><summary>A refund?</summary><p>Ask.</p></details>"
            "<details><summary>Which papers?</summary><p>None.</p></details>"
            "<dl><dt>What is a code?</dt><dd>A number.</dd></dl></main>",
        )
    )
    assert [*texts] == [
        f"en/{name}.md"
        for name in (
            "how-do-i-pay-by-transfer",
            "by-instalments",
            "a-refund",
            "which-papers",
            "what-is-a-code",
        )
    ]
    assert "## How long?\n\nTwo days." in texts["en/how-do-i-pay-by-transfer.md"]
    assert lost == []


def test_a_box_that_asks_nothing_stays_with_its_answer() -> None:
    """A folded part of an answer, and a list of terms in one, are no questions; merged cells are told."""
    texts, lost = imported(
        (
            "faq.html",
            "<main><h2>How?</h2><p>So.</p><details><summary>More</summary><p>Much more.</p></details>"
            "<h2>Why?</h2><dl><dt>Cost</dt><dd>Two.</dd></dl>"
            "<table><tr><th>A</th><th>B</th></tr><tr><td colspan=2>Both</td></tr></table></main>",
        )
    )
    assert [*texts] == ["en/how.md", "en/why.md"]
    assert "Much more." in texts["en/how.md"]
    assert "Two." in texts["en/why.md"]
    assert lost == ["merged cells of the table 'A B Both'"]


def test_headings_keep_the_anchors_that_lead_to_them() -> None:
    """Their own, a section's, one inside, one before; links to none lose it and say so."""
    found, lost = imported(
        (
            "b.html",
            "<h1>B</h1><p>x<section id=s1><h2>A</h2>y</section>"
            "<h2><a name=s2></a>C</h2><a id=s3></a><h3>D</h3>z",
        ),
        (
            "a.html",
            "<h1>A</h1>" + "".join(f"<a href='b.html#{name}'>l</a> " for name in ("s1", "s2", "s3", "s4")),
        ),
    )
    assert "[l](b.md#s1) [l](b.md#s2) [l](b.md#s3) [l](b.md)" in found["en/a.md"]
    assert lost == ["the anchor '#s4' of a link, which leads to no heading"]


def test_what_is_no_page_is_told_and_stays_out(tmp_path: Path) -> None:
    """Binary files under a page's name, tags beyond all depth, pages in languages that are not ours."""
    (tmp_path / "a.md").write_bytes(b"\x7fELF\x00\x01")
    (tmp_path / "b.html").write_text("<div>" * (tree.DEEPEST + 1) + "x", "utf-8")
    (tmp_path / "c.html").write_text("<html lang=fr><h1>Un</h1><p>Oui", "utf-8")
    (tmp_path / "d.html").write_bytes("<h1>Perché</h1><p>Sì".encode("utf-16"))
    found = source.read(tmp_path, "en")
    made = articles.articles(found.pages, SETTINGS, lambda page, address: "", found.lost.append)
    assert [one.file for one in made] == ["en/d.md"]
    assert [(one.source, one.what.split(":")[0]) for one in found.lost] == [
        ("a.md", "the whole file"),
        ("b.html", "the whole file"),
        ("c.html", "the page in 'fr'"),
    ]


DOCUSAURUS = {
    "docusaurus.config.js": "",
    "docs/intro.md": "---\ntitle: Welcome\nslug: /\n---\nimport A from 'a';\n\n{/* secret\nremark */}\n\n"
    "# Welcome to `us`\n\nPlease\nimport your data: [plan](./money/plan.mdx#how-it-works), "
    "[two](/docs/money/two#x).\n\n# More\n",
    "docs/money/plan.mdx": "{/* c */}\n# The plan\n\n## How it works?\n\nx\n\n"
    "export const X = () => (\n  <b>junk</b>\n);\n",
    "docs/money/_category_.json": '{"label": "Money matters", "position": 2}',
    "docs/money/2.md": "---\nslug: two\n---\n# Two\n\n## Odd {#x}\n\ny",
    "i18n/it/docusaurus-plugin-content-docs/current/money/plan.mdx": (
        "# Il piano\n\nVedi [intro](../intro.md)."
    ),
}


def test_a_docusaurus_project_is_read_as_one(tmp_path: Path) -> None:
    """Translations paired, root addresses, anchors, sections; programs and remarks gone, one title."""
    for name, text in DOCUSAURUS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = source.read(tmp_path, "en")
    lost: list[Lost] = list(found.lost)
    made = articles.articles(found.pages, SETTINGS, lambda page, address: "", lost.append)
    files = {one.file: one.text for one in made}
    assert set(files) == {"en/intro.md", "en/plan.md", "en/2.md", "it/plan.md"}
    intro = files["en/intro.md"]
    assert "aliases: [/docs/]" in intro
    assert "import your data: [plan](plan.md#how-it-works), [two](2.md#x)." in intro
    assert 'title: "Welcome"' in intro
    assert '- "Welcome to us"' in intro
    assert "\n# " not in intro
    assert "\n## More" in intro
    assert "aliases: [/it/docs/money/plan/]" in files["it/plan.md"]
    assert "[intro](../en/intro.md)" in files["it/plan.md"]
    assert {page.category for page in found.pages} == {"", "Money matters"}
    assert not [piece for piece in ("secret", "junk", "{/*", "import A") if piece in "".join(files.values())]
    assert [one.what.split("\n")[0] for one in lost] == ["import A from 'a';", "export const X = () => ("][
        ::1
    ]


@pytest.mark.parametrize(
    ("file", "others", "fields", "address"),
    [
        ("docs/a.md", ("mkdocs.yml",), "", "/a/"),
        ("content/posts/a.md", ("hugo.toml",), "slug: b", "/posts/b/"),
        ("content/a.md", ("hugo.toml",), "url: /x/y", "/x/y/"),
        ("docs/m/index.md", ("mkdocs.yml",), "", "/m/"),
        ("docs/m/a.md", ("docusaurus.config.ts",), "slug: /b/c", "/docs/b/c/"),
        ("blog/a.md", ("docusaurus.config.ts",), "slug: b", "/blog/b/"),
        ("a.md", (), "permalink: /p/", "/p/"),
    ],
)
def test_old_addresses_are_those_of_the_generator(
    tmp_path: Path, file: str, others: tuple[str, ...], fields: str, address: str
) -> None:
    """MkDocs and Hugo leave their folder out; a slug with a slash counts from the section's root."""
    for name in (file, *others):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"---\n{fields}\n---\nText" if name == file else "", "utf-8")
    assert source.read(tmp_path, "en").pages[0].addresses == (address,)
