"""Queries for both engines, Python's and the browser's, and the comparison of their answers."""

import json
import random
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from search import Document, QueryTooShort, Section
from search.query.near import NearTable, parse

STRANGE = (
    '𝒳 𐐀 𠀀 \u202e \u200f e\u0301 \u0301 ﬁ İ ß Σς １２ ① ǅ ＡＢ ʼ ’ ` “ ” « » " * ? \x00 \ue000 C++ c# x#'
)
HOSTILE = [
    *(STRANGE + " é ŉ ﷺ अनु 日本 한국 取消订阅 購読を取り消す مُحَمَّد שָׁלוֹם field: \u0345 ẞ ſ \ufeff").split(),
    "\n",
    "\t",
    "\u3000",
    "\u2028",
]
OPENINGS = [
    "Buongiorno,",
    "Ciao Marco!",
    "Dear Ms. Smith,",
    "Subject: Re: x",
    "salve, mi chiamo Ada Verdi e",
    "Hello, Joe Account",
    "",
]
CLOSINGS = [
    ["Grazie", "Ada Verdi", "Inviato da iPhone", "", "> prima", "Il giorno 2 ott 2025, B. ha scritto:"],
    ["-- ", "A. B."],
    ["Thanks, Joe", "", "This message is confidential and intended for its recipient."],
    ["Cordiali saluti, Ada"],
    [],
]
SYNONYMS = {
    "it": [
        ["annullare", "disdire", "disdetta"],
        ["rimborso", "soldi indietro"],
        ["email", "posta elettronica"],
    ],
    "en": [["cancel", "terminate", "give notice"], ["refund", "money back"], ["sign in", "log in", "login"]],
}
PRODUCT = "Nimbus C++ Account"  # one word that articles hold, one of signs
# Words that no article holds in this form, in several languages; those without neighbours say little.
NEAR_LINES = """
abc en,it
annuler fr disdetta:12 cancel:12 annullare:11 account:6
das de
die de,en
kundigen de disdetta:13 cancel:13 abbonamento:9 subscription:9
mein de
modifier fr cambiare:13 change:13 modifica:14
passe fr password:9 parola:8
plans de,fr piano:12 plan:12
prelievo it addebito:12 charge:11 pagamento:7 payment:7
rechnung de,nl fattura:15 invoice:15 receipt:9 ricevuta:9 nothing:16
wie de
withdrawal en addebito:12 charge:12
~abbon it piano:9 account:8 rinnovo:7
~account en,it password:8 subscription:7 profilo:7 abbonamento:6 nothing:6
~annull it disdetta:11 chiudere:8 rimborso:7
~cancel en end:9 stop:9 refund:8 close:6
~card en,it payment:9 carta:16 pagamento:8
~chang en switch:11 update:9 plan:6
~pagament it carta:9 addebito:11 fattura:8 rimborso:7
~password en,it account:8 email:7 accedere:9 sign:8
~payment en charge:12 card:9 receipt:8 refund:7
~pian it abbonamento:9 prezzo:7
~plan en subscription:9 price:7
~refund en money:9 charge:8 payment:7
~rimbors it soldi:9 addebito:8 pagamento:7
"""


def near(lang: str) -> NearTable:
    """A table that has neighbours in every language of the tests; its own of none."""
    lines = NEAR_LINES.strip().splitlines()
    return parse("\n".join([f"near 1 {len(lines)}", lang, *lines, ""]))


def corpus(root: Path, lang: str) -> list[Document]:
    """The project's own articles and the vectors' corpus, so that the words are real and the texts many."""
    from kb.content import corpus as articles
    from kb.content import facts, render

    documents = render.documents(articles.load(root / "content").of(lang), facts.load(root / "content"))
    plain = json.loads((root / "tests/vectors/corpus.json").read_text("utf-8"))["documents"][lang]
    return [*documents, *map(document, plain)]


def document(plain: dict[str, Any]) -> Document:
    """A document from its JSON."""
    lists = {name: tuple(plain[name]) for name in ("questions", "keywords")}
    return Document(**plain | lists | {"sections": tuple(Section(**each) for each in plain["sections"])})


def mistyped(rng: random.Random, word: str) -> str:
    """The word with a letter lost, added, changed or swapped."""
    at = rng.randrange(len(word) + 1)
    letter = rng.choice("abcdefghilmnopqrstuvzàèéìòù'")
    head, tail = word[:at], word[at:]
    return head + rng.choice((tail[1:], letter + tail, letter + tail[1:], tail[1:2] + tail[:1] + tail[2:]))


