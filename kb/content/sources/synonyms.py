"""Text of a language's synonyms.yml -> groups of words that mean the same, with all that is wrong; pure."""

from collections.abc import Iterator

from kb.content import values
from kb.content.values import Value
from kb.errors import Problem, quoted

SHAPE = "must be a list of groups, as in '- [disdetta, annullamento]'"

Groups = tuple[tuple[str, ...], ...]


def parse(text: str, path: str) -> tuple[Groups, list[Problem]]:
    """The groups, words as typed, and every fault at its line."""
    top, problems = values.read(text, path)
    if top is None or top.content is None:
        return (), problems
    if not isinstance(top.content, tuple):
        return (), [*problems, Problem(path, top.line, SHAPE)]
    groups = []
    seen: dict[str, int] = {}
    for value in top.content:
        words, faults = _group(value, path)
        problems += faults
        problems += _repeated(words, path, seen)
        groups.append(tuple(word for _, word in words))
    return tuple(group for group in groups if group), problems


def _group(value: Value, path: str) -> tuple[list[tuple[int, str]], list[Problem]]:
    """The words of one group with their lines, and what is wrong with them."""
    if not isinstance(value.content, tuple):
        return [], [Problem(path, value.line, SHAPE)]
    problems = [found for item in value.content for found in _word_faults(item, path)]
    words = [
        (item.line, " ".join(item.content.split())) for item in value.content if isinstance(item.content, str)
    ]
    words = [(line, word) for line, word in words if word]
    if len(value.content) < 2:
        reason = "a group needs two words or more: add another, or take the group out"
        problems.append(Problem(path, value.line, reason))
    return words, problems


def _word_faults(item: Value, path: str) -> Iterator[Problem]:
    if item.comment:
        reason = (
            f"a word ends before {quoted(item.comment)}: put it in quotes; a remark goes on a line of its own"
        )
        yield Problem(path, item.line, reason)
    elif not isinstance(item.content, str):
        yield Problem(path, item.line, "every word of a group must be one text, as in '[cancel, stop]'")
    elif not item.content.strip():
        yield Problem(path, item.line, "an empty word: take it out")


def _repeated(words: list[tuple[int, str]], path: str, seen: dict[str, int]) -> Iterator[Problem]:
    for line, word in words:
        first = seen.setdefault(word.casefold(), line)
        if first != line or sum(word.casefold() == other.casefold() for _, other in words) > 1:
            yield Problem(
                path, line, f"{quoted(word)} stands on line {first} already: keep one, or join the groups"
            )
