"""A gap is closed: a question in its article, a synonym, and the searches that are asked ever after; pure."""

import json
import re
from collections.abc import Iterable, Sequence

from kb.content.frontmatter import Split, Uneditable, contents, split
from kb.content.sources import searches, synonyms

PLAIN = re.compile(r"[^\W_][\w '’!/.-]*")
WORDS = re.compile(r"yes|no|true|false|null|on|off|~", re.IGNORECASE)
LIST = re.compile(
    r"^questions[ \t]*:[ \t]*(?:\[(?P<flow>[^\]]*)\]"
    r"|(?:#[^\n]*)?\r?\n(?P<block>(?:[ \t]*-[ \t][^\n]*\n|[ \t]*#[^\n]*\n)*))",
    re.MULTILINE,
)


def with_question(text: str, question: str) -> str:
    """An article's file with a question added at the end of its list; every other byte stays.

    Raises:
        Uneditable: When the field is written in a way that only a hand can edit.
    """
    parts = split(text)
    if not parts.closing:
        raise Uneditable("there is no front matter")
    was = contents(parts)
    end = "\r\n" if parts.opening.endswith("\r\n") else "\n"
    head = _added(parts.head, scalar(question), end)
    new = Split(parts.opening, head, parts.closing, parts.body)
    now = contents(new)
    old = was.get("questions") or ()
    wanted = (*old, question) if isinstance(old, tuple) else ()
    if now.pop("questions", ()) != wanted or now != {k: v for k, v in was.items() if k != "questions"}:
        raise Uneditable("'questions:' is written in a way that only a hand can edit: add the line yourself")
    return new.opening + new.head + new.closing + new.body


def _added(head: str, item: str, end: str) -> str:
    found = LIST.search(head)
    if found is None:
        return f"{head}questions:{end}  - {item}{end}"
    if found["flow"] is not None:
        at, comma = found.end("flow"), ", " if found["flow"].strip() else ""
        return head[:at].rstrip() + comma + item + head[at:]
    marks = re.findall(r"^([ \t]*-[ \t]+)", found["block"], re.MULTILINE)
    return head[: found.end()] + (marks[-1] if marks else "  - ") + item + end + head[found.end() :]


def scalar(text: str) -> str:
    """A text as YAML reads it back: plain where that is sure, else in quotes."""
    is_plain = PLAIN.fullmatch(text) and not WORDS.fullmatch(text) and not text[0].isdigit()
    return text if is_plain else json.dumps(text, ensure_ascii=False)


def with_synonym(text: str, known: str, added: str) -> str:
    """A file of synonyms in which two words mean the same; a group that holds the first takes the second in.

    Raises:
        Uneditable: When their group is written in a way that only a hand can edit.
    """
    was, _ = synonyms.parse(text, "")
    group = next((each for each in was if known in each), ())
    if added in group:
        return text
    lines = text.split("\n")
    if group:
        for number, line in enumerate(lines):
            items = re.match(r"-[ \t]*\[([^\]]*)\]", line)
            if items and known in [item.strip().strip("\"'") for item in items[1].split(",")]:
                lines[number] = line[: items.end(1)] + f", {scalar(added)}" + line[items.end(1) :]
    new = "\n".join(lines) if group else _appended(text, f"- [{scalar(known)}, {scalar(added)}]")
    wanted = [(*each, added) if each == group else each for each in was]
    if list(synonyms.parse(new, "")[0]) != (wanted if group else [*was, (known, added)]):
        raise Uneditable(f"the group of '{known}' in synonyms.yml is for a hand to edit: add '{added}' there")
    return new


def with_searches(text: str, queries: Iterable[str], finds: str) -> str:
    """The file of recorded searches with queries added that it does not hold."""
    known = {one.search for one in searches.parse(text, "")[0]}
    new: Sequence[str] = [query for query in dict.fromkeys(queries) if query not in known]
    text = text or searches.HEAD
    for query in new:
        text = _appended(text, f"- {{search: {json.dumps(query, ensure_ascii=False)}, finds: {finds}}}")
    return text


def _appended(text: str, line: str) -> str:
    end = "\r\n" if "\r\n" in text else "\n"
    return f"{text}{'' if not text or text.endswith(chr(10)) else end}{line}{end}"
