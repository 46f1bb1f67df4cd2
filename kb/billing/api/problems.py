"""Refusals as RFC 9457 problem documents, in the caller's language, each with the article that helps."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse

from kb.accept_language import best_language
from kb.billing.domain import contacts
from kb.billing.domain.errors import BillingError
from kb.billing.locale.help_links import articles_at
from kb.billing.locale.texts import LANGUAGES
from kb.billing.refusals import REFUSALS

MEDIA_TYPE = "application/problem+json"
_MESSAGES = Path(__file__).parents[1] / "locale" / "messages"


class Refused(Exception):
    """A refusal of the HTTP layer itself, by its code in REFUSALS; ``headers`` go on the answer."""

    def __init__(self, code: str, **headers: str) -> None:
        """Header names are written with underscores."""
        super().__init__(code)
        self.code = code
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


@cache
def messages(language: str) -> Mapping[str, str]:
    """The API's texts in one language."""
    texts: dict[str, str] = json.loads((_MESSAGES / f"{language}.json").read_text(encoding="utf-8"))
    return texts


def answer(
    request: Request,
    code: str,
    headers: Mapping[str, str] | None = None,
    status: int | None = None,
    members: Mapping[str, object] | None = None,
    wording: str | None = None,
) -> JSONResponse:
    """The problem document of ``code``, its detail as worded; ``members`` are its extension members."""
    kind = REFUSALS[code]
    language = best_language(request.headers.getlist("accept-language"), LANGUAGES)
    route = request.scope.get("route")
    document = {
        "type": f"urn:kb:billing:problem:{code}",
        "title": messages(language)[f"problem.{code}.title"],
        "status": status or kind.status,
        "detail": messages(language)[f"problem.{wording or code}.detail"],
        "instance": request.url.path,
        "code": code,
        "operationId": getattr(route, "operation_id", None),
        "help": _help(request, language, kind.article),
        "retryable": kind.retryable,
        **(members or {}),
    }
    given = {"Content-Language": language, "Cache-Control": "no-store", **(headers or {})}
    return JSONResponse(document, status or kind.status, given, MEDIA_TYPE)


def refusal(request: Request, error: BillingError) -> JSONResponse:
    """The answer to a refusal of the service, with the data it carries."""
    headers = {}
    if error.code == "not-signed-in":
        headers["WWW-Authenticate"] = "Bearer"
    members = error.details()
    if error.code == "corporate-plan":
        members["contact"] = asdict(contacts.corporate_billing(None))
    if "retry_after" in members:
        headers["Retry-After"] = str(members["retry_after"])
    return answer(request, error.code, headers, members=members, wording=error.wording)


def _help(request: Request, language: str, article: str | None) -> str | None:
    if article is None:
        return None
    return articles_at(request.app.state.settings.help_url).article(language, article)
