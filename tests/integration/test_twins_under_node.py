"""The browser's engine and Python's are one engine: thousands of generated queries a language, under Node.

`TWIN_QUERIES=5000 python3 run.py test tests/integration/test_twins_under_node.py` asks 10,000 a language.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from twins import PRODUCT, SYNONYMS, corpus, differences, near, node_answers, python_answer, queries

from search import Engine, build
from search.static.export import export

ONE_FILE, PACK = 10**9, 0
QUERIES = int(os.environ.get("TWIN_QUERIES", "750"))  # for each form of the static index
FACETS: tuple[dict[str, str], ...] = (
    {},
    {"kind": "guide"},
    {"category": "billing"},
    {"kind": "faq", "category": "plans"},
)
SOURCES = {"it": "it", "en": "en", "de": "en"}  # German has no rules


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the static indexes go."""
    return tmp_path_factory.mktemp("twins")


@pytest.fixture(scope="module", params=SOURCES)
def engine(request: pytest.FixtureRequest, root: Path, folder: Path) -> Iterator[Engine]:
    """Python's engine over the project's own articles, and the static index in both forms beside it."""
    lang = request.param
    documents, synonyms = corpus(root, SOURCES[lang]), SYNONYMS.get(lang, ())
    build(folder / lang, lang, documents, synonyms, near=near(lang), product=PRODUCT)
    with Engine.open(folder / lang).index as index:
        export(index, folder / "one/_search", ONE_FILE)
        export(index, folder / "pack/_search", PACK)
        yield Engine(index)


@pytest.mark.parametrize("form", ["one", "pack"])
def test_both_engines_give_the_same_answer_to_every_query(
    root: Path, folder: Path, engine: Engine, form: str
) -> None:
    """Outcome, scores, marks, excerpts, suggestions: the whole answer is equal, in both static forms."""
    lang = engine.index.statistics.lang
    documents = [engine.index.document(number) for number in engine.index.numbers()]
    cases: list[Any] = list(queries(documents, lang, QUERIES, seed=len(form)))
    expected = [python_answer(engine.search, *case) for case in cases]
    assert differences(cases, expected, node_answers(root, folder / form, cases, lang=lang)) == []
    outcomes = [(bool(answer.get("hits")), answer.get("confident")) for answer in expected]
    assert all(outcomes.count(each) > QUERIES / 50 for each in ((True, True), (True, False), (False, False)))
    assert sum(bool(answer.get("suggestion")) for answer in expected) > QUERIES / 50


@pytest.mark.parametrize("form", ["one", "pack"])
def test_both_engines_count_alike_beside_the_filters(
    root: Path, folder: Path, engine: Engine, form: str
) -> None:
    """For each kind and category as many results, filters set or not; neither counts for a phrase."""
    lang, few = engine.index.statistics.lang, QUERIES // 3
    documents = [engine.index.document(number) for number in engine.index.numbers()]
    made = enumerate(queries(documents, lang, few, seed=17 + len(form)))
    cases: list[Any] = [(text, FACETS[number % len(FACETS)] | {"counts": True}) for number, (text, _) in made]
    expected = [python_answer(engine.search, *case) for case in cases]
    assert differences(cases, expected, node_answers(root, folder / form, cases, lang=lang)) == []
    counted = [answer["counts"] for answer in expected if "counts" in answer]
    assert few / 2 < len(counted) < sum("hits" in answer for answer in expected)
    assert sum(len(counts["category"]) > 2 for counts in counted) > few / 10
