"""The account pages: which address is answered by which page, and nothing else."""

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Mount, Route

from kb.billing.portal import account, entry, purchase, settings
from kb.billing.portal.outbox import mail_page, outbox_page
from kb.billing.portal.page import Handler, page
from kb.billing.portal.state import state
from kb.billing.portal.static import Assets


def mount(app: Starlette) -> None:
    """Add the account pages to ``app``, whose state holds ``billing`` and ``settings``."""
    app.router.routes.extend(_routes())
    if app.state.settings.control:
        app.router.routes.append(Route("/_stub/mail", page(outbox_page, public=True)))
        app.router.routes.append(Route("/_stub/mail/{mail:int}", page(mail_page, public=True)))
    app.router.routes.append(Route("/account/{path:path}", page(account.not_found, public=True)))


def _routes() -> list[BaseRoute]:
    return [
        Mount("/account/static", Assets()),
        _get("/account", account.overview),
        *_both("/account/sign-in", entry.sign_in_form, entry.sign_in, public=True),
        Route("/account/sign-out", page(entry.sign_out, public=True), methods=["POST"]),
        _get("/account/state", state, public=True),
        _get("/account/go/{operation}", entry.go, public=True),
        _get("/account/plans", purchase.selection),
        *_both("/account/plans/{plan}", purchase.review, purchase.buy),
        *_both("/account/renewal/off", settings.renewal_off_form, settings.renewal_off),
        *_both("/account/renewal/on", settings.renewal_on_form, settings.renewal_on),
        *_both("/account/password", settings.password_form, settings.password),
        *_both("/account/billing-data", settings.card_form, settings.card),
        *_both("/account/refund", settings.refund_form, settings.refund),
        _get("/account/forecast", account.forecast),
        _get("/account/activity", account.activity),
        _get("/account/receipts", account.receipts),
        _get("/account/receipts/{number}", account.receipt),
        _get("/account/sessions", account.sessions),
        _get("/account/reports", account.reports),
        _get("/account/contacts", account.contacts, public=True),
    ]


def _get(path: str, handler: Handler, *, public: bool = False) -> Route:
    return Route(path, page(handler, public=public), methods=["GET"])


def _both(path: str, show: Handler, act: Handler, *, public: bool = False) -> list[BaseRoute]:
    return [
        _get(path, show, public=public),
        Route(path, page(act, public=public), methods=["POST"]),
    ]
