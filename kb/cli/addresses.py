"""Which addresses do options take? One type for all of them, so that each refuses what is none."""

import click

from kb.support.addresses import is_address


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
        if given and not is_address(given, path=self.path):
            shape = "https://help.example.com" + ("/help" if self.path else "")
            self.fail(f"{value!r} is no address of a host, as {shape}", param, ctx)
        return given.rstrip("/")


SITE = Address()
ORIGIN = Address(path=False)
SERVICE = Address(scheme="http")
