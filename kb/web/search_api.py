"""GET /api/search: the answers that the site's own search gives, as JSON for programs."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from functools import partial

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from kb import strings
from kb.accept_language import best_language
from kb.gaps.store import Searched
from kb.web import params
from kb.web.engines import categories
from kb.web.params import QUERY_LIMIT, BadParameter, QueryTooLong
from kb.web.problem import problem
from search import Engine, QueryTooShort, search_first

UNPROCESSABLE = 422
UNAVAILABLE = 503


def search_route(engines: Mapping[str, Engine], record: Callable[[Searched], None] | None = None) -> Route:
    """The route `/api/search?q=&lang=&kind=&category=&limit=&counts=`.

    The language is the one asked for by `lang`, else the best of Accept-Language, else the first; where it
    knows no answer the others are asked, as on the site. A refusal is an RFC 9457 problem in that language.

    Args:
        engines: By language, in the order of preference.
        record: Counts a search; None where nobody keeps a log.
    """

    # Not async: Starlette then runs it on a thread of its own, and a slow query holds up nobody.
    def answer(request: Request) -> Response:
        preferences = request.headers.getlist("accept-language")
        if not engines:
            return _problem("no_index", best_language(preferences, strings.languages()), UNAVAILABLE)
        lang = best_language(preferences, tuple(engines))
        try:
            lang = _language(request.query_params.get("lang"), engines) or lang
            asked = params.from_program(request.query_params, partial(categories, engines))
            order = [engines[lang], *(engines[other] for other in engines if other != lang)]
            results = search_first(order, asked.text, asked.kind, asked.category, asked.limit, asked.counts)
        except QueryTooShort as error:
            counts = {"minimum": error.minimum, "length": error.length}
            return _problem("query_too_short", lang, UNPROCESSABLE, parameter="q", **counts)
        except QueryTooLong as error:
            counts = {"maximum": QUERY_LIMIT, "length": error.length}
            return _problem("query_too_long", lang, UNPROCESSABLE, parameter="q", **counts)
        except BadParameter as error:
            values = {"parameter": error.name, "value": error.value, "allowed": error.allowed}
            return _problem("bad_parameter", lang, UNPROCESSABLE, **values)
        if record:
            searched = Searched(date.min, lang, asked.text, results.total, results.confident, source="api")
            record(replace(searched, kind=asked.kind or "", category=asked.category or ""))
        return JSONResponse(results.as_json(), headers=_headers(lang))

    return Route("/api/search", answer, methods=["GET"])


def _language(wanted: str | None, engines: Mapping[str, Engine]) -> str | None:
    if wanted and wanted not in engines:
        raise BadParameter("lang", wanted, tuple(engines))
    return wanted or None


def _problem(code: str, lang: str, status: int, **members: object) -> JSONResponse:
    return problem(code, lang, status, _headers(strings.language_of(lang)), **members)


def _headers(lang: str) -> dict[str, str]:
    return {"Content-Language": lang, "Vary": "Accept-Language", "Cache-Control": "no-cache"}
