"""Promises of texts that are alike, with a memory: another phrase of the house changes what others share."""

from collections.abc import Callable
from pathlib import Path

from kb import checks
from kb.checks.duplicates import COMMON
from kb.checks.model import Subject
from kb.checks.remembered import Memory, code

RULES = [check for check in checks.CHECKS if check.id == "duplicates"]
PHRASE = " ".join(f"word{number}" for number in range(30))


def findings(subject: Subject, file: Path) -> int:
    """How many a run with a memory finds; as many as one without."""
    memory = Memory(file, subject, code())
    found = checks.run(subject, checks=RULES, find=memory.find)
    memory.save()
    assert found == checks.run(subject, checks=RULES)
    return sum("of its text" in problem.message for problem in found)


def test_a_phrase_of_the_house_comes_and_goes(
    subject_of: Callable[..., Subject], article_text: Callable[..., str], tmp_path: Path
) -> None:
    """Two articles of the same words are alike until too many others have the words, too, and again after."""
    own = {name: " ".join(f"{name}{number}" for number in range(60)) for name in "abcdefghijklmn"}
    found = []
    for users in (2, COMMON, COMMON + 1, COMMON + 1, COMMON, 2):
        bodies = own | {name: f"{PHRASE}. {own[name]}" for name in list(own)[:users]}
        bodies |= {"a": PHRASE, "b": PHRASE}
        files = {f"en/{name}.md": article_text(name, body=f"{body}\n") for name, body in bodies.items()}
        found.append(findings(subject_of(files), tmp_path / "memory.txt"))
    assert [bool(each) for each in found] == [True, True, False, False, True, True]
