"""What a strict build holds against its content: what is untrue, or led astray, by the files alone."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from kb import checks
from kb.checks import claim_languages, claim_tests, gather, internal_links
from kb.checks.model import Check
from kb.content.facts import Facts
from kb.content.operations import Operation
from kb.errors import ContentError, Problem, ServiceUnreachable
from kb.support.claims import FOLDER

# MkDocs reads the links of the pages itself; it knows no article by its id.
NAMED = replace(internal_links.CHECK, find=internal_links.by_id)
RULES: tuple[Check, ...] = (*checks.TRUTH, claim_languages.CHECK, claim_tests.CHECK, NAMED)


class Unasked:
    """The service of a build, which must succeed where there is none: a rule that asks is no rule for it."""

    def facts(self) -> Facts:
        """Refuse to ask."""
        raise ServiceUnreachable("", "a build asks no service")

    def operations(self) -> Mapping[str, Operation]:
        """Refuse to ask."""
        raise ServiceUnreachable("", "a build asks no service")


def problems(content: Path, root: Path, today: date) -> list[Problem]:
    """Every finding that `kb check` would have, too, without asking the service or running a test.

    A site without a folder of claims' tests keeps its promises elsewhere, if it makes any.

    Args:
        content: The content folder.
        root: The folder of mkdocs.yml, which holds the claims' tests.
        today: The day on which the content is judged.

    Returns:
        The findings; or why facts, approved wording or the claims' tests cannot be read.
    """
    skipped = () if (root / FOLDER).is_dir() else (claim_tests.CHECK.id,)
    try:
        subject = gather.subject(content, root / FOLDER, root, Unasked(), today)
    except ContentError as error:
        return list(error.problems)
    return checks.run(subject, skipped, RULES)
