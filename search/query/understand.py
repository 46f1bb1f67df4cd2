"""What was typed to groups of alternatives, each with its quality and rarity. Pure; twin: understand.js.

A group stands for one typed word. Its alternatives, in the order in which they are tried: the word itself
(exact), neighbours written as one (compound), words that go on from the last one (prefix), corrections of a
word that no document holds (typo), other names of what was meant (synonym). Spaces are put right before.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from search.query import expand
from search.query.expand import Alternative, Vocabulary
from search.query.greeting import only_greets
from search.query.near import NearWord
from search.query.parse import QueryWord, Sentence, read
from search.query.spacing import respaced
from search.query.spoken import Spoken, spoken
from search.query.synonyms import other_names
from search.text.analyzer import Analyzer, normal

PHONE_DIGITS = 7


@dataclass(frozen=True)
class Group:
    """The alternatives of one typed word.

    Attributes:
        rarity: The idf of a full match.
        stop: It says little: it finds nothing and is no evidence.
        required: A document without it is left out.
        counts_as: As how many words confidence counts it: what nothing matches speaks against all.
    """

    word: str
    alternatives: tuple[Alternative, ...]
    rarity: int
    stop: bool = False
    required: bool = False
    counts_as: int = 1


@dataclass(frozen=True)
class Query:
    """A query understood.

    Attributes:
        text: What of it can be its topic; the rest is spaces.
        corrected: The same with its typing errors corrected.
        groups: One for each word that counts.
        suggestion: The whole query with its typing errors corrected; None where there are none.
        lang: The language that most of its words are of.
        message: It is a whole letter, which resembles no title.
        said: All that was typed, with its typing errors corrected: titles hold numbers and months, too.
    """

    text: str
    corrected: str
    groups: tuple[Group, ...]
    suggestion: str | None
    lang: str
    message: bool = False
    said: str = ""


@dataclass(frozen=True)
class _Draft:
    """What a word is taken to mean (a term), the terms that match it, its correction, if any.

    `idle`: it is a name, or its correction a stop word; `code`: a number that articles tell;
    `doubted`: its near terms are no evidence of a topic, as of its own language; `strange`: a usual word
    of its own language that speaks of something else.
    """

    meaning: str
    exact: Sequence[Alternative]
    other: Sequence[Alternative]
    corrected: str | None = None
    idle: bool = False
    code: bool = False
    doubted: bool = False
    strange: bool = False


def understand(text: str, analyzer: Analyzer, vocabulary: Vocabulary) -> Query:
    """Find for every word the terms that may match it; raises QueryTooShort below the minimum."""
    sentence = read(text := normal(text[: analyzer.language.tuning.query_limit]), analyzer)
    if only_greets(sentence, analyzer, vocabulary):
        return Query(sentence.topic, sentence.topic, (), None, analyzer.language.code, sentence.message, text)
    whole = text if sentence.message else respaced(text, sentence.query_words, analyzer, vocabulary)
    if whole != text:
        sentence = read(whole, analyzer)
    if sentence.message:
        return _message(text, sentence, analyzer, vocabulary)
    query_words = sentence.query_words
    told = spoken(query_words, analyzer, vocabulary)
    drafts = [_draft(place, query_words, told, analyzer, vocabulary) for place in range(len(query_words))]
    others = other_names([draft.meaning for draft in drafts], vocabulary.synonyms)
    groups = [
        _group(one, draft, terms, analyzer, vocabulary)
        for one, draft, terms in zip(query_words, drafts, others, strict=True)
    ]
    if _little(query_words, analyzer):
        groups = [replace(group, counts_as=analyzer.language.tuning.words_limit) for group in groups]
    said = text if told.foreign else _corrected(whole, query_words, drafts)
    topic, suggestion = sentence.topic, said if said != text else None
    corrected = _corrected(topic, query_words, drafts)
    return Query(topic, corrected, tuple(_unique(groups)), suggestion, told.lang, said=said)


def _message(text: str, sentence: Sentence, analyzer: Analyzer, vocabulary: Vocabulary) -> Query:
    """A whole message: its rarest known words as they are, and the unknown ones; no help with typing."""
    tuning, query_words = analyzer.language.tuning, sentence.query_words
    meanings = [analyzer.terms(one.token.word)[0] for one in query_words]
    names = other_names(meanings, vocabulary.synonyms)
    told = spoken(query_words, analyzer, vocabulary)
    found: dict[str, Group] = {}
    for place, one in enumerate(query_words):
        if one.stop or one.word in found:
            continue
        exact = expand.exact(one, analyzer, vocabulary)
        compound = expand.compound(place, query_words, analyzer, vocabulary)
        draft = _Draft(meanings[place], exact, compound)
        if entry := told.words[place]:
            draft = _near(entry, meanings[place], compound, told.foreign, analyzer, vocabulary)
        found[one.word] = _group(one, draft, names[place], analyzer, vocabulary)
    counts_as = tuning.words_limit if _little(query_words, analyzer) else 1
    asked = [group for group in found.values() if not group.stop]
    content = [one if one.counts_as == counts_as else replace(one, counts_as=counts_as) for one in asked]
    known = [group for group in content if group.alternatives]
    known.sort(key=lambda group: -group.rarity)
    others = [group for group in content if not group.alternatives]
    groups = (*known[: tuning.message_words], *others)
    return Query(sentence.text, sentence.text, groups, None, told.lang, True, text)


def _draft(
    place: int, query_words: Sequence[QueryWord], told: Spoken, analyzer: Analyzer, vocabulary: Vocabulary
) -> _Draft:
    """What a word means and the terms that match it, synonyms aside."""
    one = query_words[place]
    tuning = analyzer.language.tuning
    exact = expand.exact(one, analyzer, vocabulary)
    own = analyzer.terms(one.token.word)[0]
    if one.quoted:
        return _Draft(own, exact, ())
    compound = expand.compound(place, query_words, analyzer, vocabulary)
    known = bool(exact) or expand.is_known(one, analyzer, vocabulary)
    entry = told.words[place]
    if entry and (told.foreign or not _in_full_name(place, query_words)):
        return _near(entry, own, compound, told.foreign, analyzer, vocabulary)
    starting = expand.prefix_words(one, known, analyzer, vocabulary) if known or not told.foreign else []
    prefix = expand.prefix(starting, tuning.prefix_known if known else tuning.prefix, analyzer, vocabulary)
    if known or compound or starting or not one.word.isalpha():
        meaning = own if known or not starting else analyzer.terms(starting[0])[0]
        misread = expand.misread(one, analyzer, vocabulary) if exact else []
        typos = expand.distinct(misread, "typo", tuning.typo_one, analyzer, vocabulary)
        code = one.number and _is_code(one.word, bool(exact), bool(compound))
        return _Draft(meaning, exact, (*compound, *prefix, *typos), next(iter(misread), None), code=code)
    if _in_full_name(place, query_words):
        return _Draft(own, (), (), idle=True)
    if told.foreign:
        return _Draft(own, (), compound)
    words, quality = expand.corrections(place, query_words, analyzer, vocabulary)
    meaning = analyzer.terms(words[0])[0] if words else own
    typos = expand.distinct(words, "typo", quality, analyzer, vocabulary)
    idle = bool(words) and analyzer.is_stop(words[0])
    return _Draft(meaning, [], typos, words[0] if words and not one.name else None, idle)


def _near(
    entry: NearWord,
    own: str,
    compound: Sequence[Alternative],
    foreign: bool,
    analyzer: Analyzer,
    vocabulary: Vocabulary,
) -> _Draft:
    """A word by its near terms; without any it says little, but not one of the documents' own language.

    In another language they are evidence of a topic where the nearest is near enough.
    """
    near = expand.near(entry, analyzer.language.tuning.near, analyzer, vocabulary)
    doubted = bool(near) and (not foreign or near[0].quality < analyzer.language.tuning.near_sure)
    found, other = bool(compound or near), (*compound, *near)
    return _Draft(
        own, (), other, idle=foreign and not found, doubted=doubted, strange=not foreign and not found
    )


def _is_code(number: str, held: bool, compound: bool) -> bool:
    """Whether a number is a code or a telephone number of an article, which may be what is asked for."""
    return compound or (held and (not number.isdecimal() or len(number) >= PHONE_DIGITS))


def _in_full_name(place: int, query_words: Sequence[QueryWord]) -> bool:
    """Whether a word and a neighbour are written as names are: first name and surname."""
    beside = (*query_words[max(0, place - 1) : place], *query_words[place + 1 : place + 2])
    return query_words[place].name and any(one.name for one in beside)


def _group(
    one: QueryWord, draft: _Draft, synonyms: list[tuple[str, int]], analyzer: Analyzer, vocabulary: Vocabulary
) -> Group:
    """The alternatives with their final qualities; none but a longer word is rarer than the word itself."""
    tuning = analyzer.language.tuning
    found = [*draft.exact, *draft.other]
    held = {a.term for a in found}
    quality = tuning.synonym if draft.exact else tuning.synonym_alone
    for term, parts in synonyms if not one.quoted else ():
        frequency = vocabulary.frequency(term)
        if frequency and term not in held:
            held.add(term)
            idf = vocabulary.idf(frequency)
            found.append(Alternative(term, "synonym", max(1, quality // parts), idf, term))
    rarity = max((a.idf for a in draft.exact), default=0)
    if rarity:
        found = [replace(a, idf=rarity) if a.idf > rarity and a.kind != "compound" else a for a in found]
    else:
        rarity = max((a.idf for a in found), default=vocabulary.idf(0))
    begun = one.open and not found and not draft.strange and len(one.word) < tuning.typo_one_from
    stop = (one.stop and not draft.code) or draft.idle or begun
    if stop:
        kept = draft.exact if one.alone else ()  # a year or a version tells apart what others find
        found = [a if a in kept else a.little(tuning.stop) for a in found]
    counts_as = 1 if found and not draft.doubted else tuning.strange if draft.strange else tuning.unknown
    return Group(one.word, tuple(found), rarity, stop, one.quoted, counts_as)


def _little(query_words: Sequence[QueryWord], analyzer: Analyzer) -> bool:
    """Whether all words say little: they find something, but no sure answer, as `what is it`."""
    return all(analyzer.is_stop(one.word) for one in query_words)


def _unique(groups: list[Group]) -> list[Group]:
    """Each word once."""
    kept: dict[tuple[str, bool], Group] = {}
    for group in groups:
        kept.setdefault((group.word, group.required), group)
    return list(kept.values())


def _corrected(text: str, query_words: Sequence[QueryWord], drafts: list[_Draft]) -> str:
    """The text with each corrected word in place."""
    parts, done = [], 0
    for one, draft in zip(query_words, drafts, strict=True):
        if draft.corrected:
            parts += [text[done : one.token.start], draft.corrected]
            done = one.token.end
    return "".join(parts) + text[done:]
