"""The look of the account pages: the site's own styles and scripts, and a sheet for what they alone show."""

from functools import cache
from hashlib import sha256
from pathlib import Path

from starlette.responses import Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from kb.theme import ASSETS

OWN = Path(__file__).parent / "assets"
STYLE = "account.css"
OWN_STYLES = (STYLE, "forecast.css")
# In this order: later files may lean on earlier ones.
SHARED_STYLES = ("tokens", "base", "layout")
A_YEAR = "public, max-age=31536000, immutable"


@cache
def style() -> bytes:
    """The one style sheet of the account pages, joined when the service starts."""
    files = [
        *(ASSETS / "css" / f"{name}.css" for name in SHARED_STYLES),
        *(OWN / name for name in OWN_STYLES),
    ]
    return b"\n".join(file.read_bytes() for file in files)


@cache
def asset(name: str) -> str:
    """The address of a file, changing with its content so that browsers may keep it.

    Args:
        name: The style sheet, or the path of a file in the site's assets or in our own folder.
    """
    found = next((folder / name for folder in (OWN, ASSETS) if (folder / name).is_file()), OWN / name)
    digest = sha256(style() if name == STYLE else found.read_bytes()).hexdigest()[:12]
    return f"/account/static/{name}?v={digest}"


class Assets(StaticFiles):
    """Files by address; what is asked for by its content's mark is kept, all else is asked for again."""

    def __init__(self) -> None:
        """Serve our own folder before the site's."""
        super().__init__(directory=OWN)
        self.all_directories = [OWN, ASSETS]

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The style sheet as it was joined, or a file."""
        if path == STYLE:
            response = Response(style(), media_type="text/css")
        else:
            response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = A_YEAR if scope["query_string"].startswith(b"v=") else "no-cache"
        return response
