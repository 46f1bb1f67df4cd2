"""Both engines answer alike in languages of none of the articles, with the shipped tables of near words.

`TWIN_QUERIES=2500 python3 run.py test tests/integration/test_twins_other_languages.py` asks 10,000 each.
"""

import json
import os
import random
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from twins import differences, mistyped, node_answers, python_answer

from kb.content import corpus, facts, render
from search import Engine, build, search_first
from search.static.export import export

FORMS = {"one": 10**9, "pack": 0}
QUERIES = int(os.environ.get("TWIN_QUERIES", "75"))  # in each language, of each form of the static index
CUSTOMERS = ("de", "fr", "es")


@pytest.fixture(scope="module")
def engines(root: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Engine]:
    """Python's engines over the project's own articles."""
    found, opened = corpus.load(root / "content"), {}
    for lang in ("it", "en"):
        folder = tmp_path_factory.mktemp(lang)
        documents = render.documents(found.of(lang), facts.load(root / "content"))
        build(folder, lang, documents, (), near=found.near[lang])
        opened[lang] = Engine.open(folder)
    return opened


@pytest.fixture(params=["it", "en"])
def engine(request: pytest.FixtureRequest, engines: dict[str, Engine]) -> Engine:
    """One of them."""
    return engines[request.param]


def questions(engine: Engine, root: Path, theirs: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Words of the table in a customer's language, some mistyped or begun; whole questions; mixtures."""
    rng = random.Random(theirs)
    table, own = engine.index.near_terms.words, sorted(engine.index.lexicon.counts)
    words = [word for word in table if theirs in table[word].langs]
    rows = map(json.loads, (root / "bench/foreign.jsonl").read_text("utf-8").splitlines())
    asked = [row["text"] for row in rows if row["lang"] == theirs]
    makers = [
        lambda: rng.choice(words),
        lambda: " ".join(rng.sample(words, 3)),
        lambda: rng.choice(asked),
        lambda: mistyped(rng, rng.choice(words)) + " " + rng.choice(words)[:4],
        lambda: f"{rng.choice(own)} {rng.choice(words)} {rng.choice(asked).title()}",
        lambda: rng.choice(words) + rng.choice(own),
    ]
    for _ in range(QUERIES):
        yield rng.choice(makers)(), {}


@pytest.mark.parametrize("form", FORMS)
def test_both_engines_answer_other_languages_alike(
    root: Path, tmp_path: Path, engine: Engine, form: str
) -> None:
    """The whole answer is equal, where the table comes with the site's one file and where in chunks."""
    cases = [case for theirs in CUSTOMERS for case in questions(engine, root, theirs)]
    export(engine.index, tmp_path / "_search", FORMS[form])
    expected = [python_answer(engine.search, *case) for case in cases]
    found = node_answers(root, tmp_path, cases, lang=engine.index.statistics.lang)
    assert differences(cases, expected, found) == []
    assert sum(bool(answer.get("hits")) for answer in expected) > len(cases) / 2


@pytest.mark.parametrize(("page", "theirs"), [("it", "en"), ("en", "it")])
def test_a_question_in_the_sites_other_language_is_none_of_a_third(
    root: Path, tmp_path: Path, engines: dict[str, Engine], page: str, theirs: str
) -> None:
    """Words that a third language shares do not decide where its own language is sure; in both engines."""
    asked = [text for article in corpus.load(root / "content").of(theirs) for text in article.questions]
    cases: list[Any] = [(text, {}) for text in asked[:: max(1, 1_500 // QUERIES)]]
    for each in engines.values():
        export(each.index, tmp_path / "_search", FORMS["pack"])
    expected = [
        python_answer(partial(search_first, (engines[page], engines[theirs])), *case) for case in cases
    ]
    found = node_answers(root, tmp_path, cases, lang=page, fallbackLang=theirs)
    assert differences(cases, expected, found) == []
    labels = [answer["query_lang"] for answer in expected if answer["confident"]]
    assert set(labels) <= {page, theirs}
    assert labels.count(theirs) > len(cases) * 9 // 10
