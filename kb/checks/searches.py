"""What customers once searched in vain is found ever after, as the language's `searches.yml` says."""

from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject
from kb.content.sources.files import SEARCHES
from kb.content.sources.searches import NOTHING, Recorded
from kb.errors import ContentError, Problem, did_you_mean, quoted
from kb.gaps.replay import FIRST, Found


def find(subject: Subject) -> Iterable[Problem]:
    """Recorded searches whose article is gone or not among the first three; answers to what is not ours."""
    for lang in subject.corpus.languages:
        recorded, problems = subject.searches(lang)
        yield from problems
        path = f"{subject.corpus.shown}/{lang}/{SEARCHES}"
        articles = {article.id for article in subject.corpus.of(lang) if article.status != "draft"}
        known = [one for one in recorded if one.finds in articles or one.finds == NOTHING]
        # The id of a file that cannot be read is not known: it may be the one that is named.
        folder = f"{subject.corpus.shown}/{lang}/"
        is_whole = not any(problem.path.startswith(folder) for problem in subject.corpus.problems)
        for one in recorded:
            if one not in known and is_whole:
                near = did_you_mean(one.finds, articles)
                yield Problem(path, one.line, f"unknown article {quoted(one.finds)}{near}")
        yield from _asked(subject, lang, known, path)


def _asked(subject: Subject, lang: str, known: list[Recorded], path: str) -> Iterator[Problem]:
    try:
        answers = subject.found(lang, [one.search for one in known]) if known else ()
    except ContentError:  # the checks of the fields and of the markup say so
        return
    for one, found in zip(known, answers, strict=True):
        if reason := _reason(one, found):
            yield Problem(path, one.line, reason)


def _reason(one: Recorded, found: Found) -> str:
    first = next(iter(found.articles), "")
    if one.finds == NOTHING:
        claimed = f"{quoted(one.search)} is none of our business, and {quoted(first)} is shown as its answer"
        return claimed if found.confident else ""
    if one.finds in found.articles[:FIRST]:
        return ""
    now = f"finds {quoted(first)} first" if first else "finds nothing"
    return (
        f"{quoted(one.search)} does not find {quoted(one.finds)} among the first {FIRST} any more: it {now}"
    )


CHECK = Check(
    id="searches",
    reason="A gap that was closed opens again when somebody rewrites the article that closed it.",
    cure="Give the article its words back, as a question perhaps; or correct the line in searches.yml.",
    find=find,
)
