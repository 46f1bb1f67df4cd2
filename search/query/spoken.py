"""Which language a query is in, guessed from its words only, and what the near terms say of them. Pure.

Twin: query/spoken.js.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search.query import expand
from search.query.expand import Vocabulary
from search.query.near import HELD, PAIR, PAIR_REACH, NearWord
from search.query.parse import QueryWord
from search.text.analyzer import Analyzer


@dataclass(frozen=True)
class Spoken:
    """The language of a query, and for each of its words the near word in that language, where there is one.

    `foreign`: it is another language than that of the documents.
    """

    lang: str
    foreign: bool
    words: tuple[NearWord | None, ...]


def spoken(query_words: Sequence[QueryWord], analyzer: Analyzer, vocabulary: Vocabulary) -> Spoken:
    """Guess the language that most words are of, the documents' own where no other has as many.

    Another one has a word that theirs has not: of those that both have none decides.

    A word that documents hold is of theirs; with strangers beside it, one of which they hold the stem only is
    of the languages that have it (`passe`). The last one, where it may still be begun, is left out.
    """
    own = analyzer.language.code
    table = vocabulary.near_terms.words
    right = [expand.is_right(one, analyzer, vocabulary) for one in query_words]
    known = [
        yes and (all(right) or one.word in vocabulary.lexicon.counts)
        for one, yes in zip(query_words, right, strict=True)
    ]
    begun = [
        not ours and _is_begun(one, analyzer, vocabulary)
        for one, ours in zip(query_words, known, strict=True)
    ]
    strange = any(not yes and not open_ for yes, open_ in zip(right, begun, strict=True))
    told = [
        table.get(one.word) if not ours else table.get(HELD + one.word) if strange else None
        for one, ours in zip(query_words, known, strict=True)
    ]
    spoken_in = [
        entry.langs if entry and not open_ else (own,) if yes else ()
        for entry, yes, open_ in zip(told, right, begun, strict=True)
    ]
    counts = Counter(lang for langs in spoken_in for lang in langs)
    distinct = {own, *(lang for langs in spoken_in if own not in langs for lang in langs)}
    lang = min(distinct, key=lambda code: (-counts[code], code == own, code))
    if lang != own:  # who asks in another language completes no word of this one
        meant = [each if each and _is_of(each, lang, own) else None for each in told]
        return Spoken(lang, True, tuple(_paired(query_words, meant, known, lang, table)))
    words = [
        None if ours or open_ or (each and own not in each.langs) else each
        for each, ours, open_ in zip(told, known, begun, strict=True)
    ]
    return Spoken(own, False, tuple(words))


def _is_of(entry: NearWord, lang: str, own: str) -> bool:
    """Whether a word is of a language other than the documents' own, or borrowed from one: `Abonnement`."""
    return lang in entry.langs or bool(entry.words and own not in entry.langs)


def _paired(
    query_words: Sequence[QueryWord],
    meant: Sequence[NearWord | None],
    known: Sequence[bool],
    lang: str,
    table: Mapping[str, NearWord],
) -> list[NearWord | None]:
    """The same with pairs of words that mean something else than each; the second then says nothing more."""
    found = list(meant)
    for place, one in enumerate(query_words):
        for other in range(place + 1, min(place + PAIR_REACH, len(query_words))):
            pair = None if known[place] else table.get(one.word + PAIR + query_words[other].word)
            if pair and lang in pair.langs:
                found[place], found[other] = pair, NearWord((lang,), ())
                break
    return found


def _is_begun(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether an unknown word is the beginning of words that documents hold."""
    return bool(expand.prefix_words(one, False, analyzer, vocabulary))
