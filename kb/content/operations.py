"""What the billing service can do, by operationId: the names that an article's `actions:` uses."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kb import strings
from kb.content.sources.texts import read_data
from kb.errors import ContentError, Problem

FILE = "actions.json"


@dataclass(frozen=True)
class Operation:
    """One operation of the service, in its own words by language.

    Attributes:
        id: Its `operationId`.
        titles: Its name.
        requires: What it asks for, "session" for example.
        labels: The text of its button.
        consequences: The sentence that says what happens.
        not_for: The audiences for which the service would refuse it, or it has nothing to do.
        changes: Whether there is something to confirm; else its page is there to be read.
    """

    id: str
    titles: Mapping[str, str]
    requires: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)
    consequences: Mapping[str, str] = field(default_factory=dict)
    not_for: tuple[str, ...] = ()
    changes: bool = True

    def title(self, lang: str) -> str:
        """In the language, else in English, else the id."""
        return _said(self.titles, lang) or self.id

    def label(self, lang: str) -> str:
        """In the language, else in English; empty where the service names none."""
        return _said(self.labels, lang)

    def consequence(self, lang: str) -> str:
        """In the language, else in English; empty where the service says none."""
        return _said(self.consequences, lang)


def _said(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get(strings.language_of(lang)) or texts.get(strings.FALLBACK) or ""


def parse(data: Mapping[str, Any]) -> dict[str, Operation]:
    """Operations by id, from the service's answer to `listActions` or from the snapshot: the same form."""
    return {
        entry["operationId"]: Operation(
            entry["operationId"],
            dict(entry["title"]),
            _requires(entry.get("requires")),
            dict(entry.get("label", {})),
            dict(entry.get("consequence", {})),
            tuple(map(str, entry.get("not_for", ()))),
            entry.get("changes") is not False,
        )
        for entry in sorted(data["items"], key=lambda entry: str(entry["operationId"]))
    }


def _requires(value: object) -> tuple[str, ...]:
    if isinstance(value, list):
        return tuple(str(item) for item in value)
    return (str(value),) if value else ()


def dump(operations: Mapping[str, Operation]) -> str:
    """The snapshot's text, sorted by id."""
    entries = [
        {
            "operationId": known.id,
            "title": dict(known.titles),
            "label": dict(known.labels),
            "consequence": dict(known.consequences),
            "requires": list(known.requires),
            "not_for": list(known.not_for),
            "changes": known.changes,
        }
        for _, known in sorted(operations.items())
    ]
    return json.dumps({"items": entries}, ensure_ascii=False, indent=2) + "\n"


def load(content: Path) -> dict[str, Operation] | None:
    """The snapshot in a content folder; None where there is none.

    Raises:
        ContentError: When the file is not the JSON that `kb facts pull` writes.
    """
    path = content / FILE
    if not path.is_file():
        return None
    try:
        return parse(json.loads(read_data(path, f"{content.name}/{FILE}")))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        fault = error if isinstance(error, ValueError) else "it is of another form"
        reason = f"not a snapshot of operations ({fault}); write it again with 'kb facts pull'"
        raise ContentError(
            [Problem(f"{content.name}/{FILE}", getattr(error, "lineno", 0), reason)]
        ) from error
