"""Articles and known-item queries for bench/browser.py, made up from a seed: no text of others, no download.

Every other article is Italian-like, the rest English-like, of 300 to 650 words in two to nine sections.
Content words are syllables with a language's endings of nouns, verbs and adjectives, drawn by Zipf's law
(rank to the power of -1), once for the whole help center and once for each category. Function words are real
ones, the language's own stop words, and make up 45% of the running text. A third of a body is stock phrases,
which all help centers repeat ("click on ... at the top right"). Each article has some subject words of its
own that come back in its title, questions and body, as they do in real articles. A known-item query is what a
reader of the Italian half remembers: the content terms of the title and two of the body.
"""

import random
from bisect import bisect
from dataclasses import dataclass
from itertools import accumulate

from search import Document, Section
from search.text.language import language

LANGS = ("it", "en")
WORDS = (320, 640)  # of an article
ROOTS = 9_000
CATEGORIES = 60
CATEGORY_ROOTS = 80
SUBJECTS = 5
PHRASES = 400
BODY_WORDS = 2
_ONSETS = (
    *"bcdfglmnprstvbcdflmnprstv",
    *("br", "cr", "dr", "fr", "gr", "pr", "tr", "st", "sp", "sc", "pl", "cl", "qu", "ch"),
)
_VOWELS = (*"aaaaeeeeiiioooou", "ia", "io")
_LAST = "cdfglmnprstvz"
_CODAS = ["", "", "", "", "", "", "n", "r", "l", "s"]
_ENDINGS = {
    "en": (
        ("", "s"),
        ("", "s", "ed", "ing"),
        ("e", "es", "ed", "ing"),
        ("ion", "ions"),
        ("ment", "ments"),
        ("er", "ers"),
        ("al", "ally"),
        ("ive",),
        ("ity",),
    ),
    "it": (
        ("o", "i"),
        ("a", "e"),
        ("e", "i"),
        ("zione", "zioni"),
        ("mento", "menti"),
        ("are", "ato", "ata", "ate", "ando", "erà"),
        ("ire", "ito", "ita", "isce"),
        ("ivo", "iva", "ivi", "ive"),
        ("tà",),
        ("tore", "tori"),
    ),
}


@dataclass(frozen=True)
class KnownItem:
    """Words that a reader remembers of an article, and two worse memories of it."""

    id: str
    clean: str
    dropped: str
    typo: str


class _Vocabulary:
    """Word forms drawn by Zipf's law."""

    def __init__(self, forms: list[tuple[str, ...]]) -> None:
        """Weigh the words by their rank."""
        self._forms = forms
        self._sums = list(accumulate(1 / rank for rank in range(1, len(forms) + 1)))

    def draw(self, rng: random.Random) -> tuple[str, ...]:
        """The forms of a word."""
        return self._forms[bisect(self._sums, rng.random() * self._sums[-1])]

    def sample(self, rng: random.Random, count: int) -> "_Vocabulary":
        """Some of the words, in a new order of rank."""
        return _Vocabulary(rng.sample(self._forms, count))


class _Language:
    """The words of one half of the help center."""

    def __init__(self, lang: str, seed: int) -> None:
        """Make them up: the same ones for the same seed."""
        rng = random.Random(f"{lang}{seed}")
        self.lang = lang
        self.general = _Vocabulary(_roots(rng, _ENDINGS[lang]))
        self.function = _Vocabulary([(word,) for word in _shuffled(rng, sorted(language(lang).stop))])
        self.categories = [self.general.sample(rng, CATEGORY_ROOTS) for _ in range(CATEGORIES)]
        self.phrases = _Vocabulary([(_phrase(rng, self.general, self.function),) for _ in range(PHRASES)])


def articles(count: int, seed: int = 1) -> list[Document]:
    """That many articles, Italian and English in turn; the first ones are the same for every count."""
    languages = [_Language(lang, seed) for lang in LANGS]
    return [_article(number, seed, languages[number % len(languages)]) for number in range(count)]


def known_items(documents: list[Document], count: int, seed: int = 2) -> list[KnownItem]:
    """A query for each of some Italian articles: the content terms of its title, two of its body."""
    rng = random.Random(seed)
    stop = language(LANGS[0]).stop
    items = []
    own = [document for document in documents if document.lang == LANGS[0]]
    for document in rng.sample(own, min(count, len(own))):
        title = _telling(document.title, stop)
        body = _telling(" ".join(section.text for section in document.sections), stop) - title
        words = sorted(title) + rng.sample(sorted(body), BODY_WORDS)
        rng.shuffle(words)
        dropped = words[:-1]
        place = max(range(len(words)), key=lambda i: len(words[i]))
        typo = [*words[:place], mistyped(rng, words[place]), *words[place + 1 :]]
        items.append(KnownItem(document.id, " ".join(words), " ".join(dropped), " ".join(typo)))
    return items


