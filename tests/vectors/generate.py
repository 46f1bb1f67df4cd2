"""Writes the golden vectors that both twins read, from the Python engine: run it, then read the difference.

python tests/vectors/generate.py
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

from kb.web import params
from kb.web.results.page import parts
from kb.web.results.shown import Shown, state_of
from search import Document, Engine, Excerpt, Hit, QueryTooShort, Results, Section, SectionLink, build
from search.query.understand import understand
from search.text.analyzer import Analyzer, normal
from search.text.language import language

HERE = Path(__file__).parent


def read(name: str) -> Any:
    """A file of this folder."""
    return json.loads((HERE / f"{name}.json").read_text("utf-8"))


def document(plain: dict[str, Any]) -> Document:
    """A document from the corpus file."""
    lists = {name: tuple(plain[name]) for name in ("questions", "keywords")}
    return Document(**plain | lists | {"sections": tuple(Section(**each) for each in plain["sections"])})


def engine(directory: Path, lang: str) -> Engine:
    """The engine over the corpus of a language."""
    corpus = read("corpus")
    build(directory, lang, map(document, corpus["documents"][lang]), corpus["synonyms"][lang])
    return Engine.open(directory)


def analyze(lang: str, text: str) -> dict[str, Any]:
    """The tokens of a text, their terms, and the words indexed beside them."""
    analyzer, text = Analyzer(language(lang)), normal(text)
    tokens = list(analyzer.tokens(text))
    terms = [list(analyzer.terms(token.word)) for token in tokens]
    forms = analyzer.forms(text)
    parts = [part for written in forms for part in analyzer.form(written).parts]
    extras = sorted([*analyzer.compound_words(text, forms), *parts])
    return {"lang": lang, "text": text, "tokens": [list(t) for t in tokens], "terms": terms, "extras": extras}


def groups(asked: Engine, text: str) -> dict[str, Any]:
    """What a query is understood to be."""
    try:
        query = understand(text, asked.index.analyzer, asked.index)
    except QueryTooShort as error:
        return {"query": text, "too_short": [error.minimum, error.length]}
    told = [
        {
            "word": group.word,
            "rarity": group.rarity,
            "stop": group.stop,
            "required": group.required,
            "alternatives": [[a.term, a.kind, a.quality, a.idf] for a in group.alternatives],
        }
        for group in query.groups
    ]
    return {"query": text, "groups": told, "suggestion": query.suggestion}


def results(asked: Engine, case: dict[str, Any]) -> dict[str, Any]:
    """What a query finds."""
    limit, kind, category = case.get("limit", 10), case.get("kind"), case.get("category")
    try:
        return case | {"results": asked.search(case["query"], kind, category, limit).as_json()}
    except QueryTooShort as error:
        return case | {"too_short": [error.minimum, error.length]}


def hit_of(plain: dict[str, Any]) -> Hit:
    """A hit from its JSON."""
    spans = {"title_marks": tuple(map(tuple, plain["title_marks"]))}
    passage = Excerpt(plain["excerpt"]["text"], tuple(map(tuple, plain["excerpt"]["marks"])))
    section = plain["section"] and SectionLink(**plain["section"])
    return Hit(**plain | spans | {"excerpt": passage, "section": section})


def results_page(configs: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """The markup of the results page for an answer, part by part."""
    path, _, query = case["address"].partition("?")
    plain = case["results"]
    found = Results(**plain | {"hits": tuple(map(hit_of, plain["hits"]))}) if plain else None
    question = params.Question(found.query if found else dict(parse_qsl(query))["q"] * case["times"])
    shown = Shown(configs[case["config"]], path, tuple(parse_qsl(query)), question, found)
    html = {name: str(markup) for name, markup in parts(shown).items()}
    return {"name": case["name"], "state": state_of(shown), "html": html}


def vectors() -> dict[str, Any]:
    """All vectors by file name."""
    cases, pages = read("cases"), read("page_cases")
    made: dict[str, Any] = {"analyze": [analyze(lang, text) for lang, text in cases["analyze"]]}
    made |= {"query": [], "results": []}
    made["results_page"] = [results_page(pages["configs"], case) for case in pages["cases"]]
    with tempfile.TemporaryDirectory() as folder:
        for lang in ("it", "en"):
            asked = engine(Path(folder) / lang, lang)
            searches = [case | {"lang": lang} for case in cases["search"][lang]]
            made["query"] += [groups(asked, case["query"]) | {"lang": lang} for case in searches]
            made["results"] += [results(asked, case) for case in searches]
            asked.close()
    return made


def main() -> None:
    """Write the files."""
    for name, value in vectors().items():
        lines = ",\n".join(json.dumps(case, ensure_ascii=False) for case in value)
        (HERE / f"{name}.json").write_text(f"[\n{lines}\n]\n", "utf-8")
        sys.stdout.write(f"{name}.json: {len(value)} cases\n")


if __name__ == "__main__":
    main()
