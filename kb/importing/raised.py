"""Raised and lowered signs (10^6, H2O, m2) -> characters that stay so in every text, titles too; pure.

Where Unicode has none for all of them the tags stay, which our Markdown shows; in plain text, where digits
would join the number before them, a sign says so: `10^1,5`.
"""

import re

from bs4 import Tag

NAMES = ("sup", "sub")
SIGNS = "0123456789+-\u2212\u2013=()"
# fmt: off
LETTERS = {
    "sup": dict(zip("abcdefghijklmnoprstuvwxyz", "ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ", strict=True)),
    "sub": dict(zip("aehijklmnoprstuvx", "ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ", strict=True)),
}
# fmt: on
TABLE = {
    "sup": {**dict(zip(SIGNS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁼⁽⁾", strict=True)), **LETTERS["sup"]},
    "sub": {**dict(zip(SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₋₋₌₍₎", strict=True)), **LETTERS["sub"]},
}
ORDINAL = {"o": "\u00ba", "a": "\u00aa"}  # as in n<sup>o</sup>
PLAIN = {"sup": "^", "sub": "_"}
TAG = re.compile(r"<(?P<name>sup|sub)>\s*(?P<text>[^\s<>]+)\s*</(?P=name)>", re.IGNORECASE)
# What extensions of Markdown write instead; only around a number or n, for `^` and `~` are signs, too.
TYPED = re.compile(r"(?<=\w)(?P<sign>[\^~])(?P<text>[+\u2212-]?\d{1,3}[+\u2212-]?|n)(?P=sign)(?![~^])")


def shifted(text: str, name: str) -> str:
    """A text in characters that stand higher (`sup`) or lower (`sub`); empty where there are none.

    Letters alone stay letters, as in 1st and TM, but for a single one.
    """
    text = text.strip()
    if name == "sup" and text in ORDINAL:
        return ORDINAL[text]
    if len(text) > 1 and text.isalpha():
        return ""
    table = TABLE[name]
    return "".join(table[sign] for sign in text) if all(sign in table for sign in text) else ""


def mark(page: Tag) -> None:
    """Write what stands higher or lower in a page in such characters, in place, where there are some."""
    for tag in page.find_all(NAMES):
        text = shifted(tag.get_text(), tag.name)
        if text and not tag.find("a"):  # that leads to a footnote
            tag.replace_with(text)


def in_markdown(text: str) -> str:
    """The same in Markdown."""
    text = TAG.sub(lambda match: shifted(match["text"], match["name"].lower()) or match[0], text)
    return TYPED.sub(lambda match: shifted(match["text"], "sup" if match["sign"] == "^" else "sub"), text)


def sign(tag: Tag) -> str:
    """What plain text needs before a raised or lowered number, for it to be no part of the one before."""
    text = tag.get_text().strip()
    is_number = tag.name in NAMES and not tag.find("a") and not text.startswith("[")
    return PLAIN[tag.name] if is_number and re.search(r"\d", text) else ""


def flat(text: str) -> str:
    """Markdown whose raised and lowered numbers bear that sign, escaped, instead of tags."""
    return re.sub(
        r"<(sup|sub)>([^<>\[]*\d[^<>]*)</\1>",
        lambda match: "\\" + PLAIN[match[1].lower()] + match[2].strip(),
        text,
        flags=re.IGNORECASE,
    )
