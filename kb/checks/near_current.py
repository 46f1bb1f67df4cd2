"""The near words that search knows are those of the articles as they are."""

from collections.abc import Iterable

from kb.checks.model import Check, Subject
from kb.content.render import documents
from kb.errors import ContentError, Problem, quoted
from kb.support.near_words import missing
from search.query.near import FILE as NEAR
from search.text.analyzer import Analyzer
from search.text.language import language

SHARE = 0.05
SHOWN = 3


def find(subject: Subject) -> Iterable[Problem]:
    """Tables of which more than a twentieth of the articles' words are missing; a language may have none."""
    for lang in subject.corpus.languages:
        table = subject.corpus.near[lang]
        if not table.terms:
            continue
        try:
            articles = documents(subject.corpus.of(lang), subject.facts)
        except ContentError:  # the checks of the fields and of the markup say so
            continue
        words = missing(table, articles, Analyzer(language(lang)))
        if len(words) > SHARE * len(table.terms):
            some = ", ".join(map(quoted, words[:SHOWN]))
            message = f"{len(words)} words of the articles are younger than this table, as {some}"
            yield Problem(f"{subject.corpus.shown}/{lang}/{NEAR}", 0, f"{message}: run 'kb near update'")


CHECK = Check(
    id="near-current",
    reason="Who asks in other words, or in another language, misses what the table of near words lacks.",
    cure="Run `kb near update`, read the difference, and commit the table.",
    find=find,
    scope="language",
)
