"""Is a text the address of a site or a service, as https://help.example.com/help? Pure."""

import re
from ipaddress import IPv6Address
from urllib.parse import SplitResult, urlsplit

SCHEMES = ("http", "https")
HOST = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})*\.?")
LONGEST = 253
PATH = re.compile(r"(?:/[\w.~%!$&'()*+,;=:@-]*)*")


def is_address(text: str, *, path: bool = True) -> bool:
    """Whether it is one, with or without a path; without a path it goes into HTTP headers and is ASCII."""
    if not text.isprintable() or " " in text or not (path or text.isascii()):
        return False
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError:
        return False
    whole = not (parts.query or parts.fragment or "@" in parts.netloc or text.endswith(("?", "#")))
    told = PATH.fullmatch(parts.path) if path else parts.path in ("", "/")
    return bool(parts.scheme in SCHEMES and whole and told and port != 0 and _is_host(parts))


def _is_host(parts: SplitResult) -> bool:
    """A name or a number before the port, with nothing else between them."""
    host = parts.hostname or ""
    if parts.netloc.startswith("["):
        return _is_ipv6(host) and re.fullmatch(r"\[[^\]]*\](?::\d+)?", parts.netloc) is not None
    return bool(HOST.fullmatch(host)) and len(host) <= LONGEST and not parts.netloc.endswith(":")


def _is_ipv6(host: str) -> bool:
    try:
        IPv6Address(host)
    except ValueError:
        return False
    return True
