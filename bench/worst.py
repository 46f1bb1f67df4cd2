"""The dearest query of 2 kB that a search for it finds, beside a normal one: CPU of both engines.

    python bench/worst.py [--steps 200] [--seed 1] [--copies 1]

Normal is the median of the articles' own `questions:`. The search is a hill climb over texts made of what is
dear somewhere: words misspelt once or twice, beginnings, quotes, words in one, numbers, letters that folding
expands, stop words, other names. CPU of the best of several turns, not elapsed time; the browser's engine
runs under Node on the same index. `--copies` asks of so many copies of the articles.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import process_time_ns

import yaml

from kb.content import corpus, facts, render
from search import Engine, QueryTooShort, build
from search.static.export import export

ROOT = Path(__file__).parents[1]
sys.path.append(str(ROOT / "tests/support"))
from twins import HOSTILE, mistyped  # noqa: E402

BYTES, TURNS, FINAL_TURNS, ONE_FILE = 2_000, 3, 15, 10**9
Pieces = tuple[str, ...]
Maker = Callable[[random.Random], str]


@dataclass(frozen=True)
class Site:
    """An index to ask, with what its queries are made of.

    Attributes:
        engine: Python's.
        folder: Where the browser's static index is.
        questions: What the articles say they answer.
        words: Every word of the articles.
        names: The synonyms, one name each.
    """

    engine: Engine
    folder: Path
    questions: tuple[str, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]


def site(lang: str, copies: int, folder: Path) -> Site:
    """The project's own articles as an index in both forms."""
    content = ROOT / "content"
    own = render.documents(corpus.load(content).of(lang), facts.load(content))
    documents = [replace(each, id=f"{each.id}-{n}") for n in range(copies) for each in own]
    synonyms = yaml.safe_load((content / lang / "synonyms.yml").read_text("utf-8"))
    build(folder / lang, lang, documents, synonyms)
    engine = Engine.open(folder / lang)
    export(engine.index, folder / "_search", ONE_FILE)
    return Site(
        engine,
        folder,
        tuple(question for each in own for question in each.questions),
        tuple(dict.fromkeys(word for each in own for text in each.texts() for word in text.split())),
        tuple(name for group in synonyms for name in group),
    )


def makers(place: Site) -> list[Maker]:
    """What a dear query may be made of, piece by piece."""
    stops = sorted(place.engine.index.language.stop)
    long = [word for word in place.words if word.isalpha() and 8 <= len(word) <= 20] or list(place.words)

    def wrong(rng: random.Random, errors: int) -> str:
        word = rng.choice(long)
        for _ in range(errors):
            word = mistyped(rng, word)
        return word

    return [
        lambda rng: rng.choice(place.words),
        lambda rng: rng.choice(stops),
        lambda rng: wrong(rng, 1),
        lambda rng: wrong(rng, 2),
        lambda rng: wrong(rng, 3),
        lambda rng: "".join(rng.choices("abcdefghilmnoprstuvz", k=rng.randint(1, 70))),
        lambda rng: (word := rng.choice(place.words))[: rng.randint(1, len(word))],
        lambda rng: f'"{rng.choice(place.words)} {rng.choice(place.words)}"',
        lambda rng: rng.choice(long) + rng.choice(long),
        lambda rng: rng.choice(long).title() + wrong(rng, 1).title(),
        lambda rng: str(rng.randrange(10 ** rng.randint(1, 9))),
        lambda rng: rng.choice(place.names),
        lambda rng: rng.choice(HOSTILE) * rng.randint(1, 20),
        lambda rng: rng.choice("abcdefghilmnoprstuvz"),
        lambda rng: rng.choice(
            ("l'", "dell’", "un'", "don't ", "C++ ", "\n", "a@b.c ", "www.x ", "Ada Verdi, ")
        ),
        lambda rng: rng.choice(place.questions),
    ]


def text_of(pieces: Pieces) -> str:
    """The pieces with spaces between them, cut to the bytes allowed."""
    return " ".join(pieces).encode()[:BYTES].decode(errors="ignore")


