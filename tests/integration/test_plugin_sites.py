"""The plugin in whole sites: someone else's, a help center with faults, and what a build must never do."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from kb.build import build
from kb.errors import ContentError
from kb.plugin import KbConfig
from search.engine import Engine

CONFIG = {
    "site_name": "Somebody's docs",
    "site_url": "https://docs.example.org/help/",
    "site_dir": "public",
    "theme": {"name": "material", "font": False, "features": ["navigation.tabs"]},
    "plugins": [{"kb": {"default_language": "en"}}],
    "extra_css": ["own.css"],
}
ARTICLE = """---
id: {id}
title: {title}
summary: What it says.
kind: faq
category: billing
updated: 2026-11-23
{more}---
{body}
"""
CATEGORIES = """
- id: billing
  it: {title: Fatturazione, summary: Soldi.}
  en: {title: Billing, summary: Money.}
"""


def site(folder: Path, pages: dict[str, str], **config: object) -> Path:
    """Write a site; returns its mkdocs.yml."""
    for path, text in {"own.css": "", **pages}.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG | config), encoding="utf-8")
    return folder / "mkdocs.yml"


def article(name: str, title: str = "Why?", body: str = "Because.", more: str = "") -> str:
    """An article's file."""
    return ARTICLE.format(id=name, title=title, body=body, more=more)


def read(folder: Path, path: str) -> str:
    """A page of the built site."""
    return (folder / "public" / path).read_text(encoding="utf-8")


def faults(config: Path, strict: bool = False) -> list[str]:
    """The problems that stop a build."""
    with pytest.raises(ContentError) as caught:
        build(config, strict=strict)
    return [str(problem) for problem in caught.value.problems]


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
    assert [note for note in notes if note.startswith("de:")] == list(notes)
    assert len(notes) == 2
    engine = Engine.open(folder / "build/index/de")
    assert [hit.id for hit in engine.search("anschliessen DRUCKER").hits] == ["guide/stampante"]
    assert [hit.url for hit in engine.search("nachfüllen").hits] == ["/de/guide/tinte/"]
    engine.close()
    page = read(folder, "de/guide/tinte/index.html")
    assert '<html lang="de">' in page
    assert re.search(r'<header class="kb-header" lang="en">', page)
    assert json.loads(read(folder, "_search/de.json"))


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


def test_every_fault_of_the_content_is_named_and_the_last_site_stands(tmp_path: Path) -> None:
    """Five faults are five lines with file and line; readers keep what was published."""
    good = {"categories.yml": CATEGORIES, "it/a.md": article("a"), "en/a.md": article("a")}
    config = site(tmp_path, good)
    build(config)
    before = read(tmp_path, "it/a/index.html")
    bad = "---\nid: A b\ntitle: ''\nkind: fax\ncategory: biling\nupdated: soon\n---\nText\n"
    site(tmp_path, {"it/a.md": bad.replace("kind", "summary: s\nkind")})
    (tmp_path / "docs/en/a.md").write_text("---\nid: [a\n---\n", encoding="utf-8")
    found = faults(config)
    place = f"{tmp_path.as_posix()}/docs/"
    lines = [line.removeprefix(place).split(": ")[0] for line in found]
    assert lines == ["en/a.md:2", "it/a.md:2", "it/a.md:3", "it/a.md:5", "it/a.md:6", "it/a.md:7"]
    assert "did you mean 'billing'" in found[4]
    assert read(tmp_path, "it/a/index.html") == before


