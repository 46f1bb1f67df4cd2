"""Promises of the rule `spelling`: slips are found, words of the house and of the language are none."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from findings import found

from kb.checks.model import Subject

Make = Callable[..., Subject]
Text = Callable[..., str]


def hints(subject: Subject) -> list[str]:
    """What the rule says, without its cure."""
    return [one.partition(": correct it")[0] for one in found("spelling", subject)]


@pytest.mark.parametrize(
    ("lang", "body", "said"),
    [
        (
            "en",
            "We recieve the payment.\n\nIt is avialable.\n",
            ["recieve", "receive", "avialable", "available"],
        ),
        ("it", "Il pagamneto è arrivato.\n", ["pagamneto", "pagamento"]),
    ],
)
def test_a_slip_is_named_with_the_word_that_was_meant(
    subject_of: Make, article_text: Text, lang: str, body: str, said: list[str]
) -> None:
    """Letters exchanged, left out or added, each at its line."""
    subject = subject_of({f"{lang}/a.md": article_text("a", body=body), "en/b.md": article_text("b")})
    lines = iter(range(8, 20, 2))
    assert hints(subject) == [
        f"content/{lang}/a.md:{next(lines)}: '{wrong}' may be a slip of '{right}'"
        for wrong, right in zip(said[::2], said[1::2], strict=True)
    ]


@pytest.mark.parametrize(
    ("lang", "body"),
    [
        (
            "en",
            'The Recieve button, `recieve`, "recieve", [recieve](recieve.md) a@recieve.com, recieve_it.\n',
        ),
        ("en", "A teh zzqxwv, unsubscribed and reactivated.\n"),
        ("it", "Riattivalo, riattivalo, ricompralo e scollegalo.\n"),
        ("de", "Wir habben recieve.\n"),
        ("xx", "Recieve recieve.\n"),
    ],
    ids=[
        "names, code, quotes and addresses",
        "short, strange and composed",
        "Italian endings",
        "German",
        "no list",
    ],
)
def test_what_may_be_right_is_left_alone(subject_of: Make, article_text: Text, lang: str, body: str) -> None:
    """A hint that is none would teach writers to read none."""
    body = body.replace("[recieve](", "[it](") if lang == "en" else body
    said = hints(subject_of({f"{lang}/a.md": article_text("a", body=body), "en/b.md": article_text("b")}))
    assert [one for one in said if "de/" not in one] == []


def test_words_of_the_house_are_none(subject_of: Make, article_text: Text) -> None:
    """What the site uses three times, the glossary holds, or a fact is called."""
    subject = subject_of({"en/a.md": article_text("a", body="The recieve recieve recieve.\n")})
    assert hints(subject) == []
    subject = subject_of({"en/a.md": article_text("a", body="The recieve.\n")})
    assert hints(replace(subject, glossary={"en": {"recieve": ["get"]}})) == []
    assert len(hints(replace(subject, glossary=["no", "glossary"]))) == 1
