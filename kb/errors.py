"""What can go wrong in the help center, each error carrying its data: the thing, the place, the cure."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

# So many names still fit in a sentence.
RECITED = 11


class KbError(Exception):
    """Base of every error that this project raises on purpose."""


@dataclass(frozen=True, order=True)
class Problem:
    """One fault at one place.

    Attributes:
        path: The file as a writer would name it, for example `content/it/receipts.md`.
        line: Counted from 1; 0 when the fault belongs to the whole file.
        message: What is wrong and how to cure it, one sentence, no full stop.
        rule: The id of the check that found it; empty for the article model itself.
    """

    path: str
    line: int
    message: str
    rule: str = ""

    def __str__(self) -> str:
        """The form that editors and terminals make clickable: `path:line: message`."""
        return f"{self.path}:{self.line}: {self.message}" if self.line else f"{self.path}: {self.message}"


class ContentError(KbError):
    """Content cannot be used; carries every problem found, not only the first."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class UnknownName(KbError):
    """A name that does not exist here, or not with `owner`; carries the names that do.

    Where none of them is near and they are too many to recite, `listed_by` is the command that lists them.
    """

    def __init__(
        self, what: str, name: str, known: Iterable[str], owner: str = "", listed_by: str = ""
    ) -> None:
        self.what = what
        self.name = name
        self.known = tuple(sorted(known))
        whose = f" of {quoted(owner)}" if owner else ""
        listed = f"; {quoted(listed_by)} lists them" if listed_by else ""
        super().__init__(f"unknown {what} {quoted(name)}{whose}{nearest(name, self.known) or listed}")


class ServiceUnreachable(KbError):
    """The billing service did not answer; nothing was changed."""

    def __init__(self, url: str, reason: str) -> None:
        self.url = url
        self.reason = reason
        super().__init__(f"the billing service at {url} does not answer: {reason}")


def quoted(name: str) -> str:
    """A name between apostrophes, control characters made visible."""
    return "'" + "".join(char if char.isprintable() else repr(char)[1:-1] for char in name) + "'"


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` for the nearest known name, or nothing when none is near."""
    found = near(name, known)
    return f" (did you mean {quoted(found)}?)" if found else ""


def near(name: str, known: Iterable[str]) -> str:
    """The nearest known name; empty when none is near.

    Nearness is difflib's ratio of at least 0.6 on lower-cased names, as Python's own error messages use it.
    """
    lowered = {candidate.lower(): candidate for candidate in known}
    found = get_close_matches(name.lower(), lowered, n=1)
    return lowered[found[0]] if found else ""


def nearest(name: str, known: Collection[str]) -> str:
    """As `did_you_mean`; where none is near, all of them if they are few: `: one of a, b`."""
    few = f": one of {', '.join(known)}" if 0 < len(known) < RECITED else ""
    return did_you_mean(name, known) or few
