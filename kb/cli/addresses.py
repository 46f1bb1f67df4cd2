"""Which addresses do options take? One type for all of them, so that each refuses what is none."""

import re
from ipaddress import IPv6Address
from urllib.parse import SplitResult, urlsplit

import click

SCHEMES = ("http", "https")
HOST = re.compile(r"(?!-)[\w-]{1,63}(?:\.[\w-]{1,63})*\.?")
LONGEST = 253
PATH = re.compile(r"(?:/[\w.~%!$&'()*+,;=:@-]*)*")


class Address(click.ParamType):  # type: ignore[type-arg]  # not generic in every Click of the range
    """The address of a site or a service, as https://help.example.com; its last slashes are dropped."""

    name = "address"

    def __init__(self, *, path: bool = True, scheme: str = "") -> None:
        """Say what an address may be.

        Args:
            path: Whether it may go on behind the host; if not, it goes into HTTP headers and is ASCII.
            scheme: Put before one that was typed without any; empty: it must have one.
        """
        self.path, self.scheme = path, scheme

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address itself; an empty one is none."""
        given = f"{self.scheme}://{value}" if self.scheme and value and "://" not in value else value
        if given and not self._is_address(given):
            shape = "https://help.example.com" + ("/help" if self.path else "")
            self.fail(f"{value!r} is no address of a host, as {shape}", param, ctx)
        return given.rstrip("/")

    def _is_address(self, text: str) -> bool:
        if not text.isprintable() or " " in text or not (self.path or text.isascii()):
            return False
        try:
            parts = urlsplit(text)
            port = parts.port
        except ValueError:
            return False
        whole = not (parts.query or parts.fragment or "@" in parts.netloc or text.endswith(("?", "#")))
        path = PATH.fullmatch(parts.path) if self.path else parts.path in ("", "/")
        return bool(parts.scheme in SCHEMES and whole and path and port != 0 and _is_host(parts))


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


SITE = Address()
ORIGIN = Address(path=False)
SERVICE = Address(scheme="http")
