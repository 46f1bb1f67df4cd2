"""How long writers wait at 410 and at 4,100 files: check, check after an edit, index, build after an edit.

    python bench/writers.py [--files 410 4100] [--rules] [--build] [--searchable]

Half of the files are Italian, half English: generated articles of some 150 words with six questions and a
link, all approved. CPU seconds of the process and its children; `--rules` prints each rule's share of the
check, `--build` also builds, `--searchable` asks that rule alone: it is the dearest by far, and dearer here
than where questions find their articles, since these are words by chance.
"""

import argparse
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

from kb import checks
from kb.checks import gather
from kb.checks.in_build import Unasked
from kb.content import corpus
from kb.truth import approved
from kb.truth.statements import statements

ROOT = Path(__file__).resolve().parents[1]
SHELVES = 12
KB = (sys.executable, "-m", "kb")
LEFT_OUT = ("claims-hold", "claim-tests", "searchable")
CHECK = ("check", *(f"--skip={rule}" for rule in LEFT_OUT))
SEARCHABLE = ("check", "--only", "searchable")
CONFIG = """site_name: Help
docs_dir: content
site_dir: build/site
theme: {name: material, font: false}
plugins: [{kb: {default_language: en}}]
"""
ARTICLE = """---
id: {name}
title: "{title}"
summary: "{summary}"
kind: faq
category: c{shelf}
questions:
{questions}
updated: 2026-11-01
---

{first}

## {heading}

{second} [{link}]({other}.md)

1. {step}.
2. {last}.
"""


def words_of(lang: str) -> list[str]:
    """The words that this project's articles use, in the order in which they first stand there."""
    text = " ".join(
        file.read_text("utf-8").partition("\n---")[2]
        for file in sorted((ROOT / "content" / lang).glob("*.md"))
    )
    return list(dict.fromkeys(re.findall(r"[^\W\d_]{4,}", text.lower())))


def generate(folder: Path, count: int) -> None:
    """A help center of so many articles in each of two languages."""
    (folder / "content").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(CONFIG, "utf-8")
    rows = [
        f"- id: c{n}\n  it: {{title: Tema {n}, summary: Tutto.}}\n  en: {{title: Topic {n}, summary: All.}}\n"
        for n in range(SHELVES)
    ]
    (folder / "content/categories.yml").write_text("".join(rows), "utf-8")
    urls = []
    for lang in ("it", "en"):
        (folder / "content" / lang).mkdir()
        chance, words = random.Random(lang), words_of(lang)
        for number in range(count):
            file = folder / "content" / lang / f"a-{number}.md"
            file.write_text(article(number, count, chance, words), "utf-8")
            urls.append(f"/{lang}/a-{number}/")
    (folder / "content/urls.txt").write_text("\n".join(urls) + "\n", "utf-8")
    approve(folder / "content")


def approve(content: Path) -> None:
    """All that the articles say, as `kb claims approve` keeps it."""
    found: dict[str, dict[str, tuple[approved.Wording, ...]]] = {}
    for one in corpus.load(content).articles:
        kept = tuple(approved.wording(each) for each in statements(one) if each.is_kept)
        found.setdefault(one.lang, {})[one.id] = kept
    (content / approved.FILE).write_text(approved.dump(found), "utf-8")


def article(number: int, count: int, chance: random.Random, words: list[str]) -> str:
    """One article of so many, in words by chance."""

    def some(least: int, most: int) -> str:
        return " ".join(chance.sample(words, chance.randint(least, most)))

    return ARTICLE.format(
        name=f"a-{number}",
        title=f"{some(3, 6)} {number}?",
        summary=f"{some(8, 12)}.",
        shelf=number % SHELVES,
        questions="\n".join(f"  - {some(3, 6)}" for _ in range(6)),
        first=". ".join(some(8, 14).capitalize() for _ in range(5)) + ".",
        heading=some(2, 4).capitalize(),
        second=". ".join(some(8, 14).capitalize() for _ in range(4)) + ".",
        link=some(2, 3),
        other=f"a-{(number + 7) % count}",
        step=some(4, 8).capitalize(),
        last=some(4, 8).capitalize(),
    )


def spent(folder: Path, *command: str) -> float:
    """CPU seconds of a command."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(
        [*KB, *command],
        cwd=folder,
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(ROOT), "KB_LANG": "en"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def edit(folder: Path, number: int) -> None:
    """A sentence more in one article."""
    file = folder / f"content/en/a-{number}.md"
    file.write_text(file.read_text("utf-8") + f"\nA sentence more, number {number}.\n", "utf-8")


def by_rule(folder: Path) -> None:
    """The CPU seconds of reading, and of each rule."""
    began = time.process_time()
    subject = gather.subject(folder / "content", folder / "claims", folder, Unasked(), date(2026, 11, 20))
    print(f"  reading            {time.process_time() - began:7.2f} s", flush=True)
    for check in checks.CHECKS:
        if check.id in ("claims-hold", "current-facts", "actions", "searchable") or check.is_on_request:
            continue
        began = time.process_time()
        count = len(checks.run(subject, checks=[check]))
        print(f"  {check.id:18} {time.process_time() - began:7.2f} s  {count} findings", flush=True)


def main() -> None:
    """Print each time at each size, and the growth."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--files", type=int, nargs="+", default=[410, 4100])
    parser.add_argument("--rules", action="store_true")
    parser.add_argument("--build", action="store_true")
    parser.add_argument("--searchable", action="store_true")
    given = parser.parse_args()
    for files in given.files:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            generate(folder, files // 2)
            print(f"{files} files", flush=True)
            if given.rules:
                by_rule(folder)
                continue
            print(f"  check            {spent(folder, *CHECK):7.2f} s", flush=True)
            print(f"  check again      {spent(folder, *CHECK):7.2f} s", flush=True)
            edit(folder, 1)
            print(f"  check after edit {spent(folder, *CHECK):7.2f} s", flush=True)
            print(f"  index            {spent(folder, 'index'):7.2f} s", flush=True)
            print(f"  index unchanged  {spent(folder, 'index'):7.2f} s", flush=True)
            if given.searchable:
                print(f"  searchable       {spent(folder, *SEARCHABLE):7.2f} s", flush=True)
                edit(folder, 3)
                print(f"  after edit       {spent(folder, *SEARCHABLE):7.2f} s", flush=True)
            if given.build:
                print(f"  build            {spent(folder, 'build'):7.2f} s", flush=True)
                edit(folder, 2)
                print(f"  build after edit {spent(folder, 'build'):7.2f} s", flush=True)


if __name__ == "__main__":
    main()
