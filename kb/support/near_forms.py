"""Which other forms of a word share its near words: inflections, German verbs in two parts; pure."""

from collections.abc import Callable, Container, Iterator, Mapping, Sequence

from search.query.near import PAIR, NearWord

Stem = Callable[[str, str], str]  # of a language and a word

# The first parts of verbs that stand apart in a sentence: `melde mich an` for `anmelden`.
PARTICLES = {
    "de": (
        "ab",
        "an",
        "auf",
        "aus",
        "ein",
        "fest",
        "frei",
        "los",
        "nach",
        "um",
        "vor",
        "weg",
        "zu",
        "zuruck",
    ),
    "nl": ("aan", "af", "in", "om", "op", "terug", "toe", "uit", "weg"),
}
INFINITIVE = "en"
ENDINGS = ("en", "e", "t", "et", "st")  # of a verb without its first part: `melden`, `melde`, `meldet`
SHORTEST = 3  # letters of it
NEAR = 10  # sixteenths: so near is what other forms of a word get, too


def inflected(
    words: Mapping[str, tuple[str, Sequence[str]]], entries: Mapping[str, NearWord], stem: Stem
) -> Iterator[tuple[str, NearWord]]:
    """The words without an entry of which another form has one, with the neighbours of the nearest form.

    Args:
        words: How each is written, and its languages.
        entries: Of some of them.
        stem: The stem of a word in a language.
    """
    known: dict[tuple[str, str], NearWord] = {}
    for word in sorted(words.keys() & entries.keys()):
        entry = entries[word]
        for lang in entry.langs if entry.words and entry.words[0][1] >= NEAR else ():
            place = (lang, stem(lang, words[word][0]))
            if place not in known or known[place].words[0][1] < entry.words[0][1]:
                known[place] = entry
    for word in sorted(words.keys() - entries.keys()):
        written, langs = words[word]
        found = [known[place] for lang in langs if (place := (lang, stem(lang, written))) in known]
        if found:
            yield word, NearWord(tuple(langs), found[0].words)


def parted(words: Container[str], entries: Mapping[str, NearWord]) -> Iterator[tuple[str, NearWord]]:
    """The verbs in two parts with entries, each with what is left of it first: `melde+an` for `anmelden`.

    What is left is one of the words, or was made from the infinitive and is; not one that is as near by
    itself: `kündigen … an` is rather to cancel than to announce.
    """
    for word, entry in entries.items():
        for lang in entry.langs if entry.words else ():
            for particle in PARTICLES.get(lang, ()):
                left = word.removeprefix(particle)
                if left != word and left.endswith(ENDINGS):
                    forms = {left, *_forms(left)}
                    yield from (
                        (f"{form}{PAIR}{particle}", entry)
                        for form in sorted(forms)
                        if form in words and len(form) >= SHORTEST and _best(entries.get(form)) < _best(entry)
                    )


def _forms(verb: str) -> list[str]:
    return [verb.removesuffix(INFINITIVE) + each for each in ENDINGS] if verb.endswith(INFINITIVE) else []


def _best(entry: NearWord | None) -> int:
    return entry.words[0][1] if entry and entry.words else 0
