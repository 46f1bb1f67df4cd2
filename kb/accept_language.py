"""Which language a reader gets by the Accept-Language header: the one answer, for every page and API.

RFC 9110, section 12.5.4, with the lookup of RFC 4647, section 3.4: the reader's wishes are tried from the
dearest to the least, each first as written, then shortened ("it-CH" -> "it").
"""

import re
from collections.abc import Iterable, Mapping, Sequence

RANGE = re.compile(r"\*|[a-z]{1,8}(?:-[a-z0-9]{1,8})*")
QUALITY = re.compile(r"\s*q\s*=\s*(0(?:\.[0-9]*)?|1(?:\.0*)?)\s*")
ANY = "*"


def best_language(headers: Iterable[str], offered: Sequence[str]) -> str:
    """The offered language that the reader likes best, else the first that is not refused.

    Equal wishes count in the order written. Quality 0 refuses. "*" stands for the languages that no other
    wish names. A wish that is not well-formed is as if it had not been written. A reader who refuses all
    gets the first: a page in the wrong language says more than none.

    Args:
        headers: The values of all Accept-Language lines of a request.
        offered: Language tags, the usual one first; at least one.
    """
    wishes = _wishes(",".join(headers))
    allowed = [lang for lang in offered if not _is_refused(lang.lower(), wishes)]
    wanted = [tag for tag, quality in wishes.items() if quality > 0]
    for tag in sorted(wanted, key=lambda tag: -wishes[tag]):  # a stable sort keeps ties as written
        found = _unnamed(allowed, wishes) if tag == ANY else _look_up(tag, allowed)
        if found:
            return found
    return (allowed or list(offered))[0]


def _wishes(header: str) -> dict[str, float]:
    """Quality by language range in lower case, in the order written; of a repeated one its best."""
    found: dict[str, float] = {}
    for part in header.lower().split(","):
        tag, mark, weight = part.strip().partition(";")
        quality = QUALITY.fullmatch(weight) if mark else None
        if RANGE.fullmatch(tag := tag.strip()) and (quality or not mark):
            found[tag] = max(found.get(tag, 0.0), float(quality[1]) if quality else 1.0)
    return found


def _look_up(tag: str, offered: Sequence[str]) -> str | None:
    """As written, then shortened; at last a land's variety of the language itself ("pt" -> "pt-br")."""
    plain = {lang.lower(): lang for lang in offered}
    short = tag
    while short:
        if short in plain:
            return plain[short]
        short = short.rpartition("-")[0]
    return next((lang for low, lang in plain.items() if low.startswith(f"{tag}-")), None)


def _unnamed(offered: Sequence[str], wishes: Iterable[str]) -> str | None:
    return next((lang for lang in offered if not _is_named(lang.lower(), wishes)), None)


def _is_named(lang: str, wishes: Iterable[str]) -> bool:
    return any(lang == tag or tag.startswith(f"{lang}-") or lang.startswith(f"{tag}-") for tag in wishes)


def _is_refused(lang: str, wishes: Mapping[str, float]) -> bool:
    """By the closest wish that covers it: "pt;q=0" refuses "pt-br" too, "pt-br;q=0" does not refuse "pt"."""
    short = lang
    while short:
        if short in wishes:
            return wishes[short] == 0
        short = short.rpartition("-")[0]
    return wishes.get(ANY) == 0 and not _is_named(lang, wishes)
