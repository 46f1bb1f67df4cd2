"""How findings are printed: for a person, a program, GitHub's annotations, and viewers of SARIF."""

from collections.abc import Sequence
from urllib.parse import quote

import click

from kb import checks
from kb.cli.output import print_json
from kb.errors import Problem

FORMATS = ("text", "json", "github", "sarif")
SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
HINTS = frozenset(each.id for each in checks.CHECKS if each.is_hint)


def print_problems(problems: Sequence[Problem], form: str) -> None:
    """Findings and hints in one of `FORMATS`."""
    if form == "json":
        print_json(
            [
                {
                    "path": p.path,
                    "line": p.line,
                    "rule": p.rule,
                    "level": "hint" if p.rule in HINTS else "finding",
                    "message": p.message,
                }
                for p in problems
            ]
        )
    elif form == "sarif":
        print_json(sarif(problems))
    else:
        for problem in problems:
            click.echo(_github(problem) if form == "github" else _text(problem))


def _text(problem: Problem) -> str:
    kind = ", hint" if problem.rule in HINTS else ""
    return f"{problem} {click.style(f'[{problem.rule}{kind}]', dim=True)}"


def _github(problem: Problem) -> str:
    """An annotation, as GitHub's workflow commands write it."""
    place = f"file={_escaped(problem.path)},line={max(problem.line, 1)},title={problem.rule}"
    level = "notice" if problem.rule in HINTS else "error"
    return f"::{level} {place}::{_escaped(problem.message)}"


def _escaped(text: str) -> str:
    """GitHub's escapes of the characters that would end a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def sarif(problems: Sequence[Problem]) -> dict[str, object]:
    """Findings in the Static Analysis Results Interchange Format 2.1.0 of OASIS: all rules, then results."""
    rules = [
        {
            "id": each.id,
            "shortDescription": {"text": each.reason},
            "help": {"text": each.cure},
            "defaultConfiguration": {"level": _level(each.id)},
        }
        for each in checks.CHECKS
    ]
    places = {each.id: place for place, each in enumerate(checks.CHECKS)}
    driver = {"name": "kb check", "rules": rules}
    results = [_result(problem, places[problem.rule]) for problem in problems]
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [{"tool": {"driver": driver}, "results": results}]}


def _level(rule: str) -> str:
    return "note" if rule in HINTS else "error"


def _result(problem: Problem, place: int) -> dict[str, object]:
    where = {
        "artifactLocation": {"uri": quote(problem.path)},
        "region": {"startLine": max(problem.line, 1)},
    }
    return {
        "ruleId": problem.rule,
        "ruleIndex": place,
        "level": _level(problem.rule),
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": where}],
    }
