"""What is personal never reaches the log: addresses, numbers and names, whatever stands around them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.gaps.mask import LONGEST, masked

KNOWN = frozenset(
    re.findall(
        r"\w+",
        """non riesco ad accedere rimborso bloccato carta scade come cambio piano error plan refund locked out
    pay the is a help here for there with my al lavoro problem from""",
    )
)

CASES = {
    "mario.rossi@example.com non riesco": "[e-mail] non riesco",
    "mario.rossi @ example.com": "[e-mail]",
    "anna(at)example.org rimborso": "[e-mail] rimborso",
    "mario at example dot com": "[e-mail]",
    "Buongiorno sono Mario Rossi, non riesco ad accedere": "Buongiorno sono [name], non riesco ad accedere",
    "ciao sono mario rossi non riesco": "ciao sono [name] non riesco",
    "Hi I'm John Smith refund": "[name] refund",
    "my name is o'brien": "my name is [name]",
    "Dear Mr. Smith, refund": "[name], refund",
    "Gentile sig.ra D'Amico": "Gentile sig.ra [name]",
    "rimborso Anna Bianchi": "rimborso [name]",
    "carta 4111 1111 1111 1111 scade 12/27": "carta [number] scade [number]",
    "carta 4111-1111-1111-1111": "carta [number]",
    "\uff14\uff11\uff11\uff11\uff11\uff11\uff11\uff11": "[number]",
    "+39 06-1234567": "[number]",
    "IT60 X054 2811 1010 0000 0123 456": "[number]",
    "gb29 nwbk 6016 1331 9268 19 rimborso": "[number] rimborso",
    "RSSMRA85M01H501Z": "[number]",
    "refund KB-2K4-77Q": "refund [number]",
    "refund #ab-551": "refund #[number]",
    "ord/5519/az refund": "[number] refund",
    "12-month plan pay-per-use": "12-month plan pay-per-use",
    "https://example.com/?token=abc help": "[link] help",
    "refund, @mario": "refund, [name]",
    "i'm locked out": "i'm locked out",
    "password: Hunter2!x does not work": "password [secret] does not work",
    "la mia password è Segreto77 aiuto": "la mia password [secret] aiuto",
    "my PIN is 4711": "my PIN [secret]",
    "pwd=zoe@example.net": "pwd [secret]",
    "my password is wrong": "my password is wrong",
    "la password è sbagliata?": "la password è sbagliata?",
    "password reset": "password reset",
    "call me Smith, refund": "call me [name], refund",
    "call me back": "call me back",
    "zoltan quix at gmail.com": "[name] [e-mail]",
    "help at example.com": "[e-mail]",
    "refund at example.com": "[e-mail]",
    "error refund at example.com": "error [e-mail]",
    "my name is zoltan xa quix qvist": "my name is [name] qvist",
    "Hi there, Zoltan": "Hi there, [name]",
    "Hi there, refund": "Hi there, refund",
    "Hi there, Zoe here": "Hi there, [name] here",
    "refund for Zoe": "refund for [name]",
    "zoe quix refund": "[name] refund",
    "rimborso anna refund": "rimborso [name] refund",
    "zoe quix satispay": "[name] satispay",
    "sono bloccato": "sono bloccato",
    "sono al lavoro": "sono al lavoro",
    "cambio piano 39, 12": "cambio piano 39, 12",
    "error 403": "error 403",
    "this is a problem": "this is a problem",
    "": "",
}


@pytest.mark.parametrize(("typed", "kept"), CASES.items())
def test_what_is_personal_is_a_mark(typed: str, kept: str) -> None:
    """Addresses, links, numbers from four digits on and names are marks; the words of the question stay."""
    assert masked(typed, KNOWN.__contains__) == kept


PLANTED = st.sampled_from(
    ["zoe.quix@example.net", "4929 0000 1111 2222", "06 5551234", "DE89370400440532013000"]
)
WORDS = st.lists(st.sampled_from(sorted(KNOWN)), max_size=6).map(" ".join)


@given(WORDS, PLANTED, WORDS, st.sampled_from([" ", ", ", "\n", " - ", ": "]))
def test_no_planted_number_or_address_is_left(before: str, secret: str, after: str, sign: str) -> None:
    """Whatever stands before and after, no part of four characters of the secret is kept."""
    kept = masked(f"{before}{sign}{secret}{sign}{after}", KNOWN.__contains__)
    pieces = {secret[at : at + 4] for at in range(len(secret) - 3)}
    assert not any(piece.lower() in kept.lower() for piece in pieces if " " not in piece and piece.isalnum())


@given(st.text(max_size=600))
def test_any_text_is_one_line_and_masking_it_again_changes_nothing_more_than_names(text: str) -> None:
    """Whatever is typed: one line, of bounded length, never an error."""
    kept = masked(text, lambda _: False)
    assert len(kept) <= LONGEST
    assert "\n" not in kept
    assert "\u202e" not in kept
