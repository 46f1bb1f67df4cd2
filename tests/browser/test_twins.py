"""The browser's engine and Python's are one engine, in a real browser; under Node far more is asked."""

import json
import shutil
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Page
from starlette.applications import Starlette
from starlette.responses import HTMLResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from twins import SYNONYMS, corpus, differences, document, python_answer, queries, too_short

from kb.site.scripts.assets import SCRIPT, as_written, minifier
from kb.site.scripts.bundle import apart, bundle
from search import Document, Engine, build, search_first
from search.static.codec import compact_json, deflate, varints
from search.static.export import FORMAT, export, read_entry

BLANK = "<!doctype html><html lang=en><title>Twins</title><link rel=icon href=data:,>"
QUERIES = 250  # for each language and each form of the static index
ONE_FILE, PACK = 10**9, 0
MODULES = Path("site/overrides/assets/kb/search")


@dataclass(frozen=True)
class Site:
    """A served folder: its address, and for each language the engine over the same documents."""

    url: str
    folder: Path
    engines: dict[str, Engine]


SAVE_DATA = "Object.defineProperty(navigator, 'connection', {value: {saveData: true}})"
ASK = """async ([script, options, cases]) => {
    const {openSearch} = await import(script);
    const searcher = await openSearch(options);
    const answers = [];
    for (const [text, filters] of cases) {
        try {
            answers.push(await searcher.search(text, filters));
        } catch (error) {
            const {name, message, minimum, length} = error;
            answers.push(name === "QueryTooShort" ? {minimum, length} : {name, message});
        }
    }
    return answers;
}"""


def browser_answers(
    page: Page, cases: list[Any], script: str = "/modules/engine.js", **options: str
) -> list[dict[str, Any]]:
    """What the engine in the page says; an error as its name and message."""
    answers: list[dict[str, Any]] = page.evaluate(ASK, [script, options, cases])
    return answers


