"""In which encoding a page was saved: known by itself, declared, or guessed by its language and then told."""

import codecs
from pathlib import Path

import pytest

from kb.importing import source
from kb.importing.encoding import decoded, is_text
from kb.importing.model import Noted

WORDS = {
    "it": "Caffè, £3, però: città, più, perché, l\u2019ora, 3 €, N\u00b0 2",
    "en": "A £3 café \u2014 \u201cnaïve\u201d, 20 \u00b0C, ½ \u2026",
    "pl": "Zażółć gęślą jaźń",
    "ru": "Подписка",
    "el": "Λογαριασμός",
}
PAGES = {"it": "cp1252", "en": "cp1252", "pl": "cp1250", "ru": "cp1251", "el": "cp1253"}


@pytest.mark.parametrize("lang", PAGES)
def test_without_a_declaration_the_language_says_the_encoding(lang: str) -> None:
    """Every sign comes back, however few there are; that it was guessed is said with the name."""
    for text in (WORDS[lang], *WORDS[lang].split()):
        data = text.encode(PAGES[lang])
        if not text.isascii():
            assert decoded(data, lang) == (text, PAGES[lang])
            assert decoded(b'<html class=a lang="' + lang.encode() + b'-XX">' + data, "en")[0].endswith(text)


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("<meta charset=iso-8859-1>", "cp1252"),
        ("<meta http-equiv=content-type content='text/html; charset=windows-1252'>", "cp1252"),
        ("<?xml version='1.0' encoding='ISO-8859-15'?>", "iso8859-15"),
        ("<meta charset='macintosh'>", "macroman"),
    ],
)
def test_what_a_page_declares_is_believed(declared: str, encoding: str) -> None:
    """And nothing is guessed then; `iso-8859-1` is what Windows calls so."""
    text = f"{declared}<p>Caffè è 3 €</p>"
    assert decoded(text.encode(encoding), "ru") == (text, "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_unicode_says_itself_what_it_is(encoding: str) -> None:
    """With a mark or, UTF-8, without; a wrong declaration does not matter."""
    text = "<meta charset=koi8-r>Perché 3 €"
    data = codecs.BOM_UTF16_LE + text.encode(encoding) if encoding == "utf-16-le" else text.encode(encoding)
    assert is_text(data)
    assert decoded(data, "en") == (text, "")


@pytest.mark.parametrize(
    "declared",
    [
        "",
        "<meta charset=utf-8>",
        "<meta charset=no-such>",
        "<meta charset=hex>",
        "<meta charset=utf-16>",
        "<meta charset=idna>",
    ],
)
def test_a_wrong_declaration_is_not_believed(declared: str) -> None:
    """Nor may one pasted byte turn all accents of a page in UTF-8 into two signs each."""
    assert decoded(f"{declared}Però".encode("cp1252"), "it") == (f"{declared}Però", "cp1252")
    mixed = f"{declared}Città però più".encode() + b" caff\xe8"
    assert decoded(mixed, "it") == (f"{declared}Città però più caffè", "utf-8")
    assert decoded(b"<meta charset=shift_jis>\xe8", "it")[0].endswith("è")


def test_a_guess_is_told_by_file(tmp_path: Path) -> None:
    """Of HTML and Markdown, by the language of their path or the one given; of UTF-8 nothing is said."""
    (tmp_path / "it").mkdir()
    (tmp_path / "it" / "a.md").write_bytes("# Caffè\n\nA £3.".encode("cp1252"))
    (tmp_path / "b.html").write_bytes("<h1>Caffè</h1>£3".encode("cp1252"))
    (tmp_path / "c.html").write_text("<h1>Caffè</h1>£3", "utf-8")
    (tmp_path / "d.html").write_text("<h1>Plain</h1>x", "ascii")
    found = source.read(tmp_path, "en")
    assert [page.title for page in found.pages] == ["Caffè", "Caffè", "Plain", "Caffè"]
    assert [page.body for page in found.pages][:3] == ["£3", "£3", "x"]
    assert found.lost == [Noted(name, "cp1252", "import_encoding") for name in ("b.html", "it/a.md")]
