"""What Markdown says of its own accord, "Note" or "Jump back", in the language of the page; pure."""

import re

from kb import strings

# Note kinds that have a word in the catalogues: GitHub's five and the usual ones of `!!!`.
KINDS = "note|tip|important|warning|caution|info|success|danger|example|hint|attention|error|question"
BEFORE = rf'<div class="admonition (?:{KINDS})">\s*<p class="admonition-title">'
BEFORE += rf'|<details class="(?:{KINDS})"[^>]*>\s*<summary>'
TITLE = re.compile(rf"({BEFORE})({KINDS})(?=</)", re.IGNORECASE)
BACK = re.compile(r'(?<= title=")Jump back to footnote (\d+) in the text(?=")')
ALERT = re.compile(rf"^((?:> ?)+)\[!({KINDS})\][+-]?[ \t]*$", re.IGNORECASE | re.MULTILINE)


def in_language(html: str, lang: str) -> str:
    """A page's HTML, in which titles that nobody typed are words of its language."""
    html = TITLE.sub(lambda match: match[1] + _word(match[2], lang), html)
    return BACK.sub(lambda match: strings.text(lang, "markdown.back", number=match[1]), html)


def alerts_as_quotes(markdown: str, lang: str) -> str:
    """Text for readers of plain text: GitHub's `> [!NOTE]` as a quote that begins with the word in bold."""
    return ALERT.sub(lambda match: f"{match[1]}**{_word(match[2], lang)}**\n{match[1].rstrip()}", markdown)


def _word(kind: str, lang: str) -> str:
    return strings.text(lang, f"markdown.{kind.lower()}")
