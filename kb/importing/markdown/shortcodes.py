"""Shortcodes of Hugo, tags of Jekyll's Liquid, components of MDX -> Markdown; what is unknown stays; pure."""

import re
from collections.abc import Callable, Mapping
from textwrap import dedent, indent

from kb.importing.fields import line
from kb.importing.markdown.blocks import Groups, outside
from kb.importing.notes import KINDS, kind_of, note

NOTES = ("alert", "admonition", "aside", "callout", "notice", "pageinfo", *KINDS)
FOLDS = (
    "details",
    "expand",
    "collapse",
    "accordionitem",
    "accordion-item",
    "tab",
    "tabitem",
    "tabpanel",
    "step",
)
FRAMES = (
    "tabs",
    "tabpane",
    "steps",
    "cards",
    "columns",
    "accordion",
    "accordiongroup",
    "cardgroup",
    "codegroup",
)
PROGRAMS = ("highlight", "code", "codeblock")
NAMES = "|".join(map(re.escape, (*NOTES, *FOLDS, *FRAMES, *PROGRAMS)))
# What opens and what closes: Hugo's, Liquid's, MDX' and HTML's own `<details>`.
OPENS = (
    rf"\{{\{{[<%]\s*(?P<name>{NAMES})\b(?P<args>[^{{}}]*?)(?<!/)[>%]\}}\}}",
    rf"\{{%-?\s*(?P<name>{NAMES})\b(?P<args>[^{{}}]*?)-?%\}}",
    rf"<(?P<name>(?i:details)|(?=[A-Z])(?i:{NAMES}))\b(?P<args>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)(?<!/)>",
)
CLOSES = (
    r"\{\{[<%]\s*/\s*(?P=name)\s*[>%]\}\}",
    r"\{%-?\s*end(?P=name)\s*-?%\}",
    r"</(?P=name)\s*>",
)
ANY = "|".join(re.sub(r"\?P<\w+>", "?:", each) for each in OPENS)
PAIRS = tuple(
    re.compile(rf"{begin}(?P<body>(?:(?!{ANY}).)*?){end}", re.DOTALL)
    for begin, end in zip(OPENS, CLOSES, strict=True)
)
SUMMARY = re.compile(r"\A\s*<summary[^>]*>(.*?)</summary\s*>", re.DOTALL | re.IGNORECASE)
FIELD = re.compile(r"""([\w-]+)\s*=\s*(?:\{\s*)?("[^"]*"|'[^']*'|[^\s"'{}]+)(?:\s*\})?""")
WORD = re.compile(r"""\"([^"]*)"|'([^']*)'|([^\s"'/]+)""")
KIND_FIELDS = ("type", "kind", "color", "context", "level", "style", "variant")
TITLE_FIELDS = ("title", "header", "label", "name", "summary", "heading")
PICTURE_FIELDS = ("src", "image_path", "file", "url", "image")

# One alone: a note in a field, a picture, a link's address.
NOTE_ALONE = re.compile(
    rf"(?P<whole>\{{\{{[<%]\s*(?P<name>{'|'.join(NOTES)})\b(?P<args>[^{{}}]*?)/?[>%]\}}\}})"
)
NOTE_INCLUDED = re.compile(
    rf"(?P<whole>\{{%-?\s*include\s+(?:\w+/)*(?P<name>{'|'.join(NOTES)})\.html(?P<args>[^{{}}]*?)-?%\}})"
)
PICTURE = re.compile(
    r"\{\{[<%]\s*(?:figure|img|image)\b(?P<hugo>[^{}]*?)/?[>%]\}\}"
    r"|\{%-?\s*include\s+(?:\w+/)*(?:figure|image|img)(?:\.html)?\b(?P<liquid>[^{}]*?)-?%\}"
    r"|<img\b(?P<html>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*?)/?>"
)
ADDRESS = re.compile(
    r"\{\{[<%]\s*(?:rel)?ref\s+(?:path\s*=\s*)?[\"'`]?(?P<hugo>[^\s\"'`>%]+)[\"'`]?[^{}]*?[>%]\}\}"
    r"|\{%-?\s*link\s+(?P<link>[^\s%]+)\s*-?%\}"
    r"|\{%-?\s*post_url\s+(?P<post>[^\s%]+)\s*-?%\}"
    r"|\{\{-?\s*[\"'](?P<filter>[^\"'|]*)[\"']\s*\|\s*(?:relative_url|absolute_url)\s*-?\}\}"
    r"|\{\{-?\s*site\.(?:base)?url\s*-?\}\}(?=[^\s]*\))"
)
LINK = re.compile(r"<a\s(?P<args>(?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>(?P<text>[^<>\n]*)</a>", re.IGNORECASE)
HIDDEN = re.compile(r"\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}", re.DOTALL)
RAW = re.compile(r"\{%-?\s*(?:end)?raw\s*-?%\}")
# documentation-theme-jekyll keeps the tags of its notes as data.
ALERTS = re.compile(
    r"\{\{\s*site\.data\.alerts\.(?P<name>\w+)\s*\}\}(?P<body>.*?)\{\{\s*site\.data\.alerts\.end\s*\}\}",
    re.DOTALL,
)


