"""Where the help center's articles stand: the one place that joins its address with paths; pure.

A path to return to counts from the root of the help center's host, as the articles' own pages write it: for
https://host/help/ that is /help/it/receipts/.
"""

from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

THIS_MACHINE = frozenset({"localhost", "127.0.0.1", "::1"})


@dataclass(frozen=True, slots=True)
class Articles:
    """A help center: ``origin`` is empty on one's own host, ``folder`` at the root of its host."""

    origin: str = ""
    folder: str = ""

    def home(self, language: str) -> str:
        """The address of a language's first page."""
        return f"{self.origin}{self.folder}/{language}/"

    def article(self, language: str, name: str) -> str:
        """The address of an article."""
        return f"{self.home(language)}{name}/"

    def page(self, path: str) -> str:
        """The address of the page at a path that counts from the root of the host."""
        return self.origin + path

    def inside(self, path: str) -> str:
        """A path of the host as the help center itself counts it: /help/it/x/ is /it/x/ below /help/."""
        return path.removeprefix(self.folder) if path.startswith(f"{self.folder}/") else path

    def in_language(self, path: str, code: str, languages: Collection[str]) -> str:
        """A path of the host in another language; as it is where it names none: /it/x/ is /en/x/ in "en"."""
        inside = self.inside(path)
        _, first, *rest = [*inside.split("/", 2), ""]
        if first not in languages:
            return path
        return path.removesuffix(inside) + "/".join(["", code, *rest[:1]])

    def seen_from(self, hostname: str | None, port: int | None) -> "Articles":
        """The same without origin when it stands on that host.

        All names of this machine count as one: who came by "localhost" is not signed in as "127.0.0.1".
        """
        there = urlsplit(self.origin)
        same_host = there.hostname == hostname or {there.hostname, hostname} <= THIS_MACHINE
        return Articles("", self.folder) if same_host and there.port == port else self


def articles_at(help_url: str) -> Articles:
    """The help center at an address, with or without a slash at its end; "" is the root of one's own host."""
    parts = urlsplit(help_url)
    origin = f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
    return Articles(origin, parts.path.rstrip("/"))
