"""The text with its spaces where the index has them: parted and joined. Pure; twin: spacing.js.

Both before anything else is understood, so that `subscrip tion` is `subscription` in every respect: a word,
and a part of the title that is called exactly so.
"""

from collections.abc import Sequence

from search.query.expand import Vocabulary, compound, is_right, prefix_words, words_near
from search.query.foreign import compound_parts
from search.query.parse import QueryWord
from search.text.analyzer import HUMPS, Analyzer


def respaced(text: str, query_words: Sequence[QueryWord], analyzer: Analyzer, vocabulary: Vocabulary) -> str:
    """The text with unknown words parted that are known ones, and joined that with a neighbour are one."""
    parts, done = [], 0
    for place, one in enumerate(query_words):
        words, end = _joined(text, place, query_words, analyzer, vocabulary), place + 1
        if not words:
            words, end = _decompounded(text, place, query_words, analyzer, vocabulary), place
        if words and one.token.start >= done:
            parts += [text[done : one.token.start], words]
            done = query_words[end].token.end
    return "".join(parts) + text[done:]


def _joined(
    text: str, place: int, query_words: Sequence[QueryWord], analyzer: Analyzer, vocabulary: Vocabulary
) -> str:
    """A word and its neighbour that a space cut in two: one of them is unknown, and both are one that is."""
    pair = query_words[place : place + 2]
    if len(pair) < 2 or any(one.quoted for one in pair):
        return ""
    first, second = (one.token for one in pair)
    word = "".join(one.word for one in pair)
    if text[first.end : second.start] != " " or not word.isalpha() or word not in vocabulary.lexicon.counts:
        return ""
    cut = any(_is_unknown(one, analyzer, vocabulary) for one in pair)
    return text[first.start : second.end].replace(" ", "") if cut else ""


def _is_unknown(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether it is no word of any sort, nor one that is being typed."""
    return not (
        is_right(one, analyzer, vocabulary)
        or one.word in vocabulary.near_terms.words
        or prefix_words(one, False, analyzer, vocabulary)
    )


def _decompounded(
    text: str, place: int, query_words: Sequence[QueryWord], analyzer: Analyzer, vocabulary: Vocabulary
) -> str:
    """The words of an unknown one that is known ones: `soundcard`, `ResetYourPassword`."""
    one = query_words[place]
    if is_right(one, analyzer, vocabulary) or one.word in vocabulary.near_terms.words:
        return ""
    words = _glued(text[one.token.start : one.token.end], vocabulary, analyzer)
    if not words and one.word.isalpha() and not prefix_words(one, False, analyzer, vocabulary):
        words = _constituents(one, analyzer, vocabulary)
    return "" if words and compound(place, query_words, analyzer, vocabulary) else words


def _glued(written: str, vocabulary: Vocabulary, analyzer: Analyzer) -> str:
    """The words of `ResetYourPassword`, `30giorni` or `39EUR`, if one of them is known."""
    words = HUMPS.findall(written)
    counts, language = vocabulary.lexicon.counts, analyzer.language
    folded = (analyzer.folded(word.lower()) for word in words if len(word) >= language.tuning.split_min)
    known = (word in language.incidental or counts.get(word, 0) for word in folded if word.isalpha())
    return " ".join(words) if len(words) > 1 and any(known) else ""


def _constituents(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> str:
    """The two words of a compound, unless a typing error explains it better: `commece` is no `com mece`."""
    words = _split(one.word, analyzer.language.tuning.split_min, vocabulary)
    words = words or compound_parts(one.word, vocabulary.near_terms, vocabulary.lexicon)
    return "" if words and words_near(one.word, 1, analyzer, vocabulary) else words


def _split(word: str, shortest: int, vocabulary: Vocabulary) -> str:
    """Two known words with a space; the split whose rarer word is commonest. Empty if there is none."""
    counts = vocabulary.lexicon.counts
    best, found = 0, ""
    for place in range(shortest, len(word) - shortest + 1):
        head, tail = word[:place], word[place:]
        least = min(counts.get(head, 0), counts.get(tail, 0))
        if least > best:
            best, found = least, f"{head} {tail}"
    return found
