"""Blocks that other kinds of Markdown have: notes between colons, folded notes, tabs, attributes; pure."""

import re
from collections.abc import Callable, Mapping
from textwrap import dedent, indent

from kb.content.markdown.code import without_code
from kb.importing.notes import KINDS, kind_of, note

Groups = Mapping[str, str]
NAMES = "|".join(KINDS)

# Docusaurus' and VitePress' `:::note[Title]`, the innermost; what holds another has more colons.
COLONS = re.compile(
    r"^(?P<before>[ \t]*)(?P<colons>:{3,})[ \t]*(?P<name>\w+)"
    r"(?:\[(?P<bracketed>[^\]\n]*)\]|[ \t]+(?P<typed>[^\n{]+))?[^\n]*\n"
    r"(?P<body>(?:(?!^[ \t]*:{3,}[ \t]*\w).)*?)^[ \t]*(?P=colons)[ \t]*$",
    re.DOTALL | re.MULTILINE,
)
# MkDocs' folded notes and tabs.
FOLDED = re.compile(r"^(?P<before>[ \t]*)\?\?\?\+?[ \t]+(?=\w)", re.MULTILINE)
TAB = re.compile(
    r"^(?P<before>[ \t]*)===[!+]?[ \t]+\"(?P<title>[^\"\n]+)\"[ \t]*\n"
    r"(?P<body>(?:(?P=before)(?: {4}|\t)[^\n]*\n?|[ \t]*\n)+)",
    re.MULTILINE,
)
ICON = re.compile(r":(?:material|fontawesome|octicons|simple)-[\w-]+:(?:\{[^}\n]*\})?[ \t]?")
# kramdown's classes, on the line before a paragraph or after a quote.
CLASS_BEFORE = re.compile(
    rf"^\{{:[^}}\n]*\.(?P<name>{NAMES})(?P<titled>-title)?\b[^}}\n]*\}}[ \t]*\n"
    r"(?P<body>(?:[^\n]*\S[^\n]*(?:\n|\Z))+)",
    re.MULTILINE,
)
CLASS_AFTER = re.compile(
    r"(?:\A|(?<=\n\n))(?P<body>(?:^>[^\n]*\n)++)"
    rf"\{{:[^}}\n]*\.(?:prompt-)?(?P<name>{NAMES})\b[^}}\n]*\}}[ \t]*$",
    re.MULTILINE,
)
CONTENTS = re.compile(
    r"^(?:[*+-]|\d+\.)[ \t][^\n]*\n\{:[^}\n]*\btoc\b[^}\n]*\}[ \t]*$|^\[\[?_?toc_?\]?\][ \t]*$", re.I | re.M
)
ANCHOR = re.compile(
    r"^(?P<head>#{1,6}[ \t][^\n]*)\n\{:[^}\n]*?#(?P<anchor>[\w-]+)[^}\n]*\}[ \t]*$", re.MULTILINE
)
ATTRIBUTES = re.compile(r"^\{:[^}\n]*\}[ \t]*\n?", re.MULTILINE)


def carried(body: str) -> str:
    """A body with these blocks as ours have them; code stays as it is."""
    while (inner := outside(body, COLONS, _colons)) != body:
        body = inner
    for pattern, form in FORMS:
        body = outside(body, pattern, form)
    return body


def outside(text: str, pattern: re.Pattern[str], form: Callable[[Groups], str]) -> str:
    """The text with every match outside of code in another form, given its groups.

    `before` among them is what stands on its line before it, if the pattern has none of that name.
    """
    parts, at = [], 0
    for match in pattern.finditer(without_code(text)):
        before = text[text.rfind("\n", 0, match.start()) + 1 : match.start()]
        named = {
            name: text[slice(*match.span(name))] for name in pattern.groupindex if match[name] is not None
        }
        parts += [text[at : match.start()], form({"before": before, **named})]
        at = match.end()
    return "".join([*parts, text[at:]])


def _colons(groups: Groups) -> str:
    before, name = groups["before"], groups["name"].lower()
    title = (groups.get("bracketed") or groups.get("typed") or "").strip()
    body = dedent(groups["body"]).strip("\n")
    if name not in KINDS:  # VitePress' details, groups of code
        return indent(f"**{title}**\n\n{body}" if title else body, before)
    return before + note(kind_of([name]), title or None, body, before)


def _tab(groups: Groups) -> str:
    lines = f"**{groups['title']}**\n\n{carried(dedent(groups['body'])).strip(chr(10))}\n\n"
    return indent(lines, groups["before"])


def _classed(groups: Groups) -> str:
    lines = groups["body"].rstrip("\n").split("\n")
    if all(line.startswith(">") for line in lines):
        lines = [re.sub(r"^> ?", "", line) for line in lines]
    title = lines.pop(0).strip() if "titled" in groups and len(lines) > 1 else None
    return note(kind_of([groups["name"]]), title, "\n".join(lines)) + "\n"


FORMS: tuple[tuple[re.Pattern[str], Callable[[Groups], str]], ...] = (
    (CONTENTS, lambda groups: ""),
    (TAB, _tab),
    (FOLDED, lambda groups: f"{groups['before']}!!! "),
    (CLASS_BEFORE, _classed),
    (CLASS_AFTER, _classed),
    (ANCHOR, lambda groups: f"{groups['head']} {{ #{groups['anchor']} }}"),
    (ATTRIBUTES, lambda groups: ""),
    (ICON, lambda groups: ""),
)
