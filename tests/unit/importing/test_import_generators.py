"""Pages as generators write them: notes stay notes, manuals stay whole, braces stay signs."""

import pytest
from imported import imported

from kb.content import markup


def article(main: str, name: str = "a.html") -> tuple[str, list[str]]:
    """The body of the one article that a page becomes, and what was told as lost."""
    texts, lost = imported((name, f"<html lang=en><title>T</title><main><h1>T</h1>{main}</main>"))
    assert len(texts) == 1, list(texts)
    return next(iter(texts.values())).partition("\n---\n")[2].strip(), lost


CALLOUTS = {
    "mkdocs": (
        '<div class="admonition warning"><p class="admonition-title">Warning</p><p>Hot.</p></div>',
        "!!! warning\n\n    Hot.",
    ),
    "mkdocs without a title": (
        '<div class="admonition info inline"><p>Hot.</p></div>',
        '!!! info ""\n\n    Hot.',
    ),
    "mkdocs folded": (
        '<details class="tip"><summary>Mind <b>this</b></summary><p>Hot.</p></details>',
        '!!! tip "Mind this"\n\n    Hot.',
    ),
    "sphinx": (
        '<div class="admonition-so admonition"><p class="admonition-title">So</p><ul><li>a</li></ul></div>',
        '!!! note "So"\n\n    - a',
    ),
    "docusaurus": (
        '<div class="theme-admonition theme-admonition-tip admonition_x alert alert--success">'
        '<div class="admonitionHeading_G"><span class="admonitionIcon_R"><svg></svg></span>My "tip"</div>'
        '<div class="admonitionContent_B"><p>Hot.</p><pre><code>a\n\nb</code></pre></div></div>',
        '!!! tip "My "tip""\n\n    Hot.\n\n    ```\n    a\n\n    b\n    ```',
    ),
    "confluence": (
        '<div class="confluence-information-macro confluence-information-macro-warning">'
        '<p class="title">Careful</p><span class="aui-icon confluence-information-macro-icon"></span>'
        '<div class="confluence-information-macro-body"><p>Hot.</p></div></div>',
        '!!! warning "Careful"\n\n    Hot.',
    ),
    "confluence, information": (
        '<div class="confluence-information-macro confluence-information-macro-information">'
        '<div class="confluence-information-macro-body"><p>Hot.</p></div></div>',
        '!!! info ""\n\n    Hot.',
    ),
    "github": (
        '<div class="markdown-alert markdown-alert-important">'
        '<p class="markdown-alert-title"><svg class="octicon"></svg>Important</p><p>Hot.</p></div>',
        "!!! important\n\n    Hot.",
    ),
    "starlight": (
        '<aside aria-label="Caution" class="starlight-aside starlight-aside--caution">'
        '<p class="starlight-aside__title">Slow</p><section class="starlight-aside__content"><p>Hot.</p>'
        "</section></aside>",
        '!!! caution "Slow"\n\n    Hot.',
    ),
    "vitepress": (
        '<div class="info custom-block"><p class="custom-block-title">INFO</p><p>Hot.</p></div>',
        "!!! info\n\n    Hot.",
    ),
    "bootstrap": (
        '<div class="alert alert-danger" role="alert"><h4 class="alert-heading">No</h4>Hot.</div>',
        '!!! danger "No"\n\n    Hot.',
    ),
    "asciidoc": (
        '<div class="admonitionblock tip"><table><tr><td class="icon"><div class="title">Tip</div></td>'
        '<td class="content"><div class="paragraph"><p>Hot.</p></div></td></tr></table></div>',
        "!!! tip\n\n    Hot.",
    ),
    "myst": (
        '<aside class="callout hint"><header>So</header><p>Hot.</p></aside>',
        '!!! tip "So"\n\n    Hot.',
    ),
    "jekyll": ('<p class="note">Hot.</p>', '!!! note ""\n\n    Hot.'),
    "in a list": (
        '<ul><li>a<div class="note"><p>Hot.</p></div></li></ul>',
        '- a\n\n  !!! note ""\n\n      Hot.',
    ),
    "in a table": (
        '<table><tr><th>h</th></tr><tr><td><div class="note"><b class="title">So</b>Hot.</div>'
        "</td></tr></table>",
        "| h |\n| --- |\n| **So** Hot. |",
    ),
    "within another": (
        '<div class="admonition note"><p class="admonition-title">N</p>a'
        '<div class="admonition tip"><p>b</p></div></div>',
        '!!! note "N"\n\n    a\n\n    !!! tip ""\n\n        b',
    ),
    "one that holds a section is none": ('<div class="alert"><p>a</p><h3>B</h3>c</div>', "a\n\n## B\n\nc"),
    "an empty one is none": ('<div class="alert"></div>a', "a"),
    "one of a title alone is none": ('<div class="alert"><p class="title">So</p></div>a', "So\n\na"),
    "a title further down is none": (
        '<div class="admonition note"><p>a</p><p class="title">b</p></div>',
        '!!! note ""\n\n    a\n\n    b',
    ),
    "a class that only begins so is none": ('<div class="alerting noteworthy">a</div>', "a"),
}


