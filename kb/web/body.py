"""Bodies of requests, read no further than they may be long; that of `POST /api/answer` is read strictly."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request

from kb.answering.letter import WRITTEN
from kb.content.markup import AUDIENCES
from kb.errors import KbError, quoted
from kb.support.addresses import is_address

FIELDS = ("message", "lang", "account", "for", "site", "format")


class BadBody(KbError):
    """A body that is no question; the reason is a part of a sentence."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class TooLong(KbError):
    """A body has more bytes than are read."""

    def __init__(self, most: int) -> None:
        self.most = most
        super().__init__(f"a body holds at most {most} bytes")


async def read_at_most(request: Request, most: int) -> bytes:
    """The whole body.

    Raises:
        TooLong: When it has more bytes.
    """
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            raise TooLong(most)
    return body


@dataclass(frozen=True)
class AnswerRequest:
    """What is to be answered, and for whom.

    Attributes:
        message: An article's id, a question or a whole message.
        lang: Language of the answer; empty: the account's, else the message's.
        account: The customer's e-mail; empty: nobody's.
        audiences: Kinds of accounts instead.
        site: Where links begin; empty: this server's address.
        form: "text", "html" or "md".
    """

    message: str
    lang: str
    account: str
    audiences: frozenset[str]
    site: str
    form: str


def read_body(body: bytes, languages: Collection[str], *, empty: bool = False) -> AnswerRequest:
    """The question of a request; with `empty` the message may be.

    Raises:
        BadBody: Naming the field, and what it may be.
    """
    try:
        data = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise BadBody("not JSON") from error
    if not isinstance(data, dict):
        raise BadBody("not an object")
    if unknown := sorted(set(data) - set(FIELDS)):
        raise BadBody(f"unknown field {quoted(unknown[0])}")
    audiences = data.get("for", [])
    if not isinstance(audiences, list) or not all(isinstance(name, str) for name in audiences):
        raise BadBody("'for' must be a list of texts")
    for name in audiences:
        _one_of("for", name, AUDIENCES)
    if audiences and data.get("account"):
        raise BadBody("'for' cannot stand beside 'account': the service says what holds for it")
    return AnswerRequest(
        message=_text(data, "message") if empty else _message(data),
        lang=_one_of("lang", _text(data, "lang"), ("", *languages)),
        account=_text(data, "account"),
        audiences=frozenset(audiences),
        site=_site(data),
        form=_one_of("format", _text(data, "format") or WRITTEN[0], WRITTEN),
    )


def _message(data: Mapping[str, Any]) -> str:
    text = _text(data, "message")
    if not text.strip():
        raise BadBody("'message' is missing or empty")
    return text


def _site(data: Mapping[str, Any]) -> str:
    site = _text(data, "site")
    if site and not is_address(site):
        raise BadBody("'site' must be the address of a site, as https://help.example.com/help")
    return site.rstrip("/")


def _text(data: Mapping[str, Any], name: str) -> str:
    value = data.get(name, "")
    if not isinstance(value, str):
        raise BadBody(f"{quoted(name)} must be a text")
    return value.encode("utf-8", "replace").decode("utf-8")  # a lone surrogate is no letter


def _one_of(name: str, value: str, allowed: Collection[str]) -> str:
    if value not in allowed:
        raise BadBody(f"{quoted(name)} must be one of {', '.join(filter(None, allowed))}")
    return value