def seeds(made: Sequence[Maker], rng: random.Random) -> Iterator[Pieces]:
    """Texts of one kind of piece, and of a dozen of one with a few or many of another."""
    for first in made:
        yield tuple(first(rng) for _ in range(BYTES // 2))
        for many in (20, BYTES // 2):
            other = rng.choice(made)
            yield (*(first(rng) for _ in range(11)), *(other(rng) for _ in range(many)))


def changed(pieces: Pieces, made: Sequence[Maker], rng: random.Random) -> Pieces:
    """A neighbour: some pieces replaced, added, left out or moved."""
    now = list(pieces)
    for _ in range(rng.choice((1, 1, 2, 4, 16))):
        at = rng.randrange(len(now) + 1)
        how = rng.randrange(4)
        if how == 0 or not now:
            now.insert(at, rng.choice(made)(rng))
        elif how == 1:
            del now[at % len(now)]
        elif how == 2:
            now[at % len(now)] = rng.choice(made)(rng)
        else:
            now.insert(at, now.pop(rng.randrange(len(now))))
    return tuple(now[: BYTES // 2])


def cost(engine: Engine, text: str, turns: int = TURNS) -> float:
    """Milliseconds of CPU, the least of some turns: what other work on the machine adds is left out."""
    times = []
    for _ in range(turns):
        start = process_time_ns()
        try:
            engine.search(text)
        except QueryTooShort:
            return 0.0
        times.append(process_time_ns() - start)
    return min(times) / 1e6


def browser_costs(place: Site, texts: Sequence[str], lang: str, turns: int = TURNS) -> list[float]:
    """The same for the browser's engine, under Node."""
    asked = json.dumps({"base": f"{place.folder}/", "lang": lang, "texts": texts, "turns": turns})
    command = ["node", str(ROOT / "bench/worst.js")]
    done = subprocess.run(command, input=asked, capture_output=True, text=True, check=True)
    return [float(each) for each in json.loads(done.stdout)]


Costs = Callable[[Sequence[str]], list[float]]


def climb(costs: Costs, made: Sequence[Maker], steps: int, rng: random.Random) -> list[str]:
    """The dearest texts found, the dearest first: from the best seeds on, keep what is dearer."""
    first = list(seeds(made, rng))
    told = sorted(zip(costs([text_of(each) for each in first]), first, strict=True), reverse=True)[:8]
    for _ in range(steps // len(told)):
        others = [changed(pieces, made, rng) for _, pieces in told]
        both = zip(costs([text_of(each) for each in others]), others, strict=True)
        told = sorted(max(pair) for pair in zip(told, both, strict=True))[::-1]
    return [text_of(pieces) for _, pieces in told]


def report(
    name: str, costs: Callable[[Sequence[str], int], list[float]], place: Site, steps: int, seed: int
) -> None:
    """Print the normal cost, the worst found and their ratio."""
    rng = random.Random(seed)
    costs(place.questions, 2)  # both engines warm
    found = climb(lambda texts: costs(texts, TURNS), makers(place), steps, rng)
    usual = median(costs(place.questions, TURNS))
    dearest, text = max(zip(costs(found, FINAL_TURNS), found, strict=True))
    print(f"{name}: normal {usual:.2f} ms, worst {dearest:.2f} ms, {dearest / usual:.1f} times:")
    print(f"    {len(text)} letters, {text[:300]!r}", flush=True)


def main() -> None:
    """Search for both engines in both languages."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--copies", type=int, default=1)
    options = parser.parse_args()
    for lang in ("it", "en"):
        with tempfile.TemporaryDirectory() as folder:
            place = site(lang, options.copies, Path(folder))
            engines = {
                "Python": lambda texts, turns, p=place: [cost(p.engine, text, turns) for text in texts],
                "browser": lambda texts, turns, p=place, s=lang: browser_costs(p, texts, s, turns),
            }
            for name, costs in engines.items():
                report(f"{name}, {lang}", costs, place, options.steps, options.seed)


if __name__ == "__main__":
    main()
