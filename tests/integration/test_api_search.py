"""GET /api/search over real indexes: the answers, and every refusal in the caller's language."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Thread

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

import search
from kb.web.answer_api import OPENAPI
from kb.web.search_api import search_route

KEYS = {"query", "lang", "query_lang", "total", "confident", "fallback", "suggestion", "hits"}
HIT_KEYS = {
    "id",
    "lang",
    "url",
    "title",
    "title_marks",
    "kind",
    "category",
    "score",
    "excerpt",
    "section",
}


def document(
    lang: str, name: str, title: str, text: str, kind: str = "faq", category: str = "c"
) -> search.Document:
    """An article with one section; only what the tests ask about differs."""
    sections = (search.Section("", "", text),)
    return search.Document(
        name, lang, f"/{lang}/{name}/", title, kind=kind, category=category, sections=sections
    )


class Client:
    """Asks a server on loopback."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/api/search"

    def get(self, params: Mapping[str, str], headers: Mapping[str, str] | None = None) -> httpx.Response:
        """GET /api/search with these parameters."""
        return httpx.get(self.url, params=params, headers=headers, trust_env=False)


@contextmanager
def serving(engines: Mapping[str, search.Engine]) -> Iterator[Client]:
    """Serve the route over these indexes on a free port, on a thread of its own."""
    app = Starlette(routes=[search_route(engines)])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error"))
    thread = Thread(target=server.run)
    thread.start()
    while not server.started:
        assert thread.is_alive()
    try:
        yield Client(server.servers[0].sockets[0].getsockname()[1])
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    """The route alone, over an Italian and an English index."""
    folder = tmp_path_factory.mktemp("index")
    documents = {
        "it": [
            document("it", "disdetta", "Come disdico il piano?", "Spegni il rinnovo e il piano finisce."),
            document("it", "piano", "Come cambio piano?", "Scegli un altro piano.", kind="guide"),
        ],
        "en": [
            document("en", "webinar", "How do I record a webinar?", "Press the red button.", category="talks")
        ],
    }
    engines = {}
    for lang, articles in documents.items():
        search.build(folder / lang, lang, articles)
        engines[lang] = search.Engine.open(folder / lang)
    with serving(engines) as client:
        yield client
    for engine in engines.values():
        engine.close()


def test_an_answer_has_the_agreed_shape(client: Client) -> None:
    """Programs may rely on exactly these members, the same ones that the browser's engine gives."""
    response = client.get({"q": "rinnovo piano", "lang": "it"})
    found = response.json()
    assert response.status_code == 200
    assert response.headers["content-type"] == "application/json"
    assert set(found) == KEYS
    assert set(found["hits"][0]) == HIT_KEYS
    assert found["hits"][0]["id"] == "disdetta"
    assert found["total"] == 2


def test_filters_and_limit_narrow_the_answer(client: Client) -> None:
    """`kind`, `category` and `limit` mean what the site's filters mean; `total` still counts all."""
    guides = client.get({"q": "piano", "lang": "it", "kind": "guide"}).json()
    one = client.get({"q": "piano", "lang": "it", "limit": "1"}).json()
    none = client.get({"q": "piano", "lang": "it", "category": "talks"}).json()
    assert [hit["id"] for hit in guides["hits"]] == ["piano"]
    assert (one["total"], len(one["hits"])) == (2, 1)
    assert none["hits"] == []


def test_counts_are_given_where_asked_for(client: Client) -> None:
    """Beside the answer: what each kind and category would give, the other filter kept; not for a phrase."""
    asked = {"q": "piano", "lang": "it", "kind": "guide", "counts": "true"}
    found = client.get(asked).json()
    assert found["counts"] == {"kind": {"": 2, "faq": 1, "guide": 1}, "category": {"": 1, "c": 1}}
    assert "counts" not in client.get(asked | {"counts": "false"}).json()
    assert "counts" not in client.get(asked | {"q": '"il piano"'}).json()
    other = client.get({"q": "webinar", "lang": "it", "counts": "true"}).json()
    assert (other["lang"], other["counts"]["category"]) == ("en", {"": 1, "talks": 1})


def test_the_answer_is_as_its_openapi_document_says(client: Client) -> None:
    """Parameters and members: a client made from the document asks and reads everything."""
    document = json.loads(OPENAPI.read_text("utf-8"))
    schemas = document["components"]["schemas"]
    given = {"q": "piano", "lang": "it", "kind": "guide", "category": "c", "limit": "5", "counts": "true"}
    assert [each["name"] for each in document["paths"]["/api/search"]["get"]["parameters"]] == list(given)
    found = client.get(given).json()
    assert set(found) == set(schemas["Results"]["properties"]) == KEYS | {"counts"}
    assert set(schemas["Results"]["required"]) == KEYS
    assert set(found["counts"]) == set(schemas["Counts"]["properties"])
    assert set(found["hits"][0]) == set(schemas["Hit"]["properties"]) == HIT_KEYS


