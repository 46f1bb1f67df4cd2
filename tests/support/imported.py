"""Files as they stand elsewhere -> what an import makes of them."""

from kb.importing import articles
from kb.importing.articles import Settings
from kb.importing.html import page as html_page
from kb.importing.markdown import page as markdown_page
from kb.importing.model import Found

SETTINGS = Settings("billing", {"Money": "payments"}, {}, ("en", "it"))


def imported(*files: tuple[str, str]) -> tuple[dict[str, str], list[str]]:
    """The texts of the articles by file, and what was told as lost."""
    found = Found()
    for name, data in files:
        read = html_page.read if name.endswith(".html") else markdown_page.read
        read(data, name, "en", found)
    lost = list(found.lost)
    made = articles.articles(found.pages, SETTINGS, lambda page, address: "", lost.append)
    return {one.file: one.text for one in made}, [one.what for one in lost]
