"""What a site's settings name that the site does not have: a contacts article, languages, addresses."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from kb.errors import Problem, nearest, quoted
from kb.site.pages.compose import Composition
from kb.site.settings import Named
from kb.support.addresses import is_address

ADDRESSES = ("account_url", "billing_url")  # under `extra:`
ADDRESS_CURE = "write 'https://host/path', or '/path'"


def unmet(named: Named, site: Composition) -> Iterator[str]:
    """One sentence for each name that leads nowhere: the option, the value, what there is or what to do."""
    articles = {name for shelf in site.frame.shelves.values() for name in shelf.by_id}
    written = [path for path, page in site.pages.items() if not page.generated]
    yield from _languages(named, [language.code for language in site.languages], written)
    if named.contacts and named.contacts not in articles:
        cure = nearest(named.contacts, articles) or "; write the id of an article"
        yield f"contacts: there is no published article {quoted(named.contacts)}{cure}"


def address_problems(extra: Mapping[str, Any]) -> list[Problem]:
    """Addresses that lead nowhere, or to another host than they seem to: every action's button would.

    Args:
        extra: Of mkdocs.yml, where variables have been put in.
    """
    found = ((name, str(extra.get(name) or "")) for name in ADDRESSES)
    return [
        Problem("mkdocs.yml", 0, f"extra.{name}: {quoted(address)} is no address: {ADDRESS_CURE}")
        for name, address in found
        if address and not is_address(address) and not _is_path(address)
    ]


def _languages(named: Named, codes: Sequence[str], paths: Collection[str]) -> Iterator[str]:
    for code in named.languages:
        if len(named.languages) > 1 and not any(path.startswith(f"{code}/") for path in paths):
            yield f"languages: {quoted(code)} has no page: write {code}/index.md, or take the language out"
    for option, found in (("default_language", [named.default_language]), ("site_names", named.site_names)):
        for code in found:
            if code and code not in codes:
                yield f"{option}: the site has no language {quoted(code)}{nearest(code, codes)}"


def _is_path(address: str) -> bool:
    """Whether it is a path on the site's own host; two slashes would begin another host."""
    return address.startswith("/") and not address.startswith("//") and is_address(f"https://own{address}")
