"""What stops a build: faults of the content, all of them together."""

from collections.abc import Sequence

from mkdocs.exceptions import PluginError

from kb.errors import Problem


class ContentStop(PluginError):
    """The content cannot be published; carries every problem."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        super().__init__(f"{len(problems)} problem{'s' if len(problems) != 1 else ''} in the content")
        self.problems = tuple(problems)


def stop_on(problems: Sequence[Problem]) -> None:
    """Stop where there are problems, with all of them."""
    if problems:
        raise ContentStop(problems)
