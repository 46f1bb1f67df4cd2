"""Articles as the ready-made replies of help desks, in the shapes that their APIs take. Pure.

Zendesk: developer.zendesk.com/api-reference/ticketing/business-rules/macros, the body of "Create macro".
Freshdesk: developers.freshdesk.com/api, "Create a canned response". Zammad: the comments of its source,
app/controllers/text_modules_controller.rb.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

FORMATS = ("json", "zendesk", "freshdesk", "zammad")
LONGEST_NAME = 250  # of a text module of Zammad, its note too
LONGEST_KEYWORDS = 500
OURS = re.compile(r"(?:kb:)?[a-z0-9-]+:[a-z]{2,3}(?:-\w+)?\]?")  # the id of a reply, as a format has it
EVERYBODY = 0  # visibility of a canned response: all agents


@dataclass(frozen=True)
class Macro:
    """A ready-made reply.

    Attributes:
        id: The article's id and the language; it never changes, whatever the title becomes.
        lang: Language code.
        title: The article's title.
        keywords: Words by which agents find it.
        html: The reply, with whole links.
        text: The same as plain text.
        url: The article's page.
    """

    id: str
    lang: str
    title: str
    keywords: tuple[str, ...]
    html: str
    text: str
    url: str


def exported(macros: Iterable[Macro], form: str, folder: int | None = None) -> Any:  # noqa: ANN401 (JSON)
    """What a help desk reads, ordered by id, so that a later export differs only where a reply does.

    Args:
        macros: The replies.
        form: One of FORMATS.
        folder: Where Freshdesk is to put them; its API wants the number of one.
    """
    ordered = sorted(macros, key=lambda macro: macro.id)
    if form == "json":
        return {"macros": [asdict(macro) | {"keywords": list(macro.keywords)} for macro in ordered]}
    listed = [SHAPES[form](macro) for macro in ordered]
    if form == "freshdesk" and folder is not None:
        listed = [{**each, "folder_id": folder} for each in listed]
    return {"macros": listed} if form == "zendesk" else listed


def _zendesk(macro: Macro) -> dict[str, Any]:
    """Titles with :: make menus; the description, which agents do not send, carries the id."""
    return {
        "title": f"Help center::{macro.lang.upper()}::{macro.title}",
        "description": f"kb:{macro.id}",
        "active": True,
        "actions": [{"field": "comment_value_html", "value": macro.html}],
    }


def _freshdesk(macro: Macro) -> dict[str, Any]:
    """There is no field for an id of one's own: it ends the title."""
    return {
        "title": f"{macro.title} [{macro.id}]",
        "content_html": macro.html,
        "visibility": EVERYBODY,
    }


def _zammad(macro: Macro) -> dict[str, Any]:
    """The note carries the id; keywords as far as there is room, whole ones."""
    keywords = ""
    for word in macro.keywords:
        longer = f"{keywords} {word}".strip()
        keywords = longer if len(longer) <= LONGEST_KEYWORDS else keywords
    return {
        "name": f"{macro.title[: LONGEST_NAME - len(macro.lang) - 3]} ({macro.lang})",
        "keywords": keywords,
        "content": macro.html,
        "active": True,
        "note": f"kb:{macro.id}",
    }


SHAPES: Mapping[str, Callable[[Macro], dict[str, Any]]] = {
    "zendesk": _zendesk,
    "freshdesk": _freshdesk,
    "zammad": _zammad,
}


def changes(before: Any, after: Any) -> tuple[int, int, int]:  # noqa: ANN401 (JSON)
    """How many replies are new, changed and gone between two exports of one format."""
    old, new = _by_id(before), _by_id(after)
    common = old.keys() & new.keys()
    changed = sum(old[name] != new[name] for name in common)
    return len(new) - len(common), changed, len(old) - len(common)


def is_export(data: Any) -> bool:  # noqa: ANN401 (JSON)
    """Whether this is an export of ours, of any format: each of its replies has an article's id."""
    listed = data.get("macros") if isinstance(data, dict) else data
    return isinstance(listed, list) and all(
        isinstance(each, dict) and OURS.fullmatch(_id(each)) for each in listed
    )


def _by_id(export: Any) -> dict[str, Any]:  # noqa: ANN401 (JSON)
    listed = export["macros"] if isinstance(export, dict) else export
    return {_id(each): each for each in listed}


def _id(each: Mapping[str, Any]) -> str:
    named = each.get("id") or each.get("description") or each.get("note")
    return str(named or str(each.get("title")).rpartition("[")[2])
