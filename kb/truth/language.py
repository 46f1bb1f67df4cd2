"""The words of a language that bear truth, as its file in `languages/` holds them.

`numbers`: what a number word counts. `concepts`: words and phrases that say the same, under one name; a word
that ends in `*` stands for all that begin so.
`synonyms`: groups of words that say the same in a claimed sentence, and bear no truth.
`promising`: concepts that make a sentence a promise. `polar`: concepts that turn a heading or a link into its
contrary. `ordering`: concepts that make the order of words count. `joints`: words that begin a clause.
`coordinators`: words that join the parts of a list; `alternatives`: those of them that mean one of its parts.
`negations`: concepts that deny what follows or all else. `focus`: concepts that bear on the word after them.
`pointing`: concepts that only lead to a link. `outsiders`: concepts of people and firms that are not we.
`neutral`: words that no sentence depends on. `flips`: pairs of words that make a sentence a lie;
`narrowings`: what makes it one at its end.
`contractions`: patterns of shortened words and the words that they stand for. `movable`: concepts that begin
a condition or time, which may stand before or behind what it holds for; `openers`: words and concepts that
begin a phrase which may. `tied`: words that make another thing of one behind them (`even if`). `binding`:
concepts that may take such a clause as theirs (`check if`).
`near`: groups of concepts that say the same where no claim stands; none is in two groups. `light`: concepts
that may come or go there, unless a word that nobody knows takes their place, and none of the `plain` verbs,
which say little by themselves. `degrees`: concepts that tell two things apart (`easier`).
`adverbs`: words and phrases that may stand anywhere in their clause.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = Path(__file__).with_name("languages")
# The fields of a file that are lists.
_WORDS = ("promising", "polar", "ordering", "joints", "neutral", "coordinators", "negations", "focus")
_MOVES = (
    "pointing",
    "contractions",
    "movable",
    "tied",
    "binding",
    "near",
    "light",
    "plain",
    "adverbs",
    "degrees",
    "openers",
    "alternatives",
    "outsiders",
    "synonyms",
    "narrowings",
)


@cache
def language_data(lang: str) -> dict[str, Any]:
    """The file of a language; without one it has no words, so that only numbers and placeholders count."""
    path = LANGUAGES / f"{lang}.json"
    none: dict[str, Any] = {"numbers": {}, "concepts": {}, "flips": {}}
    none |= {name: [] for name in (*_WORDS, *_MOVES)}
    return none | json.loads(path.read_text(encoding="utf-8")) if path.is_file() else none
