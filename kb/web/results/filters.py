"""The filters beside the results: their links, and how many results each choice would give; pure.

In the browser ui/page.js sets the links and ui/counts.js writes the same numbers.
"""

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from kb.web.results.shown import Config, Shown
from kb.web.results.texts import make


def set_filter(link: Tag, shown: Shown) -> None:
    """Let a choice lead to the same question under its filter, and say what it would give."""
    name, value = str(link["data-kb-filter"]), str(link["data-kb-value"])
    link["href"] = shown.address(**{name: value, "limit": ""})
    if dict(shown.params).get(name, "") == value:
        link["aria-current"] = "true"
    counts = shown.results and shown.results.counts
    if counts:
        number = vars(counts)[name].get(value, 0)
        link.append(BeautifulSoup(_count(shown.config, number), "html.parser"))


def _count(config: Config, number: int) -> Markup:
    """The number to see, and the sentence to hear."""
    text: str = config["strings"]["search.count_one" if number == 1 else "search.count_many"]
    heard = f" ({text.replace('{count}', str(number))})"
    return make(
        "span",
        {"class": "kb-filters__count"},
        make("span", {"aria-hidden": "true"}, str(number)),
        make("span", {"class": "kb-visually-hidden"}, heard),
    )
