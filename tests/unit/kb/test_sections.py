"""Promises of the sections: the text that search indexes is the text a reader sees, cut at headings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.sections import plain, sections
from search import Section


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", ()),
        ("<p>One\ntwo</p><p>three</p>", (Section("", "", "One two\nthree"),)),
        ('<p>a</p><h2 id="x">H <em>i</em></h2><p>b</p>', (Section("", "", "a"), Section("H i", "x", "b"))),
        ('<h2>H<a class="headerlink" href="#h">¶</a></h2>', (Section("H", "", ""),)),
        ('<p>word<sup><a class="footnote-ref" href="#fn:1">1</a></sup>.</p>', (Section("", "", "word."),)),
        ('<p>b&#160;<a class="footnote-backref" href="#fnref:1">\u21a9</a></p>', (Section("", "", "b"),)),
        ("<p>10 m<sup>2</sup></p>", (Section("", "", "10 m2"),)),
        ("<ul><li>a</li><li>b<br>c</li></ul>", (Section("", "", "a\nb\nc"),)),
        ("<table><tr><td>a</td><td>b</td></tr></table>", (Section("", "", "a\nb"),)),
        ("a <script>x<b>y</b></script> <style>p{}</style>b", (Section("", "", "a b"),)),
        ('<p>see <img alt="a picture" src="x"> <img src="y"></p>', (Section("", "", "see a picture"),)),
        ("<p>caf&eacute; &lt;b&gt; &amp;</p>", (Section("", "", "café <b> &"),)),
        ("<svg><text>no</text></svg>yes", (Section("", "", "yes"),)),
        ("<h2>A</h2><h3>B</h3>", (Section("A", "", ""), Section("B", "", ""))),
    ],
)
def test_html_is_cut_at_headings(html: str, expected: tuple[Section, ...]) -> None:
    """Blocks end lines, marks of the theme and scripts are not text, entities are read."""
    assert sections(html) == expected


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<p>a</p><p data-search-exclude>b</p><p>c</p>", (Section("", "", "a\nc"),)),
        (
            'a<div data-search-exclude=""><h2 id="x">H</h2><p>b<br>c<div>d</div></div>e',
            (Section("", "", "a\ne"),),
        ),
        ('a <b data-search-exclude>b</b> <img alt="c" data-search-exclude>d', (Section("", "", "a d"),)),
        ("<ul data-search-exclude><li>a<li>b</ul>c", (Section("", "", "c"),)),
        (
            '<p>a</p><h2 data-search-exclude>H</h2><p>b</p><h3>c</h3><p>d</p><h2 id="z">K</h2><p>e</p>',
            (Section("", "", "a"), Section("K", "z", "e")),
        ),
        ('<h3 data-search-exclude>a</h3>b<h2 id="c">c</h2>d', (Section("c", "c", "d"),)),
        ("<h2 data-search-exclude>a</h2>b<h2 data-search-exclude>c</h2>d", ()),
    ],
)
def test_what_is_marked_is_left_out_of_search(html: str, expected: tuple[Section, ...]) -> None:
    """An element with all inside it; of a heading its section, to the next heading of its rank or above."""
    assert sections(html) == expected


def test_plain_keeps_what_search_leaves_out() -> None:
    """A page's own text for machines is whole."""
    assert plain("<p data-search-exclude>a</p><h2 data-search-exclude>B</h2><p>c</p>") == "a B c"


def test_plain_is_one_line() -> None:
    """All headings and texts of a fragment, in order."""
    assert plain("<p>a</p><h2>B</h2><p>c\nd</p>") == "a B c d"


words = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=8)


@given(st.lists(st.tuples(words, st.lists(words, max_size=3)), max_size=5))
def test_every_word_arrives_once_and_in_order(parts: list[tuple[str, list[str]]]) -> None:
    """No word of a page is lost, doubled or moved to another heading."""
    html = "".join(
        f"<h2 id='i'>{head}</h2>" + "".join(f"<p>{word}</p>" for word in text) for head, text in parts
    )
    assert [(s.heading, s.text.split("\n") if s.text else []) for s in sections(html)] == parts


def test_a_section_for_some_readers_is_told_apart_with_those_below_it() -> None:
    """`data-when` on a heading holds up to the next of the same rank or a higher one."""
    html = "a<h2>B</h2>b<h2 data-when='corporate'>C</h2>c<h3>D</h3>d<h2>E</h2>e"
    assert [(part.text, part.for_some) for part in sections(html)] == [
        ("a", False),
        ("b", False),
        ("c", True),
        ("d", True),
        ("e", False),
    ]
