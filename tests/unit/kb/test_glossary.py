"""The rule `glossary`: one word for one thing, in articles and in every text that the product says."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from findings import both, found

from kb.billing.locale import texts
from kb.checks.glossary import given_up, is_glossary
from kb.errors import ContentError
from kb.strings import catalog


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Large ORGANISATIONS pay less", [("ORGANISATIONS", "organization")]),
        ("an organization, disorganised", []),
        ("look at the  entries, then at the entry", [("entries", "transactions")]),
        ("have at\thand", [("have at\thand", "have ready")]),
        ("reentries", []),
    ],
)
def test_words_that_were_given_up_are_named(text: str, found: list[tuple[str, str]]) -> None:
    """Whole words in any case, several words over any space, endings only where a star allows them."""
    words = {"organization": ["organisation*"], "transactions": ["entries"], "have ready": ["have at hand"]}
    assert list(given_up(text, words)) == found


@pytest.mark.parametrize(
    "data",
    ["word", {"en": ["word"]}, {"en": {"right": "wrong"}}, {"en": {"right": ["*"]}}, {"en": {"a": [1]}}],
)
def test_a_glossary_of_another_form_is_refused(data: object) -> None:
    """A list too few, a number, a star alone: nothing that would silently find nothing, or everything."""
    assert not is_glossary(data)
    assert is_glossary({})


@pytest.mark.parametrize("language", ["it", "en"])
def test_the_product_keeps_the_glossary_too(root: Path, language: str) -> None:
    """Site, commands and account pages use the words that the articles use."""
    glossary = yaml.safe_load((root / "content/glossary.yml").read_text(encoding="utf-8"))
    assert is_glossary(glossary)
    said = {**catalog(language), **texts.catalog(language)}
    found = {
        key: list(given_up(re.sub(r"{.*?}", "", text), glossary[language])) for key, text in said.items()
    }
    assert {key: words for key, words in found.items() if words} == {}


def test_an_article_with_a_word_given_up_is_a_finding_at_its_line(
    subject_of: Callable[..., object], article_text: Callable[..., str]
) -> None:
    """In its own language's words only, and not in the address of a link."""
    text = article_text("a", body="Fine.\n\nOur [organisations](organisation.md) pay.\n")
    files = {**both(text), "glossary.yml": "en: {organization: [organisation*]}\n"}
    (problem,) = found("glossary", subject_of(files))
    assert problem.startswith("content/en/a.md:")
    assert problem.endswith("we write 'organization', not 'organisations'")


def test_a_glossary_of_another_form_is_one_finding(subject_of: Callable[..., object]) -> None:
    """The rule says what its file should look like."""
    (problem,) = found("glossary", subject_of({"glossary.yml": "en: [organisation]\n"}))
    assert problem.startswith("content/glossary.yml:1: write for each language the words to use")


def test_a_glossary_that_is_no_yaml_stops_the_check_at_its_line(subject_of: Callable[..., object]) -> None:
    """As any other file of the content that cannot be read."""
    with pytest.raises(ContentError, match=r"content/glossary.yml:2: this is no YAML"):
        subject_of({"glossary.yml": "en:\n  a: ]\n"})
