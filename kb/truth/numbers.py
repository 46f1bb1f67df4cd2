"""The numbers of articles: which there are, and which are listed as no facts of the service; pure."""

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from kb.errors import Problem, did_you_mean, quoted
from kb.truth.statements import Statement
from kb.truth.words import linked, truth_words

FILE = "numbers.yml"
FIELDS = ("article", "numbers", "reason")


@dataclass(frozen=True)
class Allowed:
    """Numbers that one article may say.

    Attributes:
        article: Its id.
        numbers: As `numbers_in` gives them.
        line: The entry's line in the file, counted from 1.
    """

    article: str
    numbers: tuple[str, ...]
    line: int


def numbers_in(statement: Statement) -> Iterator[tuple[str, str]]:
    """Each number of a sentence outside placeholders: as written, and its value (`half` is `1/2`)."""
    words = truth_words(statement.lang)
    for token in words.token.findall(linked(statement.text)):
        if token[0].isdigit():
            yield token, token
        elif (concept := words.concept(token.lower())).startswith("#"):
            yield token, concept[1:]


def parse(text: str, path: str) -> tuple[tuple[Allowed, ...], list[Problem]]:
    """The listed exceptions, and all that is wrong with the file, each at its line."""
    try:
        root = yaml.compose(text, Loader=yaml.BaseLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        return (), [Problem(path, line, f"not YAML: {error.problem}")]
    if root is None:
        return (), []
    if not isinstance(root, yaml.SequenceNode):
        return (), [Problem(path, 1, "write a list of entries with 'article', 'numbers' and 'reason'")]
    found, problems = [], []
    for node in root.value:
        line = node.start_mark.line + 1
        entry = yaml.BaseLoader("").construct_document(node)
        fault = _fault(entry)
        if fault:
            problems.append(Problem(path, line, fault))
        else:
            found.append(Allowed(entry["article"], tuple(entry["numbers"]), line))
    return tuple(found), problems


def _fault(entry: object) -> str:
    """What is wrong with an entry; empty when all is well."""
    if not isinstance(entry, dict):
        return "an entry has the fields 'article', 'numbers' and 'reason'"
    if unknown := [name for name in entry if name not in FIELDS]:
        return f"unknown field {quoted(str(unknown[0]))}{did_you_mean(str(unknown[0]), FIELDS)}"
    if missing := [name for name in FIELDS if not entry.get(name)]:
        return f"'{missing[0]}' is missing: say which numbers of which article are no facts, and why"
    numbers = entry["numbers"]
    if not isinstance(numbers, list) or not all(isinstance(each, str) for each in numbers):
        return "'numbers' is a list, such as [\"2\", x2]"
    return (
        "" if isinstance(entry["article"], str) and isinstance(entry["reason"], str) else "write plain text"
    )
