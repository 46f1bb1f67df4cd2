"""Imported articles onto the disk: new ones, updated ones, those that stand in the way; all or nothing."""

import json
import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from kb.content.atomic import Change, change
from kb.importing.articles import Imported
from kb.importing.merge import merged
from kb.rearranging import undo

TITLE = re.compile(r"^title: \".*\"$", re.MULTILINE)
STATE = ".kb-import.json"  # hidden: no build, no index and no check reads it; keep it in Git


@dataclass
class Report:
    """What an import does, by file from the content folder."""

    new: list[str] = field(default_factory=list)
    updated: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    in_the_way: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    conflicts: list[tuple[str, int]] = field(default_factory=list)


def plan(
    content: Path, found: Iterable[Imported], pictures: Mapping[str, bytes], source: str
) -> tuple[list[Change], Report]:
    """What to write, and what to say of it.

    A file that no import wrote is left alone; one that editors removed stays removed.

    Args:
        content: The content folder.
        found: The articles.
        pictures: Their content by file.
        source: What was imported, by its name; another source has pages of its own under the same names.
    """
    report = Report()
    changes = [change(content / name, data) for name, data in pictures.items()]
    changes = [each for each in changes if each.before is None]
    state = _state(content)
    keys = set()
    for one in found:
        key = _key(state, one, source)
        keys.add(key)
        known = state.get(key)
        file = known["file"] if known else one.file
        now = change(content / file, one.text.encode())
        text = _text(one, now, known["text"] if known else None, file, report)
        if text is not None:
            changes.append(Change(now.path, now.before, text.encode()))
        if known or file not in report.in_the_way:
            state[key] = {"file": file, "source": source, "text": one.text}
    report.gone = _gone(content, state, keys, source)
    kept = json.dumps(state, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    return [*changes, change(content / STATE, kept.encode())], report


def _key(state: Mapping[str, Mapping[str, str]], one: Imported, source: str) -> str:
    """By which an article is remembered: with its source's name where another's stands under its key.

    The same title is the same page, in whichever copy of a source; and an export's numbers are its own.
    """
    known, title = state.get(one.key), _title(one.text)
    if known is None:
        here = (
            key for key, each in state.items() if (each["file"], _title(each["text"])) == (one.file, title)
        )
        return next(here, one.key)
    if known.get("source", source) == source or one.key.startswith("zendesk "):
        return one.key
    return one.key if _title(known["text"]) == title else f"{one.key} ({source})"


def _title(text: str) -> str:
    """The line of an article's title; empty for none."""
    return "".join(TITLE.findall(text)[:1])


def write(content: Path, changes: Iterable[Change], command: str) -> None:
    """Write all, or nothing."""
    undo.write(content, changes, command)


def _text(one: Imported, now: Change, base: str | None, file: str, report: Report) -> str | None:
    """What a file shall hold; None where it stays as it is."""
    ours = None if now.before is None else now.before.decode("utf-8", "replace")
    if ours is None:
        (report.new if base is None else report.removed).append(file)
        return one.text if base is None else None
    if base is None:
        (report.same if ours == one.text else report.in_the_way).append(file)
        return None
    after = merged(base, ours, one.text)
    report.conflicts += [(file, line) for line in after.conflicts]
    (report.same if after.text == ours else report.updated).append(file)
    return after.text


def _gone(
    content: Path, state: Mapping[str, Mapping[str, str]], keys: Collection[str], source: str
) -> list[str]:
    """The files of articles that this source had, and has no more."""
    is_export = any(key.startswith("zendesk ") for key in keys)
    return [
        one["file"]
        for key, one in state.items()
        if key not in keys
        and (one.get("source") == source or (is_export and key.startswith("zendesk ")))
        and (content / one["file"]).is_file()
    ]


def remembered(content: Path, source: str, name: str) -> dict[str, str]:
    """What earlier imports of a source wrote into a field (`id`, `category`) of its pages, by their keys."""
    line = re.compile(rf"^{name}: (.*)$", re.MULTILINE)
    found = {}
    for key, one in _state(content).items():
        said = line.search(one["text"])
        if said and (one.get("source") == source or key.startswith("zendesk ")):
            found[key.removesuffix(f" ({source})").rpartition(" ")[0]] = said[1]
    return found


def others(content: Path, source: str) -> dict[str, str]:
    """The title of each page that imports of other sources wrote, by its file."""
    found = ((one, _title(one["text"]).partition(": ")[2]) for one in _state(content).values())
    return {one["file"]: json.loads(title) for one, title in found if title and one.get("source") != source}


def _state(content: Path) -> dict[str, dict[str, str]]:
    try:
        return dict(json.loads((content / STATE).read_text("utf-8")))
    except (OSError, ValueError, TypeError):
        return {}
