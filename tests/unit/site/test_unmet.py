"""Names in the settings that the site does not have: each is said with the option, the value and the cure."""

from pathlib import Path

import pytest
from small_sites import CATEGORIES, article, faults, site

from kb.site.build import build

PAGES = {
    "categories.yml": CATEGORIES,
    "it/contact.md": article("contact"),
    "en/contact.md": article("contact"),
}


@pytest.mark.parametrize(
    ("options", "extra", "said"),
    [
        (
            {"contacts": "contatc"},
            {},
            "contacts: there is no published article 'contatc' (did you mean 'contact'?)",
        ),
        ({"contacts": "zzz"}, {}, "contacts: there is no published article 'zzz': one of contact"),
        ({"default_language": "fr"}, {}, "default_language: the site has no language 'fr': one of en, it"),
        ({"site_names": {"de": "Hilfe"}}, {}, "site_names: the site has no language 'de': one of en, it"),
        (
            {"languages": ["it", "en", "fr"]},
            {},
            "languages: 'fr' has no page: write fr/index.md, or take the language out",
        ),
    ],
)
def test_a_name_that_leads_nowhere_stops_a_strict_build(
    tmp_path: Path, options: dict[str, object], extra: dict[str, str], said: str
) -> None:
    """One sentence, whichever option it is."""
    config = site(tmp_path, PAGES, plugins=[{"kb": options}], extra=extra, theme={"name": "material"})
    assert faults(config, strict=True) == [f"mkdocs: {said}"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("account_url", "javascript:alert(1)"),
        ("account_url", "account.example.com"),
        ("billing_url", "//elsewhere.example"),
    ],
)
def test_an_address_that_leads_astray_stops_every_build(tmp_path: Path, name: str, value: str) -> None:
    """A strict one or not: the buttons of all articles would lead there."""
    config = site(tmp_path, PAGES, extra={name: value})
    said = f"extra.{name}: {value!r} is no address: write 'https://host/path', or '/path'"
    assert faults(config) == [f"mkdocs.yml: {said}"]


def test_names_that_the_site_has_are_no_matter(tmp_path: Path) -> None:
    """An article for contacts, plain pages' ids too; addresses of the web and paths of the own host."""
    options = {"contacts": "more/ways", "default_language": "it", "languages": ["it", "en"]}
    extra = {"account_url": "/my/account", "billing_url": "https://billing.example:8443/v"}
    pages = PAGES | {"it/a.md": "# A\n\nText.\n", "en/more/ways.md": "# Ways\n\nText.\n"}
    del pages["categories.yml"]
    config = site(tmp_path, pages, plugins=[{"kb": options}], extra=extra, theme={"name": "material"})
    build(config, strict=True)
