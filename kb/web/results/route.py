"""The results page rendered on the server, for visitors without scripts: same address, same markup."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from kb import strings
from kb.web import params
from kb.web.files import read_page
from kb.web.params import Question
from kb.web.results.page import config_of, render
from kb.web.results.shown import Shown
from search import Engine, QueryTooShort, Results, search_first

HEADERS = {"Cache-Control": "no-cache"}


def results_routes(site: Path, engines: Mapping[str, Engine]) -> list[Route]:
    """A route for the results page of every language whose page the built site has.

    Args:
        site: The built site's folder.
        engines: By language.
    """
    return [
        Route(
            f"/{address}", _endpoint(site / address / "index.html", address, lang, engines), methods=["GET"]
        )
        for lang in engines
        for address in [f"{lang}/{strings.text(lang, 'site.path_search')}/"]
        if (site / address / "index.html").is_file()
    ]


def _endpoint(
    file: Path, address: str, lang: str, engines: Mapping[str, Engine]
) -> Callable[[Request], Response]:
    # Not async: reading and searching happen on a thread of Starlette's.
    def answer(request: Request) -> Response:
        if not request.query_params.get("q"):
            return HTMLResponse(read_page(file), headers=HEADERS)
        page = read_page(file)
        config = config_of(page)
        if config is None:
            return HTMLResponse(page, headers=HEADERS)
        question = params.from_page(request.query_params, config["categories"])
        order = [engines[code] for code in (lang, config["search"]["fallback"]) if code in engines]
        try:
            found = None if question.is_too_long else _search(order, question)
        except QueryTooShort:
            found = None
        shown = Shown(config, f"/{address}", tuple(request.query_params.items()), question, found)
        return HTMLResponse(render(page, shown), headers=HEADERS)

    return answer


def _search(engines: Sequence[Engine], question: Question) -> Results:
    return search_first(engines, question.text, question.kind, question.category, question.limit, counts=True)
