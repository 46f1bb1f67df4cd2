"""What one rule of the checks finds in a small help center."""

from kb import checks
from kb.checks import CHECKS
from kb.checks.model import Subject

BY_ID = {check.id: check for check in CHECKS}


def found(rule: str, subject: Subject) -> list[str]:
    """The rule's findings as lines."""
    return [str(problem) for problem in checks.run(subject, checks=[BY_ID[rule]])]


def both(text: str, name: str = "a") -> dict[str, str]:
    """The same file in both languages."""
    return {f"it/{name}.md": text, f"en/{name}.md": text}
