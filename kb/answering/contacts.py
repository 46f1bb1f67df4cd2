"""How support is reached, as the facts of a help center say it."""

from pathlib import Path
from urllib.parse import urljoin

from kb.content import facts

PHONE, PAGE = "contacts.global.direct", "contacts.page"


def contacts(content: Path, site: str = "") -> list[str]:
    """The direct line and the contacts page, on the host of `site`, as far as the facts name them."""
    known = facts.load(content).by_name
    phone, page = (known[name].value if name in known else None for name in (PHONE, PAGE))
    return [
        *([str(phone["display"])] if isinstance(phone, dict) else []),
        *([urljoin(site, str(page))] if page else []),
    ]
