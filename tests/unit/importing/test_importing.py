"""What stands elsewhere becomes articles: all of its text, nothing that acts, every loss named."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import markup
from kb.content.article import examine
from kb.content.markdown.conversion import to_html
from kb.content.sections import plain
from kb.errors import ContentError
from kb.importing import articles, source, writing, zendesk
from kb.importing.articles import Imported, Settings
from kb.importing.encoding import decoded
from kb.importing.html import page as html_page
from kb.importing.markdown import page as foreign_markdown
from kb.importing.merge import merged
from kb.importing.model import Found, Lost

SETTINGS = Settings("billing", {"Money": "payments"}, {}, ("en", "it", "fr"))
ASKED = {
    "How do I water a cactus?": ("water", "<p>Rarely: see <a href='#light'>the light</a>.</p>"),
    "Where does a cactus live?": ("light", "<p>In <b>light</b>.</p><ul><li>sun</li><li>sand</li></ul>"),
    "When does it bloom?": ("bloom", "<table><tr><th>Month</th></tr><tr><td>May | June</td></tr></table>"),
}
LAYOUTS = {
    "headings": "".join(f"<div><h3 id='{a}'>{q}</h3>{t}</div>" for q, (a, t) in ASKED.items()),
    "flat": "".join(f"<h2><a name='{a}'></a>{q}</h2>{t}" for q, (a, t) in ASKED.items()),
    "definitions": "<dl>"
    + "".join(f"<dt id='{a}'>{q}</dt><dd>{t}</dd>" for q, (a, t) in ASKED.items())
    + "</dl>",
    "details": "".join(
        f"<details id='{a}'><summary>{q}</summary>{t}</details>" for q, (a, t) in ASKED.items()
    ),
}
TOP = "<html lang='en'><nav><a href='/'>Home</a></nav><main><h1>Cacti</h1><a href='#water'>1</a>{}</main>"


def imported(*files: tuple[str, bytes | str], lang: str = "en") -> tuple[dict[str, str], list[Lost]]:
    """The texts of the articles by file, and what was lost."""
    found = Found()
    for name, data in files:
        if name.endswith(".md"):
            foreign_markdown.read(str(data), name, lang, found)
        else:
            html_page.read(data if isinstance(data, str) else decoded(data, lang)[0], name, lang, found)
    made = articles.articles(found.pages, SETTINGS, lambda page, address: "", found.lost.append)
    return {one.file: one.text for one in made}, found.lost


def body(text: str) -> str:
    """What a reader sees of an article's body."""
    article, problems = examine(text, "a.md", "en", "a")
    assert problems == ()
    assert [mark for mark in markup.marks(article.body) if mark.kind not in ("claim-like", "when-like")] == []
    filled = markup.replace(article.body, lambda kind, name: f"<{kind} {name}>")
    return " ".join(plain(to_html(filled, "en")).split())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_page_of_questions_becomes_its_questions(layout: str) -> None:
    """In each layout: one article a question, anchors as names, links between them, lists and tables kept."""
    found, lost = imported(("help/faq.html", TOP.format(LAYOUTS[layout])))
    assert list(found) == ["en/water.md", "en/light.md", "en/bloom.md"]
    assert "[the light](light.md)" in found["en/water.md"]
    assert "aliases: [/help/faq.html]" in found["en/water.md"]
    assert "**light**" in found["en/light.md"]
    assert "- sun\n- sand" in found["en/light.md"]
    assert "<table>" in to_html(examine(found["en/bloom.md"], "", "en", "")[0].body, "en")
    assert body(found["en/bloom.md"]) == "Month May | June"
    assert lost == []


def test_translations_have_one_name() -> None:
    """By folder or ending of the file, by the page's own `lang`: the same file's name in each language."""
    page = "<html lang='{}'><body><h1>{}</h1><p>x</p>"
    found, _ = imported(
        ("it/come-fare.html", page.format("it", "Come fare?")),
        ("en/come-fare.html", page.format("en", "How to?")),
        ("docs/plan.it.md", "# Il piano\n\nx"),
        ("docs/plan.md", "# The plan\n\nx"),
    )
    assert sorted(found) == ["en/come-fare.md", "en/plan.md", "it/come-fare.md", "it/plan.md"]


