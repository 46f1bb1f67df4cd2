"""What people write of themselves into a search never reaches the log's file, whichever way it came."""

import re
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import pytest
from serving import serving
from starlette.responses import PlainTextResponse

from kb.gaps import missed
from kb.gaps.recording import Recorder
from kb.gaps.store import SearchLog
from kb.web.app import create_app
from kb.web.engines import on_disk

# Typed as people type them; of each no word and no four digits or letters of a number may be left.
MAILS = "zoltan.quixley@example.com", "WANDA_QVIST@mail.example.org", "quixley(at)example.net", "@zoltanq"
CARDS = "4929 1234 5678 9012", "4929-1234-5678-9012", "4929123456789012", "3782 822463 10005"
IBANS = "IT60 X054 2811 1010 0000 0123 456", "DE89370400440532013000", "gb29 nwbk 6016 1331 9268 19"
PHONES = "+39 06 5551 7788", "(0039) 347-555-1788", "347 555 17 88", "06/55517788", "+44.20.7946.0958"
CODES = "QX7781Z", "#KB-2K4-77Q", "ORD/5519/AZ", "QZVTTR85M01H501Z", "ab-551", "INV_77812"
NAMES = "Zoltan Quixley", "zoltan quixley", "Wanda Qvist-Zoltan", "ZOLTAN QUIXLEY", "Zoltan"
QUESTIONS = {
    "it": ("come disdico {}", "{}: non riesco ad accedere", "rimborso per {} entro quando?"),
    "en": ("how do I cancel {}", "{} I cannot sign in", "refund for {}, when?"),
}
GREETINGS = {
    "it": (
        "Buongiorno, sono {}, vorrei disdire",
        "ciao mi chiamo {} non riesco ad accedere",
        "Gentile sig.ra {}, quando arriva il rimborso?",
        "vorrei un rimborso, grazie, {}",
        "carta intestata a {}",
    ),
    "en": (
        "Hi, I'm {}, please cancel",
        "hello my name is {} cannot sign in",
        "Dear Mr. {}, when is my refund?",
        "I want a refund. Kind regards, {}",
        "subscription on behalf of {}",
    ),
}


WITH_GIVEN = ("refund for {}", "{} refund", "Hi there, {} here, refund", "{} at example.com refund")


def typed() -> Iterator[tuple[str, str, str]]:
    """Language, what was typed, and what of it is personal."""
    for lang, questions in QUESTIONS.items():
        frames = cycle(questions)
        for secret in (*MAILS, *CARDS, *IBANS, *PHONES, *CODES):
            yield lang, next(frames).format(secret), secret
        for frame in WITH_GIVEN:
            for name in ("Wanda", "wanda qvist"):
                yield lang, frame.format(name), name
        for greeting in GREETINGS[lang]:
            for name in NAMES:
                yield lang, greeting.format(name), name


def pieces(secret: str) -> set[bytes]:
    """What would give a secret away: four signs of it in a row, and a short word of it that holds a digit."""
    words = [word for word in re.split(r"[\W_]+", secret.lower()) if len(word) > 2]
    short = {word for word in words if re.search(r"\d", word)}
    rows = {word[at : at + 4] for word in words for at in range(len(word) - 3)}
    return {part.encode() for part in (short | rows) - {"mail"}}  # "[e-mail]" is a mark


@pytest.mark.parametrize("way", ["api", "site", "message"])
def test_the_logs_file_holds_nothing_personal(built: Path, tmp_path: Path, way: str) -> None:
    """E-mails, cards, IBANs, telephones, codes, names after greetings: not a byte, in any file of the log."""
    log = SearchLog(tmp_path / "searches.db")
    engines = on_disk(built / "build" / "index")
    app = create_app(tmp_path, engines, PlainTextResponse("billing"), searches=log)
    planted = list(typed())
    with serving(app) as client:
        for lang, query, _ in planted:
            if way == "api":
                assert client.get("/api/search", params={"q": query, "lang": lang}).status_code == 200
            elif way == "site":
                body = {"query": query, "lang": lang, "count": 0, "confident": False}
                assert client.post("/api/searches", json=body).status_code == 204
            else:
                missed.note(Recorder(log, engines).record, lang, [(query, 0)])
    assert {each.source for each in log.all()} == {way}
    assert sum(each.times for each in log.all()) > len(planted) * 0.8
    data = b"".join(path.read_bytes() for path in tmp_path.iterdir() if path.is_file()).lower()
    assert b"rimborso" in data
    left = {secret: sorted(part for part in pieces(secret) if part in data) for _, _, secret in planted}
    assert {secret: parts for secret, parts in left.items() if parts} == {}
    log.close()
