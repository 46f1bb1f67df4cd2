"""Builds: which faults stop them, what they say, when they happen, and what they must never do."""

import json
import os
import re
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from small_sites import CATEGORIES, article, faults, pages_of, read, site

from kb.checks import in_build
from kb.content import corpus
from kb.errors import ServiceUnreachable
from kb.site.build import build
from kb.site.plugin import KbConfig
from kb.support import approval
from kb.support.claims import FOLDER as CLAIMS
from search import Engine


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


def test_two_articles_of_one_id_stop_the_build(tmp_path: Path) -> None:
    """Search would know only one of them: the second is a finding at the line of its id."""
    pages = {"categories.yml": CATEGORIES, "it/a.md": article("a"), "it/b.md": article("a")}
    found = faults(site(tmp_path, {**pages, "en/b.md": article("a")}))
    assert [line.split("/docs/")[1].split(" belongs")[0] for line in found] == ["it/b.md:2: id 'a'"]
    assert "docs/it/a.md:2 already" in found[0]


def test_mkdocs_itself_prints_the_faults_and_fails(tmp_path: Path) -> None:
    """Who runs plain `mkdocs build --strict` sees the same lines; without faults, quiet is silent."""
    config = site(tmp_path, {"categories.yml": CATEGORIES, "it/a.md": article("a", more="knd: x\n")})
    command = [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "-q", "-f", str(config)]
    environment = {"NO_MKDOCS_2_WARNING": "1", "PATH": "/usr/bin:/bin", "PYTHONWARNINGS": "ignore"}
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert run.returncode == 1
    assert "docs/it/a.md:8: unknown field 'knd'" in run.stderr
    site(tmp_path, {"it/a.md": article("a"), "facts.json": "[]"})
    run = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
    assert "docs/facts.json: not a snapshot of facts (it is of another form)" in run.stderr
    assert "Traceback" not in run.stderr
    (tmp_path / "docs/facts.json").unlink()
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


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("en/index.md", "---\ntitle: Help\npopular: [b]\n---\n", "docs/en/index.md:3"),
        ("en/a.md", article("a", more="related: [b]\n"), "docs/en/a.md:8"),
        ("categories.yml", CATEGORIES + "  articles: [b]\n", "docs/categories.yml:5"),
    ],
)
def test_an_id_that_no_article_has_fails_a_strict_build_only(
    tmp_path: Path, path: str, text: str, line: str
) -> None:
    """Whoever names it: readers would miss the article that the writer wanted to show."""
    config = site(tmp_path, {"categories.yml": CATEGORIES, "en/a.md": article("a"), path: text})
    assert build(config).built
    assert any(f"{line}: " in fault and "'b'" in fault for fault in faults(config, strict=True))


def test_a_strict_build_of_this_help_center_is_silent(root: Path) -> None:
    """In CI no news is good news: not a line on either stream, and a second run is as quiet."""
    command = [sys.executable, "-m", "kb", "build", "--strict"]
    for options in (["--always"], []):
        run = subprocess.run([*command, *options], cwd=root, capture_output=True, text=True, check=False)
        assert (run.returncode, run.stdout, run.stderr) == (0, "", "")


FACTS = {"password.min_length": {"value": 8, "unit": "characters", "source": "x"}}
PROMISE = "<!-- claim: no-charge -->\nWe do not charge you.\n\nUse {{ facts.password.min_length }} letters."
CLAIM_TEST = "def test_no_charge():\n    raise AssertionError('a build runs no test')\n"


def promising(folder: Path) -> Path:
    """A site with facts, one approved promise and its test, which a build must never run."""
    pages = {
        "categories.yml": CATEGORIES,
        "en/a.md": article("a", body=PROMISE),
        "facts.json": json.dumps(FACTS),
    }
    config = site(folder, pages)
    (folder / CLAIMS).mkdir(parents=True)
    (folder / CLAIMS / "test_charges.py").write_text(CLAIM_TEST, encoding="utf-8")
    for name in ("a", "categories.yml"):
        approval.approve(folder / "docs", corpus.load(folder / "docs"), name, None)
    return config