HOSTILE = {
    "script": "<p>a<script>steal()</script>b</p>",
    "cut script": "<p>a</p><script>steal(",
    "handler": "<p onclick='steal()'>a</p><img src=x onerror='steal()'>",
    "address": "<p><a href=' java\nscript:steal()'>a</a> <a href='data:text/html,steal()'>b</a></p>",
    "as text": "<p>&lt;script&gt;steal()&lt;/script&gt; &lt;img src=x onerror=steal()&gt;</p>",
    "in code": "<p>a</p><pre>&lt;script&gt;x&lt;/script&gt;</pre>",
    "comment": "<p>a<!-- <script>steal()</script> -->b<![CDATA[<script>]]></p>",
    "unclosed": "<div><p><b>a<table><tr><td>x<li>y</p></b>",
    "svg": "<p>a</p><svg><script>steal()</script></svg><math><mtext><script>steal()</script></mtext></math>",
    "markup": "<p>{{ facts.secret }} \\{{ {% raw %} &amp;lt;script&amp;gt;</p>",
    "attributes": "<h2>T { onclick=steal() }</h2><p><b>x</b>{: onclick=steal() }</p><p>y\n{: onclick=x }</p>",
    "markdown": "<p># no heading</p><p>1. none</p><p>- none</p><p>[a](javascript:steal()) `c` ~~~</p>",
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_nothing_that_acts_survives(kind: str) -> None:
    """Neither as a tag nor through what the text itself would become as Markdown."""
    found, _ = imported(("a.html", f"<h1>T</h1>{HOSTILE[kind]}<p>Kept text.</p>"))
    html = to_html(examine(found["en/a.md"], "a.md", "en", "a")[0].body, "en")
    assert not re.search(r"<[^<>]*\bon\w+=", html)
    for piece in ("<script", "<svg", 'href="java', 'href="data', "<img", "<h1"):
        assert piece not in html.lower()
    if "cut" not in kind:
        assert "Kept text." in html
    assert "{{" not in found["en/a.md"].replace("\\{{", "")


SIGNS = st.text(max_size=80) | st.text("{} \\`|<&!*_x", max_size=12)


@given(SIGNS)
def test_any_text_comes_back_as_it_was(text: str) -> None:
    """Text that an HTML page shows is the text that the article shows, in code as well; no sign acts."""
    shown = " ".join("".join(char for char in text if char.isprintable() and ord(char) < 0x3000).split())
    escaped = shown.replace("&", "&amp;").replace("<", "&lt;")
    found, _ = imported(
        ("a.html", f"<h1>T</h1><p>x {escaped} x</p>"),
        ("b.html", f"<h1>C</h1><pre>x {escaped} x</pre>"),
    )
    if "[^" not in shown and "--" not in shown:
        for name in ("a", "b"):
            assert body(found[f"en/{name}.md"]) == " ".join(f"x {shown} x".split())


def test_size_depth_and_encoding_break_nothing() -> None:
    """5 MB, 1,000 nested tags of several kinds, bytes in another encoding than the page says."""
    for tag in ("div", "ul><li"):
        deep = f"<h1>T</h1>{f'<{tag}>' * 1000}deep down"
        assert "deep down" in imported(("a.html", deep))[0]["en/a.md"]
    large = "<h1>T</h1>" + f"<p>{'word ' * 5000}</p>" * 200
    assert imported(("a.html", large))[0]["en/a.md"].count("word") > 1_000_000 - 1
    wrong = "<meta charset=utf-8><h1>Perché?</h1><p>Città però</p>".encode("cp1252")
    assert "Città però" in imported(("a.html", wrong))[0]["en/a.md"]
    bad = b"\xff\xfe\x00<h1>\x00</h1>\x80\x81<p>\xc3\x28 text</p>"
    assert imported(("a.html", bad)) != ({}, [])


def test_foreign_markdown_keeps_its_fields_and_forms() -> None:
    """YAML and TOML front matter, admonitions, raw HTML, shortcodes: carried or named as lost."""
    yaml = (
        "---\ntitle: 'A: b?'\ndescription: Short.\ntags: [x, y]\nredirect_from: [/old/]\n"
        "lastmod: 2026-01-02\ndraft: true\nsearch:\n  exclude: true\n"
        "category: Money\nodd: 1\n---\nimport X from 'y'\n\n# A: b?\n\n"
        ":::tip Do it\n\nNow.\n\n:::\n\n"
        "<script>steal()</script><Widget>in</Widget> `{{ x }}` {{< youtube z >}} [l](other.md#h)"
        " <kbd>K</kbd>\n"
    )
    toml = "+++\ntitle = 'T'\n+++\nBody [a](javascript:steal())\n"
    found, lost = imported(("docs/a.md", yaml), ("docs/other.md", toml), ("bad.md", "---\na: [\n---\nText\n"))
    text = found["en/a.md"]
    for line in (
        'title: "A: b?"',
        'summary: "Short."',
        'keywords: ["x", "y"]',
        "aliases: [/docs/a/, /old/]",
        "updated: 2026-01-02",
        "status: draft",
        "search: {exclude: true}",
        "category: payments",
        '!!! tip "Do it"\n\n    Now.',
        "in `\\{{ x }}`  [l](other.md) <kbd>K</kbd>",
    ):
        assert line in text
    assert "script" not in "".join(found.values())
    told = {one.what.split("(")[0].strip() for one in lost}
    assert {
        "the field 'odd'",
        "<script>steal",
        "{{< youtube z >}}",
        "import X from 'y'",
        "the tag <Widget>",
    } <= told
    assert any("front matter" in one.what for one in lost)


def test_a_zendesk_export_of_300_articles_in_two_languages() -> None:
    """Translations paired, sections as categories, labels, old addresses, drafts; what is broken is named."""
    export = {
        "sections": [{"id": 7, "name": "Money"}],
        "articles": [
            {
                "id": number,
                "title": f"Question {number}?",
                "body": f"<p>Answer {number}.</p><iframe src='x'></iframe>",
                "locale": "en-us",
                "section_id": 7,
                "html_url": f"https://x.zendesk.com/hc/en-us/articles/{number}-Question",
                "label_names": ["label"],
                "updated_at": "2026-02-03T04:05:06Z",
                "translations": [{"locale": "it", "title": f"Domanda {number}?", "body": "<p>Risposta.</p>"}],
            }
            for number in range(300)
        ],
        "translations": [
            {"source_id": 1, "locale": "fr", "title": "Un?", "body": "<p>Oui.</p>", "draft": True}
        ],
    }
    export["articles"].append("broken")  # type: ignore[attr-defined]
    found = Found()
    zendesk.read([("export.json", json.loads(json.dumps(export)))], found)
    made = articles.articles(found.pages, SETTINGS, lambda page, address: "", found.lost.append)
    assert len(made) == 601
    files = {one.file: one.text for one in made}
    assert {"en/question-1.md", "it/question-1.md", "fr/question-1.md"} <= set(files)
    assert "category: payments" in files["en/question-1.md"]
    assert "aliases: [/hc/en-us/articles/1-Question]" in files["en/question-1.md"]
    assert "updated: 2026-02-03" in files["en/question-1.md"]
    assert "status: draft" in files["fr/question-1.md"]
    assert Lost("export.json", "articles[300]: no record") in found.lost


def test_a_folder_is_read_with_its_pictures(tmp_path: Path) -> None:
    """Pictures inside are found, those outside or that are none are not; what is no page is passed over."""
    (tmp_path / "in" / "img").mkdir(parents=True)
    (tmp_path / "in" / "img" / "A b.PNG").write_bytes(b"png")
    (tmp_path / "out.png").write_bytes(b"png")
    (tmp_path / "in" / "a.html").write_text(
        "<h1>T</h1><p>x<img src='img/A%20b.PNG' alt='A cactus'></p>", "utf-8"
    )
    (tmp_path / "in" / "notes.json").write_text("[1", "utf-8")
    found = source.read(tmp_path / "in", "en")
    assert [page.title for page in found.pages] == ["T"]
    assert [one.source for one in found.lost] == ["notes.json"]
    (tmp_path / "in" / "static").mkdir()
    (tmp_path / "in" / "static" / "desk.png").write_bytes(b"png")
    for address in ("img/A b.PNG", "/img/A b.PNG", "/desk.png", "@site/static/desk.png"):
        assert source.picture(tmp_path / "in", "a.html", address)
    for address in ("../out.png", "/../out.png", "a.html", "img", "\0", "x" * 5000):
        assert source.picture(tmp_path / "in", "a.html", address) is None
    with pytest.raises(source.NothingFound):
        source.read(tmp_path / "in" / "img", "en")
    with pytest.raises(ContentError):
        source.read(tmp_path / "in" / "notes.json", "en")


def test_a_second_import_keeps_what_editors_changed(tmp_path: Path) -> None:
    """Source alone: taken. Editors alone: kept. Both apart: both. Both in one line: named, theirs stays."""
    first = dict.fromkeys(("source", "editor", "both", "clash", "gone"), "a\n\nb\n\nc\n")
    for texts in (
        first,
        first | {"source": "A\n\nb\n\nc\n", "both": "A\n\nb\n\nc\n", "clash": "X\n\nb\n\nc\n"},
    ):
        made = [Imported(f"it/{name}.md", name, text) for name, text in texts.items()]
        (tmp_path / "it").mkdir(exist_ok=True)
        if texts is first:
            (tmp_path / "it" / "mine.md").write_text("mine", "utf-8")
            made.append(Imported("it/mine.md", "mine", "theirs"))
        changes, report = writing.plan(tmp_path, made, {"assets/x.png": b"1"}, "x")
        writing.write(tmp_path, changes, "kb import x")
        if texts is first:
            assert report.in_the_way == ["it/mine.md"]
            for name in ("editor", "both"):
                (tmp_path / "it" / f"{name}.md").write_text("a\n\nb\n\nC\n", "utf-8")
            (tmp_path / "it" / "clash.md").write_text("Y\n\nb\n\nc\n", "utf-8")
            (tmp_path / "it" / "gone.md").unlink()
    now = {path.stem: path.read_text("utf-8") for path in (tmp_path / "it").glob("*.md")}
    assert now == {
        "source": "A\n\nb\n\nc\n",
        "editor": "a\n\nb\n\nC\n",
        "both": "A\n\nb\n\nC\n",
        "clash": "Y\n\nb\n\nc\n",
        "mine": "mine",
    }
    assert report.conflicts == [("it/clash.md", 1)]
    assert report.removed == ["it/gone.md"]


def test_another_source_has_its_own_pages_under_the_same_names(tmp_path: Path) -> None:
    """They are merged into nobody's article; the same page in a newer copy is, and so are an export's."""

    def imports(source: str, title: str, key: str = "faq en", file: str = "en/faq.md") -> writing.Report:
        made = [Imported(file, key, f'title: "{title}"\nof {source}\n')]
        changes, report = writing.plan(tmp_path, made, {}, source)
        writing.write(tmp_path, changes, "kb import x")
        return report

    assert imports("old", "Cacti").new == ["en/faq.md"]
    assert imports("other", "Roses").in_the_way == ["en/faq.md"]
    assert imports("other", "Roses", file="en/roses.md").new == ["en/roses.md"]
    assert imports("other", "Red roses").updated == ["en/roses.md"]
    assert imports("old-2026", "Cacti").updated == ["en/faq.md"]
    assert imports("export-1", "A", "zendesk 1 en", "en/a.md").new == ["en/a.md"]
    assert imports("export-2", "B", "zendesk 1 en", "en/a.md").updated == ["en/a.md"]
    assert (tmp_path / "en" / "faq.md").read_text("utf-8") == 'title: "Cacti"\nof old-2026\n'


@given(*[st.lists(st.sampled_from(["a\n", "b\n", "c\n", "d\n"]), max_size=6).map("".join)] * 2)
def test_a_merge_loses_nobody_s_lone_change(base: str, changed: str) -> None:
    """Where only one side changed, the result is that side's text, without conflicts."""
    assert merged(base, changed, base) == merged(base, base, changed)
    assert merged(base, changed, base).text == changed
    assert merged(base, changed, base).conflicts == ()
