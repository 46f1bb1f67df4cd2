"""Which of many names is nearest to a mistyped one, without comparing it with all of them; pure."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kb.errors import near

# So many are compared with all of difflib's care: of more, those that share the rarest runs of three letters.
COMPARED = 100


class Names:
    """Names to choose from."""

    def __init__(self, names: Iterable[str]) -> None:
        """Note which names hold which runs of three letters; the first of equal ones counts."""
        self.names = tuple(dict.fromkeys(names))
        self._having: dict[str, list[str]] = defaultdict(list)
        if len(self.names) > COMPARED:
            for name in self.names:
                for run in set(_runs(name)):
                    self._having[run].append(name)

    def nearest(self, name: str) -> str:
        """The nearest name; empty when none is near."""
        return near(name, self._candidates(name) if self._having else self.names)

    def _candidates(self, name: str) -> list[str]:
        found = dict[str, None]()
        for run in sorted(
            set(_runs(name)) & self._having.keys(), key=lambda run: (len(self._having[run]), run)
        ):
            found |= dict.fromkeys(self._having[run][:COMPARED])
            if len(found) >= COMPARED:
                break
        return list(found)


def _runs(name: str) -> Iterator[str]:
    marked = f"^{name.lower()}$"
    return (marked[at : at + 3] for at in range(len(marked) - 2))