@pytest.mark.parametrize("kind", CALLOUTS)
def test_a_box_that_calls_out_is_a_note_of_ours(kind: str) -> None:
    """With its kind and its own title; nothing in it is lost, its icon is no loss."""
    html, wanted = CALLOUTS[kind]
    assert article(html) == (wanted, [])


MANUALS = {
    "a list of terms": "<p>Do.</p><dl><dt>Path</dt><dd>Where.</dd><dt>Speed</dt><dd>How fast.</dd></dl>",
    "folded parts": "<p>Set it up.</p>" + "<details><summary>On X</summary><p>So.</p></details>" * 2,
    "a glossary": "<dl><dt>Plan</dt><dd>What you pay for.</dd><dt>Seat</dt><dd>A person.</dd></dl>",
    "a long text with questions at its end": f"<p>{'Much to say. ' * 20}</p>"
    + "".join(f"<details><summary>{each}?</summary><p>So.</p></details>" for each in ("Why", "How")),
    "a long text with headings that ask": f"<p>{'Much to say. ' * 20}</p><h2>Why?</h2>So.<h2>How?</h2>So.",
    "terms of which few ask": "<dl>"
    + "".join(f"<dt>{each}</dt><dd>So.</dd>" for each in ("A?", "B?", "C", "D", "E"))
    + "</dl>",
}


@pytest.mark.parametrize("kind", MANUALS)
def test_a_manual_stays_one_article_and_whole(kind: str) -> None:
    """Lists of terms and folded parts are no questions; no text beside them is lost."""
    text, lost = article(MANUALS[kind])
    assert lost == []
    for word in ("Path", "Speed", "On X", "Plan", "Seat", "Why?", "How?", "Much to say."):
        assert (word in text) == (word in MANUALS[kind])


def test_a_page_that_calls_itself_one_of_questions_is_one() -> None:
    """By its title or its file's name, whatever its terms look like."""
    terms = "<dl><dt>Lost card</dt><dd>Block it.</dd><dt>New card</dt><dd>Order one.</dd></dl>"
    for name, title in (("faq.html", "Help"), ("a.html", "Domande frequenti"), ("a.html", "F.A.Q.")):
        texts, _ = imported((name, f"<main><h1>{title}</h1>{terms}</main>"))
        assert [*texts] == ["en/lost-card.md", "en/new-card.md"]


def test_folded_parts_keep_their_titles_and_terms_their_form() -> None:
    """What was folded stands below its title in bold; a list of terms is one; the summary is a sentence."""
    text, _ = article(MANUALS["folded parts"] + MANUALS["a glossary"])
    assert "**On X**\n\nSo." in text
    assert "Plan\n:   What you pay for." in text
    texts, _ = imported(("a.html", f"<h1>T</h1>{MANUALS['a glossary']}<p>Two words. More.</p>"))
    assert 'summary: "Two words."' in texts["en/a.md"]


CODE = {
    "<p><code>{{ x }}</code></p>": "`\\{{ x }}`",
    "<pre>{{{ x }}} {{{{ y</pre>": "```\n{\\{{ x }}} \\{{\\{{ y\n```",
    '<pre class="language-jsx"><code><span>a={{}}</span><br><span>b</span><br></code></pre>': (
        "```jsx\na=\\{{}}\nb\n```"
    ),
    '<div class="highlight-default notranslate"><div class="highlight"><pre>a</pre></div></div>': (
        "```\na\n```"
    ),
    "<pre>a\n```\nb</pre>": "````\na\n```\nb\n````",
    "<p>!!! note</p>": "\\!!! note",
}


@pytest.mark.parametrize("html", CODE)
def test_code_stays_code_and_no_placeholder(html: str) -> None:
    """Braces, lines, its language, fences within; nothing of it is a fact or label of ours."""
    text, lost = article(html)
    assert (text, lost) == (CODE[html], [])
    assert markup.marks(text) == ()


def test_the_sign_behind_a_heading_is_no_part_of_the_title() -> None:
    """Sphinx' and MkDocs' pilcrow, Docusaurus' invisible link."""
    texts, _ = imported(
        ("index.html", '<main><h1>Guide<a class="headerlink" href="#g">\u00b6</a></h1><p>x</p></main>')
    )
    assert [*texts] == ["en/guide.md"]
    assert 'title: "Guide"' in texts["en/guide.md"]
    assert "##" not in texts["en/guide.md"]


