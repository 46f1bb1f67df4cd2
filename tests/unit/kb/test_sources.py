"""Promises of the files beside the articles: any text is read or refused at a line that exists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.content import values
from kb.content.sources import categories, synonyms
from kb.content.sources.files import is_language, is_stray

yaml_like = st.text("ab-:[]{}#,'\"&!* \n\t", max_size=60)


@given(st.one_of(st.text(max_size=40), yaml_like, yaml_like.map(lambda text: f"- id: a\n  {text}\n")))
def test_any_categories_are_read_or_refused_at_a_line(text: str) -> None:
    """Whatever stands in the file, ids are texts that can stand in an address or there is a problem."""
    found = categories.parse(text, "categories.yml", ["it", "en"])
    assert found.problems or all(shelf.titles for shelf in found.categories)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in found.problems)


@given(st.one_of(st.text(max_size=40), yaml_like, st.lists(st.text("ab #:", max_size=5)).map(str)))
def test_any_synonyms_are_read_or_refused_at_a_line(text: str) -> None:
    """Without a problem every group has two different words or more, as they were typed."""
    groups, problems = synonyms.parse(text, "synonyms.yml")
    assert problems or all(len({word.casefold() for word in group}) > 1 for group in groups)
    assert all(1 <= problem.line <= text.count("\n") + 1 for problem in problems)


@pytest.mark.parametrize(
    "name", ["it", "pt-BR", "pt-br", "zh-Hant", "zh-Hant-TW", "es-419", "fil", "sr-Latn"]
)
def test_codes_of_languages_are_languages(name: str) -> None:
    """One expression decides for content and site, with or without script and land."""
    assert is_language(name)


@pytest.mark.parametrize(
    "name", ["xx", "EN", "english", "en_US", "assets", "css", "img", "api", "e", "pt-", "-"]
)
def test_other_folders_are_none(name: str) -> None:
    """Folders of assets and misspelt codes hold no articles."""
    assert not is_language(name)


@pytest.mark.parametrize(
    "path", ["it/a.md", "it/orig.md", "it/bak-up.md", "assets/old-logo.png", "it/4913-b.md"]
)
def test_ordinary_files_are_not_stray(path: str) -> None:
    """Only what systems and editors leave behind is overlooked."""
    assert not is_stray(path)


YAML_SIGNS = ":-#\"'[]{},&*|>%!?~ \n\t\\\u00e9\u200b\x85"
YAML_PIECES = st.sampled_from([*YAML_SIGNS, "a: b\n", "- x\n", "k: [a, b]\n", "  "])


@given(st.lists(YAML_PIECES, max_size=16).map("".join))
def test_the_fast_reader_of_yaml_reads_as_the_other(text: str) -> None:
    """Libyaml is for speed alone: values, lines, comments and faults are those of PyYAML's own reader."""
    fast = values.read(text, "a.md")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(values.yaml, "__with_libyaml__", False)
        assert values.read(text, "a.md") == fast
