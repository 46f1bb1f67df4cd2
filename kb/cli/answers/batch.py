"""`kb answer --batch`: messages in bulk, JSON lines in, JSON lines out, for measuring and for help desks."""

import json
import sys
from collections.abc import Callable, Sequence
from typing import Any

import click

from kb.answering.picking.pick import Pick
from kb.cli.lines import json_lines, text_of
from kb.errors import nearest, quoted

MOST_HITS = 10  # for a message that does not say how many


def batch(
    picks_of: Callable[[str, str], tuple[str, Sequence[Pick]]], languages: Sequence[str], lang: str
) -> None:
    """Answer each line of standard input by a line: the main question's articles, then the further ones'.

    The `id` of a line, if it has one, is also the answer's.

    Args:
        picks_of: From a message and its language, empty where nobody knows it, to that language and the
            articles for each of its questions.
        languages: Those that a line may name.
        lang: The language of the lines that name none; empty: each message tells.

    Raises:
        click.UsageError: Naming the line and its fault.
    """
    for place, query in json_lines(sys.stdin, "stdin"):
        limit = query.get("k") or MOST_HITS
        if not isinstance(limit, int) or limit < 1:
            raise click.UsageError(f"{place}: the field 'k' must be a whole number from 1")
        _, picks = picks_of(text_of(query, "text", place), _language(query, languages, place) or lang)
        confident = bool(picks) and picks[0].confident
        named = {"id": query["id"]} if "id" in query else {}
        click.echo(json.dumps({**named, "hits": _hits(picks)[:limit], "confident": confident}))


def _language(query: dict[str, Any], languages: Sequence[str], place: str) -> str:
    """The language that a line names; empty where it names none."""
    named = query.get("lang") or ""
    if named and named not in languages:
        raise click.UsageError(
            f"{place}: there is no language {quoted(str(named))}{nearest(str(named), languages)}"
        )
    return str(named)


def _hits(picks: Sequence[Pick]) -> list[tuple[str, int]]:
    """The main question's articles; behind its first three the first of each further question."""
    main = list(picks[0].hits) if picks else []
    first = {name for name, _ in main[:3]}
    others = [pick.hits[0] for pick in picks[1:] if pick.hits and pick.hits[0][0] not in first]
    moved = {name for name, _ in others}
    return [*main[:3], *others, *(hit for hit in main[3:] if hit[0] not in moved)]
