"""Which words of a sentence bear its truth, and which of them say the same."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter

from kb.truth.contractions import written_out
from kb.truth.language import language_data

# What a sentence is made of: a fact, label, link's target or audience; a number with its marks; a word.
_TOKEN = (
    r"\{\{[^{}]*\}\}|→[\w./#:?=&%~-]*[\w/]|\bwhen=[\w\"'-]+|"
    r"\d+(?:[.,:/]\d+)*(?:-\d+)*%?|[€$£%]|[^\W\d_]+(?:[’']t\b)?"
)
TOKEN = re.compile(_TOKEN)
LINK = re.compile(r"\[([^\]]*)\]\((\{\{[^}]*\}\}[^)\s]*|[^)\s]+)[^)]*\)")
_BRACKETS = re.compile(r"\([^()]*\)")
CONDITION = "if"  # the concept, in every language
_NEAR = 6  # words: `read [...]`, `look first at [...]`, `you read it in either case in [...]`
# The concepts, in every language, that make a page's name that of its contrary.
_CONTRARY = {
    *("off", "active", "inactive", "enable", "disable", "accept", "reject", "refuse", "open", "close"),
    *("block", "suspend", "upgrade", "downgrade", "unless"),
}
_SAME = "same:"  # begins the name of words that say the same and bear no truth
_REMEMBERED = 20_000  # sentences; a check asks for the same ones again and again


@dataclass(frozen=True)
class TruthWords:
    """The words of one language that bear truth.

    Attributes:
        whole: Concept or number by whole word or phrase.
        begun: Concept or number by the beginning of a word.
        promising: The concepts that make a sentence a promise.
        polar: The concepts that turn a heading or a link into its contrary.
        ordered: The concepts, polar or of order, that make the order of a sentence's words count.
        coordinators: Words that join the parts of a list.
        negations: The concepts that deny what follows, or all else.
        focus: The concepts that bear on the word after them, wherever the two stand.
        pointing: The concepts that only lead to a link.
        outsiders: The concepts of people and firms that are not we: what they do we do not.
        neutral: Words that no sentence depends on.
        lang: The language.
        token: Finds what a sentence is made of, phrases before words.
        joint: Where a clause may begin: at a mark, or before a word that begins one.
    """

    whole: Mapping[str, str]
    begun: Mapping[str, str]
    promising: Collection[str]
    polar: frozenset[str]
    ordered: frozenset[str]
    coordinators: frozenset[str]
    negations: frozenset[str]
    focus: frozenset[str]
    pointing: frozenset[str]
    outsiders: frozenset[str]
    neutral: Collection[str]
    lang: str
    token: re.Pattern[str]
    joint: re.Pattern[str]

    @property
    def concepts(self) -> frozenset[str]:
        """The names of all concepts."""
        return frozenset(self.whole.values()) | frozenset(self.begun.values())

    def concept(self, word: str) -> str:
        """What a word stands for; empty when it bears no truth."""
        if found := self.whole.get(word):
            return found
        starts = (word[:size] for size in range(len(word), 1, -1))
        return next((self.begun[start] for start in starts if start in self.begun), "")

    def meaning(self, token: str) -> str:
        """What a token says: the concept of a word, else the token itself when it is no word."""
        said = token if is_no_word(token) else self.concept(token)
        return "" if said.startswith(_SAME) else said

    def name(self, token: str) -> str:
        """What a token says, or the one name of all words that stand for the same as one without concept."""
        return token if is_no_word(token) else self.concept(token) or token

    def tokens(self, text: str) -> list[str]:
        """What a text is made of, without neutral words; words are folded to small letters."""
        found = (_folded(token) for token in self.token.findall(written_out(text, self.lang)))
        return [token for token in found if token not in self.neutral]

    def is_weighty(self, text: str) -> bool:
        """Whether a text promises something, or holds a number, fact, label or link."""
        said = ((token, self.meaning(token)) for token in self.tokens(text))
        weighty = {*self.promising, *self.ordered}
        return any(meant in weighty or is_no_word(token) for token, meant in said)

    def turns(self, text: str) -> list[str]:
        """What of a heading or a link may not change: all that is no word, and its polar concepts."""
        said = ((token, self.meaning(token)) for token in self.tokens(text))
        return [token for token, meant in said if meant in self.polar | self.outsiders or is_no_word(token)]


def is_no_word(token: str) -> bool:
    """Whether it is a number, a fact, a label, a link's target or an audience."""
    return token.startswith("when=") or not token[0].isalpha()


def _folded(token: str) -> str:
    if token.startswith("{{"):
        return "".join(token.split())
    return token if token.startswith("→") else " ".join(token.lower().replace("’", "'").split())


