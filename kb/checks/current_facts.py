"""The snapshot of the facts is what the service says now."""

from collections.abc import Iterable, Iterator

from kb.article import Article
from kb.checks.model import Check, Subject
from kb.errors import Problem
from kb.facts import FILE, LABEL, difference
from kb.render import article_marks


def find(subject: Subject) -> Iterable[Problem]:
    """Every use of a changed fact or label, at its line; a change that no article uses at the snapshot."""
    snapshot = f"{subject.corpus.shown}/{FILE}"
    changes = difference(subject.facts, subject.service_facts())
    for name, (old, new) in changes.items():
        uses = [place for article in subject.corpus.articles for place in _uses(article, name)]
        reason = f"is {old} in the snapshot and {new} at the service"
        for path, line in uses or [(snapshot, _line(subject, name))]:
            yield Problem(path, line, f"{_written(name)} {reason}: read the sentence, then 'kb facts pull'")


def _written(name: str) -> str:
    return name if name.startswith(LABEL) else f"facts.{name}"


def _uses(article: Article, name: str) -> Iterator[tuple[str, int]]:
    for line, mark in article_marks(article):
        full = LABEL + mark.name if mark.kind == "label" else mark.name
        if mark.kind in ("fact", "label") and full == name:
            yield article.path, line


def _line(subject: Subject, name: str) -> int:
    """The line of a fact in the snapshot, which is written sorted and indented; 0 when it is not there."""
    path = subject.corpus.root / FILE
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    at = text.find(f'\n  "{name}":')
    return text.count("\n", 0, at) + 2 if at >= 0 else 0


CHECK = Check(
    id="current-facts",
    reason="An article shows the snapshot; when the service has changed, the article lies.",
    cure="Run 'kb facts diff', read the sentences that use the fact, then 'kb facts pull'.",
    find=find,
)
