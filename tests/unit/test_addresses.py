"""Which addresses the options --site, --service and their like take: what a browser opens."""

import click
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.cli.addresses import ORIGIN, SERVICE, SITE


@pytest.mark.parametrize(
    "good",
    [
        "https://help.example.com",
        "http://127.0.0.1:8000",
        "http://localhost:1/help/a~b",
        "http://[::1]:8000/help",
        "https://città.example",
        "HTTPS://Help.example.com",
        "",
    ],
)
def test_an_address_is_kept_without_its_last_slash(good: str) -> None:
    """With or without a path and a port, and none at all where an option has no value."""
    assert SITE.convert(good, None, None) == SITE.convert(f"{good}/" if good else "", None, None) == good


@pytest.mark.parametrize(
    "bad",
    [
        "javascript:alert(1)",
        "javascript://help.example.com/%0aalert(1)",
        "data:text/html,x",
        "ftp://example.com",
        "help.example.com",
        "//help.example.com",
        "https://",
        "https:///help",
        "https://help.example.com?x=1",
        "https://help.example.com#a",
        "https://help.example.com?",
        "https://me:secret@help.example.com",
        "https://help example.com",
        "https://help.example.com/a b",
        "https://help.example.com\n",
        "https://help.example.com/\u202e",
        "https://help.example.com:0",
        "https://help.example.com:99999",
        "https://help.example.com:",
        "https://help.example.com:x",
        "https://[",
        "https://[::g]",
        "https://[::1]x",
        "https://.",
        "https://a..b",
        "https://-a",
        'https://help.example.com/"><script>',
        "https://" + "a." * 200 + "com",
        " ",
        "garbage",
    ],
)
def test_what_is_no_address_is_refused(bad: str) -> None:
    """With the value and an example in the sentence."""
    with pytest.raises(click.BadParameter, match="is no address of a host, as https://help"):
        SITE.convert(bad, None, None)


def test_a_service_may_be_typed_without_http_and_an_origin_has_no_path() -> None:
    """`127.0.0.1:8000` is a service; an origin goes into headers, which hold ASCII."""
    assert SERVICE.convert("127.0.0.1:8000", None, None) == "http://127.0.0.1:8000"
    assert ORIGIN.convert("https://desk.example.com/", None, None) == "https://desk.example.com"
    for bad in (
        "https://desk.example.com/a",
        "https://città.example",
        "https://*.example.com",
        "*",
        "'self'",
    ):
        with pytest.raises(click.BadParameter):
            ORIGIN.convert(bad, None, None)


@given(st.text() | st.text().map("https://{}".format) | st.from_regex(r"https?://[^/]*/?.*"))
def test_whatever_is_typed_is_an_address_or_refused(text: str) -> None:
    """No other exception, and nothing that would end an attribute, a header or a line is let through."""
    try:
        found = SITE.convert(text, None, None)
    except click.BadParameter:
        return
    assert not set(found) & set(' \t\r\n"<>\\`')
