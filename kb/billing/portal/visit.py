"""Who asks for an account page, in which language, and where to go back to: one request, read once."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qs, urlencode, urlsplit

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from kb.accept_language import best_language
from kb.billing.domain.errors import NotSignedIn
from kb.billing.domain.model import Account, Language, Session
from kb.billing.locale.help_links import Articles, articles_at
from kb.billing.locale.texts import LANGUAGES, text
from kb.billing.operations.record import Reader
from kb.billing.service import Billing
from kb.billing.settings import Settings

ACCOUNT = "/account"
LANGUAGE_COOKIE = "kb_language"
DONE_COOKIE = "kb_done"
# Holds nothing but "1", for the articles' panels: whether asking for the account's state is worth a request.
HINT_COOKIE = "kb_signed_in"
LONGEST_PATH = 2000


@dataclass(frozen=True, slots=True)
class Visit:
    """One request to an account page. ``form`` is empty on a GET; ``session`` is None when not signed in."""

    request: Request
    billing: Billing
    settings: Settings
    language: Language
    token: str
    session: Session | None
    form: Mapping[str, str] = field(default_factory=dict)

    def t(self, key: str, **values: object) -> str:
        """One text in the visitor's language."""
        return text(self.language, key, **values)

    def account(self) -> Account:
        """The signed-in customer's account. Raises NotSignedIn."""
        return self.billing.account(self.account_id())

    def account_id(self) -> int:
        """The signed-in customer's account id. Raises NotSignedIn."""
        if self.session is None:
            raise NotSignedIn
        return self.session.account

    def reader(self) -> Reader:
        """The signed-in customer, as the operations' sentences speak to them. Raises NotSignedIn."""
        return Reader(self.billing, self.account(), self.language)

    def back(self) -> str:
        """The page that the visitor came from and returns to after the action, or ""."""
        return safe_path(self.request.query_params.get("return", ""))

    def back_to_account(self) -> bool:
        """Whether ``back()`` is an account page, not an article."""
        return urlsplit(self.back()).path == ACCOUNT or self.back().startswith(f"{ACCOUNT}/")

    def back_address(self) -> str:
        """The address of ``back()``, or ""."""
        back = self.back()
        return back if self.back_to_account() or not back else self.articles().page(back)

    def articles(self) -> Articles:
        """Where the articles stand, as seen from this page."""
        here = self.request.url
        return articles_at(self.settings.help_url).seen_from(here.hostname, here.port)

    def results_page(self) -> str:
        """The help center's page of search results, or "" where none is known."""
        name = self.settings.results_pages.get(self.language, "")
        return self.articles().article(self.language, name) if name and self.settings.help_url else ""

    def here(self) -> str:
        """This page's own path with its query, to come back to after signing in."""
        url = self.request.url
        return f"{url.path}?{url.query}" if url.query else url.path

    def in_language(self, code: str) -> str:
        """This page in another language; the article to return to changes with it."""
        back = self.articles().in_language(self.back(), code, LANGUAGES)
        return self.with_query(lang=code, **({"return": back} if back else {}))

    def with_query(self, **changes: str) -> str:
        """This page's path with some parameters of its query changed, for example the language."""
        query = dict(self.request.query_params) | changes
        return f"{self.request.url.path}?{urlencode(query)}"


def safe_path(raw: str) -> str:
    r"""``raw`` when it is a path of one's own origin, else "": never a way to another site.

    Browsers read "//host", "/\\host" and paths with control characters as other hosts.
    """
    harmless = raw.startswith("/") and not raw.startswith("//") and "\\" not in raw and raw.isprintable()
    return raw if harmless and len(raw) <= LONGEST_PATH else ""


def language_of(request: Request, account: Account | None) -> Language:
    """The page's language: the link's, the article's, the remembered, the account's, the browser's."""
    query, stand = request.query_params, articles_at(request.app.state.settings.help_url)
    candidates = (
        query.get("lang", ""),
        path_language(query.get("return", ""), stand),
        path_language(query.get("next", ""), stand),
        request.cookies.get(LANGUAGE_COOKIE, ""),
        account.language if account else "",
    )
    chosen = next((language for language in candidates if language in LANGUAGES), None)
    return chosen or best_language(request.headers.getlist("accept-language"), LANGUAGES)


def path_language(path: str, stand: Articles) -> str:
    """The language of the article that a path is or returns to: "/account?return=/it/x/" -> "it"."""
    parts = urlsplit(safe_path(path))
    for nested in parse_qs(parts.query).get("return", []):
        return path_language(nested, stand)
    first = stand.inside(parts.path).split("/")[1:2]
    return first[0] if first and first[0] in LANGUAGES else ""


def comes_from_here(request: Request) -> bool:
    """Whether a POST comes from a page of this very origin, by the headers that current browsers send."""
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = request.headers.get("origin")
    return origin is None or origin.partition("://")[2] == request.headers.get("host")


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a POST, the last value of each; uploads are not read.

    Raises:
        HTTPException: 400 for what is no form, or holds what is no text.
    """
    if request.method != "POST":
        return {}
    try:
        async with request.form(max_files=0, max_fields=40) as form:
            fields = {name: value for name, value in form.items() if not isinstance(value, UploadFile)}
            "".join((*fields, *fields.values())).encode()
    except (LookupError, ValueError) as error:  # a character set that does not exist, half a character
        raise HTTPException(400) from error
    return fields
