"""How well we find on a made-up site as hard as large real ones, beside Pagefind in the same run.

    python bench/hard.py [--pages 2000] [--queries 300]

Needs Node, and the package pagefind[bin] beside the project's own. The articles are those of
bench/browser_articles.py without summary and questions, as most help centers have none. Three in ten are near
kin of an earlier one: its title with a word changed, added or left out, or two joined ("ActivityMap"), and
every other section word for word. Prints MRR@10 of both engines as a Markdown table. Half of the queries are
Italian:

exact       a title as it stands; right is every page that has this very title
less        a title without one of its content words; right is every page whose title holds all typed words
typo        a title with a typing error in its longest word; right as for exact
cut         a title with its longest word cut in two by a space
typo, cut   a title with a typing error that leaves two halves that are words or begin some: a split tempts
sentence    four content words of one body sentence; right is every page with a sentence that holds them all
"""

import argparse
import json
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
from bench.browser_articles import LANGS, articles, mistyped
from bench.measures import reciprocal_rank
from search import Document, Engine, QueryTooShort, Section, build
from search.text.language import language

KIN = 0.3
HALF = 3  # letters at least of a half that tempts
_ASK_PAGEFIND = """
import fs from "node:fs";
const [folder, lang] = process.argv.slice(1);
globalThis.document = {querySelector: () => ({getAttribute: () => lang}), currentScript: null};
globalThis.window = globalThis;
globalThis.location = new URL("http://bench/");
globalThis.fetch = async (url) =>
  new Response(fs.readFileSync(folder + new URL(url, location).pathname.replace("/pagefind", "")));
const pagefind = await import(folder + "/pagefind.js");
await pagefind.options({basePath: "http://bench/pagefind/"});
const answers = [];
for (const query of JSON.parse(fs.readFileSync(0, "utf8"))) {
  const {results} = await pagefind.search(query);
  const pages = await Promise.all(results.slice(0, 10).map((result) => result.data()));
  answers.push(pages.map(({url}) => url.split("/").at(-2)));
}
console.log(JSON.stringify(answers));
"""


@dataclass(frozen=True)
class Asked:
    """A query, its kind, and the pages that are right."""

    kind: str
    text: str
    right: frozenset[str]


Search = Callable[[Sequence[str]], list[list[str]]]


def pages(count: int, rng: random.Random) -> list[Document]:
    """The articles, some of them near kin of an earlier one of their language."""
    made: list[Document] = []
    for place, plain in enumerate(articles(count)):
        own = replace(plain, summary="", questions=())
        elders = made[place % len(LANGS) :: len(LANGS)]
        made.append(_kin(rng, rng.choice(elders), own) if elders and rng.random() < KIN else own)
    return made


def _kin(rng: random.Random, elder: Document, own: Document) -> Document:
    """An article that is called almost as an elder one and repeats every other section of it."""
    words = elder.title.rstrip("?").lower().split()
    content = _content(elder.title, own.lang)
    place = words.index(rng.choice(content))
    other = rng.choice(_content(own.title, own.lang))
    ways = [[*words[:place], other, *words[place + 1 :]], [*words[: place + 1], other, *words[place + 1 :]]]
    if len(content) > 2:
        joined = content[0].capitalize() + content[1].capitalize()
        ways += [[*words[:place], *words[place + 1 :]], [joined, *content[2:]]]
    title = " ".join(rng.choice(ways))
    title = title[0].upper() + title[1:] + "?"
    first = own.sections[0]
    shared = elder.sections[1::2]
    lead = Section(first.heading, first.anchor, f"{title.rstrip('?')}. {first.text}")
    rest = own.sections[1 : max(2, len(own.sections) - len(shared))]
    return replace(own, title=title, sections=(lead, *shared, *rest))


def _content(text: str, lang: str) -> list[str]:
    """Its content words; all words where it has none."""
    words = re.findall(r"\w+", text.lower())
    return [word for word in words if word not in language(lang).stop and len(word) > HALF] or words


def questions(documents: Sequence[Document], count: int, rng: random.Random) -> Iterable[Asked]:
    """That many queries of each kind, about pages of one language."""
    lang = documents[0].lang
    titled, holding, sentences = _catalogue(documents)
    begun = {word[:size] for word in holding for size in range(HALF, len(word) + 1)}
    for document in rng.sample(documents, count):
        title, content = document.title, _content(document.title, lang)
        same = frozenset(titled[title])
        yield Asked("exact", title, same)
        left = _with(title, rng.choice(content), "")
        typed = set(re.findall(r"\w+", left))
        held = (name for other, names in titled.items() if typed <= _words(other) for name in names)
        yield Asked("less", left, frozenset(held))
        longest = max(content, key=len)
        yield Asked("typo", _with(title, longest, mistyped(rng, longest)), same)
        middle = len(longest) // 2
        yield Asked("cut", _with(title, longest, f"{longest[:middle]} {longest[middle:]}"), same)
        tempting = [word for word in (mistyped(rng, longest) for _ in range(40)) if _tempts(word, begun)]
        if tempting:
            yield Asked("typo, cut", _with(title, longest, tempting[0]), same)
        yield _sentence(document, holding, sentences, rng)