@pytest.mark.parametrize(
    ("then", "now", "place", "said"),
    [
        ("do not charge", "do charge", "docs/en/a.md:10", "was approved as"),
        (
            "{{ facts.password.min_length }} letters",
            "8 characters",
            "docs/en/a.md:12",
            "is a fact of the service",
        ),
        ("letters.", "letters for 77 days.", "docs/en/a.md:12", "the number '77' has no source"),
        ("claim: no-charge", "claim: no-fee", "docs/en/a.md:9", "claim 'no-fee' has no test"),
    ],
)
def test_words_that_became_untrue_fail_a_strict_build_only(
    tmp_path: Path, then: str, now: str, place: str, said: str
) -> None:
    """A lost 'not', a typed fact, a number or claim from nowhere, each at its line; no test is run."""
    config = promising(tmp_path)
    assert build(config, strict=True).built
    site(tmp_path, {"en/a.md": article("a", body=PROMISE.replace(then, now))})
    assert build(config).built
    assert any(f"{place}: " in line and said in line for line in faults(config, strict=True))


def test_a_claims_test_that_went_is_noticed_although_no_page_changed(tmp_path: Path) -> None:
    """The last strict build does not stand for one whose tests are others."""
    config = promising(tmp_path)
    assert build(config, strict=True).built
    assert not build(config, strict=True).built
    (tmp_path / CLAIMS / "test_charges.py").write_text("", encoding="utf-8")
    [fault] = faults(config, strict=True)
    assert "docs/en/a.md:9: claim 'no-charge' has no test" in fault


def test_a_site_that_keeps_no_promises_here_is_not_asked_for_them(tmp_path: Path) -> None:
    """Without facts, approved wording and tests of claims, numbers and claims are just text."""
    body = "<!-- claim: no-charge -->\nWe do not charge you for 77 days."
    assert build(
        site(tmp_path, {"categories.yml": CATEGORIES, "en/a.md": article("a", body=body)}), strict=True
    ).built


def test_approved_wording_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    """Half a file, as a merge leaves it, is named; it approves nothing."""
    config = promising(tmp_path)
    (tmp_path / "docs/approved.json").write_text("{", encoding="utf-8")
    [fault] = faults(config, strict=True)
    assert fault.startswith("docs/approved.json: not the approved wording")


def test_a_claims_test_that_is_no_python_is_a_fault(tmp_path: Path) -> None:
    """It is named with its line; a traceback would say where the reader of it stumbled."""
    config = promising(tmp_path)
    (tmp_path / CLAIMS / "test_charges.py").write_text("\ndef test_no_charge(:\n", encoding="utf-8")
    [fault] = faults(config, strict=True)
    assert fault.startswith("tests/claims/test_charges.py:2: not Python")


def test_a_rule_that_asks_the_service_is_no_rule_for_a_build() -> None:
    """It is refused before anything is asked."""
    for ask in (in_build.Unasked().facts, in_build.Unasked().operations):
        with pytest.raises(ServiceUnreachable):
            ask()


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


def test_a_build_with_nothing_to_do_still_meets_a_damaged_index(tmp_path: Path) -> None:
    """No page has changed but a bit of an index has: the next build makes both whole."""
    config = site(tmp_path, {"categories.yml": CATEGORIES, "en/a.md": article("a", "Zebra?")})
    build(config)
    for file in (tmp_path / "build/index/en").rglob("*.seg"):
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 1
        file.write_bytes(data)
    assert build(config).built
    engine = Engine.open(tmp_path / "build/index/en")
    assert [hit.id for hit in engine.search("zebra").hits] == ["a"]
    engine.close()
    assert not build(config).built


def test_a_file_that_says_the_same_keeps_its_time(tmp_path: Path) -> None:
    """`Last-Modified` is when a page last changed, not when the site was built."""
    pages = {
        "categories.yml": CATEGORIES,
        "it/a.md": article("a"),
        "it/b.md": article("b"),
    }
    config = site(tmp_path, pages)
    build(config)
    files = [file for file in (tmp_path / "public").rglob("*") if file.is_file()]
    for file in files:
        os.utime(file, (1_000_000_000, 1_000_000_000))
    site(tmp_path, {"it/a.md": article("a", body="Else.")})
    build(config)
    changed = {
        str(file.relative_to(tmp_path / "public")) for file in files if file.stat().st_mtime > 1_000_000_000
    }
    assert "it/a/index.html" in changed
    assert "it/b/index.html" not in changed


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


