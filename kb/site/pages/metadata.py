"""What machines read: structured data, sitemap, OpenSearch description, headers of static hosts; pure."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from kb.site.pages.languages import Language
from kb.site.pages.model import Alternate, Answer, Link, Topic

# The last three do not fall back to default-src.
CSP = "default-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'"
NOT_IN_A_PAGE = "frame-ancestors 'none'"  # browsers obey it in a header only
SECURITY_HEADERS = (
    ("X-Content-Type-Options", "nosniff"),
    ("Referrer-Policy", "same-origin"),
)
SHORT_NAME = 16  # letters, by the OpenSearch 1.1 specification
FOREVER = "public, max-age=31536000, immutable"


@dataclass(frozen=True)
class Location:
    """A page of the sitemap: its absolute address, when it changed, and its address in every language."""

    address: str
    updated: date | None
    alternates: tuple[Alternate, ...]
    default: str


def script_json(data: object) -> str:
    """JSON that may stand inside a <script> element: no text in it can end the element or start a comment."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return text


def faq_page(answers: Iterable[tuple[str, str]], breadcrumb: Sequence[Link]) -> dict[str, Any]:
    """FAQPage of schema.org from questions and plain-text answers."""
    questions = [
        {"@type": "Question", "name": question, "acceptedAnswer": {"@type": "Answer", "text": answer}}
        for question, answer in answers
    ]
    return _graph({"@type": "FAQPage", "mainEntity": questions}, breadcrumb)


def article(
    kind: str, title: str, summary: str, lang: str, updated: date | None, breadcrumb: Sequence[Link]
) -> dict[str, Any]:
    """TechArticle of schema.org for guides and plain pages."""
    data = {
        "@type": "TechArticle",
        "headline": title,
        "description": summary,
        "inLanguage": lang,
        "genre": kind,
    }
    return _graph(data | ({"dateModified": updated.isoformat()} if updated else {}), breadcrumb)


def collection(topic: Topic, lang: str, breadcrumb: Sequence[Link]) -> dict[str, Any]:
    """CollectionPage of schema.org for a topic whose answers stand on pages of their own."""
    data = {"@type": "CollectionPage", "name": topic.title, "description": topic.summary}
    return _graph(data | {"inLanguage": lang}, breadcrumb)


def website(language: Language, home: str, search: str) -> dict[str, Any]:
    """WebSite of schema.org with its search."""
    action = {
        "@type": "SearchAction",
        "target": f"{search}?q={{query}}",
        "query-input": "required name=query",
    }
    return _graph(
        {
            "@type": "WebSite",
            "name": language.site_name,
            "url": home,
            "inLanguage": language.code,
            "potentialAction": action,
        },
        (),
    )


def answers_of(answers: Iterable[Answer]) -> list[tuple[str, str]]:
    """Question and plain answer of each."""
    return [(answer.entry.title, answer.text) for answer in answers]


def _graph(main: dict[str, Any], breadcrumb: Sequence[Link]) -> dict[str, Any]:
    items = [
        {"@type": "ListItem", "position": position, "name": link.title, "item": link.url}
        for position, link in enumerate(breadcrumb, start=1)
    ]
    crumbs = [{"@type": "BreadcrumbList", "itemListElement": items}] if items else []
    return {"@context": "https://schema.org", "@graph": [main, *crumbs]}


def sitemap(locations: Iterable[Location]) -> str:
    """sitemap.xml as sitemaps.org has it, with each page's addresses in every language as xhtml:link."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for location in locations:
        lines += ["<url>", f"<loc>{escape(location.address)}</loc>"]
        lines += [f"<lastmod>{location.updated.isoformat()}</lastmod>"] if location.updated else []
        lines += [_xhtml(other.code, other.absolute) for other in location.alternates if other.exact]
        lines += [_xhtml("x-default", location.default)] if location.default else []
        lines.append("</url>")
    return "\n".join([*lines, "</urlset>", ""])


def _xhtml(code: str, address: str) -> str:
    return f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(address)}/>'


def opensearch(language: Language, search: str, icon: str) -> str:
    """The OpenSearch 1.1 description that lets a browser search the site from its address bar.

    Args:
        language: Whose results page it is.
        search: The absolute address of the results page.
        icon: The absolute address of the site's icon.
    """
    name = language.site_name
    short = name if len(name) <= SHORT_NAME else language.t("site.opensearch_name")
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">
  <ShortName>{escape(short)}</ShortName>
  <LongName>{escape(language.site_name)}</LongName>
  <Description>{escape(language.t("site.opensearch_description", site=language.site_name))}</Description>
  <Language>{escape(language.code)}</Language>
  <InputEncoding>UTF-8</InputEncoding>
  <Image type="image/svg+xml">{escape(icon)}</Image>
  <Url type="text/html" template={quoteattr(search + "?q={searchTerms}")}/>
</OpenSearchDescription>
"""


def policy(addresses: Iterable[str], live: bool = False) -> str:
    """The content security policy: all from the site itself, data also from these addresses' origins.

    Args:
        addresses: Where data may come from.
        live: Whether `mkdocs serve` reloads the pages, by a script that it writes into each.
    """
    parts = [urlsplit(address) for address in addresses]
    origins = sorted({f"{part.scheme}://{part.netloc}" for part in parts if part.netloc})
    base = f"{CSP}; script-src 'self' 'unsafe-inline'" if live else CSP
    return f"{base}; connect-src 'self' {' '.join(origins)}" if origins else base


def headers(csp: str, hashed: Iterable[str]) -> str:
    """The `_headers` file of several static hosts: the content security policy, hashed files kept for a year.

    Args:
        csp: The content security policy.
        hashed: Addresses, or patterns of addresses, of files whose names change with their content.
    """
    lines = [
        "/*",
        f"  Content-Security-Policy: {csp}; {NOT_IN_A_PAGE}",
        *(f"  {name}: {value}" for name, value in SECURITY_HEADERS),
    ]
    for path in hashed:
        lines += [f"/{path}", f"  Cache-Control: {FOREVER}"]
    return "\n".join([*lines, ""])
