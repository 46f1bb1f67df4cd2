"""Text of a language's searches.yml -> what customers searched, what must answer, every fault; pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from kb.content import values
from kb.content.values import Value
from kb.errors import Problem

NOTHING = "nothing"  # in place of an article: this is not our business, and no article may claim it is
SHAPE = "write a line for each search, as in '- {search: sign me off, finds: sign-in}'"
HEAD = """\
# What customers searched, each with the article that must be among the first three, or 'nothing' where it
# is none of our business. `kb gaps close` adds to it; `kb check` asks each of them, ever after.
"""


@dataclass(frozen=True)
class Recorded:
    """A search that `kb check` asks: its words, the id of its article (or `nothing`), its line."""

    search: str
    finds: str
    line: int


def parse(text: str, path: str) -> tuple[tuple[Recorded, ...], list[Problem]]:
    """The recorded searches, and every fault at its line."""
    top, problems = values.read(text, path)
    if top is None or top.content is None:
        return (), problems
    if not isinstance(top.content, tuple):
        return (), [*problems, Problem(path, top.line, SHAPE)]
    found = []
    for value in top.content:
        one = _recorded(value)
        if one is None:
            problems.append(Problem(path, value.line, SHAPE))
        else:
            found.append(one)
    return tuple(found), problems


def _recorded(value: Value) -> Recorded | None:
    if not isinstance(value.content, Mapping) or set(value.content) != {"search", "finds"}:
        return None
    search, finds = (value.content[name].content for name in ("search", "finds"))
    if not isinstance(search, str) or not isinstance(finds, str):
        return None
    return Recorded(" ".join(search.split()), finds.strip(), value.line)
