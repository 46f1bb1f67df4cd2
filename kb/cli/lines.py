"""JSON lines: one object a line, each fault named with its line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

import click


def json_lines(lines: Iterable[str], source: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The object of each line with its place, `source:line`; empty lines say nothing."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        place = f"{source}:{number}"
        try:
            data = json.loads(line)
        except ValueError as error:
            raise click.UsageError(f"{place}: not JSON: {error}") from error
        if not isinstance(data, dict):
            raise click.UsageError(f"{place}: each line must be one JSON object")
        yield place, data


def text_of(data: dict[str, Any], field: str, place: str) -> str:
    """The text in a field; raises click.UsageError where there is none."""
    if not isinstance(data.get(field), str):
        fault = "must be a text" if field in data else "is missing"
        raise click.UsageError(f"{place}: the field '{field}' {fault}")
    return str(data[field])
