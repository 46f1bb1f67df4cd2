"""The tour of docs/writers.md, line by line: each command runs, each output is what the page prints."""

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from kb.checks import CHECKS, searchable
from kb.cli import main
from kb.content import corpus, facts
from kb.content.article import examine
from kb.content.render import documents
from kb.support import findability

BLOCK = re.compile(r"^## (.+)$|^```(console|text|markdown)\n((?:(?!```).*\n)*)```", re.MULTILINE)
# What other tests execute: it serves, asks a person, takes half a minute, or needs files of the reader's.
ELSEWHERE = {
    "python3 run.py serve --preview",
    ". .venv/bin/activate",
    "kb claims",
    "kb check --mutate cancel-subscription",
    "kb import old-site/ --dry-run",
    "kb import faq.html --lang it --category billing",
    "kb import zendesk-export.json",
    "kb claims approve renewal-off-no-charge --lang en",
    "kb claims approve cancel-subscription",
}
SLOW = ("claims-hold", "searchable")  # rules that the tests of the content run
ALONE = {"Bringing what you have": "kb undo"}  # its import is elsewhere, and so is what it takes back


@dataclass(frozen=True)
class Step:
    """A command of the page, under which heading it stands, and what the page prints below it."""

    section: str
    command: str
    printed: tuple[str, ...]


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    """The page."""
    return (root / "docs" / "writers.md").read_text(encoding="utf-8")


def steps(page: str) -> Iterator[Step]:
    """Every command in order."""
    section = ""
    for heading, language, block in BLOCK.findall(page):
        section = heading or section
        for part in block.split("\n$ ") if language == "console" else ():
            command, *printed = part.removeprefix("$ ").rstrip("\n").split("\n")
            yield Step(section, command.partition(" #")[0].strip(), tuple(printed))


def blocks(page: str, section: str, language: str) -> list[str]:
    """The blocks of a language below a heading."""
    found, here = [], ""
    for heading, name, block in BLOCK.findall(page):
        here = heading or here
        found += [block] if here == section and name == language else []
    return found


def said(command: str) -> tuple[int, list[str]]:
    """How a command ends, and what it prints: the slow rules are left out and counted in."""
    words = shlex.split(command)[1:]
    is_check = words[0] == "check"
    named = [each for at, each in enumerate(words) if at and words[at - 1] in ("--skip", "--only")]
    left = [rule for rule in SLOW if rule not in named] if is_check and "--only" not in words else []
    result = CliRunner().invoke(main, [*words, *(word for rule in left for word in ("--skip", rule))])
    lines = [*result.stdout.splitlines(), *result.stderr.splitlines()]
    counted = [re.sub(r"(?<=rules: )\d+", lambda m: str(int(m[0]) + len(left)), line) for line in lines]
    return result.exit_code, [line for line in counted if line.strip()]


@pytest.fixture
def here(built: Path, tmp_path: Path, root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A help center of one's own, as the page's reader has one."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    shutil.copytree(root / "tests" / "claims", tmp_path / "tests" / "claims")
    monkeypatch.setenv("KB_LANG", "en")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def sections(root: Path) -> list[str]:
    """The headings under which there is something to run."""
    text = (root / "docs" / "writers.md").read_text(encoding="utf-8")
    return list(dict.fromkeys(step.section for step in steps(text)))


ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("section", sections(ROOT))
def test_every_command_of_the_tour_does_what_the_page_prints(section: str, page: str, here: Path) -> None:
    """One after another, in a fresh help center for each heading, the page's article saved where it says."""
    if section == "A new article, from nothing":
        (here / "content/en/sign-out.md").write_text(blocks(page, section, "markdown")[0], encoding="utf-8")
    for step in steps(page):
        if step.section != section or step.command in ELSEWHERE or ALONE.get(section) == step.command:
            continue
        code, printed = said(step.command)
        assert code in (0, 1), (step.command, printed)
        assert (code == 1) == any("Findings:" in line for line in step.printed), (step.command, printed)
        if step.printed:
            assert printed == list(step.printed)


def test_the_article_of_the_tour_is_found_by_its_questions(page: str, root: Path) -> None:
    """The slow rule that the tour leaves out, asked for this one article, has nothing to say of it."""
    text = blocks(page, "A new article, from nothing", "markdown")[0]
    mine, problems = examine(text, "content/en/sign-out.md", "en", "sign-out")
    assert problems == ()
    known = corpus.load(root / "content").checked()
    made = documents((*known.of("en"), mine), facts.load(root / "content"))
    asked = findability.ask(made, "en", known.synonyms["en"], known.near["en"])
    items = [one for one in asked if one.article == mine.id]
    assert len(items) >= searchable.FEWEST
    assert sum(one.is_found for one in items) >= searchable.SHARE * len(items)


def test_what_is_left_to_other_tests_stands_on_the_page(page: str) -> None:
    """No name in the list above outlives its command."""
    shown = {step.command for step in steps(page)}
    assert ELSEWHERE - shown == set()
    assert set(ALONE.items()) <= {(step.section, step.command) for step in steps(page)}


def test_the_rules_are_counted_as_the_page_counts_them(page: str) -> None:
    """Those on request are not among them."""
    count = sum(not each.is_on_request for each in CHECKS)
    assert re.findall(r"\(rules: (\d+)", page) == [str(count), str(count - 1)]


def mistaken(page: str, here: Path) -> list[str]:
    """The page's article with the mistakes that it shows, in the other language."""
    wrong = {
        "kind: faq": "kind: fax",
        "category: acc": "category: ac",
        "2026-11-23": "soon",
        "summary": "sumary",
    }
    text = blocks(page, "A new article, from nothing", "markdown")[0]
    broken = re.sub("|".join(wrong), lambda match: wrong[match[0]], text)
    (here / "content/it/sign-out.md").write_text(broken, encoding="utf-8")
    return said("kb check --only front-matter")[1]


def typed(page: str, here: Path) -> list[str]:
    """The page's article with a price and a button typed by hand."""
    text = blocks(page, "A new article, from nothing", "markdown")[0]
    by_hand = text.replace("**{{ label.sign_out }}**", "**Sign out** (as from € 39.00)")
    (here / "content/en/sign-out.md").write_text(by_hand, encoding="utf-8")
    return said("kb check --only typed-facts --only typed-labels")[1]


@pytest.mark.parametrize(
    ("section", "find"),
    [("The fields at the top", mistaken), ("Facts and names: never typed", typed)],
)
def test_findings_of_mistakes_are_those_that_the_page_prints(
    section: str, find: Callable[[str, Path], list[str]], page: str, here: Path
) -> None:
    """All of them, in the page's order."""
    (printed,) = blocks(page, section, "text")
    assert [line for line in find(page, here) if "Findings:" not in line] == printed.splitlines()


def test_a_changed_original_is_named_with_the_lines_that_the_page_prints(page: str, here: Path) -> None:
    """A sentence more below the Italian article's first heading: the English part is to be read again."""
    (printed,) = blocks(page, "Translations", "text")
    file = here / "content/it/receipts.md"
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub(r"(?m)^(## .*\n\n)", r"\1Una frase in più. ", text, count=1), encoding="utf-8")
    found = said("kb check --only translations")[1]
    assert [line for line in found if "Findings:" not in line] == [printed.strip()]
