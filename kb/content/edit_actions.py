"""Articles x operations: editing `actions:` byte for byte, and what is linked, unknown or uncovered; pure."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from kb.content.article import Article
from kb.content.frontmatter import Split, Uneditable, contents, split
from kb.errors import Problem, did_you_mean, quoted

FLOW = re.compile(r"^actions[ \t]*:[ \t]*\[([^\]\n]*)\]([ \t]*(?:#[^\r\n]*)?\r?)$", re.MULTILINE)
FLOW_OPEN = re.compile(r"^actions[ \t]*:[ \t]*\[[^\]]*\][ \t]*(?:#[^\n]*)?$", re.MULTILINE)
BLOCK = re.compile(
    r"^actions[ \t]*:[ \t]*(?:#[^\r\n]*)?\r?\n((?:(?:[ \t]*-[ \t][^\n]*|[ \t]*#[^\n]*|[ \t]*\r?)\n)*)",
    re.MULTILINE,
)
EMPTY = re.compile(r"^(actions[ \t]*:)(?:[ \t]+(?:null|~))?([ \t]*(?:#[^\r\n]*)?\r?)$", re.MULTILINE)
ITEM = re.compile(r"^([ \t]*)-[ \t]+([\"']?)([\w-]+)\2[ \t]*(?:#[^\r\n]*)?\r?\n", re.MULTILINE)


def link(text: str, operation: str) -> str:
    """The file with the operation added to `actions:`; unchanged when it is there already.

    Every byte outside the lines of `actions:` stays; the list keeps its style (flow or block), its quotes,
    its comments and its line ends.

    Raises:
        Uneditable: When the file has no front matter or its list spans lines in flow style.
    """
    return _edited(text, operation, add=True)


def unlink(text: str, operation: str) -> str:
    """The file with the operation taken out of `actions:`; a list that loses its last one stays, empty.

    Raises:
        Uneditable: As for `link`.
    """
    return _edited(text, operation, add=False)


def _edited(text: str, operation: str, *, add: bool) -> str:
    parts = split(text)
    if not parts.closing:
        raise Uneditable("there is no front matter")
    head = _head(parts, operation, add=add)
    new = Split(parts.opening, head, parts.closing, parts.body)
    if not _only_actions_differ(parts, new, operation, add=add):
        raise Uneditable(
            "'actions:' is written in a way that only a hand can edit; put it on one line: [a, b]"
        )
    return parts.opening + head + parts.closing + parts.body


def _only_actions_differ(old: Split, new: Split, operation: str, *, add: bool) -> bool:
    """Hold the edit against YAML's own reading of both texts, so that a wrong edit is never written."""
    before, after = contents(old), contents(new)
    had, has = _names(before.pop("actions", None)), _names(after.pop("actions", None))
    rest = tuple(name for name in had if name != operation)
    expected = rest if not add else had if operation in had else (*had, operation)
    return before == after and has == expected


def _names(content: object) -> tuple[object, ...]:
    return content if isinstance(content, tuple) else ()


def _head(parts: Split, operation: str, *, add: bool) -> str:
    head = parts.head
    if match := FLOW.search(head):
        return head[: match.start()] + _flow(match, operation, add=add) + head[match.end() :]
    if FLOW_OPEN.search(head):
        raise Uneditable(
            "'actions:' spans several lines in brackets; put it on one line or write '- ...' lines"
        )
    block = BLOCK.search(head)
    if block and ITEM.search(block.group(1)):
        return head[: block.start(1)] + _block(block.group(1), operation, add=add) + head[block.end(1) :]
    if empty := EMPTY.search(head):
        line = f"{empty.group(1)} [{operation}]{empty.group(2)}" if add else empty.group(0)
        return head[: empty.start()] + line + head[empty.end() :]
    if re.search(r"^actions[ \t]*:", head, re.MULTILINE):
        raise Uneditable("'actions:' is not a list; write it as 'actions: [...]'")
    end = "\r\n" if parts.opening.endswith("\r\n") else "\n"
    return f"{head}actions: [{operation}]{end}" if add else head


