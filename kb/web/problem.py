"""A refusal as RFC 9457 says it, in the caller's language."""

import logging

from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from kb import strings
from kb.accept_language import best_language

MEDIA_TYPE = "application/problem+json"
_SOON = {"Retry-After": "5", "Cache-Control": "no-store"}
_UNAVAILABLE = 503


def problem(code: str, lang: str, status: int, headers: dict[str, str], **members: object) -> JSONResponse:
    """The problem `code` with its sentence.

    Args:
        code: The part of the texts' keys after `api.`.
        lang: The caller's language.
        status: The HTTP status.
        headers: Further headers of the response.
        members: Fill the sentence and stand in the body; a tuple is a list of names.
    """
    said = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in members.items()}
    body = {
        "type": f"urn:kb:problem:{code.replace('_', '-')}",
        "title": strings.text(lang, f"api.{code}_title"),
        "status": status,
        "detail": strings.text(lang, f"api.{code}", **said),
        **members,
    }
    return JSONResponse(body, status, media_type=MEDIA_TYPE, headers=headers)


def search_away(request: Request, fault: Exception) -> Response:
    """While the machines that keep the index do not answer: to come back, and no names; the log has those.

    A problem for programs, a sentence for readers.
    """
    logging.getLogger("kb.search").error("%s", fault)
    lang = best_language(request.headers.getlist("accept-language"), strings.languages())
    headers = _SOON | {"Content-Language": lang, "Vary": "Accept-Language"}
    if request.url.path.startswith("/api/"):
        return problem("search_away", lang, _UNAVAILABLE, headers)
    return PlainTextResponse(strings.text(lang, "api.search_away"), _UNAVAILABLE, headers)