@pytest.fixture(scope="module")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Static indexes in both forms (`one/`, `pack/`) for Italian, English and German, which has no rules."""
    folder = tmp_path_factory.mktemp("static")
    engines = {}
    for lang, source in {"it": "it", "en": "en", "de": "en"}.items():
        build(folder / f"index-{lang}", lang, corpus(root, source), SYNONYMS.get(lang, ()))
        engines[lang] = Engine.open(folder / f"index-{lang}")
        export(engines[lang].index, folder / "one/_search", ONE_FILE)
        export(engines[lang].index, folder / "pack/_search", PACK)
    routes = [
        Route(
            "/",
            lambda _: HTMLResponse(
                "<!doctype html><html lang=en><title>t</title><link rel=icon href=data:,>"
            ),
        ),
        Mount("/modules", StaticFiles(directory=root / MODULES)),
        Mount("/", StaticFiles(directory=folder)),
    ]
    server = uvicorn.Server(uvicorn.Config(Starlette(routes=routes), port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    port = server.servers[0].sockets[0].getsockname()[1]
    yield Site(f"http://127.0.0.1:{port}", folder, engines)
    server.should_exit = True
    thread.join()
    for engine in engines.values():
        engine.close()


@pytest.mark.parametrize("lang", ["it", "en"])
@pytest.mark.parametrize("form", ["one", "pack"])
def test_both_engines_give_the_same_answer_to_every_query(
    page: Page, site: Site, lang: str, form: str
) -> None:
    """Scores, marks, excerpts, totals, suggestions: the whole answer is equal, in both static forms."""
    engine = site.engines[lang]
    documents = [engine.index.document(number) for number in engine.index.numbers()]
    cases = list(queries(documents, lang, QUERIES, seed=len(form)))
    expected = [python_answer(engine.search, *case) for case in cases]
    page.goto(site.url)
    found = browser_answers(page, cases, base=f"/{form}/", lang=lang)
    assert differences(cases, expected, found) == []
    assert sum(bool(answer.get("hits")) for answer in expected) > QUERIES / 3
    assert sum(bool(answer.get("suggestion")) for answer in expected) > QUERIES / 50


def test_the_minified_bundle_is_the_same_engine(page: Page, site: Site, root: Path) -> None:
    """What a site ships, short names and files that are loaded later, gives the same answers."""
    entry, smaller = root / MODULES / "engine.js", partial(minifier() or as_written, SCRIPT)
    shipped = {"bundle.js": bundle(entry, minify=smaller), **apart(entry, minify=smaller)}
    for name, source in shipped.items():
        (site.folder / name).write_text(source, "utf-8")
    engine = site.engines["it"]
    documents = [engine.index.document(number) for number in engine.index.numbers()]
    cases = list(queries(documents, "it", QUERIES // 5, seed=5))
    expected = [python_answer(engine.search, *case) for case in cases]
    page.goto(site.url)
    for form in ("one", "pack"):
        found = browser_answers(page, cases, "/bundle.js", base=f"/{form}/", lang="it")
        assert differences(cases, expected, found) == []


@pytest.mark.parametrize("form", ["one", "pack"])
def test_a_language_without_rules_is_searched_alike(page: Page, site: Site, form: str) -> None:
    """Plain folding is the same in both, too."""
    engine = site.engines["de"]
    documents = [engine.index.document(number) for number in engine.index.numbers()]
    cases = list(queries(documents, "de", QUERIES // 5, seed=3))
    expected = [python_answer(engine.search, *case) for case in cases]
    page.goto(site.url)
    assert differences(cases, expected, browser_answers(page, cases, base=f"/{form}/", lang="de")) == []


def test_the_other_language_is_asked_where_the_first_finds_nothing(page: Page, site: Site) -> None:
    """The fall-back to the other language happens for the same queries and gives the same answer."""
    first, second = site.engines["it"], site.engines["en"]
    documents = [second.index.document(number) for number in second.index.numbers()]
    cases = list(queries(documents, "en", QUERIES // 5, seed=4))
    ask = partial(search_first, [first, second])
    expected = [python_answer(ask, *case) for case in cases]
    page.goto(site.url)
    found = browser_answers(page, cases, base="/pack/", lang="it", fallbackLang="en")
    assert differences(cases, expected, found) == []
    assert any(answer.get("fallback") for answer in expected)


def test_the_vectors_hold_in_the_browser(page: Page, site: Site, root: Path) -> None:
    """The golden cases that the Python suite reads give the same results here."""
    plain = json.loads((root / "tests/vectors/corpus.json").read_text("utf-8"))
    page.goto(site.url)
    for lang in ("it", "en"):
        index = site.folder / f"vectors-{lang}"
        build(index, lang, map(document, plain["documents"][lang]), plain["synonyms"][lang])
        with Engine.open(index).index as opened:
            export(opened, site.folder / "vectors/_search", PACK)
        golden = json.loads((root / "tests/vectors/results.json").read_text("utf-8"))
        golden = [case for case in golden if case["lang"] == lang]
        cases = [
            (case["query"], {k: case[k] for k in ("kind", "category", "limit") if k in case})
            for case in golden
        ]
        expected = [case.get("results") or too_short(*case["too_short"]) for case in golden]
        assert differences(cases, expected, browser_answers(page, cases, base="/vectors/", lang=lang)) == []


def test_a_small_site_costs_one_request_and_a_large_one_three(page: Page, site: Site) -> None:
    """A small site's index is one file; a large one's entry, postings and articles come at once each."""
    asked: list[str] = []
    page.add_init_script(SAVE_DATA)
    page.goto(site.url)
    page.on("request", lambda request: asked.append(request.url) if "_search" in request.url else None)
    for form, most in (("one", 1), ("pack", 3)):
        asked.clear()
        [answer] = browser_answers(
            page, [("come posso annullare il rinnovo", {})], base=f"/{form}/", lang="it"
        )
        assert answer["hits"]
        assert len(asked) == most, asked


def test_a_first_question_of_known_words_asks_for_nothing_that_unknown_ones_need(
    page: Page, site: Site
) -> None:
    """On a large site no word is known before its postings have come, and none is unknown either."""
    asked: list[str] = []
    page.add_init_script(SAVE_DATA)
    page.goto(site.url)
    page.on("request", lambda request: asked.append(request.url.rpartition("/")[2]))
    unknown = {"spacing.js", "typos.js"}
    for query, needed in (("annullare il rinnovo", set()), ("annulare il rinnovo", unknown)):
        asked.clear()
        [answer] = browser_answers(page, [(query, {})], base="/pack/", lang="it")
        assert answer["hits"]
        assert unknown & set(asked) == needed


def test_after_an_answer_the_next_costs_one_request_at_most(page: Page, site: Site) -> None:
    """Words and postings come ahead in idle time: another query, mistyped or begun, lacks only articles."""
    asked: list[str] = []
    page.goto(site.url)
    page.on("request", lambda request: asked.append(request.url) if "_search" in request.url else None)
    page.evaluate(
        """async () => {
            const {openSearch} = await import("/modules/engine.js");
            window.searcher = await openSearch({base: "/pack/", lang: "it"});
            await searcher.search("annullare il rinnovo");
        }"""
    )
    seen = 0
    while len(asked) > seen:  # a busy machine has its idle time late
        seen = len(asked)
        page.wait_for_timeout(2000)
    for query in ("scaricare la fatura", "passwor", "cambiare carta di pagamento"):
        asked.clear()
        assert page.evaluate("(query) => searcher.search(query)", query)["hits"]
        assert len(asked) <= 1, (query, asked)


def test_who_saves_data_fetches_nothing_ahead(page: Page, site: Site) -> None:
    """After the answer nothing more comes."""
    asked: list[str] = []
    page.add_init_script(SAVE_DATA)
    page.goto(site.url)
    page.on("request", lambda request: asked.append(request.url) if "_search" in request.url else None)
    browser_answers(page, [("annullare il rinnovo", {})], base="/pack/", lang="it")
    answered = len(asked)
    page.wait_for_timeout(500)
    assert len(asked) == answered


def test_a_host_without_ranges_is_served_from_single_files(page: Page, site: Site) -> None:
    """Where the host ignores Range, the same answers come from one file for each chunk."""
    case = [("come posso annullare il rinnovo", {})]
    page.goto(site.url)
    ranged = browser_answers(page, case, base="/pack/", lang="it")
    page.route("**/*.bin", lambda route: route.continue_(headers=without_range(route.request.headers)))
    assert browser_answers(page, case, base="/pack/", lang="it") == ranged


def without_range(headers: dict[str, str]) -> dict[str, str]:
    """The headers of a request for the whole file."""
    return {name: value for name, value in headers.items() if name != "range"}


@pytest.mark.allow_console("ERR_INTERNET_DISCONNECTED")  # what was being fetched ahead
def test_what_was_loaded_answers_without_a_network(page: Page, site: Site) -> None:
    """A query that was asked once is answered again after the network has gone."""
    page.goto(site.url)
    answers = page.evaluate(
        """async () => {
            const {openSearch} = await import("/modules/engine.js");
            window.searcher = await openSearch({base: "/pack/", lang: "it"});
            return searcher.search("annullare il rinnovo");
        }"""
    )
    page.context.set_offline(True)
    assert page.evaluate("() => searcher.search('annullare il rinnovo')") == answers


@pytest.mark.allow_console("404")
def test_a_missing_index_is_named_so(page: Page, site: Site) -> None:
    """The error says that there is no index and which file was missing, and asking again tries again."""
    page.goto(site.url)
    [answer] = browser_answers(page, [("rinnovo", {})], base="/nowhere/", lang="it")
    assert answer["name"] == "IndexMissing"
    assert "/nowhere/_search/it.bin" in answer["message"]


def test_an_index_of_another_format_is_named_so(page: Page, site: Site) -> None:
    """A script and an index that do not belong together say so instead of finding something wrong."""
    page.goto(site.url)
    page.route("**/it.bin", lambda route: route.fulfill(body=bytes([99])))
    [answer] = browser_answers(page, [("rinnovo", {})], base="/one/", lang="it")
    assert answer["name"] == "IndexOutdated"
    assert "99" in answer["message"]


@pytest.mark.allow_console("404")
def test_a_large_site_whose_decoder_is_gone_is_named_so(page: Page, site: Site) -> None:
    """A page of an older site asks for a script that is not there: its starter loads the page anew."""
    page.goto(site.url)
    page.route("**/static/postings.js", lambda route: route.fulfill(status=404))
    small, large = (
        browser_answers(page, [("rinnovo", {})], base=f"/{form}/", lang="it") for form in ("one", "pack")
    )
    assert small[0]["hits"]
    assert large[0]["name"] == "IndexOutdated"


@pytest.mark.allow_console("404")
def test_a_page_opened_before_a_new_publication_goes_on(page: Page, site: Site) -> None:
    """When the pack that a page knows has gone, it reads the entry anew and answers from the new pack."""
    engine = site.engines["en"]
    export(engine.index, site.folder / "moving/_search", PACK)
    page.goto(site.url)
    page.evaluate(
        """async () => {
            const {openSearch} = await import("/modules/engine.js");
            window.searcher = await openSearch({base: "/moving/", lang: "en"});
            await searcher.prefetch();
        }"""
    )
    packs = site.folder / "moving/_search/en"
    for path in packs.glob("*.bin"):
        path.rename(packs / "renamed.bin")
    path = site.folder / "moving/_search/en.bin"
    entry = read_entry(path)
    told = compact_json(entry)
    _, parts = zlib.decompress(path.read_bytes()[1:], -15).split(told, 1)
    entry["pack"]["name"] = "en/renamed"
    data = compact_json(entry)
    path.write_bytes(bytes([FORMAT]) + deflate(varints([len(data)]) + data, parts))
    assert (
        page.evaluate("() => searcher.search('cancel the renewal')")
        == engine.search("cancel the renewal").as_json()
    )


@pytest.mark.allow_console("404")
def test_remembered_results_go_with_their_index(page: Page, site: Site, tmp_path: Path) -> None:
    """After a new publication a question asked before is answered from the new index, not from memory."""
    target = site.folder / "forgetting/_search"
    ask = "(text) => searcher.search(text)"
    for number, title in enumerate(("Cancel the plan", "Cancel a renewal")):
        build(
            tmp_path / str(number),
            "en",
            [Document(str(number), "en", "/", title), Document("x", "en", "/", "Card")],
        )
        with Engine.open(tmp_path / str(number)).index as index:
            export(index, target, PACK)
            expected = Engine(index).search("cancel").as_json()
        if number == 0:
            page.goto(site.url)
            script = """async () => {
                const {openSearch} = await import("/modules/engine.js");
                window.searcher = await openSearch({base: "/forgetting/", lang: "en"});
            }"""
            page.evaluate(script)
            first = page.evaluate(ask, "cancel")
            assert first == expected
            shutil.rmtree(target / "en")
    assert page.evaluate(ask, "cancel") == first
    page.evaluate("() => searcher.search('card', {kind: 'faq'})")  # the facets are not loaded, and gone
    assert page.evaluate(ask, "cancel") == expected != first
