"""How the time of a check grows with the content: ten times the files, at most twelve times the time.

    python bench/growth.py [RULE] [--files 410 4100] [--broken 10]

Each article links to six others, one by its address in HTML, names three and lists an alias; of so many one
has a broken link, a missing anchor and an unknown related article, which all are told with the nearest name.
"""

import argparse
import random
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from kb import checks
from kb.checks import gather
from kb.checks.in_build import Unasked

LIMIT = 1.2  # times the growth of the files
ARTICLE = """---
id: {name}
title: "How do I do number {number}?"
summary: In steps.
kind: faq
category: billing
related: [{related}]
aliases: [/en/old-{name}/]
---

First [this]({0}.md), then [that]({1}.md#in-steps), [more]({2}.md), <a href="../{3}/">here</a>.

## In steps

1. Open [the list]({4}.md).
2. Choose, as in [the other]({5}.md).
{faults}"""
FAULTS = "\n[One]({name}-old.md), [two]({0}.md#in-stepps).\n"


def write(content: Path, count: int, broken: int, chance: random.Random) -> None:
    """A content folder of so many articles; each `broken`th has faults."""
    (content / "en").mkdir(parents=True)
    (content / "categories.yml").write_text("- id: billing\n  en: {title: Billing, summary: Money.}\n")
    words = ("refund", "receipt", "plan", "card", "password", "renewal", "invoice", "address")
    names = [f"{chance.choice(words)}-{chance.choice(words)}-{number}" for number in range(count)]
    for number, name in enumerate(names):
        others = chance.sample([each for each in names[max(0, number - 50) : number + 50] if each != name], 9)
        is_broken = bool(broken) and number % broken == 0
        related = [*others[6:], *([f"{name}x"] if is_broken else [])]
        faults = FAULTS.format(*others, name=name) if is_broken else ""
        fields = {"name": name, "number": number, "related": ", ".join(related), "faults": faults}
        (content / "en" / f"{name}.md").write_text(ARTICLE.format(*others, **fields), "utf-8")


def seconds(rule: str, count: int, broken: int) -> tuple[float, int]:
    """CPU seconds of one rule over so many files, and what it found; reading the files is not counted."""
    with tempfile.TemporaryDirectory() as name:
        content = Path(name) / "content"
        write(content, count, broken, random.Random(count))
        subject = gather.subject(content, Path(name) / "claims", Path(name), Unasked(), date(2026, 1, 1))
        check = next(each for each in checks.CHECKS if each.id == rule)
        start = time.process_time()
        found = list(check.find(subject))
        return time.process_time() - start, len(found)


def main() -> int:
    """Print both times and the growth; 1 when it is more than the limit."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("rule", nargs="?", default="internal-links")
    parser.add_argument("--files", type=int, nargs=2, default=(410, 4100))
    parser.add_argument("--broken", type=int, default=10, help="one article of so many has faults; 0: none")
    asked = parser.parse_args()
    small, large = (seconds(asked.rule, count, asked.broken) for count in asked.files)
    for count, (spent, found) in zip(asked.files, (small, large), strict=True):
        print(f"{asked.rule}: {count} files, {found} findings, {spent:.2f} s of CPU")
    growth, most = large[0] / small[0], LIMIT * asked.files[1] / asked.files[0]
    print(f"growth {growth:.1f}, at most {most:.1f}")
    return int(growth > most)


if __name__ == "__main__":
    sys.exit(main())
