"""What is new? The Atom feed (RFC 4287) of a language's newest answers; pure."""

from collections.abc import Callable
from datetime import date
from xml.sax.saxutils import escape, quoteattr

from kb.site.pages.structure import Shelf

FILE = "feed.xml"


def atom(shelf: Shelf, absolute: Callable[[str], str]) -> str:
    """The feed of a language; a shelf without dated entries has none, which is for the caller to ask.

    An entry's id is its address, which stays: a moved article is a new one to feed readers.

    Args:
        shelf: The language's entries.
        absolute: Puts scheme and host before an address from the site's root.
    """
    language = shelf.language
    home = absolute(language.home_url)
    own = absolute(language.prefix + FILE)
    name = escape(language.site_name)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang={quoteattr(language.code)}>',
        f"<title>{escape(language.t('site.feed_title', site=language.site_name))}</title>",
        f"<id>{escape(home)}</id>",
        f'<link rel="self" type="application/atom+xml" href={quoteattr(own)}/>',
        f'<link rel="alternate" type="text/html" href={quoteattr(home)}/>',
        f"<author><name>{name}</name></author>",
    ]
    newest = shelf.newest
    lines += [f"<updated>{_moment(newest[0].updated)}</updated>"] if newest else []
    for entry in newest:
        address = absolute(entry.url)
        topic = shelf.by_topic.get(entry.category)
        lines += [
            "<entry>",
            f"<title>{escape(entry.title)}</title>",
            f"<id>{escape(address)}</id>",
            f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>',
            f"<updated>{_moment(entry.updated)}</updated>",
            *([f"<category term={quoteattr(topic.id)} label={quoteattr(topic.title)}/>"] if topic else []),
            f"<summary>{escape(entry.summary)}</summary>",
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>", ""])


def _moment(day: date | None) -> str:
    """A day as Atom writes moments: articles are dated by the day, so its beginning in UTC."""
    return f"{day.isoformat()}T00:00:00Z" if day else ""
