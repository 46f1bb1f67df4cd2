"""The options that name a cluster, the credentials of the environment, and every fault in one sentence."""

import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import click

from kb.cli.project import Project
from kb.web.engines import Engines
from search import Engine
from search.errors import ClusterFault

if TYPE_CHECKING:
    from search.opensearch import Access
    from search.opensearch.connection import Connection

ALIAS = "help"
USER, PASSWORD, AUTHORITY = "KB_SEARCH_USER", "KB_SEARCH_PASSWORD", "KB_SEARCH_CA"
UNREACHABLE = 3


def _nodes(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> tuple[str, ...]:
    for url in given:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise click.BadParameter(f"'{url}' is no address; give one as https://search.example.com:9200")
        if parts.username is not None:
            raise click.BadParameter(
                f"leave user and password out of the address: {USER} and {PASSWORD} say them"
            )
    return given


def _name(_: click.Context, __: click.Parameter, given: str) -> str:
    if not re.fullmatch(r"[a-z0-9][a-z0-9_.-]*", given):
        raise click.BadParameter(f"'{given}' may hold small letters, digits, '-', '_' and '.' only")
    return given


def cluster_options(name: str, text: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The option that names the nodes of a cluster, several where one may be down, and `--alias`."""
    nodes = click.option(name, "nodes", multiple=True, metavar="URL", callback=_nodes, help=text)
    alias = click.option(
        "--alias", default=ALIAS, show_default=True, callback=_name, help="The site's name on the cluster."
    )
    return lambda command: nodes(alias(command))


@contextmanager
def reached(project: Project, nodes: tuple[str, ...]) -> "Iterator[Connection]":
    """A connection to a cluster; what goes wrong with it ends the command with a sentence and exit code 3."""
    from search.opensearch import connect  # its client takes half a second to import

    try:
        yield connect(access(nodes))
    except ClusterFault as fault:
        click.echo(said(project, fault), err=True)
        click.get_current_context().exit(UNREACHABLE)


def access(nodes: tuple[str, ...]) -> "Access":
    """The nodes, and the credentials that the environment holds."""
    from search.opensearch import Access

    user, password, authority = (os.environ.get(name, "") for name in (USER, PASSWORD, AUTHORITY))
    return Access(nodes, user, password, authority)


def said(project: Project, fault: ClusterFault) -> str:
    """What is wrong with which nodes, and the cure."""
    names = {"user": USER, "password": PASSWORD, "authority": AUTHORITY, "first": fault.nodes.split(",")[0]}
    return project.say(f"cli.cluster_{fault.fault}", nodes=fault.nodes, detail=fault.detail, **names)


def on_cluster(access: "Access", alias: str) -> Engines:
    """The engines of a cluster, for a process that opens them by itself; raises ClusterFault."""
    from search.opensearch import connect

    return engines(connect(access), alias)


def engines(connection: "Connection", alias: str) -> Engines:
    """An engine for each language that was published; raises ClusterFault, also where there are none."""
    from search.opensearch import Cluster, languages

    known = languages(connection, alias)
    if not known:
        raise connection.fault("no_index", alias)
    return Engines(known, lambda lang: Engine(Cluster.open(connection, alias, lang, monotonic)))
