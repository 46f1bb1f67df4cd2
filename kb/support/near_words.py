"""Which words of other vocabularies and languages lie near the articles' words: a table, made and aged; pure.

What an encoder and word lists say comes in as callables: all but making a table does without them.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kb.support.near_akin import Nearest, akin
from kb.support.near_forms import Stem, inflected, parted
from search.model import Document
from search.query.near import HELD, PAIR, NearTable, NearWord
from search.text.analyzer import Analyzer, normal

# Words of one language, the commonest first, each with its Zipf frequency (log10 of its share in 10^9 words).
Common = Callable[[str], Sequence[tuple[str, float]]]

MOST = 4  # neighbours of a word
LEAST = 0.5  # their cosine
OWN = 0.4  # the cosine of the neighbours of a word of the articles' language
FOREIGN = 0.55  # the best cosine of a usual word of another language: else it is no word of a help center
RARE = 0.7  # the same of a word that is not usual,
KEY = 0.6  # and of one that lies near a word of a title or a keyword: what articles are about
USUAL = 8_000  # words of a language, the commonest
FUNCTION_WORDS = 1_000  # among so many of a language are those that say little by themselves
LITTLE = 150  # so many do, unless one of the articles' words
SAME = 0.8  # means the same
ALIKE = 0.7  # a word is of each language that uses it a fifth as often as the first (10 to the -.7)
SHORTEST = 3  # letters of a neighbour


@dataclass(frozen=True)
class _Candidate:
    """A word as the table has it and as written, its languages, and how many words of one are commoner.

    `held`: documents hold it.
    """

    word: str
    written: str
    langs: tuple[str, ...]
    place: int
    held: bool


def targets(documents: Iterable[Document], analyzer: Analyzer) -> dict[str, str]:
    """Each content term of the documents, with the word that stands for it: the one in most documents."""
    counts: dict[str, int] = {}
    for document in documents:
        tokens = (token for text in document.texts() for token in analyzer.tokens(normal(text)))
        for word in {token.word for token in tokens}:
            counts[word] = counts.get(word, 0) + 1
    found: dict[str, str] = {}
    for word in sorted(counts, key=lambda each: (-counts[each], each)):
        if word.isalpha() and len(word) >= SHORTEST and not analyzer.is_stop(analyzer.fold(word)):
            found.setdefault(analyzer.terms(word)[0], word)
    return found


def is_held(word: str, documents: Iterable[Document], analyzer: Analyzer) -> bool:
    """Whether the documents hold the word itself, or each word of several: it needs no near ones."""
    typed = _terms([word], analyzer)
    return bool(typed) and typed <= _terms((text for each in documents for text in each.texts()), analyzer)


def _terms(texts: Iterable[str], analyzer: Analyzer) -> set[str]:
    tokens = (token for text in texts for token in analyzer.tokens(normal(text)))
    return {term for token in tokens for term in analyzer.terms(token.word)}


def missing(table: NearTable, documents: Iterable[Document], analyzer: Analyzer) -> list[str]:
    """The words of the documents whose terms the table was not made for."""
    known = set(table.terms)
    return sorted(word for term, word in targets(documents, analyzer).items() if term not in known)


def make(
    documents: Sequence[Document],
    analyzer: Analyzer,
    languages: Sequence[str],
    old: NearTable,
    common: Common,
    nearest: Nearest,
    stem: Stem,
    with_own: bool = False,
) -> NearTable:
    """A table for these documents; what writers struck out of the old one stays struck.

    Args:
        documents: Of one language.
        analyzer: Of that language.
        languages: The others that people may ask in.
        old: The table so far.
        common: The common words of a language.
        nearest: The nearest words by an encoder.
        stem: The stem of a word in a language.
        with_own: Whether to add words of the documents' own language that none of them holds.
    """
    found = targets(documents, analyzer)
    own = analyzer.language.code
    held = _terms((text for document in documents for text in document.texts()), analyzer)
    candidates = [
        each
        for each in _candidates(documents, analyzer, languages, common)
        if own not in each.langs or each.held or (with_own and held.isdisjoint(analyzer.terms(each.word)))
    ]
    words = sorted({*found.values(), *(word for word in analyzer.language.stop if len(word) > 1)})
    near = nearest([each.written for each in candidates], words)
    keys = _terms((text for each in documents for text in _keys(each)), analyzer)
    entries = {
        each.word: _entry(each, closest, keys, analyzer)
        for each, closest in zip(candidates, near, strict=True)
    }
    kept = {word: entry for word, entry in entries.items() if entry}
    kept = _other_forms(candidates, kept, own, stem) | kept
    right = {word: NearWord((own,), ()) for word in _right(common(own), held, analyzer)}
    all_entries = right | kept | dict(akin(found, analyzer, nearest))
    told = {word: _struck(entry, old.words.get(word)) for word, entry in all_entries.items()}
    return NearTable(tuple(sorted(found)), told)


def _other_forms(
    candidates: Iterable[_Candidate], entries: Mapping[str, NearWord], own: str, stem: Stem
) -> dict[str, NearWord]:
    """The entries of other forms of the words that have one; `own`: the documents' language."""
    foreign = [each for each in candidates if each.held or own not in each.langs]
    unheld = {each.word: (each.written, each.langs) for each in foreign if not each.held}
    found = dict(inflected(unheld, entries, stem))
    return dict(parted({each.word.removeprefix(HELD) for each in foreign}, {**entries, **found})) | found


