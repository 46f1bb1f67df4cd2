"""A translation says what its original says now, where it names the version it was made from."""

from collections.abc import Iterable, Mapping

from kb.checks.model import Check, Subject
from kb.content.article import Article
from kb.content.translation import SHAPE, changed
from kb.errors import Problem, nearest, quoted


def find(subject: Subject) -> Iterable[Problem]:
    """Every `source:` that cannot be read, has no original, or whose original changed since."""
    articles = {(article.lang, article.name): article for article in subject.corpus.articles}
    broken = {problem.path for problem in subject.corpus.problems}
    for article in articles.values():
        if article.source:
            reason = _reason(article, articles, subject, broken)
            if reason:
                yield Problem(article.path, article.line("source"), reason)


def _reason(
    article: Article, articles: Mapping[tuple[str, str], Article], subject: Subject, broken: set[str]
) -> str:
    """What is wrong with an article's `source:`; empty when the translation is up to date."""
    lang = article.source.split()[0]
    others = [code for code in subject.corpus.languages if code != article.lang]
    if lang not in others:
        return f"'source' names {quoted(lang)}, which is no other language here{nearest(lang, others)}"
    cure = f"run 'kb translated {article.id} --from {lang} --to {article.lang}'"
    if not SHAPE.fullmatch(article.source):
        return f"'source' {quoted(article.source)} is not written by hand: {cure}"
    original = articles.get((lang, article.name))
    path = original.path if original else f"{subject.corpus.shown}/{lang}/{article.name}.md"
    if original is None:
        return "" if path in broken else f"there is no {path} to have been translated from: remove 'source'"
    lines = changed(article.source, original)
    if lines is None:
        return ""
    where = f":{lines[0]}" + "".join(f", :{line}" for line in lines[1:]) if lines else ""
    return f"{path}{where} changed after this translation: bring it up to date, then {cure}"


CHECK = Check(
    id="translations",
    reason="A translation that was not brought up to date tells half of the customers what no longer holds.",
    cure="Read what changed in the original, correct the translation, then run 'kb translated'.",
    find=find,
)
