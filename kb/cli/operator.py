"""Commands of people who run the help center: build, index, measure."""

import json
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

import search
from kb.cli.agent import index_option, pass_project
from kb.cli.cluster.access import cluster_options
from kb.cli.cluster.publishing import publish
from kb.cli.cluster.publishing import report as tell_published
from kb.cli.indexes import check_indexed, open_engine
from kb.cli.indexes import index as update_indexes
from kb.cli.lines import json_lines, text_of
from kb.cli.output import format_option, print_json
from kb.cli.project import Project

MOST_HITS = 10  # of a query that does not say how many


@click.command()
@click.option(
    "--strict",
    is_flag=True,
    help="Let warnings, such as a broken link, and unapproved or typed words fail the build.",
)
@click.option("--always", is_flag=True, help="Build although nothing changed.")
@pass_project
def build(project: Project, strict: bool, always: bool) -> None:
    """Build the site and its search indexes into build/; does nothing when nothing changed.

    \b
    kb build
    kb build --strict     in CI: silent and 0 when all is well

    The folder build/site can be copied to any host; it needs no server.
    """  # noqa: D301 (Click reads \b)
    from kb.site.build import build as build_site  # MkDocs loads only when there is something to build

    report = build_site(project.config, strict=strict, always=always)
    if not strict:
        for note in report.notes:
            click.echo(note, err=True)
        key = "cli.built" if report.built else "cli.build_current"
        click.echo(project.say(key, site=os.path.relpath(report.site)), err=True)


@click.command()
@click.option("--anew", is_flag=True, help="Build everything again instead of what changed.")
@index_option
@cluster_options("--to", "Publish them on this OpenSearch cluster, too; several nodes: repeat it.")
@format_option("text", "json")
@pass_project
def index(
    project: Project, anew: bool, index_dir: Path | None, nodes: tuple[str, ...], alias: str, form: str
) -> None:
    """Bring the search indexes up to date; only changed articles are indexed again.

    \b
    kb index
    kb index --anew     also refreshes the average lengths that ranking uses
    kb index --to https://search.example.com:9200     for an API on several machines

    Who asks the cluster gets the old articles or the new ones, in all languages at once. An interrupted run
    is taken up by the next. KB_SEARCH_USER and KB_SEARCH_PASSWORD sign in, KB_SEARCH_CA is the file of a
    private authority.
    """  # noqa: D301 (Click reads \b)
    reports = update_indexes(project, index_dir or project.index, anew=anew)
    made = publish(project, index_dir or project.index, nodes, alias) if nodes else []
    if form == "json":
        sent = {one.lang: {"published": vars(one)} for one in made}
        print_json({lang: vars(report) | sent.get(lang, {}) for lang, report in reports.items()})
        return
    for lang, report in reports.items():
        key = "cli.index_rebuilt" if report.rebuilt else "cli.index_updated"
        click.echo(f"{lang}: " + project.say(key, **vars(report)))
    tell_published(project, made, alias)


@click.command()
@click.option("--lang", required=True, help="Language of the queries.")
@click.option(
    "--corpus",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="JSON lines {id, lang, title, body, tags?} to search instead of the project's articles.",
)
@index_option
@pass_project
def evaluate(project: Project, lang: str, corpus: Path | None, index_dir: Path | None) -> None:
    """Answer queries in bulk: JSON lines in, JSON lines out, for measuring.

    \b
    In, one per line:   {"id": "q1", "lang": "it", "text": "disdetta", "k": 10}
    Out, in that order: {"hits": [["cancel-subscription", 4242], ...], "confident": true}
    kb evaluate --lang it < queries.jsonl

    The project's synonyms of that language and its product's name are used for either.
    """  # noqa: D301 (Click reads \b)
    if corpus:
        with TemporaryDirectory(prefix="kb-evaluate-") as folder:
            told, product = _synonyms(project, lang), project.settings.product
            search.build(Path(folder), lang, _documents(corpus, lang), told, product=product)
            _answer(search.Engine.open(Path(folder)))
        return
    directory = index_dir or project.index
    _answer(open_engine(project, directory, check_indexed(project, directory, lang)))


def _synonyms(project: Project, lang: str) -> tuple[tuple[str, ...], ...]:
    """The project's own synonyms: what is measured is the configuration that customers meet."""
    from kb.content import corpus

    return corpus.load(project.content).synonyms.get(lang, ()) if project.content.is_dir() else ()


def _documents(corpus: Path, lang: str) -> Iterator[search.Document]:
    # Bytes that are not UTF-8 become a character that no query holds, or are no JSON.
    with corpus.open(encoding="utf-8", errors="replace") as lines:
        for place, data in json_lines(lines, str(corpus)):
            name, title, body = (text_of(data, field, place) for field in ("id", "title", "body"))
            sections = (search.Section("", "", body),)
            yield search.Document(name, lang, "", title, keywords=tags(data, place), sections=sections)


def tags(data: Mapping[str, Any], place: str) -> tuple[str, ...]:
    """An article's keywords: a list of texts, or one text with commas between them.

    Raises:
        click.UsageError: For anything else, naming the place.
    """
    given = data.get("tags") or []
    found = given.split(",") if isinstance(given, str) else given
    if not isinstance(found, list) or not all(isinstance(tag, str) for tag in found):
        raise click.UsageError(f"{place}: the field 'tags' must be a list of texts, or one text with commas")
    return tuple(filter(None, map(str.strip, found)))


def _answer(engine: search.Engine) -> None:
    try:
        for place, query in json_lines(sys.stdin, "stdin"):
            text, limit = text_of(query, "text", place), query.get("k") or MOST_HITS
            if not isinstance(limit, int) or limit < 1:
                raise click.UsageError(f"{place}: the field 'k' must be a whole number from 1")
            click.echo(json.dumps(vars(_ranked(engine, text, limit))))
    finally:
        engine.close()


def _ranked(engine: search.Engine, text: str, limit: int) -> search.Ranked:
    """Ids and scores; a query that is refused for its length has none."""
    try:
        return engine.ranked(text, limit)
    except search.QueryTooShort:
        return search.Ranked((), False)
