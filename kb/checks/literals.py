"""Recognising known facts typed by hand: phones in any spelling, prices in any format, limits; pure."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from kb.content.facts import MINOR_UNITS, Fact

DIGIT = re.compile(r"\d")
PHONE = re.compile(r"(?<![\w.,])(?:\+|00)?[ \u00a0]?\(?\d(?:[ \u00a0().\-\u2010-\u2015/]*\d){6,}(?![\w])")
CURRENCY = r"(?:€|&euro;|euros?\b|eur\b)"
NUMBER = r"\d{1,3}(?:[.,' \u00a0]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?"
SPACE = r"[ \u00a0\u202f]*"
PRICE = re.compile(
    rf"{CURRENCY}{SPACE}(?P<after>{NUMBER})|(?<![\w.,])(?P<before>{NUMBER}){SPACE}{CURRENCY}"
    r"|(?<![\w.,])(?P<bare>\d+[.,]\d{2})(?![\w.,]?\d)",
    re.IGNORECASE,
)
EXACT = ("email", "path")
UNMISTAKABLE = (*EXACT, "phone")  # nobody else has the same
# What a limit counts, in the words of articles; a number near one of these is a typed limit.
COUNTED = {
    "characters": r"caratter[ei]|letter[ea]|lunghezza|lung[ao]|characters?|letters?|length|long",
    "attempts": r"tentativ[oi]|volt[ea]|errori|attempts?|tries|times|failures?",
    "minutes": r"minut[oi]|minutes?|min\b",
}
SPELLED = {
    5: "cinque|five",
    8: "otto|eight",
    10: "dieci|ten",
    12: "dodici|twelve",
    15: "quindici|fifteen",
    30: "trenta|thirty",
}


@dataclass(frozen=True)
class Literal:
    """A typed value that equals known facts: the text as typed and the names of the facts."""

    text: str
    facts: tuple[str, ...]


def find(line: str, facts: Iterable[Fact]) -> Iterator[Literal]:
    """Every known fact that a line of text spells out."""
    known = list(facts)
    yield from _phones(line, [fact for fact in known if fact.unit == "phone"])
    yield from _prices(line, [fact for fact in known if fact.unit.endswith(MINOR_UNITS)])
    yield from _limits(line, [fact for fact in known if fact.unit in COUNTED])
    yield from _exact(line, [fact for fact in known if fact.unit in EXACT])


def _phones(line: str, facts: list[Fact]) -> Iterator[Literal]:
    for match in PHONE.finditer(line) if facts and DIGIT.search(line) else ():
        digits = re.sub(r"\D", "", match.group()).removeprefix("00")
        names = tuple(fact.name for fact in facts if _same_phone(digits, fact.value["e164"]))
        if names:
            yield Literal(match.group().strip(), names)


def _same_phone(digits: str, e164: str) -> bool:
    """The whole number, or the national one: without a country code of one to three digits."""
    whole = e164.removeprefix("+")
    return whole.endswith(digits) and len(whole) - len(digits) <= 3


def minor_units(number: str) -> int:
    """`24,95`, `1.900`, `1,900.00` or `19` in hundredths: a last mark with one or two digits is decimal."""
    decimal = re.search(r"[.,](\d{1,2})$", number)
    whole = number[: decimal.start()] if decimal else number
    return int(re.sub(r"\D", "", whole)) * 100 + (int(decimal[1].ljust(2, "0")) if decimal else 0)


def _prices(line: str, facts: list[Fact]) -> Iterator[Literal]:
    for match in PRICE.finditer(line) if facts and DIGIT.search(line) else ():
        amount = minor_units(match["after"] or match["before"] or match["bare"])
        names = tuple(fact.name for fact in facts if fact.value == amount)
        if names:
            yield Literal(match.group().strip(), names)


def _limits(line: str, facts: list[Fact]) -> Iterator[Literal]:
    for unit, words in COUNTED.items():
        for value in sorted({fact.value for fact in facts if fact.unit == unit}):
            number = rf"(?<![\w.,-])(?:{value}|{SPELLED.get(value, value)})(?![\w-]|[.,]\d)"
            near = rf"{number}(?:\s+\w+){{0,2}}?\s+(?:{words})|\b(?:{words})\W+(?:\w+\W+){{0,3}}?{number}"
            if match := re.search(near, line, re.IGNORECASE):
                names = tuple(fact.name for fact in facts if fact.unit == unit and fact.value == value)
                yield Literal(match.group().strip(), names)


def _exact(line: str, facts: list[Fact]) -> Iterator[Literal]:
    for fact in facts:
        if re.search(rf"(?<![\w.-]){re.escape(str(fact.value))}(?![\w-])", line, re.IGNORECASE):
            yield Literal(str(fact.value), (fact.name,))
