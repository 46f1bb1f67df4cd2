"""Promises of the corpus: the content folder is read whole, and what is wrong in any file is said at once."""

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from kb.content import corpus
from kb.errors import ContentError, Problem, UnknownName

Write = Callable[[Mapping[str, str]], Path]
Text = Callable[..., str]


def test_articles_categories_and_synonyms_are_read(write: Write, article_text: Text) -> None:
    """Languages are the folders with a language's name; home pages are no articles."""
    content = write(
        {
            "it/b.md": article_text("b"),
            "en/b.md": article_text("b"),
            "en/a.md": article_text("a"),
            "en/index.md": "# Home",
            "assets/x.png": "",
            "it/synonyms.yml": "- [disdetta, annullamento]\n- [a, 1]\n",
            "categories.yml": "- {id: billing, articles: [b, a], en: {title: Bills, summary: All}}\n- id: x",
        }
    )
    found = corpus.load(content)
    assert found.languages == ("en", "it")
    assert [(a.lang, a.name) for a in found.articles] == [("en", "a"), ("en", "b"), ("it", "b")]
    assert [a.name for a in found.of("en")] == ["a", "b"]
    assert found.synonyms == {"en": (), "it": (("disdetta", "annullamento"), ("a", "1"))}
    billing, other = found.categories
    assert (billing.title("it"), billing.summary("it"), billing.articles) == ("Bills", "All", ("b", "a"))
    assert (other.title("it"), other.summary("it")) == ("x", "")
    assert found.file(found.articles[0]).is_file()


def test_an_article_is_found_by_id_or_file_name(write: Write, article_text: Text) -> None:
    """Both of an article's names lead to its translations; another name suggests the nearest."""
    found = corpus.load(write({"it/pagare.md": article_text("pay"), "en/pagare.md": article_text("pay")}))
    assert sorted(found.translations("pay")) == ["en", "it"]
    assert found.translations("pagare") == found.translations("pay")
    with pytest.raises(UnknownName, match=r"unknown article 'pya' \(did you mean 'pay'\?\)"):
        found.translations("pya")


def test_text_that_is_not_utf8_is_refused_at_its_line(write: Write, tmp_path: Path) -> None:
    """The line of the first wrong byte is named, for articles and for YAML alike."""
    content = write({"it/a.md": ""})
    (content / "it" / "a.md").write_bytes(b"---\nid: caff\xe8\n---\n")
    (content / "categories.yml").write_bytes(b"- id: billing\n\xff")
    problems = corpus.load(content).problems
    assert [(p.path.removeprefix(f"{content.as_posix()}/"), p.line) for p in problems] == [
        ("categories.yml", 2),
        ("it/a.md", 2),
    ]
    assert tmp_path


def test_unknown_actions_are_refused_where_the_operations_are_known(write: Write, article_text: Text) -> None:
    """Given the service's operations, an article's action must be one of them."""
    content = write({"it/a.md": article_text("a", actions="[changePlam]")})
    assert corpus.load(content).problems == ()
    problem = corpus.load(content, actions=("changePlan",)).problems[0]
    assert problem.message == "unknown action 'changePlam' (did you mean 'changePlan'?)"


def test_paths_are_shown_from_where_the_writer_stands(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Below the working folder messages show the short path, whether the folder was named in full or not."""
    content = write({"it/index.md": ""})
    monkeypatch.chdir(tmp_path)
    assert corpus.load(content).shown == "content"
    assert corpus.load(Path("content")).shown == "content"


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    """Without a content folder there is one sentence that says where to run this."""
    with pytest.raises(ContentError, match="no such folder"):
        corpus.load(tmp_path / "content")


def test_problems_are_in_order_and_clickable() -> None:
    """A problem prints as path:line: message; without a line it names the file alone."""
    assert str(Problem("a.md", 3, "x")) == "a.md:3: x"
    assert str(Problem("a.md", 0, "x")) == "a.md: x"


def test_a_home_page_says_what_is_wrong_with_its_fields(write: Write) -> None:
    """A misspelt field and a list that is none, at their lines; no front matter is no fault."""
    home = "---\npopuler: [a]\npopular: a\n---\n"
    found = corpus.load(write({"en/index.md": "# Home\n\nAsk.\n", "it/index.md": home}))
    assert [(page.lang, page.popular) for page in found.homes] == [("en", ()), ("it", ())]
    assert [str(problem).partition("content/it/")[2] for problem in found.problems] == [
        "index.md:2: unknown field 'populer' (did you mean 'popular'?)",
        "index.md:3: 'popular' must be a list: one '- ...' per line, or [a, b]",
    ]
    (found.root / "it/index.md").write_bytes(b"---\n\xff\n---\n")
    assert [problem.line for problem in corpus.load(found.root).problems] == [2]