def mistyped(rng: random.Random, word: str) -> str:
    """The word with a letter left out, doubled, changed or swapped with the next."""
    place = rng.randrange(1, len(word) - 1)
    head, letter, tail = word[:place], word[place], word[place + 1 :]
    other = rng.choice("aeinorst")
    return rng.choice(
        (head + tail, head + letter + letter + tail, head + other + tail, head + tail[0] + letter + tail[1:])
    )


def _roots(rng: random.Random, endings: tuple[tuple[str, ...], ...]) -> list[tuple[str, ...]]:
    """Words in order of rank; the commoner a word, the shorter it tends to be (law of abbreviation)."""
    made: dict[str, tuple[str, ...]] = {}
    while len(made) < ROOTS:
        parts = rng.choices((1, 2, 3), (3, 6, 1))[0]
        syllables = [rng.choice(_ONSETS) + rng.choice(_VOWELS) + rng.choice(_CODAS) for _ in range(parts)]
        root = "".join(syllables) + rng.choice(_LAST)
        made.setdefault(root, tuple(root + ending for ending in rng.choice(endings)))
    ranked = sorted(made, key=lambda root: len(root) + rng.uniform(0, 8))
    return [made[root] for root in ranked]


def _shuffled(rng: random.Random, items: list[str]) -> list[str]:
    return rng.sample(items, len(items))


def _phrase(rng: random.Random, general: _Vocabulary, function: _Vocabulary) -> str:
    """Three to seven words that are always said together."""
    kinds = rng.choices((general, function), k=rng.randint(3, 7))
    return " ".join(rng.choice(kind.draw(rng)) for kind in kinds)


def _article(number: int, seed: int, said: _Language) -> Document:
    rng = random.Random(seed * 1_000_003 + number)
    place = rng.randrange(CATEGORIES)
    topic, general, function, phrases = said.categories[place], said.general, said.function, said.phrases
    subjects = [topic.draw(rng) for _ in range(2)] + [general.draw(rng) for _ in range(SUBJECTS - 2)]

    def words(count: int, own: float) -> str:
        """Running text; `own` is how much of it the article's subjects are."""
        text = []
        for _ in range(count):
            chance = rng.random()
            if chance < own:
                forms = rng.choice(subjects)
            elif chance < own + 0.45:
                forms = function.draw(rng)
            else:
                forms = (topic if rng.random() < 0.4 else general).draw(rng)
            text.append(rng.choice(forms))
        return " ".join(text).capitalize()

    def paragraph(count: int) -> str:
        sentences = []
        for _ in range(max(1, count // 14)):
            sentence = words(rng.randint(6, 12), 0.12)
            stock = f" {phrases.draw(rng)[0]}" if rng.random() < 0.8 else ""
            sentences.append(f"{sentence}{stock}.")
        return " ".join(sentences)

    content = [rng.choice(forms) for forms in rng.sample(subjects, rng.randint(2, 4))]
    small = [function.draw(rng)[0] for _ in range(rng.randint(2, 4))]
    title = " ".join(_shuffled(rng, content + small)).capitalize() + "?"
    name = f"{number:05d}-" + "-".join(title.lower().rstrip("?").split()[:4])
    long, parts = rng.randint(*WORDS), rng.randint(2, 9)
    sections = [Section("", "", paragraph(long // parts))]
    for place_on_page in range(parts - 1):
        sections.append(Section(words(4, 0.3), f"s{place_on_page}", paragraph(long // parts)))
    return Document(
        name,
        said.lang,
        f"/{said.lang}/{name}/",
        title,
        words(12, 0.3) + ".",
        rng.choices(("faq", "guide", "video"), (8, 3, 1))[0],
        f"category-{place:02d}",
        tuple(words(rng.randint(4, 8), 0.4) for _ in range(2)),
        (),
        tuple(sections),
    )


def _telling(text: str, stop: frozenset[str]) -> set[str]:
    words = (word.strip(".?").lower() for word in text.split())
    return {word for word in words if len(word) > 3 and word not in stop}
