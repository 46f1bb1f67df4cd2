"""The operations' records: complete, with pages and strings, and what they say in every state."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

from panel_table import GOLDEN, accounts, demo, missing_strings, table

from kb.billing.domain.standing import STANDINGS, standings
from kb.billing.locale.texts import LANGUAGES, catalog
from kb.billing.operations.catalogue import BY_ID, OPERATIONS
from kb.billing.portal import mount

RECORD = """OPERATIONS: tuple[Operation, ...] = (
    Operation(
        "sendPostcard", "/account/contacts", "label.send_postcard", who="customer", state=before.signed_in
    ),
"""
STRINGS = {
    "operation.sendPostcard.title": "Send a postcard",
    "operation.sendPostcard.consequence": "A postcard goes out to you.",
    "label.send_postcard": "Send the postcard",
}
# Asks the whole service, as the articles and their readers do, what it knows of the new operation.
VISIT = """
import asyncio, json, httpx
from kb.billing.app import create_app
from kb.billing.auth.passwords import Hasher
from kb.billing.settings import Settings

async def visit():
    app = create_app(Settings(), Hasher(time_cost=1, memory_kib=8))
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://localhost") as http:
        actions = (await http.get("/v1/actions")).json()["items"]
        go = await http.get("/account/go/sendPostcard?return=/en/x/")
        known = {"email": "active@example.com", "password": "prova-demo-2026"}
        await http.post("/account/sign-in", data=known)
        state = await http.get("/account/state?operations=sendPostcard&lang=en")
        action = next(each for each in actions if each["operationId"] == "sendPostcard")
        print(json.dumps([action, go.headers["location"], state.json()]))

asyncio.run(visit())
"""


def test_every_operation_has_its_strings() -> None:
    """Title, consequence, button and other words of every record; what is missing is named."""
    assert missing_strings() == []


def test_no_strings_are_left_of_an_operation_that_is_gone() -> None:
    """An `operation.*` text without its record would be translated for nobody."""
    texts = {key for language in LANGUAGES for key in catalog(language) if key.startswith("operation.")}
    assert texts == {key for each in OPERATIONS for key in (each.title, each.consequence)}


def test_every_record_leads_to_a_page_and_offers_known_operations() -> None:
    """No button leads nowhere: not the record's own, not those that it offers in its place."""
    from starlette.applications import Starlette

    app = Starlette()
    app.state.settings = type("Settings", (), {"control": False})()
    mount(app)
    pages = {getattr(route, "path", "") for route in app.router.routes}
    assert {each.page for each in OPERATIONS} <= pages
    offered = {offer.operation for each in OPERATIONS for offers in each.instead.values() for offer in offers}
    assert offered <= BY_ID.keys()
    assert len(BY_ID) == len(OPERATIONS)


def test_every_panel_in_every_state_and_language() -> None:
    """The golden table, read by a person: what each panel says, offers first, and in which words."""
    assert table() == json.loads(GOLDEN.read_text(encoding="utf-8"))


def test_no_state_leaves_a_reader_without_a_way() -> None:
    """Each panel offers something in each state, at most one thing first; signing in to nobody."""
    for state, operations in table().items():
        for operation, languages in operations.items():
            for language, (_, *offers) in languages.items():
                place = (state, operation, language)
                assert offers, place
                assert sum(offer.startswith("* ") for offer in offers) <= 1, place
                assert not any("signIn:" in offer for offer in offers), place


def test_every_standing_occurs() -> None:
    """The demo customers and the one without a card show each standing there is."""
    billing = demo()
    found = {one for _, account in accounts(billing) for one in standings(account, billing.clock())}
    assert found == set(STANDINGS)


def test_a_new_operation_is_one_record_and_its_strings(root: Path, tmp_path: Path) -> None:
    """Planted in a copy: the API lists it, its link leads to its page, its panel speaks."""
    plant(root, tmp_path, STRINGS)
    said = run(tmp_path, "-c", VISIT)
    action, location, state = json.loads(said.stdout)
    assert action["title"]["en"] == "Send a postcard"
    assert action["consequence"]["it"] == "A postcard goes out to you."
    assert location == "/account/contacts?return=%2Fen%2Fx%2F"
    assert state["now"]["sendPostcard"] == "You are signed in as active@example.com."
    assert state["offers"]["sendPostcard"][0]["label"] == "Send the postcard"


def test_strings_left_out_are_named(root: Path, tmp_path: Path) -> None:
    """The list of what is missing names each key and the file that should have it."""
    plant(root, tmp_path, {})
    said = run(tmp_path, "-c", "import panel_table; print(*panel_table.missing_strings(), sep='\\n')")
    assert said.stdout.split("\n")[:-1] == [f"{lang}.json: {key}" for lang in LANGUAGES for key in STRINGS]


def plant(root: Path, folder: Path, strings: dict[str, str]) -> None:
    """A copy of the service with one more operation."""
    ignored = shutil.ignore_patterns("__pycache__")
    for part in ("kb", "search", "tests/support"):
        shutil.copytree(root / part, folder / part, ignore=ignored)
    records = folder / "kb/billing/operations/catalogue.py"
    text = records.read_text(encoding="utf-8")
    first = RECORD.partition("\n")[0] + "\n"
    assert text.count(first) == 1
    records.write_text(text.replace(first, RECORD), encoding="utf-8")
    for language in LANGUAGES:
        file = folder / "kb/billing/locale/strings" / f"{language}.json"
        texts = json.loads(file.read_text(encoding="utf-8")) | strings
        file.write_text(json.dumps(texts), encoding="utf-8")


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Python in the copy, which comes before the installed project."""
    command = [sys.executable, *arguments]
    path = os.pathsep.join(map(str, (folder, folder / "tests/support")))
    environment = {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
