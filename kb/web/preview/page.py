"""A page as a writer sees it: the page itself, and over its end what is wrong with it; pure."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from kb import strings
from kb.errors import ContentError
from kb.translating.difference import marked
from kb.web.preview.model import Shown

FOLDER = "/_preview"
OWN = Path(__file__).parent / "assets"
# What answers below the folder: name to media type.
FILES = {"preview.js": "text/javascript", "preview.css": "text/css"}


@cache
def file(name: str) -> str:
    """The text of one of `FILES`."""
    return (OWN / name).read_text("utf-8")


def decorated(shown: Shown, state: str) -> str:
    """The page with its badge, its findings and the script that asks for news.

    Args:
        shown: The page.
        state: Tells one state of the page from the next.
    """
    lang = strings.language_of(shown.lang)
    given = {"shown": shown, "state": state, "folder": FOLDER}
    head = _rendered("head.html", lang, **given)
    before, mark, after = shown.html.replace("</head>", f"{head}</head>", 1).rpartition("</body>")
    return f"{before}{_rendered('bar.html', lang, **given)}{mark}{after}"


def refused(error: ContentError, lang: str, state: str) -> str:
    """A page in place of one that cannot be rendered at all.

    Args:
        error: Why.
        lang: The writer's language.
        state: Tells one state of the page from the next.
    """
    return _rendered("refused.html", lang, problems=error.problems, state=state, folder=FOLDER)


def state_of(shown: Shown) -> str:
    """What tells one state of a page from the next."""
    findings = [str(one) for one in (*shown.problems, *shown.hints)]
    told = shown.badge, tuple(shown.drafts.items()), findings, tuple(shown.changes)
    return sha256(shown.html.encode() + repr(told).encode()).hexdigest()[:16]


def state_of_refusal(error: ContentError) -> str:
    """The same of a page that cannot be rendered."""
    return sha256(str(error).encode()).hexdigest()[:16]


@cache
def _templates() -> Environment:
    return Environment(loader=FileSystemLoader(OWN), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def _rendered(name: str, lang: str, **given: object) -> str:
    def say(key: str, **values: object) -> str:
        return strings.text(lang, f"preview.{key}", **values)

    return _templates().get_template(name).render(t=say, lang=lang, marked=marked, **given)
