"""The rules of a language and every number that can be tuned, read from languages/*.json.

The same files are written into the static index, so that the browser follows the same rules.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from typing import Any

FORMAT = "1"
LANGUAGES = Path(__file__).parent / "languages"


@dataclass(frozen=True)
class Tuning:
    """Numbers used when indexing (floats) and when searching (integers; qualities are in sixteenths)."""

    # Indexing: weight = scale * sum over fields of boost * tf / (tf + k * (1 - b + b * length / average))
    scale: float = 100.0
    boosts: dict[str, float] = field(default_factory=dict)
    saturation: dict[str, float] = field(default_factory=dict)
    length_norm: dict[str, float] = field(default_factory=dict)
    # Searching
    minimum: int = 2
    exact: int = 16
    stop: int = 5
    prefix: int = 10
    prefix_known: int = 4
    prefix_min: int = 2
    prefix_limit: int = 24
    typo_one: int = 11
    typo_two: int = 7
    typo_one_from: int = 4
    typo_two_from: int = 8
    typo_limit: int = 6
    synonym: int = 5
    synonym_alone: int = 10
    joined: int = 14
    join_words: int = 4
    cover: int = 4
    tail: int = 0
    window: int = 10
    adjacency: int = 1
    phrase_limit: int = 50
    excerpt_length: int = 180
    words_limit: int = 32


@dataclass(frozen=True)
class Language:
    """How the words of a language are folded, stemmed and weighted at query time."""

    code: str
    stemmer: str = ""
    folds: dict[str, str] = field(default_factory=dict)
    elisions: frozenset[str] = frozenset()
    possessives: frozenset[str] = frozenset()
    contractions: frozenset[str] = frozenset()
    rewrites: tuple[tuple[str, str, int], ...] = ()
    stop: frozenset[str] = frozenset()
    frames: tuple[tuple[str, ...], ...] = ()
    compounds: frozenset[tuple[str, str]] = frozenset()
    tuning: Tuning = Tuning()
    version: str = FORMAT

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
    return common | special | {"code": code, "tuning": tuning, "folds": folds}


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
        tuning=Tuning(**{f.name: data["tuning"][f.name] for f in fields(Tuning) if f.name in data["tuning"]}),
        version=version,
    )