def cut(rng: random.Random, word: str) -> str:
    """The word cut in two by a space."""
    at = rng.randrange(len(word) + 1)
    return f"{word[:at]} {word[at:]}"


def queries(
    documents: list[Document], lang: str, count: int, seed: int
) -> Iterator[tuple[str, dict[str, Any]]]:
    """Queries of every sort and the filters to ask them with."""
    rng = random.Random(seed)
    texts = [text.split() for document in documents for text in document.texts() if text.split()]
    words = [word for text in texts for word in text]

    def phrase(most: int) -> str:
        text = rng.choice(texts)
        first = rng.randrange(len(text))
        return " ".join(text[first : first + rng.randint(1, most)])

    def begun() -> str:
        word = rng.choice(words)
        return word[: rng.randint(1, len(word))]

    makers = [
        *[lambda: rng.choice(words)] * 12,
        *[lambda: mistyped(rng, rng.choice(words))] * 2,
        lambda: mistyped(rng, mistyped(rng, rng.choice(words))),
        lambda: rng.choice(("l'", "dell’", "un'", "c'", "don't ", "I'm ")) + rng.choice(words),
        begun,
        lambda: rng.choice(("1 800 263 6317", "E1042", str(rng.randrange(10**5)))),
        lambda: rng.choice(HOSTILE) + begun() + rng.choice(HOSTILE),
        lambda: rng.choice(words) + rng.choice(words),
        lambda: cut(rng, rng.choice(words)),
        lambda: " ".join(mistyped(rng, " ").join((begun(), begun())).split()),
        lambda: rng.choice(rng.choice(SYNONYMS.get(lang, [["log in", "e-mail"]]))),
        lambda: rng.choice(('"%s"', "“%s”", "«%s»")) % phrase(3),
        lambda: rng.choice(words).title() + rng.choice(words).title(),
        lambda: rng.choice(
            (
                "39 euro",
                "€39",
                "39,00",
                "390",
                "#390",
                "(555)",
                "555 ottobre",
                "39EUR",
                "1.900,00",
                "next to",
                "in base",
                "30giorni",
                "ottobre",
                "a.b@example.com",
                "Ada Verdi",
                PRODUCT,
                "nimbus",
            )
        ),
        lambda: begun() + rng.choice(("*", " ", "…")),
    ]
    known = [line.split()[0] for line in NEAR_LINES.strip().splitlines()]
    makers += [lambda: rng.choice(known), lambda: rng.choice(known)[: rng.randint(2, 6)]] * 2
    makers.append(lambda: " ".join(rng.sample(known, 3)).title())
    filters = [
        {"kind": "guide"},
        {"category": "billing"},
        {"limit": 3},
        {"limit": 25},
        {"kind": "x", "category": "y"},
    ]
    for number in range(count):
        if number == count // 2:
            text = " ".join(rng.choice(words) for _ in range(3_000))[:10_000]
        elif rng.random() < 0.02:
            lines = [phrase(20) for _ in range(rng.randint(1, 9))]
            text = "\n".join([rng.choice(OPENINGS), *lines, *rng.choice(CLOSINGS)])
        elif rng.random() < 0.15:
            text = phrase(8)
        else:
            text = " ".join(rng.choice(makers)() for _ in range(rng.choice((1, 1, 1, 2, 2, 3))))
        text = text.upper() if rng.random() < 0.05 else text
        yield text + " " * (rng.random() < 0.1), rng.choice(filters) if rng.random() < 0.15 else {}


def python_answer(ask: Any, text: str, filters: dict[str, Any]) -> dict[str, Any]:
    """What the Python engine says, as JSON."""
    try:
        return ask(text, **filters).as_json()
    except QueryTooShort as error:
        return too_short(error.minimum, error.length)


def too_short(minimum: int, length: int) -> dict[str, int]:
    """The answer to a query below the minimum."""
    return {"minimum": minimum, "length": length}


def differences(cases: list[Any], expected: list[Any], found: list[Any]) -> list[Any]:
    """The first few queries that the two answer differently, with both answers."""
    told = zip(cases, expected, found, strict=True)
    return [(case, python, browser) for case, python, browser in told if python != browser][:3]


def node_answers(root: Path, base: Path, cases: list[Any], **options: str | bool) -> list[dict[str, Any]]:
    """What the browser's engine says under Node, about the static index in `base`/_search."""
    asked = json.dumps({"base": f"{base}/", "cases": cases} | options)
    command = ["node", str(root / "tests/js/ask.js")]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    answers: list[dict[str, Any]] = json.loads(done.stdout)
    return answers
