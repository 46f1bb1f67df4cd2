"""Languages, topics and what machines read, as data."""

import json
from datetime import date
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content.corpus import Category
from kb.errors import UnknownName
from kb.site.pages import metadata
from kb.site.pages.frame import addresses
from kb.site.pages.languages import detect, display_name, language_at, languages
from kb.site.pages.model import Alternate, Entry, Link
from kb.site.pages.structure import NEIGHBOURS, shelve
from kb.strings import catalog, language_of, text, with_prefix

(IT,) = languages(["it"], "it", {}, "Centro assistenza clienti")


def entry(name: str, category: str = "", title: str = "", source: str = "") -> Entry:
    """An entry of the Italian site."""
    return Entry(name, "it", f"it/{name}/", title or name, "faq", category, "", source or f"it/{name}.md")


def test_folders_named_by_a_language_are_languages() -> None:
    """Other folders, and files beside them, are not."""
    paths = ["it/a.md", "en/b/c.md", "pt-BR/x.md", "api/z.md", "xx/q.md", "index.md", "assets/i.md"]
    assert detect(paths) == ("en", "it", "pt-BR")


def test_the_default_language_stands_first_and_a_site_without_folders_has_one() -> None:
    """The first language is where visitors of no language go."""
    found = languages(["de", "en", "it"], "it", {"it": "Centro assistenza"}, "Help")
    assert [known.code for known in found] == ["it", "de", "en"]
    assert [known.site_name for known in found] == ["Centro assistenza", "Help", "Help"]
    assert [known.ui for known in found] == ["it", "en", "en"]
    (single,) = languages([], "it", {}, "Help")
    assert (single.prefix, single.home_url, single.search_url) == ("", "./", "cerca/")


def test_each_language_has_its_own_addresses_and_names() -> None:
    """Words in addresses are the language's; names are the language's own."""
    it, _, en = languages(["de", "en", "it"], "it", {}, "Help")
    assert (it.search_url, en.search_url) == ("it/cerca/", "en/search/")
    assert (it.category_url("billing"), en.category_url("billing")) == (
        "it/argomenti/billing/",
        "en/topics/billing/",
    )
    assert it.common_path("it/argomenti/billing/index.md") == en.common_path("en/topics/billing/index.md")
    assert it.common_path("it/a.md") == en.common_path("en/a.md") == "a.md"
    assert display_name("it") == "Italiano"
    assert it.locale == "it_IT"
    assert language_at("it/a.md", [en, it]) is it
    assert language_at("media/a.md", [en, it]) is None


def test_topics_keep_the_writers_order_and_leave_out_empty_ones() -> None:
    """An entry of a category that nobody declared is still in the list of all; named entries come first."""
    categories = [
        Category(id=name, titles={"it": name.title()}, summaries={}, articles=("v", "gone", "z"))
        for name in ("b", "a", "c")
    ]
    entries = [entry("x", "a"), entry("y", "b"), entry("z", "a"), entry("w", "gone"), entry("v", "a")]
    shelf = shelve(IT, entries, categories)
    assert [(topic.id, [found.id for found in topic.entries]) for topic in shelf.topics] == [
        ("b", ["y"]),
        ("a", ["v", "z", "x"]),
    ]
    assert len(shelf.entries) == 5


def test_neighbours_are_few_however_many_share_a_topic() -> None:
    """A page's cost must not grow with the site; those that follow come first, then from the start."""
    entries = [entry(f"e{number:03}", "a") for number in range(40)]
    shelf = shelve(IT, entries, [Category(id="a", titles={}, summaries={})])
    found = [other.id for other in shelf.neighbours(entries[38])]
    assert found == ["e039", *(f"e{number:03}" for number in range(NEIGHBOURS - 1))]
    plain = shelve(IT, [entry("p", source="it/g/p.md"), entry("q", source="it/g/q.md"), entry("r")], [])
    assert [other.id for other in plain.neighbours(plain.entries[0])] == ["q"]


def test_the_list_from_a_to_z_ignores_accents_and_case() -> None:
    """È stands under E; what starts with a digit stands under #, last."""
    titles = ["zeta", "È vero?", "Ecco", "3 modi", "eco", "«Anche»"]
    shelf = shelve(IT, [entry(f"n{number}", title=title) for number, title in enumerate(titles)], [])
    assert [(letter, [found.title for found in group]) for letter, group in shelf.letters] == [
        ("A", ["«Anche»"]),
        ("E", ["È vero?", "Ecco", "eco"]),
        ("Z", ["zeta"]),
        ("#", ["3 modi"]),
    ]


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_json_in_a_page_never_ends_its_element(data: object) -> None:
    """Whatever an article says, the script element holds it whole, and it reads back the same."""
    found = metadata.script_json(data)
    assert "<" not in found
    assert "\u2028" not in found
    assert json.loads(found) == data


