"""Notes, tips and warnings in Markdown of ours, whatever their kinds are called elsewhere; pure."""

from collections.abc import Iterable

# What others call the kinds of notes, and what they are called here.
# fmt: off
KINDS = {
    "note": "note", "tip": "tip", "hint": "tip", "important": "important", "warning": "warning",
    "caution": "caution", "attention": "warning", "danger": "danger", "error": "danger", "info": "info",
    "success": "success", "example": "example", "question": "question",
    "critical": "danger", "failure": "danger", "bug": "danger", "warn": "warning", "check": "success",
}
# fmt: on


def kind_of(words: Iterable[str]) -> str:
    """The kind of note that the first of the words names which names one; all of Confluence's inform."""
    words = list(words)
    named = (KINDS[word] for word in words if word in KINDS)
    return next(named, "info" if "information" in words else "note")


def note(kind: str, title: str | None, body: str, lead: str = "") -> str:
    """A note.

    Args:
        kind: One of ours.
        title: Markdown; None for the kind's own, empty for none.
        body: Markdown.
        lead: The spaces that stand before its first line already, and shall stand before the others.
    """
    head = f"!!! {kind}" if title is None else f'!!! {kind} "{title}"'
    lines = [f"{lead}    {line}" if line.strip() else "" for line in body.strip("\n").rstrip().split("\n")]
    return "\n".join([head, "", *lines])
