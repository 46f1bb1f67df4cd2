"""The sentence that a body itself puts first, as a summary for which nobody wrote one; pure."""

import re

from kb.importing.raised import flat

LONGEST = 160  # characters
FENCED = re.compile(r"^([ >]*)(`{3,}|~{3,})[^\n]*\n.*?(?:^[ >]*\2[`~]*[ \t]*$|\Z)", re.DOTALL | re.MULTILINE)
# A heading, a table, a quote, code, a note, a list, what is in one of these, a definition, a bold line alone,
# the text of a footnote or of an abbreviation.
NO_PROSE = re.compile(r"[#|>`!\-:]|\d+[.)]\s|\s{4}|\*\*[^*]*\*\*\s*$|[*+]\s|\*?\[[^\]]*\]:")
TERMS = re.compile(r"(?:^\S[^\n]*\n)+(?=:[ \t])", re.MULTILINE)
ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+(?=\S)")
SENTENCE = re.compile(r"(?:\d+[.)]\s+)?.*?[.!?](?=\s|$)")


def summary(body: str) -> str:
    """The first sentence of a body as plain text, or else what the list says that it is; empty for none."""
    lines = TERMS.sub("", FENCED.sub("\n", body)).split("\n")
    kept = "\n".join("" if NO_PROSE.match(line) else line.strip() for line in lines)
    prose = next(filter(None, map(_plain, kept.split("\n\n"))), "")
    first = SENTENCE.match(prose)
    items = (_plain(ITEM.sub("", line, count=1)).rstrip(".;,") for line in lines if ITEM.match(line))
    text = (first[0] if first else prose) or "; ".join(filter(None, items))
    return text if len(text) <= LONGEST else text[:LONGEST].rpartition(" ")[0] + " \u2026"


def _plain(text: str) -> str:
    text = re.sub(r"\[\^[^\]]*\]", "", flat(text))
    for mark in ("!", ""):  # a picture may stand in a link
        text = re.sub(mark + r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    text = " ".join(re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)[*_`]|<[^>]*>", "", text)).split())
    return text.replace("&lt;", "<").replace("&amp;", "&")
