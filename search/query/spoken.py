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

    A word that documents hold is of theirs; the last one, where it may still be query_words, is left out.
    """
    own = analyzer.language.code
    counts = {own: 0}
    known = [expand.is_right(one, analyzer, vocabulary) for one in query_words]
    entries = [
        None if right or _is_begun(one, analyzer, vocabulary) else vocabulary.near_terms.words.get(one.word)
        for one, right in zip(query_words, known, strict=True)
    ]
    for right, entry in zip(known, entries, strict=True):
        for lang in (own,) if right else entry.langs if entry else ():
            counts[lang] = counts.get(lang, 0) + 1
    lang = min(counts, key=lambda code: (-counts[code], code == own, code))
    if lang != own:  # who asks in another language completes no word of this one
        words = vocabulary.near_terms.words
        entries = [
            None if right else words.get(one.word) for one, right in zip(query_words, known, strict=True)
        ]
    return Spoken(lang, lang != own, tuple(each if each and lang in each.langs else None for each in entries))


def _is_begun(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether an unknown word is the beginning of words that documents hold."""
    return bool(expand.prefix_words(one, False, analyzer, vocabulary))
