"""The rules of a language and every number that can be tuned, read from languages/*.json.

The same files are written into the static index, so that the browser follows the same rules.
"""

import hashlib
import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

FORMAT = "8"
LANGUAGES = Path(__file__).parents[1] / "languages"


@dataclass(frozen=True)
class Tuning:
    """Numbers used when indexing (floats) and when searching (integers; qualities in sixteenths).

    sum = over fields, boost * tf / (tf + saturation * (1 - norm + norm * length / average))
    weight = scale * ceiling * sum / (ceiling + sum)
    idf = 16 * (rarity + ln(1 + (N - n + 0.5) / (n + 0.5)))

    Attributes:
        scale: Weight units for a sum of 1, above 0; finer steps between weights.
        ceiling: A sum, above 0; the less, the less a word in several fields outweighs several words.
        rarity: Added to every idf before scaling, 0 or more; the more, the less rarity counts.
        boosts: A factor by field, 0 or more; the more, the more a word in that field counts.
        saturation: Occurrences by field, above 0; the more, the longer repetition still adds.
        length_norm: A share by field, 0 to 1; the more, the less a word counts in a long field.
        minimum: Letters and digits, 1 or more; a shorter query is refused (QueryTooShort).
        exact: Quality, sixteenths, 1 to 16; of the word itself.
        stop: Sixteenths, 1 to 16; what is left of the quality of a word that says little.
        prefix: Quality, sixteenths, 1 to 16; of words that go on from an unknown last word.
        prefix_known: Quality, sixteenths, 1 to 16; of words that go on from a known last word.
        prefix_min: Letters, 1 or more; a shorter last word is not expanded.
        prefix_limit: Words, 1 or more; how many of those that go on are tried, commonest first.
        typo_one: Quality, sixteenths, 1 to 16; of a correction one error away.
        typo_two: Quality, sixteenths, 1 to 16; of a correction two errors away.
        typo_one_from: Letters, 1 or more; a shorter word is not corrected.
        typo_two_from: Letters, 1 or more; a shorter word is not corrected by two errors.
        typo_first_from: Letters, 1 or more; in a shorter word the first letter counts as right.
        typo_limit: Words, 1 or more; how many corrections are tried, commonest first.
        typo_longest: Letters, 1 or more; a longer word is not corrected, which bounds the cost.
        synonym: Quality, sixteenths, 1 to 16; of a synonym of a word that some document holds.
        synonym_alone: Quality, sixteenths, 1 to 16; of a synonym of a word that none holds.
        near: Quality, sixteenths, 1 to 16; of a near term that means the same.
        near_sure: Quality, sixteenths; of the nearest term of a foreign word, if it is evidence of a topic.
        akin: Quality, sixteenths, 1 to 16; of a word that means the same as one that documents hold.
        compound: Quality, sixteenths, 1 to 16; of neighbours written as one word.
        compound_words: Words, 2 or more; how many neighbours at most are tried as one word.
        split_min: Letters, 1 or more; the shortest constituent of a word that is decompounded.
        unknown: Words, 1 or more; as how many confidence counts a word that an article, or every one, lacks.
        strange: Words, 1 or more; the same for a usual word of the language, which makes another topic.
        confidence: What a query needs where there are too few questions to measure it, 0 or more.
        hardest: Percent, 0 to 99; of the questions to be answered, how many the threshold leaves aside.
        absent: Percent, 0 to 99; of the questions without an answer, how many may pass below its bound.
        adjacency: Sixteenths of the score, 0 or more; for neighbours of the query side by side.
        as_typed: Sixteenths of the score, 0 or more; for content terms in the form typed.
        likeness: Sixteenths of the score, 0 or more; for the likeness of query and title or question.
        ngram: Letters, 1 or more; the length of the character n-grams (4-grams) of the likeness.
        likeness_longest: Letters, 1 or more; how many of a query, flat, are compared, which bounds the cost.
        keywords: Words, 1 or more; from so many content terms, with none that says little, they are keywords.
        proximity: Sixteenths of the score, 0 or more; for keywords that stand in one passage.
        passage: Letters, 0 or more; the longest distance between words of one passage.
        phrase_limit: Documents, 1 or more; how many that hold a quoted phrase are counted.
        phrase_reach: Documents, 1 or more; among how many, best first, a quoted phrase is looked for.
        excerpt_length: Letters, 1 or more; the length that an excerpt aims at.
        words_limit: Words, 1 or more; the later ones of a query are not read.
        word_longest: Letters, 1 or more; the rest of a longer word is not read, as written and as folded.
        window: Documents, 1 or more; the first ones, which are reranked and may be confident.
        message_from: Content terms, 0 or more; a query of more than so many is a whole message.
        message_length: Words, 1 or more; a query of more than so many, of any sort, is a whole message too.
        message_words: Words, 1 or more; how many known ones of a message are searched for, rarest first.
        query_limit: Code points, 1 or more; the rest of a query is not read.
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
    near: int
    near_sure: int
    akin: int
    compound: int
    compound_words: int
    split_min: int
    unknown: int
    strange: int
    confidence: int
    hardest: int
    absent: int
    adjacency: int
    as_typed: int
    likeness: int
    ngram: int
    likeness_longest: int
    keywords: int
    proximity: int
    passage: int
    phrase_limit: int
    phrase_reach: int
    excerpt_length: int
    words_limit: int
    word_longest: int
    window: int
    message_from: int
    message_length: int
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
    idioms: tuple[str, ...]
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
        idioms=tuple(data["idioms"]),
        compounds=frozenset((first, second) for first, second in map(str.split, data["compounds"])),
        incidental=frozenset(data["incidental"]),
        letter={part: frozenset(phrases) for part, phrases in data["letter"].items()},
        tuning=Tuning(**data["tuning"]),
        version=version,
    )
