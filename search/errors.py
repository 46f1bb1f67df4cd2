"""What can go wrong in a search; each exception carries the data that a face needs to say it."""

from pathlib import Path


class SearchError(Exception):
    """Everything this package raises on purpose."""


class QueryTooShort(SearchError):
    """The query holds fewer letters and digits than the minimum."""

    def __init__(self, minimum: int, length: int) -> None:
        """Remember both counts (in letters and digits) for the message of a face."""
        self.minimum = minimum
        self.length = length
        super().__init__(f"the query has {length} letters or digits; at least {minimum} are needed")


class IndexMissing(SearchError):
    """There is no complete index in the directory."""

    def __init__(self, directory: Path) -> None:
        """Name the place where an index was expected."""
        self.directory = directory
        super().__init__(f"{directory}: no search index here; build one first")


class IndexOutdated(SearchError):
    """The index was written by other rules or by another version; it has to be rebuilt."""

    def __init__(self, directory: Path, found: str, expected: str) -> None:
        """Name the place, and the version found and expected."""
        self.directory = directory
        self.found = found
        self.expected = expected
        super().__init__(f"{directory}: index of version {found}, expected {expected}; rebuild it")


class IndexDamaged(SearchError):
    """A file of the index is not what was written: a flipped bit, a cut or missing file; rebuild it."""

    def __init__(self, directory: Path, file: str) -> None:
        """Name the place and the file."""
        self.directory = directory
        self.file = file
        super().__init__(f"{directory}: the search index is damaged ({file}); rebuild it")


class ClusterFault(SearchError):
    """The machines that keep the index did not do what they were asked; nothing half done is seen.

    Attributes:
        nodes: Their addresses, as they were given.
        fault: What is wrong, one of `FAULTS`.
        detail: What the cluster said, or a name.
    """

    FAULTS = (
        "unreachable",  # nobody answers there
        "certificate",  # who answers cannot prove to be it
        "slow",  # no answer in time
        "credentials",  # user or password is wrong, or lacking
        "forbidden",  # this user may not
        "version",  # no OpenSearch, or too old a one
        "field_type",  # it lacks a field type or a scripting language
        "full",  # a disk is nearly full: OpenSearch lets nobody write (flood stage)
        "no_index",  # there is no such alias
        "outdated",  # other rules made the generation
        "gone",  # a generation was removed while it was in use
        "partial",  # too few machines are left: some documents would be missing
        "failed",  # all else
    )

    def __init__(self, nodes: str, fault: str, detail: str = "") -> None:
        """Name the machines, and what is wrong."""
        self.nodes, self.fault, self.detail = nodes, fault, detail
        super().__init__(f"{nodes}: {fault}" + (f" ({detail})" if detail else ""))