HEADS = {
    "article:modified_time": '<meta property="article:modified_time" content="2025-04-03T10:00:00Z">',
    "last-modified": '<meta http-equiv="Last-Modified" content="Thu, 03 Apr 2025 09:00:00 GMT">',
    "itemprop": '<p>On <time itemprop="dateModified" datetime="2025-04-03">x</time></p>',
    "linked data": '<script type="application/ld+json">{"@graph": [{"dateModified": "2025-04-03"}]}</script>',
    "linked data in a list": '<script type="application/ld+json">[{"datePublished": "2025-04-03"}]</script>',
    "a git date": '<span class="git-revision-date-localized-plugin">April 3, 2025</span>',
    "confluence": '<div class="page-metadata">Created by A 1 Jan 2020, last modified on Apr 03, 2025</div>',
    "zendesk": '<header><time datetime="2025-04-03T10:00:00Z" class="x">3 days ago</time></header>',
    "italian": '<p class="last-updated">Ultimo aggiornamento: 3 aprile 2025</p>',
    "published": '<meta property="article:published_time" content="2025-04-03">',
    "the change counts": (
        '<meta property="article:published_time" content="2020-01-01">'
        '<meta property="og:updated_time" content="2025-04-03">'
    ),
    "what is no day is none": (
        '<meta name="last-modified" content="lately"><meta name="revised" content="2025-13-41">'
        '<script type="application/ld+json">{</script><meta name="date" content="2025-04-03">'
    ),
}


@pytest.mark.parametrize("kind", HEADS)
def test_the_day_of_the_last_change_is_carried(kind: str) -> None:
    """From its head, data for search engines, what tells of the page; else the day it was written."""
    texts, _ = imported(("a.html", f"{HEADS[kind]}<main><h1>T</h1><p>x</p></main>"))
    assert "\nupdated: 2025-04-03\n" in texts["en/a.md"]


def test_a_day_in_the_text_is_not_the_day_of_the_page() -> None:
    """An event's time tells of the event."""
    texts, _ = imported(("a.html", '<main><h1>T</h1><p>On <time datetime="2020-01-01">x</time></p></main>'))
    assert "updated" not in texts["en/a.md"]


def test_the_address_that_a_page_says_is_its_own_leads_to_it() -> None:
    """As an alias, and where other pages link to it; one that all pages say, or of a query, is none's."""
    head = (
        '<link rel="canonical" href="https://x.test/guide/{}/"><link rel=canonical href="https://x.test/z">'
    )
    texts, lost = imported(
        ("1.html", f"{head.format('one')}<h1>One</h1><a href='https://x.test/guide/two/'>two</a>"),
        ("2.html", f"{head.format('two')}<h1>Two</h1>x"),
        ("3.html", f"{head.format('two')}<h1>Three</h1>x"),
        ("4.html", '<link rel=canonical href="https://x.test/?p=4"><h1>Four</h1>x'),
        ("5.html", '<meta property="og:url" content="https://x.test/five"><h1>Five</h1>x'),
    )
    found = {name[3]: text for name, text in texts.items()}
    assert "aliases: [/1.html, /guide/one/]" in found["1"]
    assert "[two](2.md)" in found["1"]
    assert "aliases: [/2.html, /guide/two/]" in found["2"]
    assert "aliases: [/3.html]" in found["3"]
    assert "aliases: [/4.html]" in found["4"]
    assert "aliases: [/5.html, /five]" in found["5"]
    assert lost == ["the old address /guide/two/, which 2.html has"]


def test_a_description_is_plain_text() -> None:
    """Tags and signs of Markdown in it go, a sign that is none stays."""
    for raw, plain in {
        "How to <b>inst</b>all &amp;amp; **set up** `x_y` [it](a.md).": "How to install & set up x_y it.",
        "2 * 3 * 4, a_b_c, 1 < 2": "2 * 3 * 4, a_b_c, 1 < 2",
        "_One_ \\*two\\* ~~three~~ {% data x %}four": "One *two* three four",
    }.items():
        texts, _ = imported(("a.html", f'<meta name="description" content="{raw}"><h1>T</h1>x'))
        assert f'summary: "{plain}"' in texts["en/a.md"]


TABLES = {
    "<tr><td><b>A</b></td><td><p><strong>B</strong></p></td></tr><tr><td>1</td><td>2</td></tr>": (
        "| A | B |\n| --- | --- |\n| 1 | 2 |",
        [],
    ),
    "<thead><tr><td>A</td></tr></thead><tr><td>1</td></tr>": ("| A |\n| --- |\n| 1 |", []),
    "<tr><th>A</th><td>1</td></tr><tr><th>B</th><td>2</td></tr>": (
        "|  |  |\n| --- | --- |\n| **A** | 1 |\n| **B** | 2 |",
        ["a head of the table 'A 1 B 2', which has none: write one"],
    ),
    "<tr><th></th><th>X</th></tr><tr><th>A</th><td>1</td></tr>": (
        "|  | X |\n| --- | --- |\n| **A** | 1 |",
        [],
    ),
    "<tr><td><p>A box.</p></td></tr>": ("A box.", []),
    "<tr></tr>": ("x", []),
}


@pytest.mark.parametrize("html", TABLES)
def test_a_table_has_the_head_that_it_shows(html: str) -> None:
    """A first row in bold is one, heads of lines are bold, a single cell is a box; a missing head is told."""
    wanted, told = TABLES[html]
    text, lost = article(f"<table>{html}</table>" + ("x" if wanted == "x" else ""))
    assert (text, lost) == (wanted, told)
