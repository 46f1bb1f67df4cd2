"""Commands of people who answer: search, and why an article ranks where it does."""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import click

import search as engine_face
from kb.cli.cluster.access import cluster_options, reached
from kb.cli.cluster.access import engines as engines_of
from kb.cli.indexes import check_indexed, indexed, one_of, open_engine, open_engines
from kb.cli.output import format_option, marked, print_json, print_table
from kb.cli.project import Project, interface_language
from kb.errors import UnknownName, did_you_mean, quoted

MARK = {"fg": "yellow", "bold": True}
SHOWN = 80
LIMITS = click.IntRange(1, 100)

pass_project = click.make_pass_decorator(Project)
lang_option = click.option("--lang", help="Language of the articles and of the messages; default: yours.")
index_option = click.option(
    "--index-dir", type=click.Path(path_type=Path), help="Where the indexes lie; default: build/index."
)


@click.command()
@click.argument("query", nargs=-1, required=True)
@lang_option
@click.option("--kind", type=click.Choice(("faq", "guide", "video")), help="Only articles of this kind.")
@click.option("--category", help="Only articles of this category, by its id.")
@click.option("--limit", type=LIMITS, default=10, show_default=True, help="How many to show.")
@index_option
@cluster_options("--search", "Ask this OpenSearch cluster ('kb index --to'); several nodes: repeat it.")
@format_option("text", "json")
@pass_project
def search(
    project: Project,
    query: tuple[str, ...],
    lang: str | None,
    kind: str | None,
    category: str | None,
    limit: int,
    index_dir: Path | None,
    nodes: tuple[str, ...],
    alias: str,
    form: str,
) -> None:
    """Find articles, as the site does.

    \b
    kb search "annullare l'abbonamento" --lang it
    kb search invoice pdf --lang en --kind guide
    kb search disdetta --lang it --format json
    """  # noqa: D301 (Click reads \b)
    text = " ".join(query)
    with reached(project, nodes) if nodes else nullcontext() as connection:
        if connection:
            engines = _published(project, engines_of(connection, alias), lang)
        else:
            engines = _on_disk(project, index_dir or project.index, lang)
        lang = engines[0].index.lang
        if category:
            _check_category(project, category)
        try:
            results = engine_face.search_first(engines, text, kind, category, limit)
        except engine_face.QueryTooShort as error:
            raise _too_short(project, error, lang) from error
    if form == "json":
        print_json(results.as_json())
    else:
        _print_results(project, results, lang)


def _on_disk(project: Project, directory: Path, lang: str | None) -> list[engine_face.Engine]:
    """The engines here, that of the language asked for, or spoken, first."""
    first = _language(project, directory, lang)
    others = (other for other in indexed(project, directory) if other != first)
    return open_engines(project, directory, [first, *others])


def _published(
    project: Project, engines: Mapping[str, engine_face.Engine], lang: str | None
) -> list[engine_face.Engine]:
    """The engines of a cluster in the same order."""
    known = tuple(sorted(engines))
    first = one_of(project, lang, known, "--lang") if lang else _spoken(known)
    return [engines[first], *(engines[other] for other in known if other != first)]


def _check_category(project: Project, category: str) -> None:
    from kb.content import corpus

    known = [each.id for each in corpus.categories(project.content)]
    if known and category not in known:
        message = f"unknown category {quoted(category)}{did_you_mean(category, known)}; there are: "
        raise click.BadParameter(message + ", ".join(known), param_hint="--category")


def _shortened(query: str) -> str:
    return query if len(query) <= SHOWN else query[: SHOWN - 1] + "…"


def _too_short(project: Project, error: engine_face.QueryTooShort, lang: str) -> click.UsageError:
    return click.UsageError(project.say("cli.query_too_short", lang, minimum=error.minimum))


def _language(project: Project, directory: Path, lang: str | None) -> str:
    if lang:
        return check_indexed(project, directory, lang)
    return _spoken(indexed(project, directory))


def _spoken(known: Sequence[str]) -> str:
    """The language of the machine's user where it is known, else the first."""
    mine = interface_language()
    return mine if mine in known else known[0]


