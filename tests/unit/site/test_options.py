"""The options of the plugin: what is no address is refused by name, before a page is made."""

import pytest

from kb.site.options import KbConfig


def faults(**options: str) -> list[str]:
    """What MkDocs says of these options."""
    config = KbConfig()
    config.load_dict(options)
    return [f"{name}: {error}" for name, error in config.validate()[0]]


@pytest.mark.parametrize("option", ["feedback_url", "search_log_url"])
@pytest.mark.parametrize(
    "address",
    ["", "/api/feedback", "https://log.example/x?y=1", "http://127.0.0.1:8000/v", "http://[::1]:8/"],
)
def test_pages_send_to_an_address(option: str, address: str) -> None:
    """Of the web or of the own host; none is none."""
    assert faults(**{option: address}) == []


@pytest.mark.parametrize("option", ["feedback_url", "search_log_url"])
@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", "not a url", "ftp://a.example/", "//a.example/", 'https://a/"><b>', "log"],
)
def test_what_is_no_address_is_refused(option: str, address: str) -> None:
    """The message names the option, the value and what to write."""
    (said,) = faults(**{option: address})
    assert said.startswith(f"{option}: {address!r} is no address: write 'https://host/path'")
