"""Groups of words and phrases that mean the same, as tables of terms. Pure."""

from collections.abc import Mapping, Sequence

from search.text.analyzer import Analyzer, normal

# The terms of a phrase -> the content terms of the others, each with the number of these in its phrase.
Synonyms = Mapping[tuple[str, ...], tuple[tuple[str, int], ...]]


def words(groups: Sequence[Sequence[str]], analyzer: Analyzer) -> set[str]:
    """The folded words of all synonyms: known words, whether or not a document holds them."""
    phrases = (normal(phrase) for group in groups for phrase in group)
    return {analyzer.folded(token.word) for phrase in phrases for token in analyzer.tokens(phrase)}


def table(
    groups: Sequence[Sequence[str]], analyzer: Analyzer
) -> dict[tuple[str, ...], tuple[tuple[str, int], ...]]:
    """Groups of phrases that mean the same, as `Synonyms`; a term counts in its shortest phrase."""
    found: dict[tuple[str, ...], dict[str, int]] = {}
    for group in groups:
        phrases = [_phrase_terms(phrase, analyzer) for phrase in group]
        for key, _ in phrases:
            others = found.setdefault(key, {})
            for _, told in (phrase for phrase in phrases if phrase[0] != key):
                for term in told:
                    others[term] = min(len(told), others.get(term, len(told)))
    return {key: tuple(others.items()) for key, others in found.items() if key and others}


def _phrase_terms(phrase: str, analyzer: Analyzer) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The first term of each word, and of those that are not stop words (of all, if all are)."""
    tokens = [token.word for token in analyzer.tokens(normal(phrase))]
    content = [word for word in tokens if not analyzer.is_stop(analyzer.folded(word))] or tokens
    return tuple(analyzer.terms(word)[0] for word in tokens), tuple(
        analyzer.terms(word)[0] for word in content
    )


def other_names(meanings: Sequence[str], synonyms: Synonyms) -> list[list[tuple[str, int]]]:
    """For each word, the terms of the other names of every run of words that it stands in."""
    begins = {run[0] for run in synonyms}
    starts = [place for place, meaning in enumerate(meanings) if meaning in begins]
    found: list[list[tuple[str, int]]] = [[] for _ in meanings]
    for size in range(1, max(map(len, synonyms), default=0) + 1):
        for first in (each for each in starts if each + size <= len(meanings)):
            others = synonyms.get(tuple(meanings[first : first + size]), ())
            for place in range(first, first + size):
                found[place].extend(others)
    return found
