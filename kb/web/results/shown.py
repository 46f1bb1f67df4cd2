"""What a results page is to show: its texts, its address, what was asked and what was found; pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from kb.web.params import Question
from search import Results

Config = dict[str, Any]


@dataclass(frozen=True)
class Shown:
    """What the page is to show.

    Attributes:
        config: The page's own `#kb-config`: texts, kinds, categories, addresses.
        path: The page's path, "/it/cerca/".
        params: The parameters of its address, in their order.
        question: What they ask.
        results: The answer; None when the question is too short or too long.
    """

    config: Config
    path: str
    params: tuple[tuple[str, str], ...]
    question: Question
    results: Results | None

    def address(self, **changes: str) -> str:
        """The page's own address with some parameters changed; an empty one goes."""
        params = {name: value for name, value in ({**dict(self.params), **changes}).items() if value}
        return self.path + ("?" + coded(params) if params else "")

    @property
    def filters(self) -> dict[str, str]:
        """What may have left articles out."""
        return {name: value for name, value in self.params if value and name in ("kind", "category")}


def coded(params: Mapping[str, str]) -> str:
    """The parameters as a browser's URLSearchParams writes them, which codes "~" and leaves "*"."""
    return urlencode(params, safe="*").replace("~", "%7E")


def state_of(shown: Shown) -> str:
    """What the page's root says it shows; the style sheet goes by it."""
    results = shown.results
    if results is None:
        return "failed" if shown.question.is_too_long else "short"
    if not results.total:
        return "none"
    return "results" if results.confident else "unsure"
