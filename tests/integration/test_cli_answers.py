"""`kb answer` as an agent uses it: an id, a question, a message; sure, not sure, nothing; every format."""

import base64
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kb.cli import main
from kb.gaps.store import SearchLog

Ask = Callable[..., Result]
SITE = "https://help.example.com"
MESSAGE = """Oggetto: rinnovo
Gentile assistenza,
come disdico il mio abbonamento prima del rinnovo?
Già che ci sono: dove trovo le ricevute dei miei acquisti?

Distinti saluti
Mario Rossi
Tel. 02 5550 0101

Il giorno 2 ott 2025, alle ore 09:41, Aiuto <a@example.com> ha scritto:
> la password è stata cambiata
"""


@pytest.fixture
def ask(built: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """Runs `kb answer` over the project's own articles, with English messages; `stdin` is piped in."""
    monkeypatch.setenv("KB_LANG", "en")
    return lambda *words, stdin="": CliRunner().invoke(
        main, ["-C", str(built), "answer", *words], input=stdin
    )


@pytest.mark.parametrize("way", ["argument", "file", "pipe", "dash"])
def test_a_message_gets_an_answer_to_each_question_in_its_language(
    ask: Ask, tmp_path: Path, way: str
) -> None:
    """From an argument, a file or a pipe: both answers, the main first, in Italian, as a letter."""
    file = tmp_path / "message.txt"
    file.write_text(MESSAGE, "utf-8")
    words = {"argument": [MESSAGE], "file": [str(file)], "pipe": [], "dash": ["-"]}[way]
    found = ask(*words, "--site", SITE, stdin=MESSAGE if way in ("pipe", "dash") else "")
    assert found.exit_code == 0
    said = found.stdout
    assert said.startswith("Buongiorno,\n")
    assert said.endswith("Cordiali saluti,\nil servizio clienti\n")
    cancel, receipts = said.index("\nCome disdico l’abbonamento?\n"), said.index("\nDove trovo le ricevute")
    assert cancel < receipts
    assert "password" not in said.lower()


def test_a_message_is_understood_in_its_language_and_answered_in_the_readers(ask: Ask) -> None:
    """An Italian message on an English account: the right article, in English."""
    said = ask("Vorrei smettere di pagare, come annullo?", "--lang", "en").stdout
    assert said.startswith("Hello,\n\nHow do I cancel my subscription?\n")


@pytest.mark.parametrize(
    ("message", "told"),
    [
        ("Guten Tag, wie kann ich mein Abonnement kündigen? Danke", "in German; the answer is in English."),
        ("Bonjour, comment annuler mon abonnement ?", "in French; the answer is in Italian."),
        ("¿Cómo puedo cancelar mi suscripción?", "in Spanish; the answer is in English."),
        ("How do I cancel my subscription?", ""),
        ("Come disdico l'abbonamento?", ""),
    ],
)
def test_a_message_in_a_third_language_is_remarked_on(ask: Ask, message: str, told: str) -> None:
    """The agent reads beside the letter, not in it, that the customer may not understand it."""
    found = ask(message)
    assert "/cancel-subscription/" in found.stdout
    assert (told in found.stderr, "seems" in found.stderr, "seems" in found.stdout) == (
        True,
        bool(told),
        False,
    )


@pytest.mark.parametrize("form", ["text", "html", "md", "json"])
def test_every_link_of_every_format_is_whole(ask: Ask, form: str) -> None:
    """With --site no link is relative: a reply is read far from the site."""
    said = ask(MESSAGE, "--site", SITE, "--format", form).stdout
    links = re.findall(r"\((\S*[/:][^)\s]+)", said) + re.findall(r'href="([^"]+)"', said)
    assert len(links) >= 6
    assert [link for link in links if not re.match(r"(https://|mailto:|tel:)", link)] == []


def test_json_holds_each_question_with_its_answer(ask: Ask) -> None:
    """For a help desk that fills in a reply by itself."""
    found = json.loads(ask(MESSAGE, "--format", "json").stdout)
    assert found["lang"] == "it"
    assert [each["answer"]["article"] for each in found["replies"]] == ["cancel-subscription", "receipts"]
    assert found["contacts"] == ["+1 805 617 7000", "/account/contacts"]


def test_the_answer_is_the_part_for_the_customer(ask: Ask) -> None:
    """What a message asks is answered for the account's kind, as by an id."""
    corporate = ask("how do I cancel my subscription?", "--for", "corporate", "--lang", "en").stdout
    assert "With a Corporate plan" in corporate
    assert "/account/go/" not in corporate


def test_where_no_article_is_sure_the_closest_three_are_numbered(ask: Ask) -> None:
    """Titles and whole links to choose from, the contacts, and no text that pretends to answer."""
    said = ask("abbonamento palestra carbonara", "--lang", "it", "--site", SITE).stdout
    assert said.startswith("Nessun articolo risponde esattamente. I più vicini:\n\n1. ")
    assert re.findall(r"^(\d)\. ", said, re.MULTILINE) == ["1", "2", "3"]
    assert said.count(f"   {SITE}/it/") == 3
    assert f"Contatti: +1 805 617 7000, {SITE}/account/contacts" in said
    assert "Buongiorno" not in said


@pytest.mark.parametrize(
    ("message", "part"),
    [
        ("1) Is there a mobile app? 2) How do I update my card?", "Is there a mobile app?"),
        ("1) Esiste una app per il telefono? 2) Come aggiorno la carta?", "Esiste una app per il telefono?"),
    ],
)
def test_the_part_that_nothing_answers_is_quoted_to_both(ask: Ask, message: str, part: str) -> None:
    """To the customer in the letter, to the agent below it, to programs in a field of its own."""
    text = ask(message).stdout
    letter, notes = re.split(r"\n\n(?=Not answered|Senza risposta)", text)
    assert part in letter
    assert part in notes
    assert part in ask(message, "--format", "html").stdout
    found = json.loads(ask(message, "--format", "json").stdout)["replies"]
    assert [each["unanswered"] for each in found] == [part, ""]


def test_an_account_and_a_kind_of_account_exclude_each_other(ask: Ask) -> None:
    """Neither is left aside in silence: of an account the service says what holds."""
    refused = ask("receipts", "--account", "active@example.com", "--for", "suspended")
    assert refused.exit_code == 2
    assert "--account and --for do not go together" in refused.stderr


@pytest.mark.parametrize("message", ["xyzzy plugh", "?!"])
def test_where_nothing_fits_it_says_so_with_the_contacts(ask: Ask, message: str) -> None:
    """No invented answer."""
    said = ask(message, "--lang", "en").stdout
    assert said == "No article answers this.\n\nContact: +1 805 617 7000, /account/contacts\n"


@pytest.mark.parametrize("message", ["Buongiorno,\n\nMario Rossi", "Good morning,\n\nJohn Brown"])
def test_a_greeting_and_a_name_get_no_letter(ask: Ask, message: str) -> None:
    """At most the closest articles, whose words a name may be: never an answer to nothing."""
    said = ask(message, "--lang", "en").stdout
    assert said.startswith(("No article answers this.", "Nothing answers this exactly."))
    assert said.endswith("Contact: +1 805 617 7000, /account/contacts\n")


@pytest.mark.parametrize("start", ["---\n", "--\n", "- ", "--- "])
def test_a_message_may_begin_with_dashes(ask: Ask, start: str) -> None:
    """Nothing has to be escaped: only a mistyped option is refused."""
    assert "\nHow do I cancel my subscription?\n" in ask(f"{start}How do I cancel my subscription?").stdout
    refused = ask("how do I cancel", "--frmat", "html")
    assert refused.exit_code == 2
    assert "No such option '--frmat'" in refused.stderr


@pytest.mark.parametrize(
    ("words", "stdin", "expected"),
    [
        ([], b"", "nothing to answer"),
        (["-"], b" \n", "nothing to answer"),
        (["-"], b"\x89PNG\r\n\x1a\n\xff", "stdin is no text in UTF-8"),
        (["-"], b"card\0number", "stdin is no text in UTF-8"),
        (["cancel-subscripton"], b"", "did you mean 'cancel-subscription'?"),
        (["how do I cancel", "--lang", "xx"], b"", "there are: en, it"),
        (["misspeltfile.txt"], b"", "there is no file 'misspeltfile.txt'"),
        (["./nowhere/mail.EML"], b"", "there is no file './nowhere/mail.EML'"),
        (["../mail"], b"", "there is no file '../mail'"),
        (["mkdcos.md"], b"", "there is no file 'mkdcos.md'"),
    ],
)
def test_what_cannot_be_answered_is_named_with_its_cure(
    ask: Ask, words: list[str], stdin: bytes, expected: str
) -> None:
    """Empty, binary, a mistyped id, an unknown language: exit code 2, one sentence."""
    refused = ask(*words, stdin=stdin)
    assert refused.exit_code == 2
    assert expected in refused.stderr
    assert "Traceback" not in refused.output


def test_a_megabyte_is_read_as_a_long_mail(ask: Ask) -> None:
    """Nobody's attachment stops the command."""
    endless = "how do I cancel my subscription? " * 32_000
    assert "\nHow do I cancel my subscription?\n" in ask("-", stdin=endless).stdout


def test_batch_answers_line_by_line(ask: Ask) -> None:
    """The main question's article first, a further one's among the first four; nothing asked, no hits."""
    texts = [MESSAGE, "Salve,", "xyzzy plugh"]
    lines = "".join(json.dumps({"id": str(n), "text": text, "k": 4}) + "\n" for n, text in enumerate(texts))
    found = [json.loads(line) for line in ask("--batch", "--lang", "it", stdin=lines).stdout.splitlines()]
    names = [[name for name, _ in each["hits"]] for each in found]
    assert names[0][0] == "cancel-subscription"
    assert "receipts" in names[0]
    assert len(names[0]) == 4
    assert names[1:] == [[], []]
    assert [each["confident"] for each in found] == [True, False, False]
    assert [each["id"] for each in found] == ["0", "1", "2"]
    assert "id" not in json.loads(ask("--batch", stdin='{"text": "receipts"}\n').stdout)
    refused = ask("--batch", stdin='{"text": 3}\n')
    assert "stdin:1: the field 'text' must be a text" in refused.stderr


def test_a_line_of_a_batch_says_its_language(ask: Ask) -> None:
    """It goes before the option; one that there is not is named with its line, not answered by nothing."""
    line = '{{"text": "password", "lang": "{}"}}\n'
    mine, theirs = (ask("--batch", "--lang", lang, stdin=line.format("it")).stdout for lang in ("it", "en"))
    assert mine == theirs
    assert mine != ask("--batch", stdin=line.format("en")).stdout
    refused = ask("--batch", stdin=line.format("it") + line.format("xx"))
    assert refused.exit_code == 2
    assert "stdin:2: there is no language 'xx': one of en, it" in refused.stderr


def test_what_no_article_answers_is_noted_without_the_person(ask: Ask, tmp_path: Path) -> None:
    """The questions of the message, each masked, in the log that the writers read; twice is counted twice."""
    log = tmp_path / "searches.db"
    message = (
        "Dear support,\nmy name is Zdenka Kowalczyk (zdenka@example.org, +39 02 5550 0101), "
        "customer AB123456X.\n"
        "Can I pay with cowrie shells?\nKind regards\nZdenka Kowalczyk"
    )
    first = ask(message, "--miss", str(log), "--lang", "en")
    ask(message, "--miss", str(log), "--lang", "en")
    (kept,) = SearchLog(log).all()
    assert (first.exit_code, kept.times, kept.source, kept.is_missed) == (0, 2, "message", True)
    assert "cowrie shells" in kept.query
    assert [part for part in ("Zdenka", "Kowalczyk", "@", "5550", "123456") if part in kept.query] == []
    picture = tmp_path / "picture.png"
    picture.write_bytes(b"\x89PNG")
    refused = ask(message, "--miss", str(picture))
    assert (refused.exit_code, picture.read_bytes()) == (2, b"\x89PNG")


def test_the_letter_is_copied_to_the_terminal(
    ask: Ask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """OSC 52 with the letter alone, whatever is printed; where there is no terminal it says so."""
    terminal = tmp_path / "tty"
    monkeypatch.setattr("kb.cli.answers.copying.copy.__defaults__", (terminal,))
    said = ask("how do I cancel my subscription?", "--copy", "--lang", "en").stdout
    sequence = terminal.read_text("ascii")
    assert (sequence[:7], sequence[-1]) == ("\x1b]52;c;", "\x07")
    assert base64.b64decode(sequence[7:-1]).decode() == said
    monkeypatch.setattr("kb.cli.answers.copying.copy.__defaults__", (tmp_path,))
    refused = ask("how do I cancel my subscription?", "--copy", "--lang", "en")
    assert (refused.exit_code, "no terminal" in refused.stderr) == (2, True)