def test_mkdocs_itself_prints_the_faults_and_fails(tmp_path: Path) -> None:
    """Who runs plain `mkdocs build --strict` sees the same lines; without faults, quiet is silent."""
    config = site(tmp_path, {"categories.yml": CATEGORIES, "it/a.md": article("a", more="knd: x\n")})
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "-q", "-f", str(config)]
    environment = {"NO_MKDOCS_2_WARNING": "1", "PATH": "/usr/bin:/bin", "PYTHONWARNINGS": "ignore"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 1
    assert "docs/it/a.md:8: unknown field 'knd'" in run.stderr
    site(tmp_path, {"it/a.md": article("a")})
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


def test_a_broken_link_fails_a_strict_build_only(tmp_path: Path) -> None:
    """Strict is for CI; a writer's build still shows the page, and says each time what is wrong with it."""
    pages = {"categories.yml": CATEGORIES, "it/a.md": article("a", body="[x](missing.md)")}
    config = site(tmp_path, pages)
    assert any("missing.md" in line for line in faults(config, strict=True))
    report = build(config)
    assert report.built
    assert any("missing.md" in note for note in report.notes)
    assert build(config).notes == report.notes


def test_a_strict_build_of_this_help_center_is_silent(root: Path) -> None:
    """In CI no news is good news: not a line on either stream, and a second run is as quiet."""
    command = [sys.executable, "-m", "kb", "build", "--strict"]
    for options in (["--always"], []):
        run = subprocess.run([*command, *options], cwd=root, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


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
    assert "it/a.md:9: '/it/b' is already the address of a page of the site" in found


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
    assert not [file for file in everything if "Segreto" in file.read_text(encoding="utf-8")]
    engine = Engine.open(tmp_path / "build/index/it")
    assert engine.search("segreto").hits == ()
    assert [hit.id for hit in engine.search("denaro").hits] == ["a"]
    engine.close()


def test_search_reads_what_readers_read_but_not_the_sites_own_labels(tmp_path: Path) -> None:
    """Facts are filled in; the sentence that says for whom a section holds is not the article's."""
    facts = {"password.min_length": {"value": 8, "unit": "characters", "source": "test"}}
    body = "Almeno {{ facts.password.min_length }} caratteri.\n\n## Grandi { when=corporate }\n\nChiama.\n"
    pages = {
        "categories.yml": CATEGORIES,
        "facts.json": json.dumps(facts),
        "it/a.md": article("a", body=body),
    }
    build(site(tmp_path, pages), strict=True)
    page = read(tmp_path, "it/a/index.html")
    assert "Almeno 8 caratteri." in page
    assert '<section class="kb-when" data-when="corporate"><h2 id="grandi">Grandi</h2>' in page
    engine = Engine.open(tmp_path / "build/index/it")
    assert [section.text for section in engine.index.document(0).sections] == [
        "Almeno 8 caratteri.",
        "Chiama.",
    ]
    engine.close()


def test_nothing_is_built_twice_and_everything_that_counts_is_noticed(tmp_path: Path) -> None:
    """Content, settings and a vanished site each cause a build; nothing else does."""
    config = site(tmp_path, {"categories.yml": CATEGORIES, "it/a.md": article("a")})
    assert build(config).built
    assert not build(config).built
    assert build(config, strict=True).built  # the last build was not strict
    assert not build(config).built
    site(tmp_path, {"it/a.md": article("a", body="Else.")})
    assert build(config).built
    assert "Else." in read(tmp_path, "it/a/index.html")
    site(tmp_path, {}, site_name="Other")
    assert build(config).built
    shutil.rmtree(tmp_path / "public")
    (tmp_path / "public.killed").mkdir()
    os.utime(tmp_path / "public.killed", (0, 0))
    assert build(config).built
    assert not build(config).built
    assert [file.name for file in tmp_path.glob("public*")] == ["public"]


def test_only_variables_that_the_settings_name_cause_a_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The language of messages or an agent's token change no page; an address of the site does."""
    config = site(tmp_path, {"it/a.md": "# A\n"}, copyright="YEAR")
    config.write_text(config.read_text(encoding="utf-8").replace("YEAR", "!ENV [KB_COPYRIGHT, none]"))
    assert build(config).built
    monkeypatch.setenv("KB_LANG", "it")
    monkeypatch.setenv("KB_AGENT_TOKEN", "secret")
    assert not build(config).built
    monkeypatch.setenv("KB_COPYRIGHT", "Since 1999")
    assert build(config).built
    assert "Since 1999" in read(tmp_path, "it/a/index.html")


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file of a folder."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def test_a_build_never_touches_the_sources(root: Path, tmp_path: Path) -> None:
    """`site/` holds sources here: the project's own build leaves it as it was, and no build may aim at it."""
    before = snapshot(root / "site")
    build(root / "mkdocs.yml", always=True)
    assert snapshot(root / "site") == before
    own = tmp_path / "site" / "overrides"
    own.mkdir(parents=True)
    (own / "main.html").write_text("mine", encoding="utf-8")
    theme = {"name": "material", "custom_dir": str(own)}
    config = site(tmp_path, {"it/a.md": "# A\n"}, site_dir="site", theme=theme)
    (found,) = faults(config)
    assert "holds the theme's sources" in found
    assert (own / "main.html").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"plugins": ["search"]}, "names no plugin 'kb'"),
        ({"plugins": [{"kb": {"languages": "it"}}]}, "languages"),
        ({"plugins": [{"kb": {"languges": ["it"]}}]}, "languges"),
    ],
)
def test_settings_are_checked(tmp_path: Path, config: dict[str, object], said: str) -> None:
    """A wrong or unknown option is named, in a strict build as a fault."""
    found = faults(site(tmp_path, {"it/a.md": "# A\n"}, **config), strict=True)
    assert any(said in line for line in found)


