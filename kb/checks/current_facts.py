"""The snapshot of the facts is what the service says now."""

from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.content.facts import FILE, LABEL, Fact, difference, markdown, text
from kb.content.render import article_marks
from kb.errors import Problem, quoted


def find(subject: Subject) -> Iterable[Problem]:
    """Every use of a fact or label that reads differently now; other changes at the snapshot."""
    if not subject.facts.by_name:  # the rule `markup` says so where articles use facts
        return
    snapshot = f"{subject.corpus.shown}/{FILE}"
    service = subject.service_facts()
    for name, (was, now) in difference(subject.facts, service).items():
        old, new = subject.facts.by_name.get(name), service.by_name.get(name)
        uses = [use for article in subject.corpus.articles for use in _uses(article, name, old, new)]
        for path, line, reason in uses or [(snapshot, _line(subject, name), _reason(was, now))]:
            yield Problem(path, line, f"{_written(name)} {reason}: read the sentence, then 'kb facts pull'")


def _reason(was: str, now: str) -> str:
    return f"is {was} in the snapshot and {now} at the service"


def _written(name: str) -> str:
    return name if name.startswith(LABEL) else f"facts.{name}"


def _uses(article: Article, name: str, old: Fact | None, new: Fact | None) -> Iterator[tuple[str, int, str]]:
    """Path, line and reason of each use of a fact that reads differently in the article's language."""
    if old is None or (new is not None and markdown(old, article.lang) == markdown(new, article.lang)):
        return
    now = text(new, article.lang) if new else "nothing"
    for line, mark in article_marks(article):
        full = LABEL + mark.name if mark.kind == "label" else mark.name
        if mark.kind in ("fact", "label") and full == name:
            yield article.path, line, _reason(quoted(text(old, article.lang)), quoted(now))


def _line(subject: Subject, name: str) -> int:
    """The line of a fact in the snapshot, which is written sorted and indented; 0 when it is not there."""
    path = subject.corpus.root / FILE
    snapshot = path.read_text(encoding="utf-8") if path.is_file() else ""
    at = snapshot.find(f'\n  "{name}":')
    return snapshot.count("\n", 0, at) + 2 if at >= 0 else 0


CHECK = Check(
    id="current-facts",
    reason="An article shows the snapshot; when the service has changed, the article lies.",
    cure="Run 'kb facts diff', read the sentences that use the fact, then 'kb facts pull'.",
    find=find,
)