def test_structured_data_names_question_answer_and_place() -> None:
    """FAQPage of schema.org, and the breadcrumb beside it."""
    data = metadata.faq_page([("Why?", "Because.")], [Link("Home", "https://h/it/")])
    main, crumbs = data["@graph"]
    assert main["@type"] == "FAQPage"
    assert main["mainEntity"][0]["name"] == "Why?"
    assert main["mainEntity"][0]["acceptedAnswer"]["text"] == "Because."
    assert crumbs["itemListElement"][0]["item"] == "https://h/it/"


def test_the_sitemap_names_every_language_of_a_page() -> None:
    """Absolute addresses, escaped, with the one for everybody else."""
    others = (
        Alternate("it", "Italiano", "it/a/", "https://h/it/a/?x&y", current=True, exact=True),
        Alternate("en", "English", "en/", "https://h/en/", current=False, exact=False),
    )
    made = metadata.sitemap([metadata.Location("https://h/it/a/", date(2026, 11, 23), others, "https://h/")])
    root = ElementTree.fromstring(made)
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    assert root.findtext("s:url/s:loc", namespaces=names) == "https://h/it/a/"
    assert root.findtext("s:url/s:lastmod", namespaces=names) == "2026-11-23"
    assert [(link.get("hreflang"), link.get("href")) for link in root.iterfind("s:url/x:link", names)] == [
        ("it", "https://h/it/a/?x&y"),
        ("x-default", "https://h/"),
    ]


def test_the_opensearch_description_leads_to_the_results_page() -> None:
    """A browser that reads it can search the site; its name fits the 16 characters the format allows."""
    made = metadata.opensearch(IT, "https://h/it/cerca/", "https://h/icon.svg")
    root = ElementTree.fromstring(made)
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    url = root.find("o:Url", names)
    assert url is not None
    assert url.get("template") == "https://h/it/cerca/?q={searchTerms}"
    assert len(root.findtext("o:ShortName", namespaces=names) or "") <= 16


def test_static_hosts_get_the_servers_policy() -> None:
    """The policy for all, a year for hashed files only."""
    made = metadata.headers(metadata.policy([]), ["assets/kb/page.1a2b3c4d.js"])
    assert made.startswith(f"/*\n  Content-Security-Policy: {metadata.CSP}; frame-ancestors 'none'\n")
    for directive in ("object-src 'none'", "base-uri 'self'", "form-action 'self'"):
        assert directive in metadata.CSP
    assert "/assets/kb/page.1a2b3c4d.js\n  Cache-Control: public, max-age=31536000, immutable" in made


def test_the_policy_names_services_that_stand_elsewhere() -> None:
    """A static site whose billing service has another origin may ask it, and nobody else."""
    assert metadata.policy(["/account", "", "/opinions"]) == metadata.CSP
    elsewhere = ["https://pay.example/account", "https://pay.example", "https://say.example:8443/x"]
    expected = f"{metadata.CSP}; connect-src 'self' https://pay.example https://say.example:8443"
    assert metadata.policy(elsewhere) == expected


def test_both_catalogues_have_the_same_texts_with_the_same_placeholders() -> None:
    """A text that exists in one language only would appear in the wrong one."""
    it, en = catalog("it"), catalog("en")
    assert it.keys() == en.keys()
    for key, value in en.items():
        holes = sorted(part.partition("}")[0] for part in value.split("{")[1:])
        assert sorted(part.partition("}")[0] for part in it[key].split("{")[1:]) == holes, key


def test_a_language_without_texts_gets_its_base_language_or_english() -> None:
    """Never a missing text; an unknown key is an error that names the nearest."""
    assert [language_of(code) for code in ("it", "it-CH", "de", "pt-br")] == ["it", "it", "en", "en"]
    assert text("de", "site.updated", date="x") == "Updated x"
    assert set(with_prefix("it", "feedback.")) <= set(catalog("it"))
    with pytest.raises(UnknownName, match=r"did you mean 'site\.updated'"):
        text("it", "site.updatd")


@pytest.mark.parametrize(
    ("extra", "account", "asked"),
    [
        ({}, "", ""),
        ({"account_url": "/account", "billing_url": ""}, "/account", ""),
        ({"account_url": "https://a.example/my/"}, "https://a.example/my", "https://a.example/v1/plans"),
        ({"billing_url": "https://b.example/"}, "https://b.example/account", "https://b.example/v1/plans"),
        (
            {"account_url": "/account", "billing_url": "https://b.example"},
            "/account",
            "https://b.example/v1/plans",
        ),
    ],
)
def test_where_actions_lead_and_what_panels_ask(extra: dict[str, str], account: str, asked: str) -> None:
    """Each address may stand for the other; only a service of another origin is asked whether it is up."""
    found = addresses(extra, "", "")
    assert (found.account, found.service) == (account, asked)
