"""The file in which the writer says how an import's sections and pages are called here; pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

import yaml

from kb.errors import ContentError, Problem, UnknownName

FILE = "import.yml"
HEAD = """# How 'kb import' carries over what it finds; edit it and run the command again.
# categories: what the source calls a section, and our category for it. ids: a page's key, and our id for it.
"""


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
        ContentError: When it cannot be read.
        UnknownName: When it names no category of ours.
    """
    try:
        found = yaml.safe_load(text) or {}
        given = Mapped(_texts(found.get("categories")), _texts(found.get("ids")))
    except (yaml.YAMLError, ValueError, AttributeError, TypeError) as error:
        raise ContentError([Problem(FILE, 0, str(error).splitlines()[0])]) from error
    for ours in given.categories.values():
        if ours not in shelves:
            raise UnknownName("category", ours, shelves)
    return given


def _texts(values: object) -> dict[str, str]:
    return {str(key): str(value) for key, value in dict(values or {}).items()}  # type: ignore[call-overload]


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
