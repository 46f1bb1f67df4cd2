"""A Markdown file of MkDocs, Docusaurus or Hugo -> a page: front matter, admonitions, raw HTML; pure."""

import re
import tomllib
from collections.abc import Mapping
from typing import Any

import yaml

from kb.content.markdown.code import CODE, outside_code, without_code
from kb.importing import raised
from kb.importing.fields import day, line, lines
from kb.importing.html.text import encoded, unmarked
from kb.importing.layouts import address, language_of, section, stem, without_language
from kb.importing.markdown import blocks, shortcodes
from kb.importing.markdown.safety import harmless
from kb.importing.model import Found, Lost, Page

YAML = re.compile(r"\A\ufeff?---[ \t]*\r?\n(.*?)^(?:---|\.\.\.)[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
TOML = re.compile(r"\A\ufeff?\+\+\+[ \t]*\r?\n(.*?)^\+\+\+[ \t]*\r?$\n?", re.DOTALL | re.MULTILINE)
H1 = re.compile(r"^#[ \t]+(.+?)[ \t#]*(?:\{[^}]*\})?$|^(?! {4})(\S.*)\n=+[ \t]*$", re.MULTILINE)
# Lines of a program in MDX, up to an empty one; what a person writes of imports is none.
PROGRAM = re.compile(
    r"^(?:import\s(?:[^\n;]*\sfrom\s*)?['\"]|import\s*\{|export\s+(?:const|let|var|default|function|class|async|\{|\*))"
    r".*?(?=\n[ \t]*\n|\Z)",
    re.DOTALL | re.MULTILINE,
)
REMARK = re.compile(r"\{/\*.*?\*/\}", re.DOTALL)  # a comment in MDX, which no reader sees
# What only the generator knows: shortcodes, tags of Liquid, a site's own values, parts of other files.
SHORTCODE = re.compile(
    r"\{\{[<%].*?[>%]\}\}|\{%.*?%\}|\{\{-?\s*(?:site|page|include|layout|theme)\..*?\}\}"
    r"|^[ \t]*-{1,2}8<-{1,2}.*$",
    re.MULTILINE,
)
SHOWN_SHORTCODE = re.compile(r"\{\{([<%])/\*(.*?)\*/([>%])\}\}")  # one that Hugo only shows
ACTING = re.compile(
    r"<(script|style|iframe|object|embed|form|template|noscript|svg)\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
TAG = re.compile(r"</?[A-Za-z][^>]*>|<(?=[A-Za-z/!?])")
KEPT = re.compile(r"</?(?:kbd|br|sub|sup|abbr|b|i|em|strong|code|p|mark|small|u)\s*/?>", re.IGNORECASE)
POINTED = re.compile(r"(?<=\])\(<([^<>\n]*)>((?:[ \t]+\"[^\"\n]*\")?)\)")  # an address that may hold spaces
FENCE = re.compile(
    r"\A(?P<sign>[ >]*(?P<fence>`{3,}+|~{3,}+))[ \t]*\{?[ \t]*\.?(?P<name>[\w+#-]*)(?P<rest>[^\n]*)\n"
)


def read(text: str, source: str, lang: str, found: Found, root: str = "") -> None:
    """Add what a file holds to what was found.

    Args:
        text: The file.
        source: Its path, relative to what is imported.
        lang: The language where the path says none.
        found: Takes the page and losses.
        root: The folder whose name is no part of the addresses.
    """

    def lose(what: str) -> None:
        found.lost.append(Lost(source, what))

    fields, body = _split(text, lose)
    body, heading = _without_title(_body(body, lose))
    title = line(fields.get("title")) or heading
    tame = harmless(body)
    if not tame:
        lose("the whole file: " + ("something in it acts" if body else "it holds no text"))
        return
    if tame != body:
        lose("tags, attributes or addresses that act, which are shown as they were typed")
    carried = {"search"} if fields.get("search") == UNSEARCHED else set()
    for name in sorted(set(fields) - KNOWN - carried):
        lose(f"the field '{name}'")
    code = language_of(source) or lang
    slug, whole = _address(fields.get("slug")), _address(fields.get("permalink") or fields.get("url"))
    old = fields.get("aliases") or fields.get("redirect_from")
    also = (heading,) if heading and heading != title else ()
    found.pages.append(
        Page(
            source=source,
            part="",
            lang=code,
            key=without_language(source),
            title=title or stem(source).replace("-", " ").capitalize(),
            body=tame,
            summary=line(fields.get("description") or fields.get("summary") or fields.get("excerpt")),
            addresses=(
                address(source, slug, whole, root),
                *map(_address, old if isinstance(old, list) else [old] if old else []),
            ),
            category=(
                *lines(fields.get("categories")),
                *lines(fields.get("category") or fields.get("section")),
                section(source),
            )[0],
            keywords=lines(fields.get("tags") or fields.get("keywords")),
            questions=(*lines(fields.get("questions")), *also),
            updated=next(filter(None, (day(fields.get(name)) for name in DAYS)), None),
            is_draft=fields.get("draft") is True or fields.get("status") == "draft",
            is_unsearched=bool(carried),
        )
    )


UNSEARCHED = {"exclude": True}
DAYS = ("lastmod", "last_modified_at", "last_update", "updated", "modified", "date")
KNOWN = frozenset(
    re.findall(
        r"\w+",
        """title slug permalink description summary excerpt aliases redirect_from categories category section
        tags keywords questions draft status id weight sidebar_position sidebar_label layout
        template hide toc type kind""",
    )
) | {*DAYS}


def _split(text: str, lose: Any) -> tuple[Mapping[str, Any], str]:  # noqa: ANN401 (a callable)
    """Front matter and body; what cannot be read is told, and the text stays."""
    for pattern, load in ((YAML, yaml.safe_load), (TOML, tomllib.loads)):
        match = pattern.search(text)
        if not match:
            continue
        try:
            fields = load(match[1].replace("\r\n", "\n"))
        except (yaml.YAMLError, ValueError, RecursionError) as error:
            lose(f"the front matter: {str(error).splitlines()[0]}")
            return {}, text[match.end() :]
        return (fields if isinstance(fields, dict) else {}), text[match.end() :]
    return {}, text


def _body(body: str, lose: Any) -> str:  # noqa: ANN401
    """The Markdown as ours; code stays as it is."""
    body = outside_code(
        body.replace("\r\n", "\n"),
        lambda text: POINTED.sub(lambda match: f"({encoded(match[1])}{match[2]})", text),
    )
    body = blocks.carried(shortcodes.carried(body))
    shown, at = "", 0
    for code in CODE.finditer(body):
        shown += _prose(body[at : code.start()], lose)
        shown += "" if code[0].startswith("<!--") else _code(code[0], lose)
        at = code.end()
    return shown + _prose(body[at:], lose)


def _code(text: str, lose: Any) -> str:  # noqa: ANN401
    """Code as ours: of what a fence says its language alone, and each ends."""
    fence = FENCE.search(text)
    if fence:
        rest, end = fence["rest"].strip(), text.rstrip().rpartition("\n")[2]
        if "title=" in rest:
            lose(f"what is said of a block of code: {rest[:60]}")
        text = f"{fence['sign']}{fence['name']}\n{text[fence.end() :]}"
        text += "" if end.lstrip(" >").startswith(fence["fence"]) else f"\n{fence['sign']}\n"
    return unmarked(SHOWN_SHORTCODE.sub(r"{{\1\2\3}}", text))


def _without_title(body: str) -> tuple[str, str]:
    """The body without the title that it begins with, and that; titles further below become headings."""
    shown = without_code(body)
    first = H1.search(shown)
    heading = ""
    if first and not shown[: first.start()].strip():
        whole = H1.match(body, first.start()) or first
        heading, body = whole[1] or whole[2], body[: whole.start()] + body[whole.end() :]

    def lower(text: str) -> str:
        return re.sub(
            r"(?<=\S\n)=+[ \t]*$", "---", re.sub(r"^#(?=[ \t])", "##", text, flags=re.M), flags=re.M
        )

    return outside_code(body, lower).strip(), line(heading)


def _prose(text: str, lose: Any) -> str:  # noqa: ANN401
    text = raised.in_markdown(REMARK.sub("", text))
    for pattern in (ACTING, SHORTCODE, PROGRAM):
        for match in pattern.finditer(text):
            lose(match[0].split("\n")[0][:60])
        text = pattern.sub("", text)
    for match in TAG.finditer(text):
        if not KEPT.fullmatch(match[0]) and not re.match(r"<(?:https?://|mailto:)", text[match.start() :]):
            lose(f"the tag {match[0][:60]}")

    def tag(match: re.Match[str]) -> str:
        if KEPT.fullmatch(match[0]) or re.match(r"<(?:https?:|mailto:)", match[0]):
            return match[0]
        return "" if match[0].endswith(">") else "&lt;"

    return unmarked(TAG.sub(tag, text))


def _address(value: object) -> str:
    return str(value).strip() if isinstance(value, str | int) else ""
