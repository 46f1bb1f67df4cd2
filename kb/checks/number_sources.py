"""Every number in an article comes from the service or is listed with a reason."""

from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject, Telling
from kb.errors import Problem, did_you_mean, quoted
from kb.truth.numbers import FILE, numbers_in
from kb.truth.statements import statements

ID = "number-sources"


def find(subject: Subject) -> Iterable[Problem]:
    """Each number, in digits or words, that is neither a fact nor listed; and what is listed for nothing.

    A site without facts has no service that its numbers could come from.
    """
    if not list(subject.facts):
        return
    exceptions, problems = subject.number_exceptions
    yield from problems
    allowed: dict[str, set[str]] = {}
    for each in exceptions:
        allowed.setdefault(each.article, set()).update(each.numbers)
    said: dict[str, set[str]] = {}
    numbers = subject.each(ID, None, _numbers)
    for article in subject.corpus.telling:
        for line, written, value in numbers(article):
            said.setdefault(article.id, set()).add(value)
            if value not in allowed.get(article.id, ()):
                message = (
                    f"the number {quoted(written)} has no source: write it as {{{{ facts.… }}}}, "
                    f"or list {quoted(value)} for {article.id} with a reason "
                    f"in {subject.corpus.shown}/{FILE}"
                )
                yield Problem(article.path, line, message)
    yield from _unused(subject, said)


def _numbers(article: Telling) -> list[tuple[int, str, str]]:
    """Line, as written, and value of each number that an article or home page says."""
    return [
        (statement.line, *number) for statement in statements(article) for number in numbers_in(statement)
    ]


def _unused(subject: Subject, said: dict[str, set[str]]) -> Iterator[Problem]:
    known = {article.id for article in subject.corpus.telling}
    for each in subject.number_exceptions[0]:
        path = f"{subject.corpus.shown}/{FILE}"
        if each.article not in known:
            near = did_you_mean(each.article, known)
            yield Problem(path, each.line, f"there is no article {quoted(each.article)}{near}")
        elif idle := [number for number in each.numbers if number not in said.get(each.article, ())]:
            yield Problem(path, each.line, f"{each.article} no longer says {quoted(idle[0])}: take it out")


CHECK = Check(
    id=ID,
    reason="A wrong number is the lie that costs a customer money, and no test reads the words around it.",
    cure="Write the fact's placeholder, or list the number with a reason in content/numbers.yml.",
    find=find,
)