def carried(body: str) -> str:
    """A body whose notes, folded parts, pictures and links are Markdown; code stays as it is."""
    body = HIDDEN.sub("", body)
    for pattern in PAIRS:
        while (inner := outside(body, pattern, _pair)) != body:  # each time the innermost
            body = inner
    for pattern, form in FORMS:
        body = outside(body, pattern, form)
    return RAW.sub("", body)


def _pair(groups: Groups) -> str:
    """What stands between an opening and a closing tag, as a note, a folded part, a program or by itself."""
    name, body, before = groups["name"].lower(), groups["body"], groups["before"]
    words, fields = _arguments(groups["args"])
    if name in PROGRAMS:
        return f"\n```{next(iter(words), fields.get('lang', ''))}\n{body.strip(chr(10))}\n```\n"
    if name in FRAMES:
        return body
    if name not in FOLDS:
        return _note(name, words, fields, body, before)
    summary = SUMMARY.search(body)
    title = line(summary[1]) if summary else _title(words, fields)
    body = dedent(body[summary.end() :] if summary else body).strip("\n")
    lead, gap = ("", "\n\n") if before.strip() else (before, "")
    return gap + indent(f"**{title}**\n\n{body}" if title else body, lead).removeprefix(lead) + "\n"


def _note(name: str, words: list[str], fields: Mapping[str, str], body: str, before: str) -> str:
    """A note on lines of its own; its kind is what a field, the first word or its name says."""
    given = [fields[key].lower() for key in KIND_FIELDS if key in fields]
    kind = kind_of([*given, *(word.lower() for word in words[:1]), name])
    title = _title(words[1:] if words[:1] and words[0].lower() in (*KINDS, name) else words, fields)
    body = dedent(body.strip("\n")).strip() or fields.get("text", fields.get("content", ""))
    lead, gap = ("", "\n\n") if before.strip() else (before, "")
    return gap + note(kind, title or None, body, lead) + "\n"


def _alone(groups: Groups) -> str:
    """A note whose text is a field; one without stays."""
    words, fields = _arguments(groups["args"])
    if "text" not in fields and "content" not in fields:
        return groups["whole"]
    return _note(groups["name"], words, fields, "", groups["before"])


def _alert(groups: Groups) -> str:
    return _note(groups["name"], [], {}, groups["body"], groups["before"])


def _picture(groups: Groups) -> str:
    before = groups["before"]
    words, fields = _arguments(groups.get("hugo") or groups.get("liquid") or groups.get("html") or "")
    address = next((fields[key] for key in PICTURE_FIELDS if key in fields), next(iter(words), ""))
    said = line(fields.get("alt") or fields.get("caption") or fields.get("title") or "")
    caption = fields.get("caption", "")
    shown = f"![{said}]({address})" if address else ""
    return f"{shown}\n\n{before if not before.strip() else ''}{caption}" if caption else shown


def _address(groups: Groups) -> str:
    if "link" in groups or "post" in groups:
        return f"/{groups['link']}" if "link" in groups else f"/_posts/{groups['post']}.md"
    return groups.get("hugo", groups.get("filter", ""))


def _link(groups: Groups) -> str:
    _, fields = _arguments(groups["args"])
    return f"[{groups['text']}]({fields['href']})" if fields.get("href") else groups["text"]


def _arguments(text: str) -> tuple[list[str], dict[str, str]]:
    """The words and the named fields of a tag."""
    fields = {match[1].lower(): match[2].strip("\"'") for match in FIELD.finditer(text)}
    rest = FIELD.sub(" ", text)
    return [match[1] or match[2] or match[3] for match in WORD.finditer(rest)], fields


def _title(words: list[str], fields: Mapping[str, str]) -> str:
    return line(next((fields[key] for key in TITLE_FIELDS if key in fields), " ".join(words[:1])))


FORMS: tuple[tuple[re.Pattern[str], Callable[[Groups], str]], ...] = (
    (ALERTS, _alert),
    (NOTE_ALONE, _alone),
    (NOTE_INCLUDED, _alone),
    (ADDRESS, _address),
    (PICTURE, _picture),
    (LINK, _link),
)
