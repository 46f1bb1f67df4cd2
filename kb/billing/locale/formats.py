"""How amounts, dates and cards read in the customer's language; the billing clock counts UTC."""

import re
from datetime import UTC, datetime
from decimal import Decimal

from babel import Locale
from babel.dates import format_date, format_time, get_timezone, get_timezone_location
from babel.numbers import (
    NumberFormatError,
    format_currency,
    format_decimal,
    get_decimal_symbol,
    parse_decimal,
)

from kb.billing.domain.model import Card, Receipt
from kb.billing.domain.plans import CURRENCY
from kb.billing.locale.texts import text

MINUS = "\N{MINUS SIGN}"
# The countries that customers name, where one time holds in all or nearly all of the country.
ZONES = {
    "AT": "Europe/Vienna",
    "BE": "Europe/Brussels",
    "CH": "Europe/Zurich",
    "DE": "Europe/Berlin",
    "ES": "Europe/Madrid",
    "FR": "Europe/Paris",
    "GB": "Europe/London",
    "IE": "Europe/Dublin",
    "IT": "Europe/Rome",
    "NL": "Europe/Amsterdam",
    "PT": "Europe/Lisbon",
}
LARGEST_AMOUNT = Decimal(10) ** 9  # whole currency units; anything above is a typing error


def locale_of(language: str) -> str:
    """The locale whose forms of numbers and dates a language uses: "it_IT"; its catalogue names it."""
    return text(language, "language.locale")


def language_name(language: str) -> str:
    """A language's name in itself, with a capital: "Italiano"."""
    locale = Locale.parse(locale_of(language))
    name = str(locale.languages[locale.language])
    return name[:1].upper() + name[1:]


def money(minor: int, language: str) -> str:
    """An amount in minor units as the language writes it: 2495 -> "24,95 €" or "€24.95"."""
    written = format_currency(Decimal(abs(minor)) / 100, CURRENCY, locale=locale_of(language))
    return f"{MINUS}{written}" if minor < 0 else written


def signed_money(minor: int, language: str) -> str:
    """As ``money``, with a plus sign when credit grows."""
    return f"+{money(minor, language)}" if minor > 0 else money(minor, language)


def parse_amount(typed: str, language: str) -> int | None:
    """Minor units of a typed amount ("12,50", "12.50", "12 €"), or None when it is no amount of whole cents.

    Both decimal signs are understood in both languages when the number has one sign only: nobody asks
    for a refund of "12,50" and means twelve hundred and fifty. "1.000" is refused: it may be a thousand.
    """
    plain = re.sub(r"EUR|[€\s]", "", typed)
    if not re.fullmatch(r"[0-9][0-9.,]*", plain) or re.fullmatch(r"[0-9]{1,3}[.,][0-9]{3}", plain):
        return None
    if plain.count(",") + plain.count(".") == 1:
        sign = get_decimal_symbol(locale_of(language))
        plain = plain.replace(",", sign).replace(".", sign)
    try:
        value = parse_decimal(plain, locale=locale_of(language), strict=True)
    except NumberFormatError:
        return None
    cents = value * 100
    return int(cents) if 0 < value < LARGEST_AMOUNT and cents == int(cents) else None


def amount_example(language: str) -> str:
    """An amount as one may type it: "12,50" or "12.50"."""
    return format_decimal(Decimal("12.5"), "0.00", locale=locale_of(language))


def at(seconds: int) -> datetime:
    """The moment of ``seconds`` on the billing clock."""
    return datetime.fromtimestamp(seconds, UTC)


def date(seconds: int, language: str) -> str:
    """The day of a moment: "12 gennaio 2027", "January 12, 2027"."""
    return format_date(at(seconds), "long", locale=locale_of(language))


def moment(seconds: int, language: str, country: str = "") -> str:
    """Day and minute of a moment, for what ends or begins exactly then.

    It reads in the time of a country that has one time only; else, and where that would be another day than
    the one that ``date`` names, in UTC.
    """
    utc, zone, locale = at(seconds), ZONES.get(country), locale_of(language)
    local = utc.astimezone(get_timezone(zone)) if zone else utc
    if zone and local.date() == utc.date():
        city = get_timezone_location(get_timezone(zone), locale=locale, return_city=True)
        return _moment("moment.local", local, language, city=city)
    return _moment("moment.utc", utc, language)


def _moment(key: str, when: datetime, language: str, **values: str) -> str:
    locale = locale_of(language)
    day = format_date(when, "long", locale=locale)
    hour = format_time(when, "short", tzinfo=when.tzinfo, locale=locale)
    return text(language, key, date=day, time=hour, **values)


def month(name: str, language: str) -> str:
    """A month "2026-11" in words: "novembre 2026"."""
    return format_date(
        datetime.strptime(name, "%Y-%m").replace(tzinfo=UTC), "LLLL y", locale=locale_of(language)
    )


def short_month(seconds: int, language: str) -> str:
    """The month of a moment in three letters: "dic", "Dec"."""
    return format_date(at(seconds), "LLL", locale=locale_of(language))


def expiry(exp: str) -> str:
    """A card's "2028-04" as cards print it: "04/2028"."""
    year, _, month_number = exp.partition("-")
    return f"{month_number}/{year}"


def card_name(card: Card) -> str:
    """A card as receipts name it: "Visa •••• 4242"."""
    return _card_name(card.brand, card.last4)


def paid_with(receipt: Receipt, language: str) -> str:
    """What paid a receipt: the card that was charged, or the account's credit alone."""
    if receipt.card_brand is None or receipt.card_last4 is None:
        return text(language, "receipt.paid_credit")
    return _card_name(receipt.card_brand, receipt.card_last4)


def _card_name(brand: str, last4: str) -> str:
    return f"{brand.capitalize()} •••• {last4}"
