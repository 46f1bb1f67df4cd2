"""Which language a query is in, guessed from its words only, and what the near terms say of them. Pure.

Twin: query/spoken.js.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from search.query import expand
from search.query.expand import Vocabulary
from search.query.near import NearWord
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

    A word that documents hold is of theirs; with strangers beside it, one of which they hold the stem only is
    of the languages that have it (`passe`). The last one, where it may still be begun, is left out.
    """
    own = analyzer.language.code
    near_words = vocabulary.near_terms.words
    right = [expand.is_right(one, analyzer, vocabulary) for one in query_words]
    held = [
        known and (all(right) or one.word in vocabulary.lexicon.counts)
        for one, known in zip(query_words, right, strict=True)
    ]
    counts = {own: 0}
    for one, known, ours in zip(query_words, right, held, strict=True):
        begun = not ours and _is_begun(one, analyzer, vocabulary)
        entry = None if ours or begun else near_words.get(one.word)
        langs = entry.langs if entry else (own,) if known else ()
        for lang in langs:
            counts[lang] = counts.get(lang, 0) + 1
    lang = min(counts, key=lambda code: (-counts[code], code == own, code))
    words = [
        None if ours or (lang == own and _is_begun(one, analyzer, vocabulary)) else near_words.get(one.word)
        for one, ours in zip(query_words, held, strict=True)
    ]  # who asks in another language completes no word of this one
    return Spoken(lang, lang != own, tuple(each if each and lang in each.langs else None for each in words))


def _is_begun(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether an unknown word is the beginning of words that documents hold."""
    return bool(expand.prefix_words(one, False, analyzer, vocabulary))
