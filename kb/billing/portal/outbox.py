"""The outbox as a page, in development only: the e-mails that a real service would have sent."""

import secrets
from base64 import b64decode
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from kb.billing.domain.errors import NotFound
from kb.billing.domain.model import Mail
from kb.billing.locale.mail import MailText, compose
from kb.billing.portal.view import render
from kb.billing.portal.visit import Visit

NEWEST = 50


async def outbox_page(visit: Visit) -> Response:
    """The newest e-mails as the customers would read them; only on this machine, for who has the token.

    A browser asks for a name, any, and a password, the control token.
    """
    if not is_local(visit.request):
        raise NotFound
    if not _holds_token(visit):
        return PlainTextResponse(visit.t("outbox.token"), 401, {"WWW-Authenticate": 'Basic realm="outbox"'})
    mails = tuple(reversed(visit.billing.outbox()))[:NEWEST]
    shown = [(mail, _written(visit, mail)) for mail in mails]
    return render(visit, "outbox.html", mails=shown)


def _holds_token(visit: Visit) -> bool:
    scheme, _, sent = visit.request.headers.get("authorization", "").partition(" ")
    token = sent.encode()
    if scheme.lower() == "basic":
        try:
            token = b64decode(sent, validate=True).partition(b":")[2]
        except ValueError:
            return False
    return secrets.compare_digest(token, (visit.settings.control_token or "").encode())


def is_local(request: Request) -> bool:
    """Whether both ends are this machine, by the Host header too: another site's name could point here."""
    client = request.client.host if request.client else ""
    return _is_loopback(client) and _is_loopback(request.url.hostname or "")


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def _written(visit: Visit, mail: Mail) -> MailText:
    receipt = visit.billing.receipt(mail.account, mail.receipt) if mail.receipt else None
    return compose(mail, receipt, visit.billing.account(mail.account).country)
