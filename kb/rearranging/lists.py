"""Lists and fields in YAML, edited where they stand: every byte outside the items stays; pure."""

import re
from collections.abc import Mapping, Sequence

from kb.content.frontmatter import Split, Uneditable, contents, split

ITEM = r"[\"']?[\w./~-]+[\"']?"
Changes = Mapping[str, str | None]


def edited(text: str, field: str, changes: Changes, added: Sequence[str] = ()) -> str:
    """A file whose front matter's list has items replaced, taken out (None) and added at the end.

    Raises:
        Uneditable: When the field is written in a way that only a hand can edit.
    """
    parts = split(text)
    was = contents(parts)
    old = was.get(field)
    items = tuple(str(item) for item in old) if isinstance(old, tuple) else ()
    wanted = _changed(items, changes, added)
    if wanted == items:
        return text
    if not parts.closing:
        raise Uneditable("there is no front matter")
    end = "\r\n" if parts.opening.endswith("\r\n") else "\n"
    head = edited_lists(parts.head, field, changes, added)
    if head == parts.head:
        bare = re.compile(rf"^{field}[ \t]*:[ \t]*(?:~|null)?[ \t]*(?=\r?$)", re.MULTILINE)
        line = f"{field}: [{', '.join(wanted)}]"
        head = bare.sub(line, head, 1) if bare.search(head) else f"{head}{line}{end}"
    new = Split(parts.opening, head, parts.closing, parts.body)
    now = contents(new)
    if (now.pop(field, None) or ()) != wanted or now != {k: v for k, v in was.items() if k != field}:
        raise Uneditable(
            f"'{field}:' is written in a way that only a hand can edit; put it on one line: [a, b]"
        )
    return new.opening + new.head + new.closing + new.body


def edited_lists(text: str, field: str, changes: Changes, added: Sequence[str] = (), beside: str = "") -> str:
    """A YAML text with every list of that name edited, in brackets or a line an item.

    Args:
        text: The YAML.
        field: The lists' name.
        changes: What takes an item's place; None takes it out.
        added: Items to put at the end.
        beside: Only lists that hold this item are edited.
    """

    def wanted(items: str) -> bool:
        return not beside or beside in re.findall(r"[\w./~-]+", items)

    flow = re.compile(
        rf"^(?P<lead>[ \t]*(?:-[ \t]+)?{field}[ \t]*:[ \t]*\[)(?P<items>[^\]]*)\]", re.MULTILINE
    )
    block = re.compile(
        rf"^(?P<lead>[ \t]*(?:-[ \t]+)?{field}[ \t]*:[ \t]*(?:#[^\n]*)?\r?\n)"
        rf"(?P<items>(?:[ \t]*-[ \t]+{ITEM}[ \t]*(?:#[^\n]*)?\r?\n|[ \t]*#[^\n]*\n|[ \t]*\r?\n)+)",
        re.MULTILINE,
    )

    def in_flow(match: re.Match[str]) -> str:
        items = match["items"]
        return match["lead"] + (_flow(items, changes, added) if wanted(items) else items) + "]"

    def in_block(match: re.Match[str]) -> str:
        items = match["items"]
        return match["lead"] + (_block(items, changes, added) if wanted(items) else items)

    return block.sub(in_block, flow.sub(in_flow, text))


def named(text: str, field: str, changes: Changes) -> str:
    """A YAML text in which a field that names an article names its new id; a line is never taken out."""
    return _naming(field).sub(lambda match: match[1] + (changes.get(match[2]) or match[2]), text)


def without_entries(text: str, field: str, name: str) -> str:
    """A YAML list without the entries whose field names an article; remarks between them stay."""
    entry = re.compile(r"^-[ \t][^\n]*(?:\n|\Z)(?:(?:[ \t]*\r?\n)*[ \t]+\S[^\n]*(?:\n|\Z))*", re.MULTILINE)

    def kept(match: re.Match[str]) -> str:
        return "" if name in (found[2] for found in _naming(field).finditer(match[0])) else match[0]

    return entry.sub(kept, text)


def _naming(field: str) -> re.Pattern[str]:
    return re.compile(rf"(\b{field}[ \t]*:[ \t]*[\"']?)([\w-]+)(?=[\"']?[ \t]*(?:[,}}#\r\n]|$))")


def with_field(text: str, field: str, value: str) -> str:
    """A file whose front matter's field is one plain text; added at the end where it was not.

    Raises:
        Uneditable: When it has no front matter, or the field is more than a line.
    """
    parts = split(text)
    if not parts.closing:
        raise Uneditable("there is no front matter")
    line = re.compile(rf"^{field}[ \t]*:[^#\r\n]*?(?=[ \t]*(?:#[^\r\n]*)?\r?$)", re.MULTILINE)
    end = "\r\n" if parts.opening.endswith("\r\n") else "\n"
    found = line.search(parts.head)
    head = (
        parts.head[: found.start()] + f"{field}: {value}" + parts.head[found.end() :]
        if found
        else f"{parts.head}{field}: {value}{end}"
    )
    new = Split(parts.opening, head, parts.closing, parts.body)
    if contents(new) != contents(parts) | {field: value}:
        raise Uneditable(f"'{field}:' is written in a way that only a hand can edit")
    return new.opening + new.head + new.closing + new.body


def _changed(items: Sequence[str], changes: Changes, added: Sequence[str]) -> tuple[str, ...]:
    kept = [new for item in items if (new := changes.get(item, item)) is not None]
    return tuple(dict.fromkeys([*kept, *added]))


def _flow(items: str, changes: Changes, added: Sequence[str]) -> str:
    """What stands between brackets; as it was where no item changes."""
    pieces = items.split(",") if items.strip() else []
    names = [piece.strip().strip("\"'") for piece in pieces]
    wanted = _changed([name for name in names if name], changes, added)
    if list(wanted) == [name for name in names if name]:
        return items
    return ", ".join(wanted)


def _block(lines: str, changes: Changes, added: Sequence[str]) -> str:
    """The lines `- a`; comments stay, a removed item takes its line with it."""
    item = re.compile(r"^([ \t]*-[ \t]+[\"']?)([\w./~-]+)([\"']?[ \t]*(?:#[^\r\n]*)?\r?\n)", re.MULTILINE)
    found = list(item.finditer(lines))
    wanted = _changed([match[2] for match in found], changes, added)
    seen: set[str] = set()
    shown, at = "", 0
    for match in found:
        new = changes.get(match[2], match[2])
        shown += lines[at : match.start()]
        shown += match[1] + new + match[3] if new is not None and new not in seen else ""
        seen.add(new or "")
        at = match.end()
    more = [name for name in wanted if name not in seen]
    if found:
        mark, end = found[-1][1].rstrip("\"'"), "\r\n" if found[-1][0].endswith("\r\n") else "\n"
        shown += "".join(f"{mark}{name}{end}" for name in more)
    return shown + lines[at:]