def _catalogue(
    documents: Sequence[Document],
) -> tuple[dict[str, list[str]], dict[str, set[int]], list[str]]:
    """Pages by title; sentences by word; the page of each sentence."""
    titled: dict[str, list[str]] = defaultdict(list)
    holding: dict[str, set[int]] = defaultdict(set)
    sentences: list[str] = []
    for document in documents:
        titled[document.title].append(document.id)
        for section in document.sections:
            for sentence in section.text.split("."):
                for word in _words(sentence):
                    holding[word].add(len(sentences))
                sentences.append(document.id)
    return titled, holding, sentences


def _sentence(
    document: Document, holding: dict[str, set[int]], sentences: Sequence[str], rng: random.Random
) -> Asked:
    text = " ".join(section.text for section in document.sections)
    said = [dict.fromkeys(_content(each, document.lang)) for each in text.split(".") if each.strip()]
    words = list(rng.choice([each for each in said if len(each) >= 4]))
    four = [words[place] for place in sorted(rng.sample(range(len(words)), 4))]
    places = set.intersection(*(holding[word] for word in four))
    return Asked("sentence", " ".join(four), frozenset(sentences[place] for place in places))


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _with(title: str, word: str, other: str) -> str:
    return re.sub(rf"\b{word}\b", other, title.lower(), count=1)


def _tempts(word: str, begun: set[str]) -> bool:
    return any(word[:cut] in begun and word[cut:] in begun for cut in range(HALF, len(word) - HALF + 1))


def ours(documents: Sequence[Document], folder: Path) -> Search:
    """Our engine, the exact twin of the browser's."""
    build(folder / "ours", documents[0].lang, documents)
    engine = Engine.open(folder / "ours")

    def ask(query: str) -> list[str]:
        try:
            return [name for name, _ in engine.ranked(query).hits]
        except QueryTooShort:
            return []

    return lambda queries: [ask(query) for query in queries]


def pagefind(documents: Sequence[Document], folder: Path) -> Search:
    """Pagefind's own JavaScript, its requests read from the folder."""
    lang, index = documents[0].lang, folder / "index"
    for page in documents:
        parts = "".join(f"<h2>{part.heading}</h2><p>{part.text}</p>" for part in page.sections)
        path = folder / "site" / page.id / "index.html"
        path.parent.mkdir(parents=True)
        path.write_text(f"<html lang={lang}><body><h1>{page.title}</h1>{parts}</body></html>", "utf-8")
    command = [sys.executable, "-m", "pagefind", "--site", str(folder / "site"), "--output-path", str(index)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    (index / "package.json").write_text('{"type": "module"}', "utf-8")

    def search(queries: Sequence[str]) -> list[list[str]]:
        node = ["node", "--input-type=module", "-e", _ASK_PAGEFIND, str(index), lang]
        run = subprocess.run(node, input=json.dumps(queries), text=True, check=True, stdout=subprocess.PIPE)
        found: list[list[str]] = json.loads(run.stdout)
        return found

    return search


def main() -> None:
    """Ask both engines; print the table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--queries", type=int, default=300)
    options = parser.parse_args()
    rng = random.Random(options.pages)
    site = pages(options.pages, rng)
    scores: dict[tuple[str, str], list[float]] = defaultdict(list)
    for lang in LANGS:
        documents = [page for page in site if page.lang == lang]
        asked = list(questions(documents, options.queries // len(LANGS), rng))
        with tempfile.TemporaryDirectory() as folder:
            for make in (ours, pagefind):
                answers = make(documents, Path(folder))([each.text for each in asked])
                for each, found in zip(asked, answers, strict=True):
                    scores[each.kind, make.__name__].append(reciprocal_rank(found, each.right))
    print(f"| {options.pages:,} pages | queries | this project | Pagefind |\n|---|---:|---:|---:|")
    for kind in dict.fromkeys(kind for kind, _ in scores):
        own, theirs = scores[kind, "ours"], scores[kind, "pagefind"]
        print(f"| {kind} | {len(own)} | {sum(own) / len(own):.3f} | {sum(theirs) / len(theirs):.3f} |")


if __name__ == "__main__":
    main()
