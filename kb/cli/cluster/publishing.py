"""`kb index --to`: bring the indexes to a cluster, with a progress bar where a person is looking."""

from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.cluster.access import reached
from kb.cli.indexes import indexed
from kb.cli.output import progress
from kb.cli.project import Project
from search import Index

if TYPE_CHECKING:
    from search.opensearch import Loaded


def publish(project: Project, directory: Path, nodes: tuple[str, ...], alias: str) -> "list[Loaded]":
    """Publish the indexes of all languages, in one step; says nothing where it went well."""
    with reached(project, nodes) as connection, ExitStack() as files, progress() as advance:
        from search.opensearch import load

        langs = indexed(project, directory)
        indexes = [files.enter_context(Index.open(directory / lang)) for lang in langs]
        return load(connection, indexes, alias, advance)
    return []


def report(project: Project, made: "list[Loaded]", alias: str) -> None:
    """Say for each language what was done."""
    for one in made:
        key = "cli.cluster_unchanged" if one.name == one.before else "cli.cluster_published"
        said = project.say(key, alias=f"{alias}-{one.lang}", sent=one.sent, removed=one.removed)
        click.echo(f"{one.lang}: {said}")
