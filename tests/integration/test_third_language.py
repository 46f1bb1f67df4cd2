"""A third language is files alone: rules, texts, catalogue and content in German, and nothing of the code."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small_sites import article, site

CATEGORIES = """- id: billing
  en: {title: Billing, summary: About money.}
  de: {title: Abrechnung, summary: Rund ums Geld.}
"""
# What a reader meets first is in German; the rest of a throwaway catalogue may stay as it is.
SITE = {"site.find_answer": "Finde eine Antwort", "site.path_search": "suche"}
ACCOUNT = {
    "language.locale": "de_DE",
    "label.sign_in": "Anmelden",
    "label.my_account": "Mein Konto",
    "label.turn_off_renewal": "Verlängerung ausschalten",
    "plan.name_pro-y": "Pro jährlich",
    "operation.turnOffRenewal.title": "Verlängerung ausschalten",
    "forecast.inline_keep": "wenn du {plan} behältst",
    "forecast.inline_turn_off": "wenn du die Verlängerung ausschaltest",
    "forecast.line": "In zwölf Monaten: {choices}.",
    "forecast.pays_nothing": "nichts",
    "state.renews": "Dein Tarif {plan} verlängert sich am {date}: {amount}.",
}
MESSAGES = {"problem.not-signed-in.title": "Nicht angemeldet"}
VISIT = """
import asyncio, json, httpx
from kb.billing.app import create_app
from kb.billing.auth.passwords import Hasher
from kb.billing.settings import Settings

async def visit():
    app = create_app(Settings(), Hasher(time_cost=1, memory_kib=8))
    transport, german = httpx.ASGITransport(app), {"Accept-Language": "de-AT, de;q=0.9, en;q=0.1"}
    async with httpx.AsyncClient(transport=transport, base_url="http://localhost", headers=german) as http:
        form = (await http.get("/account/sign-in")).text
        refusal = (await http.get("/v1/me")).json()
        known = {"email": "active@example.com", "password": "prova-demo-2026"}
        await http.post("/account/sign-in", data=known)
        page = (await http.get("/account?lang=de")).text
        state = (await http.get("/account/state?operations=turnOffRenewal&lang=de")).json()
        actions = (await http.get("/v1/actions")).json()["items"]
        plans = (await http.get("/v1/plans")).json()["items"]
        off = next(each for each in actions if each["operationId"] == "turnOffRenewal")
        print(json.dumps([form, refusal["title"], page, state, off["title"], plans[4]["name"]]))

asyncio.run(visit())
"""


@pytest.fixture(scope="module")
def copy(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code with German files beside the others, and a small project with German articles."""
    folder = tmp_path_factory.mktemp("german")
    for part in ("kb", "search", "site"):
        shutil.copytree(root / part, folder / part, ignore=shutil.ignore_patterns("__pycache__"))
    beside(folder / "kb/strings", SITE)
    beside(folder / "kb/billing/locale/strings", ACCOUNT)
    beside(folder / "kb/billing/locale/messages", MESSAGES)
    beside(
        folder / "search/languages", {"stemmer": "", "possessives": [], "stop": ["der", "die", "das", "wo"]}
    )
    files = {
        "categories.yml": CATEGORIES,
        "en/receipts.md": article("receipts", body="All your receipts."),
        "de/receipts.md": article("receipts", body="Alle deine Rechnungen."),
    }
    site(folder / "project", files)
    return folder


def beside(folder: Path, own: dict[str, object]) -> None:
    """German as English with some of its own: a file more, none changed."""
    texts = json.loads((folder / "en.json").read_text(encoding="utf-8")) | own
    (folder / "de.json").write_text(json.dumps(texts, ensure_ascii=False), encoding="utf-8")


def run(copy: Path, *arguments: str) -> str:
    """Python with the copy's code, in the small project."""
    environment = {**os.environ, "PYTHONPATH": str(copy), "PYTHONDONTWRITEBYTECODE": "1", "KB_LANG": "en"}
    command = [sys.executable, *arguments]
    done = subprocess.run(
        command, cwd=copy / "project", env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_it_builds_and_searches(copy: Path) -> None:
    """Pages in German under /de/, with German words of the interface, and the engine finds German words."""
    run(copy, "-m", "kb", "build")
    built = copy / "project" / "public"
    home = (built / "de" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="de"' in home
    assert "Finde eine Antwort" in home
    assert (built / "de" / "suche" / "index.html").is_file()
    found = json.loads(
        run(copy, "-m", "kb", "search", "wo die rechnungen", "--lang", "de", "--format", "json")
    )
    assert [hit["url"] for hit in found["hits"]] == ["/de/receipts/"]


def test_the_account_pages_and_the_api_speak_it(copy: Path) -> None:
    """Chosen by the browser's header; amounts, dates, plans and panels as its catalogue says."""
    form, refusal, page, state, title, plan = json.loads(run(copy, "-c", VISIT))
    assert '<html lang="de">' in form
    assert "Anmelden" in form
    assert "Deutsch" in form
    assert refusal == "Nicht angemeldet"
    assert "Mein Konto" in page
    assert "12. Dezember 2026" in page
    said = state["now"]["turnOffRenewal"].replace("\xa0", " ")
    assert said == (
        "Dein Tarif Pro verlängert sich am 12. Dezember 2026: 39,00 €. "
        "In zwölf Monaten: 468,00 € wenn du Pro behältst; nichts wenn du die Verlängerung ausschaltest."
    )
    assert state["offers"]["turnOffRenewal"][0]["label"] == "Verlängerung ausschalten"
    assert title["de"] == "Verlängerung ausschalten"
    assert plan["de"] == "Pro jährlich"
