"""The plugin in whole sites: someone else's, and small help centers, down to what a page holds."""

import json
import re
from pathlib import Path

import pytest
from small_sites import CATEGORIES, article, faults, read, site

from kb.site.build import build
from search.engine import Engine
from search.static.export import read_entry

FOREIGN = {
    "it/index.md": "# Benvenuti\n\nScegli una [guida](guide/stampante.md).\n",
    "it/guide/stampante.md": "# Collegare stampante\n\n## Via cavo\n\nIl cavo.\n\n## Senza fili\n\nRete.\n",
    "it/guide/lenta.md": "---\ntitle: La stampante è lenta\ndescription: Che fare.\n---\nSpegni tutto.\n",
    "en/index.md": "# Welcome\n\nRead on.\n",
    "en/guide/stampante.md": "# Connect the printer\n\nBy cable.\n\n| a | b |\n|---|--:|\n| 1 | 2 |\n",
    "de/index.md": "# Willkommen\n\nLies weiter.\n",
    "de/guide/stampante.md": "# Den Drucker anschließen\n\nMit dem Kabel. Die Drucker sind größer.\n",
    "de/guide/tinte.md": "# Tinte nachfüllen\n\nLangsam.\n",
    "media/plan.txt": "kept",
}


@pytest.fixture(scope="module")
def foreign(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """Somebody's site in three languages, built strictly, and the notes of its build."""
    folder = tmp_path_factory.mktemp("foreign")
    return folder, build(site(folder, FOREIGN), strict=True).notes


def test_someone_elses_site_builds_as_it_is(foreign: tuple[Path, tuple[str, ...]]) -> None:
    """Pages without our front matter keep title and text; each is in its language, with its own files."""
    folder, _ = foreign
    page = read(folder, "it/guide/lenta/index.html")
    assert '<html lang="it">' in page
    assert "<h1>La stampante è lenta</h1>" in page
    assert 'content="Che fare."' in page
    assert "Collegare stampante" in page  # its neighbour in the folder
    assert read(folder, "de/guide/tinte/index.html").count("<h1") == 1
    assert 'href="../../../own.css"' in page
    assert read(folder, "media/plan.txt") == "kept"


def test_a_language_without_rules_is_searched_plainly_and_the_build_says_so(
    foreign: tuple[Path, tuple[str, ...]],
) -> None:
    """German has neither analysis rules nor interface texts: words are folded, the interface is English."""
    folder, notes = foreign
    own = [note for note in notes if note.startswith("de:")]
    assert len(own) == 2
    assert all("navigation.tabs" in note for note in notes if note not in own)
    engine = Engine.open(folder / "build/index/de")
    assert [hit.id for hit in engine.search("anschliessen DRUCKER").hits] == ["guide/stampante"]
    assert [hit.url for hit in engine.search("nachfüllen").hits] == ["/de/guide/tinte/"]
    engine.close()
    page = read(folder, "de/guide/tinte/index.html")
    assert '<html lang="de">' in page
    assert re.search(r'<header class="kb-header" lang="en">', page)
    assert (folder / "public/_search/de.bin").is_file()


def test_languages_stay_apart_and_know_each_other(foreign: tuple[Path, tuple[str, ...]]) -> None:
    """Alternates join the pages of one path; what a language lacks is not announced to search engines."""
    folder, _ = foreign
    page = read(folder, "it/guide/stampante/index.html")
    for code in ("it", "en", "de"):
        address = f"https://docs.example.org/help/{code}/guide/stampante/"
        assert f'<link rel="alternate" hreflang="{code}" href="{address}">' in page
    alone = read(folder, "de/guide/tinte/index.html")
    assert re.findall(r'<link rel="alternate" hreflang="([^"]+)"', alone) == ["de"]
    assert 'href="../../../it/"' in alone  # the switch still leads somewhere
    sitemap = read(folder, "sitemap.xml")
    assert sitemap.count("<loc>") == 8
    assert "https://docs.example.org/help/de/guide/tinte/" in sitemap
    assert "cerca" not in sitemap


def test_no_page_needs_more_than_the_strict_policy_allows(foreign: tuple[Path, tuple[str, ...]]) -> None:
    """No inline style or script, nothing of Material's bundle, no data of ours beside the pages."""
    folder, _ = foreign
    for file in (folder / "public").rglob("*.html"):
        text = file.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", text), file
        for tag in re.findall(r"<script([^>]*)>", text):
            assert "src=" in tag or "json" in tag, file
        assert "default-src 'self'" in text.replace("&#39;", "'"), file
    names = {file.name for file in (folder / "public").rglob("*") if file.is_file()}
    assert not {
        name for name in names if name.startswith(("bundle.", "main.")) or name.endswith((".yml", ".ts"))
    }


def test_a_home_page_of_ours_is_described_by_its_summary(tmp_path: Path) -> None:
    """What its writer put into `summary:` is what search engines show."""
    home = "---\ntemplate: home.html\nsummary: All about printers.\n---\nAsk.\n"
    build(site(tmp_path, FOREIGN | {"en/index.md": home}))
    assert '<meta name="description" content="All about printers.">' in read(tmp_path, "en/index.html")


def test_a_site_in_one_language_needs_no_folders(tmp_path: Path) -> None:
    """The theme's language is the site's; no door stands before its first page."""
    pages = {"index.md": "# Start\n\nHello.\n", "faq.md": "# Why\n\nBecause.\n"}
    theme = {"name": "material", "language": "en"}
    build(site(tmp_path, pages, theme=theme, site_url="", use_directory_urls=False), strict=True)
    assert '<html lang="en">' in read(tmp_path, "index.html")
    assert "Hello." in read(tmp_path, "index.html")
    page = read(tmp_path, "faq.html")
    assert 'action="search/"' in page
    assert 'rel="canonical"' not in page
    assert not (tmp_path / "public/sitemap.xml").exists()
    assert "<h3>W</h3>" in read(tmp_path, "search/index.html")


def test_a_folder_named_like_a_language_makes_none_beside_other_pages(tmp_path: Path) -> None:
    """`it/` is the IT department's and `hr/` the personnel's: one language, and every page is found."""
    pages = {
        "index.md": "# Start\n\nWelcome.\n",
        "it/vpn.md": "# VPN\n\nZebra tunnel.\n",
        "hr/leave.md": "# Leave\n\nZebra holidays.\n",
        "more/x.md": "# More\n\nA zebra.\n",
    }
    build(site(tmp_path, pages, theme={"name": "material"}, plugins=["kb"]), strict=True)
    assert '<html lang="en">' in read(tmp_path, "it/vpn/index.html")
    engine = Engine.open(tmp_path / "build/index/en")
    found = {hit.url for hit in engine.search("zebra").hits}
    engine.close()
    assert found == {"/it/vpn/", "/hr/leave/", "/more/x/"}
    assert sorted(path.name for path in (tmp_path / "public/_search").glob("*.bin")) == ["en.bin"]


def test_pages_outside_the_languages_are_pages_too(tmp_path: Path) -> None:
    """They speak the default language, are in the sitemap, and a first page of one's own is the door."""
    pages = {
        "index.md": "# All languages\n",
        "about.md": "# About us\n\n## A\n\n## B\n",
        "it/index.md": "# Ciao\n",
    }
    build(site(tmp_path, pages, plugins=[{"kb": {"default_language": "it"}}]), strict=True)
    assert "All languages" in read(tmp_path, "index.html")
    page = read(tmp_path, "about/index.html")
    assert '<html lang="it">' in page
    assert 'class="kb-page kb-page--plain"' in page
    assert page.count("<h1") == 1
    assert 'href="#b"' in page
    assert "https://docs.example.org/help/about/" in read(tmp_path, "sitemap.xml")


def test_old_addresses_lead_to_the_article(tmp_path: Path) -> None:
    """A page at each alias sends the browser on, by itself and by link; one that is taken is a fault."""
    more = "aliases:\n  - /it/vecchio/\n  - /faq.html\n"
    pages = {
        "categories.yml": CATEGORIES,
        "it/a.md": article("a", title="Che <b>cosa</b>?", more=more),
        "it/b.md": article("b"),
    }
    config = site(tmp_path, pages)
    build(config, strict=True)
    old = read(tmp_path, "it/vecchio/index.html")
    assert '<meta http-equiv="refresh" content="0; url=../a/">' in old
    assert '<link rel="canonical" href="https://docs.example.org/help/it/a/">' in old
    assert "Che &lt;b&gt;cosa&lt;/b&gt;?" in old
    assert 'url=it/a/"' in read(tmp_path, "faq.html")
    site(tmp_path, {"it/a.md": article("a", more="aliases:\n  - /it/b\n")})
    (found,) = faults(config)
    assert "it/a.md:9: '/it/b' is the address of a page of the site already" in found


def test_what_writers_type_is_text(tmp_path: Path) -> None:
    """A hostile title stays a title in heading, lists, head, structured data and the scripts' settings."""
    evil = "</script><img src=x onerror=alert(1)> \"'& \u202e"
    pages = {
        "categories.yml": CATEGORIES,
        "it/a.md": article("a", title=json.dumps(evil)),
        "it/b.md": article("b", more="related: [a]\n"),
    }
    build(site(tmp_path, pages), strict=True)
    for path in (
        "it/a/index.html",
        "it/b/index.html",
        "it/argomenti/billing/index.html",
        "it/cerca/index.html",
    ):
        text = read(tmp_path, path)
        assert "<img src=x" not in text
        assert "&lt;img src=x" in text
    data = re.search(r'<script type="application/ld\+json">(.*?)</script>', read(tmp_path, "it/a/index.html"))
    assert data
    assert json.loads(data[1])["@graph"][0]["mainEntity"][0]["name"] == evil


def test_drafts_and_writers_data_are_no_part_of_the_site(tmp_path: Path) -> None:
    """Neither as pages, nor in lists, nor in search, nor as files."""
    pages = {
        "categories.yml": CATEGORIES,
        "facts.json": "{}",
        "actions.json": '{"items": []}',
        "urls.txt": "/it/a/",
        "it/synonyms.yml": "- [soldi, denaro]\n",
        "it/a.md": article("a", body="Soldi."),
        "it/b.md": article("b", title="Segreto", more="status: draft\n"),
    }
    build(site(tmp_path, pages), strict=True)
    everything = [file for file in (tmp_path / "public").rglob("*") if file.is_file()]
    assert not [
        file for file in everything if file.suffix in (".yml", ".md", ".txt") and file.name != "robots.txt"
    ]
    assert not {"facts.json", "actions.json"} & {file.name for file in everything}
    (entry,) = [file for file in everything if file.suffix == ".bin"]
    assert len(read_entry(entry)["lists"]) == 1
    everything.remove(entry)
    assert not [file for file in everything if "Segreto" in file.read_text(encoding="utf-8")]
    engine = Engine.open(tmp_path / "build/index/it")
    assert engine.search("segreto").hits == ()
    assert [hit.id for hit in engine.search("denaro").hits] == ["a"]
    engine.close()


def test_search_reads_what_readers_read_but_not_the_sites_own_labels(tmp_path: Path) -> None:
    """Facts are filled in; the sentence that says for whom a section holds is not the article's."""
    facts = {"password.min_length": {"value": 8, "unit": "characters", "source": "test"}}
    body = "Almeno {{ facts.password.min_length }} caratteri[^1].\n\n[^1]: Non spazi.\n\n"
    body += "> [!NOTE]\n> Attento.\n\n## Grandi { when=corporate }\n\nChiama.\n"
    pages = {
        "categories.yml": CATEGORIES,
        "facts.json": json.dumps(facts),
        "it/a.md": article("a", body=body),
    }
    build(site(tmp_path, pages), strict=True)
    page = read(tmp_path, "it/a/index.html")
    assert "Almeno 8 caratteri<sup" in page
    assert '<p class="admonition-title">Nota</p>' in page
    assert '<section class="kb-when" data-when="corporate"><h2 id="grandi">Grandi</h2>' in page
    engine = Engine.open(tmp_path / "build/index/it")
    assert [section.text for section in engine.index.document(0).sections] == [
        "Almeno 8 caratteri.\nNota\nAttento.",
        "Chiama.\nNon spazi.",
    ]
    assert [section.for_some for section in engine.index.document(0).sections] == [False, True]
    engine.close()


@pytest.mark.parametrize("lang", ["it", "en"])
def test_the_own_index_knows_which_sections_are_for_some_readers(root: Path, built: Path, lang: str) -> None:
    """As many as the articles mark: none is lost where texts are kept from one build to the next."""
    marked = sum(file.read_text("utf-8").count("{ when=") for file in (root / "content" / lang).glob("*.md"))
    with Engine.open(built / "build/index" / lang).index as index:
        sections = [part for number in index.numbers() for part in index.document(number).sections]
    assert sum(part.for_some for part in sections) == marked > 20


def test_what_the_writers_leave_out_of_search_is_in_no_index_but_on_its_page(tmp_path: Path) -> None:
    """By Material's key for an article or a plain page, by an attribute for an element or a section."""
    paragraph = "Denaro.\n\nOrnitorinco.\n{: data-search-exclude }\n\n"
    marked = f"{paragraph}## Tapiro {{ data-search-exclude }}\n\nOkapi.\n"
    pages = {
        "it/a.md": article("a", body=marked),
        "it/b.md": article("b", "Bradipo?", more="search:\n  exclude: true\n"),
        "it/about.md": "---\nsearch:\n  exclude: true\n---\n# Formichiere\n\nTesto.\n",
    }
    build(site(tmp_path, pages), strict=True)
    shown = "".join(path.read_text("utf-8") for path in (tmp_path / "public").rglob("*.html"))
    engine = Engine.open(tmp_path / "build/index/it")
    for word in ("ornitorinco", "tapiro", "okapi", "bradipo", "formichiere"):
        assert word in shown.lower()
        assert engine.search(word).hits == ()
    assert [hit.id for hit in engine.search("denaro").hits] == ["a"]
    engine.close()
    assert len(read_entry(tmp_path / "public/_search/it.bin")["lists"]) == 1
    assert "/it/b/" in read(tmp_path, "sitemap.xml")


@pytest.mark.parametrize(
    ("extra", "link"),
    [
        ({"account_url": "/account"}, '<a href="/account/contacts">Qui</a>'),
        ({"account_url": "https://a.example/my/"}, '<a href="https://a.example/my/contacts">Qui</a>'),
        ({"billing_url": "https://b.example"}, '<a href="https://b.example/account/contacts">Qui</a>'),
        ({}, "Qui"),
    ],
)
def test_facts_lead_to_the_account_pages_wherever_they_are(
    tmp_path: Path, extra: dict[str, str], link: str
) -> None:
    """On an article, its category and in structured data no link leads to account pages that are nowhere."""
    facts = {"contacts.page": {"value": "/account/contacts", "unit": "path", "source": "test"}}
    body = "Chiedi: [Qui]({{ facts.contacts.page }})."
    pages = {
        "categories.yml": CATEGORIES,
        "facts.json": json.dumps(facts),
        "it/a.md": article("a", body=body),
    }
    build(site(tmp_path, pages, extra=extra), strict=True)
    for path in ("it/a/index.html", "it/argomenti/billing/index.html"):
        page = read(tmp_path, path)
        assert f"<p>Chiedi: {link}.</p>" in page
        assert '"text":"Chiedi: Qui."' in page