def _flow(match: re.Match[str], operation: str, *, add: bool) -> str:
    """One line `actions: [a, b]  # why` with the operation added or removed."""
    whole, inner = match.group(0), match.group(1)
    names = [name.strip().strip("\"'") for name in inner.split(",")]
    start, end = match.start(1) - match.start(), match.end(1) - match.start()
    if add:
        if operation in names:
            return whole
        trimmed = inner.rstrip().rstrip(",")
        padding = inner[len(inner.rstrip()) :]
        addition = f"{trimmed}, {operation}{padding}" if trimmed.strip() else operation
        return whole[:start] + addition + whole[end:]
    if operation not in names:
        return whole
    kept = [piece for piece, name in zip(inner.split(","), names, strict=True) if name != operation]
    first = inner[: len(inner) - len(inner.lstrip())]
    return whole[:start] + (first + ",".join(kept).lstrip() if kept else "") + whole[end:]


def _block(lines: str, operation: str, *, add: bool) -> str:
    """The lines `- a` with the operation's line added after the last one, or removed."""
    items = list(ITEM.finditer(lines))
    found = next((item for item in items if item.group(3) == operation), None)
    if add:
        last = items[-1]
        end = "\r\n" if last.group(0).endswith("\r\n") else "\n"
        addition = f"{last.group(1)}- {last.group(2)}{operation}{last.group(2)}{end}"
        return lines if found else lines[: last.end()] + addition + lines[last.end() :]
    return lines[: found.start()] + lines[found.end() :] if found else lines


@dataclass(frozen=True)
class Link:
    """One article's use of one operation.

    Attributes:
        article: The article's id.
        operation: The operationId as the writer typed it.
        state: `linked`, `unknown`, or `unreachable` when the service did not answer.
        places: `path:line` in every language.
    """

    article: str
    operation: str
    state: str
    places: tuple[str, ...]


@dataclass(frozen=True)
class LinkTable:
    """All links, and the operations that no article covers."""

    links: tuple[Link, ...]
    uncovered: tuple[str, ...]


def table(articles: Iterable[Article], known: Collection[str] | None) -> LinkTable:
    """Hold the articles against the operations that the service has; None when it did not answer."""
    places: dict[tuple[str, str], list[str]] = {}
    for article in articles:
        for index, operation in enumerate(article.actions):
            place = f"{article.path}:{article.line(f'actions.{index}')}"
            places.setdefault((article.id, operation), []).append(place)
    links = tuple(
        Link(article, operation, _state(operation, known), tuple(where))
        for (article, operation), where in sorted(places.items())
    )
    used = {link.operation for link in links}
    return LinkTable(links, tuple(sorted(set(known or ()) - used)))


def _state(operation: str, known: Collection[str] | None) -> str:
    if known is None:
        return "unreachable"
    return "linked" if operation in known else "unknown"


def problems(articles: Iterable[Article], known: Collection[str]) -> list[Problem]:
    """Every action of an article that the service does not have, at its line."""
    return [
        Problem(
            article.path,
            article.line(f"actions.{index}"),
            f"unknown action {quoted(operation)}{did_you_mean(operation, known)}",
        )
        for article in articles
        for index, operation in enumerate(article.actions)
        if operation not in known
    ]


def edits(texts: Mapping[str, str], operation: str, *, add: bool) -> tuple[dict[str, str], list[Problem]]:
    """New texts by path, only the ones that change; and the files that cannot be edited."""
    changed, refused = {}, []
    for path, text in texts.items():
        try:
            new = link(text, operation) if add else unlink(text, operation)
        except Uneditable as error:
            refused.append(Problem(path, 1, str(error)))
            continue
        if new != text:
            changed[path] = new
    return changed, refused