def _print_results(project: Project, results: engine_face.Results, lang: str) -> None:
    if note := _note(project, results, lang):
        click.echo(note)
    for place, hit in enumerate(results.hits, 1):
        anchor = f"#{hit.section.anchor}" if hit.section and hit.section.anchor else ""
        details = click.style(f"{hit.url}{anchor}  {hit.kind}  {hit.score}", dim=True)
        click.echo(f"{place:2}. {marked(hit.title, hit.title_marks, MARK)}")
        click.echo(f"    {details}")
        click.echo(f"    {marked(hit.excerpt.text, hit.excerpt.marks, MARK)}")
    if results.suggestion:
        click.echo(project.say("cli.search_suggestion", lang, word=results.suggestion))
    if not results.hits:
        click.echo(project.say("cli.search_nothing", lang, query=_shortened(results.query)))
        click.echo(project.say("cli.search_help", lang))
    if not results.confident:
        _print_ways_on(project, lang)
    elif results.total > len(results.hits):
        click.echo(project.say("cli.search_more", lang, shown=len(results.hits), total=results.total))


def _note(project: Project, results: engine_face.Results, lang: str) -> str:
    """What stands above the hits: that they are the closest only, or in another language than asked."""
    if not results.hits:
        return ""
    if not results.confident:
        return project.say("cli.search_closest", lang)
    shown = results.hits[0].lang
    if results.fallback and shown != lang:
        return project.say("cli.search_fallback", lang, language=results.lang)
    if results.is_foreign:
        return project.say("cli.search_foreign", lang, asked=results.query_lang, language=shown)
    return project.say("cli.search_counterpart", lang, language=results.lang) if results.fallback else ""


def _print_ways_on(project: Project, lang: str) -> None:
    """Where else to look when no article is a sure answer: the topics and the contacts."""
    from kb.answering.contacts import contacts
    from kb.content import corpus, facts  # YAML loads only here

    topics = [category.title(lang) for category in corpus.categories(project.content)]
    if topics:
        click.echo(project.say("cli.search_topics", lang, topics=", ".join(topics)))
    if ways := contacts(facts.load(project.content)):
        click.echo(project.say("cli.search_contacts", lang, ways=", ".join(ways)))


@click.command()
@click.argument("query")
@click.argument("article")
@lang_option
@index_option
@format_option("text", "json")
@pass_project
def why(
    project: Project, query: str, article: str, lang: str | None, index_dir: Path | None, form: str
) -> None:
    """Show the sum that ranks ARTICLE (its id) for QUERY.

    \b
    kb why "disdire abbonamento" cancel-subscription --lang it

    A line for each word of the query: points = quality (sixteenths) x idf x weight in the article. The first
    ten articles get more for saying it as the query does: the same neighbours, the same forms of words, and a
    title or question that looks like the query.
    """  # noqa: D301 (Click reads \b)
    directory = index_dir or project.index
    lang = _language(project, directory, lang)
    engine = open_engine(project, directory, lang)
    known = [engine.index.id(number) for number in engine.index.numbers()]
    if article not in known:
        raise UnknownName("article", article, known)
    try:
        reasons = engine.why(query, article)
        ranked = [name for name, _ in engine.ranked(query, limit=len(known)).hits]
    except engine_face.QueryTooShort as error:
        raise _too_short(project, error, lang) from error
    total = sum(reason.points for reason in reasons)
    place = ranked.index(article) + 1 if article in ranked else None
    if form == "json":
        lines = [vars(reason) for reason in reasons]
        print_json({"query": query, "article": article, "place": place, "points": total, "reasons": lines})
        return
    columns = [
        project.say(f"cli.why_{name}", lang) for name in ("word", "term", "kind", "quality", "idf", "weight")
    ]
    rows = [_row(project, lang, reason) for reason in reasons]
    print_table([*columns, project.say("cli.why_points", lang)], rows)
    key = "cli.why_place" if place else "cli.why_absent"
    click.echo(project.say(key, lang, place=place, total=len(ranked), points=total))


def _row(project: Project, lang: str, reason: engine_face.Reason) -> tuple[str, ...]:
    """A line of the sum; a share for reranking has a name in place of a word, and no factors."""
    if not reason.word:
        return (project.say(f"cli.why_{reason.kind}", lang), "", "", "", "", "", str(reason.points))
    factors = (reason.quality, reason.idf, reason.weight, reason.points)
    return (reason.word, reason.term, reason.kind, *map(str, factors))
