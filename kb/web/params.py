"""What a request asks of the search, read from its parameters: strictly for programs, kindly for people."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from kb.content.article import KINDS
from kb.errors import KbError, did_you_mean, quoted

API_LIMIT = 10
# How many hits the results page shows at first and at most; the browser's ui/answer.js counts alike.
PAGE_STEP = 20
PAGE_MOST = 100
QUERY_LIMIT = 4000  # code points that are searched; the browser's ui/text.js refuses alike
DIGITS = re.compile(r"[0-9]{1,9}")
LIMITS = range(1, PAGE_MOST + 1)
TRUTHS = ("true", "false")


@dataclass(frozen=True)
class Question:
    """One search: what was typed, the filters, how many hits are wanted and whether the filters' counts."""

    text: str
    kind: str | None = None
    category: str | None = None
    limit: int = API_LIMIT
    counts: bool = False

    @property
    def is_too_long(self) -> bool:
        """Whether the text is more than is searched."""
        return len(self.text) > QUERY_LIMIT


class QueryTooLong(KbError):
    """A query has more characters than are searched."""

    def __init__(self, length: int) -> None:
        self.length = length
        super().__init__(f"a query holds at most {QUERY_LIMIT} characters, not {length}")


class BadParameter(KbError):
    """A request parameter has a value that it cannot have; carries those it can."""

    def __init__(self, name: str, value: str, allowed: tuple[str, ...]) -> None:
        self.name = name
        self.value = value
        self.allowed = allowed
        super().__init__(f"{name} cannot be {quoted(value)}{did_you_mean(value, allowed)}")


def from_program(params: Mapping[str, str], categories: Callable[[], Collection[str]]) -> Question:
    """The question of a request to the API.

    Args:
        params: Those of its address.
        categories: Tells those that there are; asked only where the request names one.

    Raises:
        BadParameter: For a kind, a category, a limit or a wish that does not exist, instead of an answer to
            another question.
        QueryTooLong: For a text that is no query.
    """
    kind = params.get("kind") or None
    if kind and kind not in KINDS:
        raise BadParameter("kind", kind, KINDS)
    category = params.get("category") or None
    if category and category not in (known := categories()):
        raise BadParameter("category", category, tuple(sorted(known)))
    limit = params.get("limit") or str(API_LIMIT)
    if not (DIGITS.fullmatch(limit) and int(limit) in LIMITS):
        raise BadParameter("limit", limit, (f"{LIMITS[0]}-{LIMITS[-1]}",))
    counts = params.get("counts") or "false"
    if counts not in TRUTHS:
        raise BadParameter("counts", counts, TRUTHS)
    found = Question(params.get("q", ""), kind, category, int(limit), counts == "true")
    if found.is_too_long:
        raise QueryTooLong(len(found.text))
    return found


def from_page(params: Mapping[str, str], categories: Collection[str]) -> Question:
    """The question that a results page's address asks; what it cannot mean is passed over, as by page.js."""
    kind, category, limit = (params.get(name, "") for name in ("kind", "category", "limit"))
    wanted = int(limit) if DIGITS.fullmatch(limit) else 0
    return Question(
        params.get("q", ""),
        kind if kind in KINDS else None,
        category if category in categories else None,
        min(wanted or PAGE_STEP, PAGE_MOST),
    )
