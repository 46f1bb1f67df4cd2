"""What a language that is being rolled out still lacks."""

from collections.abc import Iterable

from kb.checks import languages
from kb.checks.model import Check, Subject
from kb.errors import Problem


def find(subject: Subject) -> Iterable[Problem]:
    """What growing languages lack; their articles once where a language was only begun."""
    return languages.missing(subject, lambda lang: lang in subject.growing)


CHECK = Check(
    id="growing-languages",
    reason="A language that is being rolled out is of more use with each article.",
    cure="Translate what 'kb translations' names first; set the language to 'complete' when it has all.",
    find=find,
    is_hint=True,
)
