"""What `/agent` shows: the sign-in, and the desk itself, in the agent's language."""

from functools import cache
from pathlib import Path

from babel import Locale
from jinja2 import Environment, FileSystemLoader

from kb import strings
from kb.theme import ASSETS

OWN = Path(__file__).parent / "assets"
STYLES = ("tokens", "base")  # of the site; the desk's own follow
SAID = ("copied", "nothing", "signed_out", "failed", "missed")  # what the script says


@cache
def style() -> str:
    """The one style sheet of the page."""
    files = [*(ASSETS / "css" / f"{name}.css" for name in STYLES), OWN / "agent.css"]
    return "\n".join(file.read_text("utf-8") for file in files)


@cache
def _pages() -> Environment:
    return Environment(loader=FileSystemLoader(OWN), autoescape=True, trim_blocks=True, lstrip_blocks=True)


def rendered(
    name: str, lang: str, languages: tuple[str, ...], *, refused: bool = False, misses: bool = False
) -> str:
    """A page as HTML.

    Args:
        name: "desk" or "sign-in".
        lang: The agent's language.
        languages: Those in which letters can be written.
        refused: Whether the token was wrong.
        misses: Whether the writers want to know what no article answers.
    """

    def say(key: str) -> str:
        return strings.text(lang, f"desk.{key}")

    said = {key: say(key) for key in SAID}
    names = [(code, Locale.parse(code).get_display_name(lang)) for code in languages]
    template = _pages().get_template(f"{name}.html")
    return template.render(t=say, lang=lang, languages=names, said=said, refused=refused, misses=misses)
