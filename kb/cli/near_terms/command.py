"""The command `kb near`: words of other vocabularies and languages that lie near the articles' words."""

import os
from functools import partial
from typing import TYPE_CHECKING

import click

from kb.cli.project import Project
from kb.errors import did_you_mean, quoted

if TYPE_CHECKING:
    from search.query.near import NearTable, NearWord
    from search.text.analyzer import Analyzer

FROM = ("de", "fr", "es")
pass_project = click.make_pass_decorator(Project)


@click.group()
def near() -> None:
    """The near words that search knows beside the articles' own, content/LANG/near.tsv."""


@near.command()
@click.option("--lang", help="Language of the articles; default: all that there are.")
@click.option(
    "--from",
    "others",
    multiple=True,
    default=FROM,
    show_default=True,
    metavar="LANG",
    help="Another language that customers ask in; may be repeated.",
)
@click.option(
    "--own", is_flag=True, help="Add words of the articles' own language: more is found, not always rightly."
)
@pass_project
def update(project: Project, lang: str | None, others: tuple[str, ...], own: bool) -> None:
    """Make the tables of near words anew; what a writer struck out of one stays struck.

    \b
    kb near update
    kb near update --lang it --from de --from pt

    This needs the package's extra 'near' (an encoder and word lists) and some minutes; the site, and
    everybody who only builds it, needs neither.
    """  # noqa: D301 (Click reads \b)
    from kb.cli.indexes import check_language
    from kb.content import atomic, corpus, facts
    from kb.content.render import documents
    from kb.support import encoder, near_words
    from search.query.near import FILE as NEAR
    from search.query.near import to_text
    from search.text.analyzer import Analyzer
    from search.text.language import language

    # Before NumPy comes: in one thread sums have one order, and the tables come out the same each time.
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    found, known = corpus.load(project.articles), facts.load(project.articles)
    nearest = encoder.Encoder().nearest
    made = []
    for code in [check_language(project, lang)] if lang else found.languages:
        articles = documents(found.of(code), known)
        foreign = [each for each in others if each not in found.languages]
        try:
            table = near_words.make(
                articles,
                Analyzer(language(code)),
                foreign,
                found.near[code],
                encoder.common,
                partial(nearest, code),
                encoder.stem,
                own,
            )
        except LookupError as error:
            raise click.BadParameter(str(error), param_hint="--from") from error
        made.append((f"{code}/{NEAR}", table))
    changes = [atomic.change(found.root / name, to_text(table).encode()) for name, table in made]
    atomic.write(found.root, changes)
    for name, table in made:
        click.echo(project.say("cli.near_updated", path=f"{found.shown}/{name}", count=len(table.words)))


@near.command()
@click.argument("word")
@click.option("--lang", required=True, help="Language of the articles.")
@pass_project
def show(project: Project, word: str, lang: str) -> None:
    """Print the words of the articles near a word that customers type, nearest first.

    \b
    kb near show prelievo --lang it
    kb near show kündigen --lang en

    To strike out a wrong one, put a minus in place of its number in the line of the word in
    content/LANG/near.tsv, as in '-bonifico' for 'bonifico:9'; it stays struck out. The line of a word that
    the articles hold begins with '~' and has its stem, as '~rimbors' for 'rimborsi'.
    """  # noqa: D301 (Click reads \b)
    from kb.cli.indexes import check_language
    from kb.content import corpus, facts
    from kb.content.render import documents
    from kb.errors import ContentError
    from kb.support import near_words
    from search.query.near import FILE as NEAR
    from search.text.analyzer import Analyzer
    from search.text.language import language

    found, analyzer = corpus.load(project.articles), Analyzer(language(check_language(project, lang)))
    table: NearTable = found.near[lang]
    path = f"{found.shown}/{lang}/{NEAR}"
    if unusable := [problem for problem in found.problems if problem.path == path]:
        raise ContentError(unusable)
    if not table.words:
        raise click.UsageError(project.say("cli.near_none", language=lang))
    if entries := [table.words[each] for each in _lines(word, analyzer) if each in table.words]:
        click.echo("\n".join(_told(project, word, each) for each in entries))
    elif near_words.is_held(word, documents(found.of(lang), facts.load(found.root)), analyzer):
        click.echo(project.say("cli.near_held", word=word))
    else:
        message = project.say("cli.near_unknown", word=quoted(word))
        raise click.UsageError(message + did_you_mean(word, table.words))


def _lines(word: str, analyzer: "Analyzer") -> list[str]:
    """The lines that may tell of a word: as one that no article holds, or as one that articles hold."""
    from search.query.near import AKIN, HELD, PAIR
    from search.text.analyzer import normal

    written = normal(word).lower()
    typed = analyzer.fold(written).replace(" ", PAIR)
    return [typed, HELD + typed, *(AKIN + term for term in analyzer.terms(written))]


def _told(project: Project, word: str, entry: "NearWord") -> str:
    """The neighbours of a word, one to a line, with their cosines in sixteenths."""
    lines = [f"{name}  {cosine}/16" for name, cosine in entry.words]
    lines += [project.say("cli.near_struck", word=name) for name in entry.struck]
    idle = [] if lines else [project.say("cli.near_idle", word=word)]
    return "\n".join([f"{word} ({', '.join(entry.langs)})", *lines, *idle])
