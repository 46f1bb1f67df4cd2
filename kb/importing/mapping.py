"""The file in which the writer says how an import's sections and pages are called here; pure."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from kb.content import values
from kb.content.fields import SLUG
from kb.errors import ContentError, Problem, nearest, quoted

FILE = "import.yml"
HEAD = """# How 'kb import' carries over what it finds; edit it and run the command again.
# categories: what the source calls a section, and our category for it.
# ids: a page's key, and our id for it. The key is the file's path without its language and its ending
# (money/plan for it/money/plan.html), with '#' and its number for a question of a page of questions
# (faq#2), and 'zendesk' with its number for an article of an export ('zendesk 360012').
"""
PARTS = ("categories", "ids")


@dataclass(frozen=True)
class Mapped:
    """What the file says.

    Attributes:
        categories: Our category by the source's section.
        ids: Our id by the key of a page.
    """

    categories: Mapping[str, str] = field(default_factory=dict)
    ids: Mapping[str, str] = field(default_factory=dict)


def read(text: str, shelves: Collection[str]) -> Mapped:
    """What a file says.

    Raises:
        ContentError: When it cannot be read, or names a category or an id that cannot be.
    """
    problems: list[Problem] = []
    pairs = {name: [*_pairs(name, node, problems)] for name, node in _parts(text, problems).items()}
    for line, _, ours in pairs["categories"]:
        if ours not in shelves:
            problems.append(_problem(line, f"unknown category {quoted(ours)}{nearest(ours, shelves)}"))
    taken: set[str] = set()
    for line, _, ours in pairs["ids"]:
        if not SLUG.fullmatch(ours):
            cure = "write small letters, digits and single hyphens, as in 'change-plan'"
            problems.append(_problem(line, f"{quoted(ours)} is no id: {cure}"))
        if ours in taken:
            problems.append(_problem(line, f"the id {quoted(ours)} stands twice: each page has its own"))
        taken.add(ours)
    if problems:
        raise ContentError(problems)
    said = {name: {theirs: ours for _, theirs, ours in found} for name, found in pairs.items()}
    return Mapped(said["categories"], said["ids"])


def _parts(text: str, problems: list[Problem]) -> dict[str, yaml.Node | None]:
    """What stands behind `categories` and `ids`."""
    found: dict[str, yaml.Node | None] = dict.fromkeys(PARTS)
    try:
        root = yaml.compose(text)
    except (yaml.YAMLError, RecursionError):
        problems += values.read(text, FILE)[1]
        return found
    for key, node in root.value if isinstance(root, yaml.MappingNode) else ():
        if key.value in found:
            found[key.value] = node
        else:
            name = str(key.value)
            problems.append(_problem(_line(key), f"unknown key {quoted(name)}{nearest(name, PARTS)}"))
    if root is not None and not isinstance(root, yaml.MappingNode):
        problems.append(
            _problem(1, "this says nothing: write 'categories:' and 'ids:', and pairs below them")
        )
    return found


def _pairs(name: str, node: yaml.Node | None, problems: list[Problem]) -> Iterator[tuple[int, str, str]]:
    """Line, key and value of each pair."""
    if node is None or (isinstance(node, yaml.ScalarNode) and not node.value):
        return
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ((node, node),):
        if key is not value and isinstance(key, yaml.ScalarNode) and isinstance(value, yaml.ScalarNode):
            yield _line(key), key.value, value.value
        else:
            reason = f"{quoted(name)} holds pairs: write the source's name, a colon and ours, one pair a line"
            problems.append(_problem(_line(key), reason))


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _problem(line: int, reason: str) -> Problem:
    return Problem(FILE, line, reason)


def proposed(categories: Mapping[str, str]) -> str:
    """A first file."""
    return HEAD + _dumped({"categories": dict(categories), "ids": {}})


def extended(text: str, categories: Mapping[str, str]) -> str | None:
    """The file with sections that it does not name; None where only a hand can add them.

    What the writer wrote, remarks too, stays as it is.
    """
    was = yaml.safe_load(text) or {}
    root = yaml.compose(text)
    held = next((value for key, value in root.value if key.value == "categories"), None) if root else None
    if held is None:
        start = text if text.endswith("\n") or not text else f"{text}\n"
        new = start + _dumped({"categories": dict(categories)})
    elif isinstance(held, yaml.MappingNode) and held.value and not held.flow_style:
        end = text.find("\n", held.value[-1][1].end_mark.index)
        end = len(text) if end < 0 else end
        new = text[:end] + _lines(categories, held.start_mark.column) + text[end:]
    else:  # in braces, or empty
        whole = {**(was["categories"] or {}), **categories}
        new = text[: held.start_mark.index].rstrip(" ") + _lines(whole, 2) + text[held.end_mark.index :]
    wanted = {**was, "categories": {**(was.get("categories") or {}), **categories}}
    try:
        return new if yaml.safe_load(new) == wanted else None
    except yaml.YAMLError:
        return None


def _lines(categories: Mapping[str, str], column: int) -> str:
    return "".join(f"\n{' ' * column}{line}" for line in _dumped(categories).splitlines())


def _dumped(values: Mapping[str, object]) -> str:
    return yaml.safe_dump(dict(values), allow_unicode=True, sort_keys=False)