def test_a_misspelt_option_is_said_where_it_does_not_fail(tmp_path: Path) -> None:
    """A build that is not strict ignores what it does not know, and says so."""
    notes = build(site(tmp_path, {"it/a.md": "# A\n"}, plugins=[{"kb": {"site_nams": {}}}])).notes
    assert any("site_nams" in note for note in notes)


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


def pages_of(count: int) -> Iterable[tuple[str, str]]:
    """As many articles in one category."""
    return ((f"it/a{number}.md", article(f"a{number}", title=f"Q{number}?")) for number in range(count))


def test_an_articles_page_does_not_grow_with_the_site(tmp_path: Path) -> None:
    """Its navigation shows few neighbours, so that the whole build stays linear."""
    sizes = []
    for count in (30, 90):
        folder = tmp_path / str(count)
        build(site(folder, {"categories.yml": CATEGORIES, **dict(pages_of(count))}))
        sizes.append(len(read(folder, "it/a7/index.html")))
    assert abs(sizes[1] - sizes[0]) < 100


def test_the_first_page_does_not_grow_with_the_site(tmp_path: Path) -> None:
    """Of many guides and questions it shows a few; the rest is a search or a topic away."""
    guides = ((path, text.replace("kind: faq", "kind: guide")) for path, text in pages_of(12))
    build(site(tmp_path, {"categories.yml": CATEGORIES, **dict(guides)}))
    page = read(tmp_path, "it/index.html")
    assert page.count('class="kb-tile"') == 5
    assert page.count("<li><a href") < 30


def test_every_option_is_documented(root: Path) -> None:
    """Who reads the page knows all options, and no option that is gone."""
    page = (root / "docs/mkdocs-plugin.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)`", page.partition("Under `extra`")[0], re.MULTILINE)
    assert documented == [name for name, _ in KbConfig._schema]


def test_builds_at_the_same_time_leave_one_whole_site(tmp_path: Path) -> None:
    """Processes that build the same site, as two test runs do, do not disturb each other."""
    config = site(tmp_path, {"categories.yml": CATEGORIES, **dict(pages_of(8))})
    code = f"from pathlib import Path; from kb.build import build; build(Path({str(config)!r}), always=True)"
    command = [sys.executable, "-W", "ignore", "-c", code]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [run.communicate()[1] for run in runs] == ["", "", ""]
    assert len(list((tmp_path / "public/it").iterdir())) == 8 + len(
        ("index.html", "cerca", "argomenti", "xml")
    )
    assert [file.name for file in tmp_path.glob("public*")] == ["public"]
