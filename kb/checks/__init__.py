"""The rules that keep the content right, one per file; `CHECKS` is the whole list."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from kb.checks import (
    actions,
    addresses,
    approved_wording,
    branches,
    claim_languages,
    claim_tests,
    claims_hold,
    current_facts,
    front_matter,
    glossary,
    internal_links,
    languages,
    markup,
    near_current,
    number_sources,
    raw_html,
    searchable,
    translations,
    typed_facts,
    typed_labels,
    unique,
    urls,
)
from kb.checks.model import Check, Subject
from kb.errors import Problem

CHECKS: tuple[Check, ...] = (
    front_matter.CHECK,
    markup.CHECK,
    raw_html.CHECK,
    languages.CHECK,
    translations.CHECK,
    unique.CHECK,
    addresses.CHECK,
    urls.CHECK,
    internal_links.CHECK,
    typed_facts.CHECK,
    typed_labels.CHECK,
    glossary.CHECK,
    number_sources.CHECK,
    approved_wording.CHECK,
    claim_languages.CHECK,
    claim_tests.CHECK,
    actions.CHECK,
    branches.CHECK,
    current_facts.CHECK,
    searchable.CHECK,
    near_current.CHECK,
    claims_hold.CHECK,
)

# The rules that a lie in an article can break without a service being asked.
TRUTH: tuple[Check, ...] = (
    markup.CHECK,
    typed_facts.CHECK,
    typed_labels.CHECK,
    number_sources.CHECK,
    approved_wording.CHECK,
)


def run(subject: Subject, skip: Collection[str] = (), checks: Iterable[Check] = CHECKS) -> list[Problem]:
    """Every finding of every rule that is not skipped, in order of path and line, each with its rule's id.

    Raises:
        ServiceUnreachable: When a rule needs the service and it does not answer.
    """
    found = {
        replace(problem, rule=check.id)
        for check in checks
        if check.id not in skip
        for problem in check.find(subject)
    }
    return sorted(found)
