"""Whether all that was typed greets somebody by name: it asks nothing. Pure; twin: query/understand.js."""

from search.query import expand
from search.query.expand import Vocabulary
from search.query.parse import QueryWord, Sentence
from search.text.analyzer import Analyzer


def only_greets(sentence: Sentence, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether nothing but greeting, names and thanks was typed, and some name is a word of no document.

    `Hello, Mary Price` asks for no price; `Hello Cancel` may ask how to cancel.
    """
    names = (one for one in sentence.query_words if one.name and not one.stop)
    return sentence.bare and any(_is_strange(one, analyzer, vocabulary) for one in names)


def _is_strange(one: QueryWord, analyzer: Analyzer, vocabulary: Vocabulary) -> bool:
    """Whether documents hold neither the word nor one that it may be the beginning of."""
    begun = expand.prefix_words(one, False, analyzer, vocabulary)
    return not begun and not expand.is_right(one, analyzer, vocabulary)
