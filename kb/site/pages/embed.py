"""Articles made ready for a page: whom sections are for, where links lead, answers on topics' pages."""

import posixpath
import re
from collections.abc import Callable
from html import escape
from urllib.parse import urljoin, urlsplit

TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>")
ATTRIBUTE = re.compile(r"(\s)([a-zA-Z-]+)=(\"[^\"]*\"|'[^']*')")
HEADING = re.compile(r"<h([2-6])((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</h\1>", re.DOTALL)
BLOCK = re.compile(r"<(/?)(ol|ul|li|section|div|blockquote|details|table|figure|h2)\b", re.IGNORECASE)
WHEN = re.compile(r"\s(?:data-)?when=(?:\"([^\"]*)\"|'([^']*)')")
REFERENCES = {"id", "for", "name", "aria-labelledby", "aria-describedby", "aria-controls"}
ADDRESSES = {"href", "src", "poster"}
# Where the billing service's facts say that its account pages stand.
ACCOUNT = "/account"
LINK = re.compile(r"<a\b((?:[^<>\"']|\"[^\"]*\"|'[^']*')*)>(.*?)</a>", re.DOTALL)
ACCOUNT_HREF = re.compile(rf"\shref=([\"'])({ACCOUNT})(?=[/?#]|\1)")


def after_steps(html: str) -> tuple[str, str]:
    """An article in two: up to the end of its first steps, and what follows; the panel stands between.

    Steps are a numbered list before the second heading. Without them the first part ends before the first
    heading; without one it is the whole.
    """
    depth, headings = 0, []
    for tag in BLOCK.finditer(html):
        closes, name = bool(tag[1]), tag[2].lower()
        if not depth and name in ("h2", "section"):
            headings.append(tag.start())
            if len(headings) > 1:
                break
        depth += -1 if closes else 1
        if closes and not depth and name == "ol":
            end = html.index(">", tag.start()) + 1
            return html[:end], html[end:]
    place = headings[0] if headings else len(html)
    return html[:place], html[place:]


def mark_conditions(html: str, label: Callable[[str], str]) -> str:
    """Wrap each section whose heading says `when=…` and say below the heading for whom it holds.

    A section ends where a heading of the same or a higher rank begins.

    Args:
        html: A rendered article.
        label: The escaped sentence for a condition, "corporate" -> "Corporate plans only".
    """
    headings = list(HEADING.finditer(html))
    parts: list[str] = []
    position = 0
    for index, heading in enumerate(headings):
        condition = WHEN.search(heading[2])
        if condition is None or heading.start() < position:
            continue
        name = condition[1] or condition[2] or ""
        end = next((other.start() for other in headings[index + 1 :] if other[1] <= heading[1]), len(html))
        head = f"<h{heading[1]}{WHEN.sub('', heading[2])}>{heading[3]}</h{heading[1]}>"
        parts += [
            html[position : heading.start()],
            f'<section class="kb-when" data-when="{name}">{head}<p class="kb-when__label">{label(name)}</p>',
            html[heading.end() : end],
            "</section>\n",
        ]
        position = end
    return "".join(parts) + html[position:]


def lead_to_account(html: str, account: str) -> str:
    """Links to the service's account pages lead to where these stand; without any they are plain text.

    Args:
        html: A rendered article.
        account: The account pages' address without a trailing slash; empty when the site has none.
    """

    def link(match: re.Match[str]) -> str:
        href = ACCOUNT_HREF.search(match[1])
        if not href:
            return match[0]
        if not account:
            return match[2]
        start, end = href.span(2)
        return f"<a{match[1][:start]}{escape(account)}{match[1][end:]}>{match[2]}</a>"

    return LINK.sub(link, html) if account != ACCOUNT else html


def move(html: str, from_url: str, to_url: str, prefix: str) -> str:
    """An article's HTML for another page: own ids, addresses as seen from there, headings one rank lower.

    Args:
        html: The article.
        from_url: The article's own address from the site's root, "it/receipts/".
        to_url: The page it moves to, "it/topics/billing/".
        prefix: Put before every id, so that two articles on a page never share one.
    """

    def tag(match: re.Match[str]) -> str:
        close, name, attributes = match.groups()
        return f"<{close}{_lower(name)}{ATTRIBUTE.sub(attribute, attributes)}>"

    def attribute(match: re.Match[str]) -> str:
        space, name, quoted = match.groups()
        value = quoted[1:-1]
        if name in REFERENCES:
            value = " ".join(f"{prefix}-{part}" for part in value.split())
        elif name in ADDRESSES:
            value = _address(value, from_url, to_url, prefix)
        return f"{space}{name}={quoted[0]}{value}{quoted[0]}"

    return TAG.sub(tag, html)


def relative(url: str, page: str) -> str:
    """The address of a page as seen from another, both from the site's root without a leading slash."""
    path, hash_mark, anchor = url.partition("#")
    folder = page if page.endswith("/") else posixpath.dirname(page)
    found = posixpath.relpath(path or ".", folder or ".")
    found += "/" if (path.endswith("/") or path in ("", ".")) and not found.endswith("/") else ""
    return found + hash_mark + anchor


def _lower(tag: str) -> str:
    return f"h{min(int(tag[1]) + 1, 6)}" if re.fullmatch(r"[hH][1-5]", tag) else tag


def _address(value: str, from_url: str, to_url: str, prefix: str) -> str:
    if value.startswith("#"):
        return f"#{prefix}-{value[1:]}" if value != "#" else value
    parts = urlsplit(value)
    if parts.scheme or parts.netloc or not value or value.startswith("/"):
        return value
    target = urljoin("/" + from_url, parts.path).lstrip("/")
    rest = (f"?{parts.query}" if parts.query else "") + (f"#{parts.fragment}" if parts.fragment else "")
    return relative(target, to_url) + rest
