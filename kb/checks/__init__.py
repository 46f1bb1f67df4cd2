"""The rules that keep the content right, one per file; `CHECKS` is the whole list."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from kb.checks import (
    actions,
    addresses,
    alt_text,
    approved_wording,
    branches,
    claim_languages,
    claim_tests,
    claims_hold,
    current_facts,
    dates,
    doubled_words,
    duplicates,
    empty,
    external_links,
    front_matter,
    glossary,
    growing,
    headings,
    ignored,
    internal_links,
    languages,
    markup,
    mixed_languages,
    near_current,
    number_sources,
    raw_html,
    readability,
    review,
    searchable,
    searches,
    spelling,
    translations,
    typed_facts,
    typed_labels,
    unique,
    unrendered,
    urls,
)
from kb.checks.model import Check, Subject
from kb.errors import Problem

_RULES: tuple[Check, ...] = (
    front_matter.CHECK,
    markup.CHECK,
    raw_html.CHECK,
    unrendered.CHECK,
    headings.CHECK,
    empty.CHECK,
    alt_text.CHECK,
    doubled_words.CHECK,
    mixed_languages.CHECK,
    spelling.CHECK,
    readability.CHECK,
    dates.CHECK,
    review.CHECK,
    languages.CHECK,
    growing.CHECK,
    translations.CHECK,
    unique.CHECK,
    duplicates.CHECK,
    addresses.CHECK,
    urls.CHECK,
    internal_links.CHECK,
    external_links.CHECK,
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
    searches.CHECK,
    near_current.CHECK,
    claims_hold.CHECK,
)
CHECKS: tuple[Check, ...] = (*_RULES[:3], ignored.check(each.id for each in _RULES), *_RULES[3:])

# The rules that a lie in an article can break without a service being asked.
TRUTH: tuple[Check, ...] = (
    markup.CHECK,
    typed_facts.CHECK,
    typed_labels.CHECK,
    number_sources.CHECK,
    approved_wording.CHECK,
)


def run(
    subject: Subject,
    skip: Collection[str] = (),
    checks: Iterable[Check] = CHECKS,
    find: Callable[[Check], Iterable[Problem]] | None = None,
) -> list[Problem]:
    """Every finding of every rule that is not skipped, in order of path and line, each with its rule's id.

    What a remark in the file silences is left out. `find` says what a rule finds; `check.find` where nobody
    remembers it.

    Raises:
        ServiceUnreachable: When a rule needs the service and it does not answer.
    """
    found = {
        replace(problem, rule=check.id)
        for check in checks
        if check.id not in skip
        for problem in ignored.heard(find(check) if find else check.find(subject), check.id, subject)
    }
    return sorted(found)
