"""Every article exists in every language, as the same article."""

from collections.abc import Iterable, Iterator

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.errors import Problem, quoted

SAME = ("id", "kind", "category", "actions", "related", "status")


def find(subject: Subject) -> Iterable[Problem]:
    """Articles that lack a language; fields that must not differ between languages but do."""
    by_name: dict[str, dict[str, Article]] = {}
    for article in subject.corpus.articles:
        by_name.setdefault(article.name, {})[article.lang] = article
    broken = {problem.path for problem in subject.corpus.problems}
    for name, translations in by_name.items():
        first = next(iter(translations.values()))
        for lang in subject.corpus.languages if first.status != "draft" else ():
            path = f"{subject.corpus.shown}/{lang}/{name}.md"
            if lang not in translations and path not in broken:
                yield Problem(
                    first.path, 1, f"there is no {path}: translate the article, or make this one a draft"
                )
        for article in translations.values():
            yield from _different(first, article)


def _different(first: Article, article: Article) -> Iterator[Problem]:
    for field in SAME:
        mine, other = getattr(article, field), getattr(first, field)
        if mine != other:
            message = (
                f"'{field}' is {_shown(mine)} here and {_shown(other)} at {first.path}:{first.line(field)}"
            )
            yield Problem(article.path, article.line(field), message + ": make them the same")


def _shown(value: str | tuple[str, ...]) -> str:
    return quoted(value if isinstance(value, str) else ", ".join(value))


CHECK = Check(
    id="languages",
    reason="A customer who switches language must land on the same answer with the same actions.",
    cure="Add the missing translation, or make the field the same in both files.",
    find=find,
)