@cache
def truth_words(lang: str) -> TruthWords:
    """The words of a language that bear truth."""
    data = language_data(lang)
    named = {word: f"#{value}" for word, value in data["numbers"].items()}
    named |= {word: concept for concept, words in data["concepts"].items() for word in words}
    named |= {word: f"{_SAME}{group[0]}" for group in data["synonyms"] for word in group}
    parted = (word for word in (*named, *data["neutral"]) if " " in word or "-" in word)
    joints = [rf"(?=\b{word}\b(?!-))" for word in data["joints"] if word not in data["neutral"]]
    return TruthWords(
        whole={word: concept for word, concept in named.items() if not word.endswith("*")},
        begun={word[:-1]: concept for word, concept in named.items() if word.endswith("*")},
        promising=frozenset(data["promising"]),
        polar=frozenset(data["polar"]),
        coordinators=frozenset(data["coordinators"]),
        negations=frozenset(data["negations"]),
        focus=frozenset(data["focus"]),
        pointing=frozenset(data["pointing"]),
        outsiders=frozenset(data["outsiders"]),
        ordered=frozenset([*data["polar"], *data["ordering"]]),
        neutral=frozenset(data["neutral"]),
        lang=lang,
        token=re.compile("|".join([*_phrases(parted), _TOKEN]), re.IGNORECASE),
        joint=re.compile("|".join([r"[,;:()–—.!?…]\s", *joints]), re.IGNORECASE),
    )


def _phrases(parted: Iterable[str]) -> Iterator[str]:
    """Patterns of phrases, the longest first, one for each first letter: most places begin none of them."""
    for first, phrases in groupby(sorted(parted, key=lambda each: (each[0], -len(each))), key=itemgetter(0)):
        rest = (re.escape(phrase[1:]).replace(r"\ ", r"\s+") for phrase in phrases)
        yield rf"\b{re.escape(first)}(?:{'|'.join(rest)})\b"


def linked(text: str) -> str:
    """A text with `[words](target)` as `words →target`; of a fact as target the fact."""
    return LINK.sub(lambda link: f"{link[1]} {_target(link[2])}", text)


def _target(target: str) -> str:
    return target if target.startswith("{{") else f"→{target}"


def stream(text: str, lang: str, *, every_word: bool = True) -> list[str]:
    """What a text says, in order: words of one concept are one, every other word is itself.

    Of a link's words those that bear truth count, in any order, since its target says the rest. Where a verb
    only leads to it (`read [...]`) it is a page's name: the verb may be another, and of the name only what
    denies it counts.

    Args:
        text: The text.
        lang: Its language.
        every_word: Whether words that bear no truth count; those that join a list always do.
    """
    words = truth_words(lang)

    def kept(part: str) -> Iterator[str]:
        for token in words.tokens(part):
            if words.meaning(token) or every_word or token in words.coordinators:
                yield words.name(token)

    found: list[str] = []
    start = 0
    for link in LINK.finditer(text):
        before = list(kept(text[start : link.start()]))
        said = sorted(filter(None, map(words.meaning, words.tokens(link[1]))))
        if words.pointing & {*before[-_NEAR:]}:
            before = [*before[:-_NEAR], *(one for one in before[-_NEAR:] if one not in words.pointing)]
            said = [one for one in said if one in words.negations | _CONTRARY or is_no_word(one)]
        found += [*before, *said]
        found += words.tokens(_target(link[2]))
        start = link.end()
    return [*found, *kept(text[start:])]


def unlinked(text: str, lang: str) -> tuple[list[str], list[str]]:
    """The words of a text whether they are linked or not, and where its links lead."""
    return truth_words(lang).tokens(LINK.sub(r"\1", text)), [link[2] for link in LINK.finditer(text)]


@lru_cache(_REMEMBERED)
def wording_of(text: str, lang: str) -> tuple[str, ...]:
    """What `stream` says of a sentence, remembered."""
    return tuple(stream(text, lang))


@lru_cache(_REMEMBERED)
def skeleton(text: str, lang: str) -> tuple[str, ...]:
    """The truth-bearing parts of a sentence in order.

    Words of one concept are one: `stays` for `remains` changes nothing, `leaves` for `remains` does.
    """
    meaning = truth_words(lang).meaning
    return tuple(part for part in map(meaning, truth_words(lang).tokens(linked(text))) if part)


def pieces(text: str, lang: str) -> list[list[str]]:
    """The truth-bearing parts of a sentence, clause by clause, as they stand.

    Of a link's words only those count that turn it into its contrary or name somebody else, since its
    target says the rest, and verbs that lead to it do not; nor does a remark in brackets without a promise.
    """
    words = truth_words(lang)
    plain = LINK.sub(lambda link: f"{' '.join(words.turns(link[1]))} {_target(link[2])}", text)
    plain = _BRACKETS.sub(lambda remark: remark[0] if words.is_weighty(remark[0]) else " ", plain)
    silent = words.pointing if LINK.search(text) else frozenset()
    parts = [[m for m in map(words.meaning, words.tokens(part)) if m] for part in words.joint.split(plain)]
    return [said for part in parts if (said := [meant for meant in part if meant not in silent])]
