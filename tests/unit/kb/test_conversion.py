"""Promises of the converter that all pages share: nothing of one page is left in the next."""

from concurrent.futures import ThreadPoolExecutor

from kb.content.markdown.conversion import to_html

FULL = "## Same\n\n## Same\n\nA[^1] and [r].\n\n[^1]: A note.\n\n[r]: https://example.org/\n\n```py\nx\n```\n"
BARE = "## Same\n\nA[^1] and [r].\n"


def test_a_page_knows_nothing_of_the_one_before() -> None:
    """Footnotes, named links and counted anchors are those of the page itself."""
    first = to_html(FULL, "en")
    assert to_html(BARE, "en") == '<h2 id="same">Same</h2>\n<p>A[^1] and [r].</p>'
    assert to_html(FULL, "en") == first


def test_pages_convert_in_threads_as_one_after_another() -> None:
    """The preview and the search API convert in several at once."""
    wanted = [to_html(each, "en") for each in (FULL, BARE)]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(lambda each: to_html(each, "en"), (FULL, BARE) * 20)) == wanted * 20
