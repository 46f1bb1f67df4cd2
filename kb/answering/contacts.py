"""How support is reached, as the facts of a help center say it."""

from urllib.parse import urljoin

from kb.content.facts import Facts

PHONE, PAGE = "contacts.global.direct", "contacts.page"


def contacts(facts: Facts, site: str = "") -> list[str]:
    """The direct line and the contacts page, on the host of `site`, as far as the facts name them."""
    known = facts.by_name
    phone, page = (known[name].value if name in known else None for name in (PHONE, PAGE))
    return [
        *([str(phone["display"])] if isinstance(phone, dict) else []),
        *([urljoin(site, str(page))] if page else []),
    ]