def _right(common: Sequence[tuple[str, float]], held: set[str], analyzer: Analyzer) -> Iterator[str]:
    """The usual words of the documents' language, and names, that none holds: no typing errors of theirs."""
    for written, _ in common[:USUAL]:
        word = analyzer.fold(written)
        strange = held.isdisjoint(analyzer.terms(written))
        if strange and len(word) > 1 and word.isalpha() and not analyzer.is_stop(word):
            yield word


def _keys(document: Document) -> Iterable[str]:
    """What a document is about, in its own words."""
    return (document.title, *document.keywords)


def _candidates(
    documents: Sequence[Document], analyzer: Analyzer, languages: Sequence[str], common: Common
) -> list[_Candidate]:
    """The common words of all languages, sorted; those that documents hold only if another has them, too."""
    own = analyzer.language.code
    used: dict[str, list[tuple[float, str, str, int]]] = {}
    for lang in (own, *languages):
        for place, (word, frequency) in enumerate(common(lang)):
            folded = analyzer.fold(word).replace(" ", PAIR)
            used.setdefault(folded, []).append((frequency, lang, word, place))
    texts = (normal(text) for document in documents for text in document.texts())
    held = {analyzer.fold(token.word) for text in texts for token in analyzer.tokens(text)}
    found = (
        _candidate(word, uses, own, word in held)
        for word, uses in sorted(used.items())
        if len(word) > 1 and word.replace(PAIR, "").isalpha()
    )
    return [each for each in found if not each.held or (each.langs != (own,) and each.place < USUAL)]


def _candidate(word: str, uses: Sequence[tuple[float, str, str, int]], own: str, held: bool) -> _Candidate:
    """A word with the languages that use it much, and the form of the one that uses it most."""
    most, _, written, _ = max(uses)
    much = [use for use in uses if use[0] >= most - ALIKE]
    langs = tuple(sorted({lang for _, lang, _, _ in much}))
    places = [place for _, lang, _, place in much if not held or lang != own]
    return _Candidate(HELD + word if held else word, written, langs, min(places, default=0), held)


def _entry(
    each: _Candidate, closest: Sequence[tuple[str, float]], keys: set[str], analyzer: Analyzer
) -> NearWord | None:
    """What the table says of a word; None: nothing."""
    own = analyzer.language.code in each.langs and not each.held
    least = OWN if own else LEAST
    words = [(word, round(16 * cosine)) for word, cosine in closest if cosine >= least]
    words = [each for each in words if not analyzer.is_stop(analyzer.fold(each[0]))][:MOST]
    nearest, best = closest[0] if closest else ("", 0.0)
    stop = analyzer.is_stop(analyzer.fold(nearest))
    little = each.place < LITTLE and (each.held or best < SAME)
    if not own and ((stop and each.place < FUNCTION_WORDS) or little):
        return NearWord(each.langs, ())
    if stop or best < _needed(each, own, not keys.isdisjoint(analyzer.terms(nearest))):
        return NearWord(each.langs, ((each.written, 16),)) if each.held else None
    return NearWord(each.langs, tuple(words))


def _needed(each: _Candidate, own: bool, key: bool) -> float:
    """The cosine that its nearest word must have; `key`: that is a word of a title or a keyword."""
    if own:
        return OWN
    if each.place < USUAL:
        return FOREIGN
    return KEY if key else RARE


def _struck(entry: NearWord, old: NearWord | None) -> NearWord:
    """The entry without the neighbours that a writer struck out before."""
    if not old or not old.struck:
        return entry
    words = tuple((word, cosine) for word, cosine in entry.words if word not in old.struck)
    return replace(entry, words=words, struck=old.struck)
