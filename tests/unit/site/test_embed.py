"""Articles on other pages: ids, addresses and ranks that stay right."""

import re
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.site.pages.embed import lead_to_account, mark_conditions, move, relative

PARTS = st.lists(st.sampled_from(["it", "en", "a", "b-c", "topics"]), max_size=4)


@given(PARTS, PARTS)
def test_a_relative_address_leads_from_page_to_target(page: list[str], target: list[str]) -> None:
    """Resolved by the rules of URLs, it is the target again, wherever both stand."""
    here = "".join(f"{part}/" for part in page) or "./"
    there = "".join(f"{part}/" for part in target) or "./"
    found = urljoin(urljoin("http://h/", here), relative(there, here))
    assert found == urljoin("http://h/", there)


@pytest.mark.parametrize(
    ("target", "page", "found"),
    [
        ("it/a/", "it/b/", "../a/"),
        ("it/", "it/b/", "../"),
        ("./", "it/b/", "../../"),
        ("assets/x.js", "it/b/", "../../assets/x.js"),
        ("it/a/#h", "it/t/b/", "../../a/#h"),
        ("it/a/", "it/old.html", "a/"),
        ("it/a/", "./", "it/a/"),
        ("_search/", "it/cerca/", "../../_search/"),
    ],
)
def test_addresses_as_seen_from_a_page(target: str, page: str, found: str) -> None:
    """The usual cases, readable."""
    assert relative(target, page) == found


def test_a_moved_answer_keeps_its_links_and_takes_ids_of_its_own() -> None:
    """On its category's page every link still leads where it led, and no id can meet another article's."""
    html = (
        '<h2 id="how">How <a href="#how">x</a></h2><p><a href="../other/#part">o</a> <a href="/abs/">a</a> '
        '<a href="https://e.org/?a=1&amp;b=2">e</a> <a href="tel:+1">t</a> '
        '<img src="../../media/p.png" alt="a > b">'
        "</p><h6>six</h6><code>href=\"#how\"</code><label for='f'>f</label><input id='f'>"
    )
    assert move(html, "it/receipts/", "it/topics/billing/", "receipts-") == (
        '<h3 id="receipts--how">How <a href="#receipts--how">x</a></h3>'
        '<p><a href="../../other/#part">o</a> <a href="/abs/">a</a> '
        '<a href="https://e.org/?a=1&amp;b=2">e</a> <a href="tel:+1">t</a> '
        '<img src="../../../media/p.png" alt="a > b">'
        "</p><h6>six</h6><code>href=\"#how\"</code><label for='receipts--f'>f</label><input id='receipts--f'>"
    )


@pytest.mark.parametrize(
    ("html", "moved", "plain"),
    [
        ('<a href="/account/contacts">C</a>', '<a href="https://a.example/my/contacts">C</a>', "C"),
        (
            '<a class="x" href="/account">C <b>d</b></a>',
            '<a class="x" href="https://a.example/my">C <b>d</b></a>',
            "C <b>d</b>",
        ),
        ("<a href='/account?lang=it#x'>C</a>", "<a href='https://a.example/my?lang=it#x'>C</a>", "C"),
    ],
)
def test_links_to_the_account_follow_it(html: str, moved: str, plain: str) -> None:
    """Where the account pages stand elsewhere the link does too; where there are none it is plain text."""
    framed = f'<p>a <a href="/it/">b</a> {html} c</p>'
    assert lead_to_account(framed, "/account") == framed
    assert lead_to_account(framed, "https://a.example/my") == framed.replace(html, moved)
    assert lead_to_account(framed, "") == framed.replace(html, plain)


def test_only_links_to_the_account_change() -> None:
    """Addresses that merely begin with the same letters, other places and text stay as they are."""
    html = (
        '<a href="/accounting/">x</a><a href="https://e.org/account/">y</a><a href="account/">z</a>'
        '<code>href="/account"</code> /account/contacts <a title="/account" href="#account">w</a>'
    )
    assert lead_to_account(html, "") == lead_to_account(html, "https://a.example") == html


def test_a_section_for_some_accounts_ends_where_the_next_of_its_rank_begins() -> None:
    """The frame holds exactly the section, and says below its heading for whom it is."""
    html = (
        "<p>a</p><h2>All</h2><p>b</p>"
        '<h2 data-when="corporate" id="c">Big</h2><p>c</p><h3>deep</h3><p>d</p><h2>After</h2><p>e</p>'
        '<h3 when="suspended">Late</h3><p>f</p>'
    )
    assert mark_conditions(html, lambda name: f"only {name}") == (
        "<p>a</p><h2>All</h2><p>b</p>"
        '<section class="kb-when" data-when="corporate"><h2 id="c">Big</h2>'
        '<p class="kb-when__label">only corporate</p><p>c</p><h3>deep</h3><p>d</p></section>\n'
        "<h2>After</h2><p>e</p>"
        '<section class="kb-when" data-when="suspended"><h3>Late</h3>'
        '<p class="kb-when__label">only suspended</p><p>f</p></section>\n'
    )


@given(st.lists(st.tuples(st.integers(2, 4), st.booleans()), max_size=8))
def test_framing_sections_loses_nothing(headings: list[tuple[int, bool]]) -> None:
    """Whatever the ranks, the text stays whole and in order, and frames open and close in pairs."""
    mark = {True: ' data-when="x"', False: ""}
    html = "".join(
        f"<h{rank}{mark[marked]}>h{number}</h{rank}><p>p{number}</p>"
        for number, (rank, marked) in enumerate(headings)
    )
    framed = mark_conditions(html, lambda _: "")
    words = [word for number in range(len(headings)) for word in (f"h{number}", f"p{number}")]
    assert re.findall(r"\b[hp]\d+(?=<)", framed) == words
    assert framed.count("<section") == framed.count("</section>")
