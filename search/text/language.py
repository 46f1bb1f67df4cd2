"""The rules of a language and every number that can be tuned, read from languages/*.json.

The same files are written into the static index, so that the browser follows the same rules.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FORMAT = "5"
LANGUAGES = Path(__file__).parents[1] / "languages"


@dataclass(frozen=True)
class Tuning:
    """Numbers used when indexing (floats) and when searching (integers; qualities in sixteenths).

    sum = over fields, boost * tf / (tf + saturation * (1 - norm + norm * length / average))
    weight = scale * ceiling * sum / (ceiling + sum)
    idf = 16 * (rarity + ln(1 + (N - n + 0.5) / (n + 0.5)))
    """

    scale: float
    ceiling: float
    rarity: float
    boosts: dict[str, float]
    saturation: dict[str, float]
    length_norm: dict[str, float]
    minimum: int
    exact: int
    stop: int
    prefix: int
    prefix_known: int
    prefix_min: int
    prefix_limit: int
    typo_one: int
    typo_two: int
    typo_one_from: int
    typo_two_from: int
    typo_first_from: int
    typo_limit: int
    typo_longest: int
    synonym: int
    synonym_alone: int
    compound: int
    compound_words: int
    unknown: int
    confidence: int
    hardest: int
    absent: int
    adjacency: int
    as_typed: int
    likeness: int
    keywords: int
    proximity: int
    passage: int
    phrase_limit: int
    excerpt_length: int
    words_limit: int
    message_from: int
    message_words: int
    query_limit: int


@dataclass(frozen=True)
class Language:
    """How the words of a language are folded, stemmed and weighted; `version` tells rules apart."""

    code: str
    stemmer: str
    folds: dict[str, str]
    elisions: frozenset[str]
    possessives: frozenset[str]
    contractions: frozenset[str]
    rewrites: tuple[tuple[str, str, int], ...]
    stop: frozenset[str]
    frames: tuple[tuple[str, ...], ...]
    compounds: frozenset[tuple[str, str]]
    incidental: frozenset[str]
    letter: dict[str, frozenset[str]]
    tuning: Tuning
    version: str

    @property
    def has_rules(self) -> bool:
        """False for a language that has no file in languages/: plain folding, no stemming."""
        return bool(self.stemmer)


def rules(code: str) -> dict[str, Any]:
    """The raw rules of a language as data: its own file over the common one."""
    common: dict[str, Any] = json.loads((LANGUAGES / "common.json").read_text("utf-8"))
    own = LANGUAGES / f"{code}.json"
    special: dict[str, Any] = json.loads(own.read_text("utf-8")) if own.is_file() else {}
    tuning = common["tuning"] | special.get("tuning", {})
    folds = common["folds"] | special.get("folds", {})
    incidental = sorted({*common["incidental"], *special.get("incidental", ())})
    own_rules = {"code": code, "tuning": tuning, "folds": folds, "incidental": incidental}
    return common | special | own_rules


@lru_cache(maxsize=16)
def language(code: str) -> Language:
    """The language of that code; one without a file gets the common rules only."""
    return parse(rules(code))


def parse(data: dict[str, Any]) -> Language:
    """A `Language` from its data; the version tells apart indexes made by different rules."""
    version = hashlib.sha256(json.dumps([FORMAT, data], sort_keys=True).encode()).hexdigest()[:12]
    return Language(
        code=data["code"],
        stemmer=data["stemmer"],
        folds=data["folds"],
        elisions=frozenset(data["elisions"]),
        possessives=frozenset(data["possessives"]),
        contractions=frozenset(data["contractions"]),
        rewrites=tuple((old, new, least) for old, new, least in data["rewrites"]),
        stop=frozenset(data["stop"]),
        frames=tuple(sorted((tuple(frame.split()) for frame in data["frames"]), key=lambda f: (-len(f), f))),
        compounds=frozenset((first, second) for first, second in map(str.split, data["compounds"])),
        incidental=frozenset(data["incidental"]),
        letter={part: frozenset(phrases) for part, phrases in data["letter"].items()},
        tuning=Tuning(**data["tuning"]),
        version=version,
    )
