"""Every article exists in every language, as the same article; every category has its title there."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.content.corpus import CATEGORIES
from kb.errors import Problem, quoted

# From so many on, most of a language that lacks most articles is one finding.
BEGUN = 5
SAME = ("id", "kind", "category", "actions", "related", "publish_at", "expires", "status")


def find(subject: Subject) -> Iterable[Problem]:
    """What a complete language lacks; fields that must not differ between languages but do."""
    by_name = _by_name(subject)
    yield from missing(subject, lambda lang: lang not in subject.growing)
    for translations in by_name.values():
        first = next(iter(translations.values()))
        for article in translations.values():
            yield from _different(first, article)


def missing(subject: Subject, is_asked: Callable[[str], bool]) -> Iterator[Problem]:
    """The articles, and the titles of categories, that some languages lack.

    Args:
        subject: What the checks look at.
        is_asked: Whether a language is one of them.
    """
    written = {(article.lang, article.name) for article in subject.corpus.written}
    plain = {tuple(path.removesuffix(".md").split("/", 1)) for path in subject.corpus.plain}
    begun = {lang for lang, _ in written} if plain else subject.corpus.languages
    for lang in sorted(filter(is_asked, begun)):
        yield from _untitled(subject, lang)
        yield from _missing(subject, lang, _by_name(subject), written | plain)


def _by_name(subject: Subject) -> dict[str, dict[str, Article]]:
    found: dict[str, dict[str, Article]] = {}
    for article in subject.corpus.articles:
        found.setdefault(article.name, {}).setdefault(article.lang, article)
    return found


def _untitled(subject: Subject, lang: str) -> Iterator[Problem]:
    """The categories whose pages in a language have to do with another's title."""
    for shelf in subject.corpus.categories:
        if lang not in shelf.titles:
            reason = f"category {quoted(shelf.id)} has no title in {quoted(lang)}"
            path, line = f"{subject.corpus.shown}/{CATEGORIES}", shelf.lines[""]
            yield Problem(path, line, f"{reason}: add a line '{lang}: {{title: ...}}'")


def _missing(
    subject: Subject, lang: str, by_name: Mapping[str, Mapping[str, Article]], written: Set[tuple[str, ...]]
) -> Iterator[Problem]:
    """The articles that a language lacks; once for a language that was only begun."""
    published = [next(iter(found.values())) for found in by_name.values()]
    published = [article for article in published if article.status != "draft"]
    lacking = [article for article in published if (lang, article.name) not in written]
    if len(lacking) >= BEGUN and len(lacking) * 2 > len(published):
        reason = f"lacks {len(lacking)} of {len(published)} articles, as {quoted(lacking[0].name)}"
        cure = "translate them, or keep the folder elsewhere until it is whole"
        yield Problem(f"{subject.corpus.shown}/{lang}", 0, f"{reason}: {cure}")
        return
    for article in lacking:
        path = f"{subject.corpus.shown}/{lang}/{article.name}.md"
        cure = "translate the article, or make this one a draft"
        yield Problem(article.path, 1, f"there is no {path}: {cure}")


def _different(first: Article, article: Article) -> Iterator[Problem]:
    for field in SAME:
        mine, other = getattr(article, field), getattr(first, field)
        if mine != other and not (field == "status" and _is_scheduled(article, first)):
            message = (
                f"'{field}' is {_shown(mine)} here and {_shown(other)} at {first.path}:{first.line(field)}"
            )
            yield Problem(article.path, article.line(field), message + ": make them the same")


def _is_scheduled(*articles: Article) -> bool:
    """Whether the day makes one of them a draft; then its days differ, which is a finding already."""
    return len({(article.publish_at, article.expires) for article in articles}) > 1


def _shown(value: str | tuple[str, ...] | date | None) -> str:
    return quoted(", ".join(value) if isinstance(value, tuple) else str(value or "no day"))


CHECK = Check(
    id="languages",
    reason="A customer who switches language must land on the same answer with the same actions.",
    cure="Add the missing translation, or make the field the same in both files.",
    find=find,
)
