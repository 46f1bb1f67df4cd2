"""The built results page with an answer put in; pure. In the browser ui/answer.js writes the same.

tests/vectors/results_page.json holds both to it.
"""

import json
import re
from urllib.parse import quote, urljoin

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from kb.web.params import PAGE_MOST, PAGE_STEP, QUERY_LIMIT
from kb.web.results.filters import set_filter
from kb.web.results.shown import Config, Shown, coded, state_of
from kb.web.results.texts import language, make, marked, say
from search import Hit, Results

REGION = re.compile(r"(?<=<!--kb:results-->).*?(?=<!--/kb:results-->)", re.DOTALL)
CONFIG = re.compile(r'<script type="application/json" id="kb-config">(.*?)</script>', re.DOTALL)
TITLE = re.compile(r"(?<=<title>).*?(?=</title>)", re.DOTALL)
CLOSEST = 5  # hits at first, where none is an answer


def config_of(page: str) -> Config | None:
    """The `#kb-config` of a page; None where it has none or no place for results (somebody else's theme)."""
    found = CONFIG.search(page)
    config: Config | None = json.loads(found[1]) if found and REGION.search(page) else None
    return config


def render(page: str, shown: Shown) -> str:
    """The page as it stands when its script has run: field, filters, list and title filled."""
    region = REGION.search(page)
    if region is None:
        return page
    soup = BeautifulSoup(region[0], "html.parser")
    root = _part(soup, "results")
    title = Markup("{} – {}").format(shown.question.text, str(root["data-kb-title"]))
    root["data-state"] = state_of(shown)
    (field := _part(root, "q"))["value"] = shown.question.text
    for name, value in shown.filters.items():  # a form that is sent before the script is there
        field.insert_after(soup.new_tag("input", attrs={"type": "hidden", "name": name, "value": value}))
    for link in _part(root, "filters").find_all("a"):
        set_filter(link, shown)
    for name, markup in parts(shown).items():
        _part(root, name).append(BeautifulSoup(markup, "html.parser"))
    page = page[: region.start()] + str(soup) + page[region.end() :]
    return TITLE.sub(lambda _: str(title), page, count=1)


def _part(root: Tag, name: str) -> Tag:
    """The place with `data-kb-NAME`: the template kb-search-page.html promises that it is there."""
    found = root.select_one(f"[data-kb-{name}]")
    assert found is not None, f"the results page has no [data-kb-{name}]: kb-search-page.html must keep it"
    return found


def parts(shown: Shown) -> dict[str, Markup]:
    """The markup of an answer by the place it stands in, `data-kb-` advice, list, more and beside."""
    config, results = shown.config, shown.results
    if results is None:
        return {"advice": _too_long(config)} if shown.question.is_too_long else {}
    if not results.total:
        return {"advice": _unfilter(shown) + _nothing_found(shown, results)}
    line = make("p", {"class": "kb-find__count"}, _summary(shown, results)) + _suggested(config, results)
    if results.confident:
        return {"advice": line, **_found(shown, results)}
    return {"advice": _unfilter(shown) + line, **_found(shown, results), "beside": _browse(config)}


def _found(shown: Shown, results: Results) -> dict[str, Markup]:
    """The list and the way to further hits; where none is an answer, the list begins with a few."""
    few = not results.confident and not dict(shown.params).get("limit")
    hits = results.hits[: CLOSEST if few else PAGE_MOST]
    more = Markup()
    if len(hits) < min(results.total, PAGE_MOST):
        address = shown.address(limit=str(PAGE_STEP if few else len(hits) + PAGE_STEP))
        more = make("a", {"class": "kb-button", "href": address}, say(shown.config, "more"))
    return {"list": Markup().join(_item(shown.config, shown.path, hit) for hit in hits), "more": more}


def _too_long(config: Config) -> Markup:
    title = make("p", {"class": "kb-advice__title"}, say(config, "QueryTooLong", maximum=QUERY_LIMIT))
    return title + _browse(config)


def _summary(shown: Shown, results: Results) -> Markup:
    config = shown.config
    if not results.confident:
        key = ("closest" if results.total else "none") + ("_filtered" if shown.filters else "")
        return say(config, key, results.query_lang, query=results.query)
    count = say(config, "count_one" if results.total == 1 else "count_many", count=results.total)
    if not results.fallback and not results.is_foreign:
        return count
    lang = results.hits[0].lang
    if results.fallback and lang != config["lang"]:
        key = "other_language"
    elif results.is_foreign:
        key = "foreign"
    else:  # what another language answered, as this one's own pages
        key, lang = "counterpart", results.lang
    said = {"query": results.query, "language": language(config, lang)}
    return say(config, key, results.query_lang, **said) + " " + count


def _suggested(config: Config, results: Results) -> Markup:
    word = results.suggestion
    if not word:
        return Markup()
    address = f"{config['search']['page']}?{coded({'q': word})}"
    link = make("a", {"href": address, "data-kb-q": word}, word)
    return make("p", {"class": "kb-advice__suggestion"}, say(config, "suggestion"), " ", link, "?")


def _unfilter(shown: Shown) -> Markup:
    if not shown.filters:
        return Markup()
    address = shown.address(kind="", category="", limit="")
    return make("p", {}, make("a", {"class": "kb-button", "href": address}, say(shown.config, "unfilter")))


def _nothing_found(shown: Shown, results: Results) -> Markup:
    config = shown.config
    languages = ", ".join(
        language(config, lang) for lang in (config["lang"], config["search"]["fallback"]) if lang
    )
    title = make("p", {"class": "kb-advice__title"}, _summary(shown, results))
    where = make("p", {}, say(config, "none_where", languages=languages))
    return title + _suggested(config, results) + where + _browse(config)


def _browse(config: Config) -> Markup:
    links = [make("li", {}, make("a", {"href": c["url"]}, c["title"])) for c in config["categories"].values()]
    parts = Markup()
    if links:
        parts = make("p", {}, say(config, "browse")) + make("ul", {"class": "kb-advice__links"}, *links)
    if config["contacts"]:
        parts += make("p", {}, make("a", {"href": config["contacts"]}, say(config, "contacts")))
    return parts


def _item(config: Config, path: str, hit: Hit) -> Markup:
    lang = "" if hit.lang == config["ui_lang"] else hit.lang
    foreign = "" if hit.lang == config["lang"] else language(config, hit.lang)
    category = config["categories"].get(hit.category, {}).get("title")
    facts = (config["kinds"].get(hit.kind), category, foreign)
    link = {"href": urljoin(path, config["base"]) + hit.url.lstrip("/"), "hreflang": lang}
    meta = {"class": "kb-hit__meta", "lang": lang and config["ui_lang"]}
    parts = [
        make("h2", {"class": "kb-hit__title"}, make("a", link, marked(hit.title, hit.title_marks))),
        make("span", meta, " · ".join(fact for fact in facts if fact)),
        make("p", {"class": "kb-hit__excerpt"}, marked(hit.excerpt.text, hit.excerpt.marks)),
    ]
    if hit.section and hit.section.anchor:
        anchor = quote(hit.section.anchor, safe="!'()*~-_.")  # as encodeURIComponent does
        section = {"href": f"{link['href']}#{anchor}", "hreflang": lang}
        parts.append(make("a", section | {"class": "kb-hit__section"}, hit.section.heading))
    return make("li", {"class": "kb-hit", "lang": lang}, *parts)
