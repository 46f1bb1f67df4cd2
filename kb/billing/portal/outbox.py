"""The outbox, in development only: the e-mails that a real service would have sent, as text and as HTML."""

import secrets
from base64 import b64decode, b64encode
from dataclasses import dataclass
from hashlib import sha256
from ipaddress import ip_address

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from kb.billing.domain.errors import NotFound
from kb.billing.domain.model import Mail
from kb.billing.locale.mail import compose
from kb.billing.portal.view import environment, render
from kb.billing.portal.visit import Visit
from kb.billing.service import Billing

NEWEST = 50
# Mail programs fetch no style sheet: the page carries its own.
STYLE = """
body { margin: 0; padding: 24px; font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 36em; margin: 0 auto; }
table { width: 100%; border-collapse: collapse; margin: 16px 0; }
th, td { padding: 8px 8px 8px 0; border-bottom: 1px solid #8888; text-align: left; vertical-align: top; }
th { font-weight: 400; opacity: .8; }
.links a { display: inline-block; margin: 4px 16px 4px 0; font-weight: 600; }
.small { font-size: 14px; opacity: .8; }
"""
_HASH = b64encode(sha256(STYLE.encode()).digest()).decode()
POLICY = (
    f"default-src 'none'; style-src 'sha256-{_HASH}'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Written:
    """What is sent: both parts say the same."""

    subject: str
    body: str
    html: str


def written(billing: Billing, mail: Mail, request: Request) -> Written:
    """The e-mail in its customer's language and time; its links lead to the host that is asked for it."""
    receipt = billing.receipt(mail.account, mail.receipt) if mail.receipt else None
    origin = str(request.base_url).rstrip("/")
    letter = compose(mail, receipt, billing.account(mail.account).country, origin)
    html = environment().get_template("mail.html").render(letter=letter, style=STYLE)
    return Written(letter.subject, letter.text, html)


async def outbox_page(visit: Visit) -> Response:
    """The newest e-mails as the customers would read them; only on this machine, for who has the token.

    A browser asks for a name, any, and a password, the control token.
    """
    if refused := _refused(visit):
        return refused
    mails = tuple(reversed(visit.billing.outbox()))[:NEWEST]
    shown = [(mail, written(visit.billing, mail, visit.request)) for mail in mails]
    return render(visit, "outbox.html", mails=shown)


async def mail_page(visit: Visit) -> Response:
    """One e-mail's HTML as a mail program shows it, on the same conditions."""
    if refused := _refused(visit):
        return refused
    asked = visit.request.path_params["mail"]
    mail = next((mail for mail in visit.billing.outbox() if mail.id == asked), None)
    if mail is None:
        raise NotFound
    response = HTMLResponse(written(visit.billing, mail, visit.request).html)
    response.headers.update({"Content-Security-Policy": POLICY, "Cache-Control": "no-store"})
    return response


def _refused(visit: Visit) -> Response | None:
    """The question for the token where it is missing; raises NotFound for other machines."""
    if not is_local(visit.request):
        raise NotFound
    if _holds_token(visit):
        return None
    return PlainTextResponse(visit.t("outbox.token"), 401, {"WWW-Authenticate": 'Basic realm="outbox"'})


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