def test_the_other_language_answers_when_the_first_cannot(client: Client) -> None:
    """As on the site, an answer in the other language is better than none, and says so."""
    found = client.get({"q": "webinar", "lang": "it"}).json()
    assert found["fallback"] is True
    assert [hit["lang"] for hit in found["hits"]] == ["en"]


@pytest.mark.parametrize("query", ["", "a", " é ", "?!", "c ?"])
@pytest.mark.parametrize(("lang", "word"), [("it", "almeno 2 lettere"), ("en", "at least 2 letters")])
def test_a_short_query_is_refused_in_the_language_asked_for(
    client: Client, query: str, lang: str, word: str
) -> None:
    """Fewer than two letters or digits: 422, a problem document, in the reader's language."""
    response = client.get({"q": query, "lang": lang})
    problem = response.json()
    assert response.status_code == problem["status"] == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["content-language"] == lang
    assert problem["type"] == "urn:kb:problem:query-too-short"
    assert (problem["parameter"], problem["minimum"]) == ("q", 2)
    assert problem["length"] < 2
    assert word in problem["detail"]


def test_two_characters_run(client: Client) -> None:
    """The rule's other side: two characters are a search."""
    assert client.get({"q": "pi", "lang": "it"}).status_code == 200


@pytest.mark.parametrize(
    ("name", "value", "allowed"),
    [
        ("kind", "gide", ["faq", "guide", "video"]),
        ("category", "zzz", ["c", "talks"]),
        ("category", "C", ["c", "talks"]),
        ("category", "__proto__", ["c", "talks"]),
        ("limit", "0", ["1-100"]),
        ("limit", "101", ["1-100"]),
        ("limit", "0010000", ["1-100"]),
        ("limit", "ten", ["1-100"]),
        ("limit", "-1", ["1-100"]),
        ("limit", "٣", ["1-100"]),
        ("limit", "9" * 5000, ["1-100"]),
        ("lang", "de", ["it", "en"]),
        ("counts", "yes", ["true", "false"]),
    ],
)
def test_a_bad_parameter_is_named_with_what_it_may_be(
    client: Client, name: str, value: str, allowed: list[str]
) -> None:
    """A mistake gets the parameter and its values, never the answer to another question."""
    params = {"q": "piano", name: value}
    response = client.get(params, headers={"Accept-Language": "it"})
    problem = response.json()
    assert response.status_code == 422
    assert (problem["parameter"], problem["value"], problem["allowed"]) == (name, value, allowed)
    assert f"parametro {name}" in problem["detail"]
    assert ", ".join(allowed) in problem["detail"]


def test_hostile_queries_come_back_as_they_were(client: Client) -> None:
    """Markup, wildcards, marks that turn text around and 3,990 characters are text and nothing else."""
    hostile = ["<img src=x onerror=alert(1)>", "title:*piano* OR", "\u202epiano", "piano " * 665, '"piano']
    for query in hostile:
        response = client.get({"q": query, "lang": "it"})
        assert response.status_code == 200
        assert response.json()["query"] == query


def test_accept_language_chooses_where_lang_is_not_given(client: Client) -> None:
    """A program that speaks for a person passes the browser's header on and gets that person's language."""
    response = client.get({"q": "a"}, headers={"Accept-Language": "it;q=0.1, en-GB,en;q=0.9"})
    assert response.headers["content-language"] == "en"
    refusing = client.get({"q": "a"}, headers={"Accept-Language": "it;q=0"})
    assert refusing.headers["content-language"] == "en"
    assert "Accept-Language" in response.headers["vary"]


def test_without_any_index_the_answer_says_how_to_make_one() -> None:
    """An empty installation is a state with a cure, not a crash."""
    with serving({}) as client:
        response = client.get({"q": "piano"})
    assert response.status_code == 503
    assert "kb index" in response.json()["detail"]


def test_the_result_names_no_folder_of_the_server(client: Client, tmp_path: Path) -> None:
    """Answers and refusals hold nothing of the machine they come from."""
    for params in ({"q": "piano"}, {"q": "a"}, {"q": "piano", "kind": "x"}):
        assert str(tmp_path.parent) not in client.get(params).text


def test_a_text_too_long_for_a_query_is_refused_with_the_limit(client: Client) -> None:
    """422 in the caller's language, with the limit and the length; one letter less is searched."""
    answer = client.get({"q": "a" * 4001, "lang": "it"})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert (problem["type"], problem["maximum"], problem["length"]) == (
        "urn:kb:problem:query-too-long",
        4000,
        4001,
    )
    assert (
        problem["detail"]
        == "La ricerca (parametro q) può avere al massimo 4000 caratteri; questa ne ha 4001."
    )
    assert client.get({"q": "a" * 4000, "lang": "it"}).status_code == 200