def test_every_option_is_documented(root: Path) -> None:
    """Who reads the page knows all options, and no option that is gone."""
    page = (root / "docs/mkdocs-plugin.md").read_text(encoding="utf-8")
    documented = re.findall(r"^\| `(\w+)`", page.partition("Under `extra`")[0], re.MULTILINE)
    assert documented == [name for name, _ in KbConfig._schema]


def test_articles_come_and_go_on_their_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By the day that the clock says; nothing but the day has to change for a build to notice."""
    days = "publish_at: 2026-12-01\nexpires: 2027-01-01\n"
    pages = {"categories.yml": CATEGORIES, "en/a.md": article("a"), "en/b.md": article("b", more=days)}
    config = site(tmp_path, pages)
    shown = []
    for day in ("2026-11-30", "2026-12-01", "2026-12-31", "2027-01-01"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(datetime.fromisoformat(f"{day}T12:00Z").timestamp())))
        build(config)
        assert not build(config).built
        found = json.loads((tmp_path / "build/index/sources.json").read_bytes())["totals"]["en"]
        shown.append(((tmp_path / "public/en/b/index.html").exists(), found))
    assert shown == [(False, 1), (True, 2), (True, 2), (False, 1)]


def test_builds_at_the_same_time_leave_one_whole_site(tmp_path: Path) -> None:
    """Processes that build the same site, as two test runs do, do not disturb each other."""
    config = site(tmp_path, {"categories.yml": CATEGORIES, **dict(pages_of(8))})
    code = "from pathlib import Path; from kb.site.build import build; "
    code += f"build(Path({str(config)!r}), always=True)"
    command = [sys.executable, "-W", "ignore", "-c", code]
    runs = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(3)]
    assert [run.communicate()[1] for run in runs] == ["", "", ""]
    assert len(list((tmp_path / "public/it").iterdir())) == 8 + len(
        ("index.html", "cerca", "argomenti", "opensearch.xml", "feed.xml")
    )
    assert [file.name for file in tmp_path.glob("public*")] == ["public"]


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


def test_html_that_acts_stops_a_build(tmp_path: Path) -> None:
    """A script, a form or a `javascript:` link in an article is refused at its line, strict or not.

    A help center's first pages are its articles' like; what other people's sites hold is theirs to judge.
    """
    home = {"it/index.md": "---\ntitle: Aiuto\n---\n\n<script>alert(1)</script>\n"}
    build(site(tmp_path, home))
    body = "Fine `<script>`.\n\n<form action='https://evil.example/'></form>\n\n[x](javascript:alert(1))"
    pages = {"categories.yml": CATEGORIES, "it/a.md": article("a", body=body)}
    lines = [line.partition("docs/it/")[2].partition(": ")[0] for line in faults(site(tmp_path, pages))]
    assert lines == ["index.md:5", "a.md:11", "a.md:13"]


@pytest.mark.parametrize("name", ["facts.json", "actions.json"])
def test_a_broken_snapshot_is_the_one_fault_of_a_build(tmp_path: Path, name: str) -> None:
    """Not a finding more for each article that uses what it would hold."""
    pages = {"categories.yml": CATEGORIES, "it/a.md": article("a", body="{{ facts.x.y }}")}
    (line,) = faults(site(tmp_path, {**pages, name: "{"}))
    assert re.search(
        rf"docs/{name}:1: not a snapshot of \w+ \(.*\); write it again with 'kb facts pull'", line
    )


def test_a_template_that_is_nowhere_is_named(tmp_path: Path) -> None:
    """A page that names a template which the theme lacks is a finding, not a traceback."""
    pages = {"en/index.md": "---\ntemplate: nowhere.html\n---\nHello.\n", "en/a.md": "# A\n"}
    [fault] = faults(site(tmp_path, pages))
    assert fault.startswith("en/index.md: the theme has no template 'nowhere.html'")
