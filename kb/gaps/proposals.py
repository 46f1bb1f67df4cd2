"""What would close a gap, with its proof: the logged queries asked again, with the change and without it."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice

from kb.gaps.clusters import Gap, content_terms
from kb.gaps.mask import MARKS
from kb.gaps.replay import FIRST, Asking, Replay, ask
from search import Document
from search.text.analyzer import Analyzer
from search.text.language import language

HELD = 2 / 3  # of a query's content terms: an article that does not hold more answers something else
NEARLY = 0.3  # share of common terms (Jaccard) from which what was opened after one search speaks for another
TWICE = 2  # times as much must speak for an article as for any other
ALIKE = 2  # content words that two searches share at least, where the one word that differs means the same
TRIED = 4  # pairs of words that are tried as synonyms
QUESTION, SYNONYM, SCOPE, ARTICLE = "question", "synonym", "out-of-scope", "article"


@dataclass(frozen=True)
class Proposal:
    """What would close a gap.

    Attributes:
        action: One of the four above.
        article: The article that then answers; empty where none does.
        words: The question to add, or the words that mean the same.
        entered: Of the gap's searches, how many have an answer among the first three with the change only.
        sure: How many had it there already, and are sure of it with the change only.
        left: Of all other logged searches, how many lose from the first three what they had there.
        queries: Those that then are answered: what `kb check` shall ask ever after.
        strayed: To how many other answered searches a question's article would be shown anew.
        is_guess: Whether nothing but common words speaks for the article: mostly it is the wrong one.
    """

    action: str
    article: str = ""
    words: tuple[str, ...] = ()
    entered: int = 0
    left: int = 0
    queries: tuple[str, ...] = ()
    strayed: int = 0
    sure: int = 0
    is_guess: bool = False

    @property
    def is_proven(self) -> bool:
        """Whether it answers some and harms nobody, nor comes near to it.

        What is shown to searches that are not its own has taken a place from them; on logs of other help
        centers it then also harmed searches that the log did not hold.
        """
        helps = self.entered + self.sure > 0 and not self.is_guess
        return helps and self.left == 0 and self.strayed == 0


class Advisor:
    """Looks for what would close the gaps of one language."""

    def __init__(self, replayed: Replay) -> None:
        """Read the documents' terms once."""
        self.replayed = replayed
        self.analyzer = Analyzer(language(replayed.asking.lang))
        self.held = {one.id: held_terms(one, self.analyzer) for one in replayed.asking.documents}
        self.known = frozenset().union(*self.held.values())
        self.answered = [content_words(query, self.analyzer) for query in replayed.wanted]

    def nearest(self, gap: Gap) -> str:
        """The article that was opened most after the gap's searches, or after others with nearly its words.

        Those must agree, and the gap's own searches must find it, too; empty where nothing speaks for any.
        """
        if gap.followed:
            return max(gap.followed, key=lambda name: gap.followed[name])
        found: Counter[str] = Counter()
        for query, times in gap.queries:
            name = self._opened_nearby(content_terms(query, self.analyzer))
            if name in self.replayed.before[query].articles[:FIRST]:
                found[name] += times
        return found.most_common(1)[0][0] if found else ""

    def _opened_nearby(self, terms: frozenset[str]) -> str:
        """What was opened after searches with nearly these terms; empty where they do not agree."""
        near = {each for term in terms for each in self._opened.get(term, ())}
        votes: defaultdict[str, float] = defaultdict(float)
        for others, name in near:
            likeness = len(terms & others) / len(terms | others)
            votes[name] += likeness if likeness >= NEARLY else 0
        first, second = sorted([*votes.items(), ("", 0.0), ("", 0.0)], key=lambda vote: -vote[1])[:2]
        return first[0] if first[1] >= TWICE * second[1] else ""

    @cached_property
    def _opened(self) -> Mapping[str, list[tuple[frozenset[str], str]]]:
        """By term: the searches after which an article was opened, as their terms, with that article."""
        held: dict[str, list[tuple[frozenset[str], str]]] = {}
        pairs = {(one.query, name) for one in self.replayed.searches if (name := self.replayed.opened(one))}
        for query, name in sorted(pairs):
            terms = content_terms(query, self.analyzer)
            for term in terms:
                held.setdefault(term, []).append((terms, name))
        return held

    def alike(self, gap: Gap) -> str:
        """The article that the gap's searches find and that holds more than two thirds of their terms."""
        found: Counter[str] = Counter()
        for query, times in gap.queries:
            terms = content_terms(query, self.analyzer)
            for name in self.replayed.before[query].articles[:FIRST]:
                if len(terms & self.held[name]) > HELD * len(terms):
                    found[name] += times
                    break
        return found.most_common(1)[0][0] if found else ""

    def proposals(self, gap: Gap) -> Iterator[Proposal]:
        """What could be done: a question, a synonym, an article; or it is none of our business."""
        if article := self.nearest(gap):
            yield self.question(gap, article)
        elif article := self.alike(gap):
            yield replace(self.question(gap, article), is_guess=True)
        yield from self._synonyms(gap)
        if not gap.followed:
            yield Proposal(ARTICLE)
            yield Proposal(SCOPE, queries=tuple(query for query, _ in gap.queries))

    def question(self, gap: Gap, article: str, query: str = "") -> Proposal:
        """A query, else the most frequent, as an article's question, and what that does to all searches."""
        words = query or next(
            (name for name, _ in gap.queries if not any(mark in name for mark in MARKS)), ""
        )
        words = _unmarked(words or gap.queries[0][0])
        changed = self.replayed.asking.with_question(article, [words])
        return self._tried(QUESTION, gap, changed, article, (words,))

    def synonym(self, gap: Gap, known: str, added: str) -> Proposal:
        """Two words that mean the same, and what that does to all searches."""
        changed = self.replayed.asking.with_synonyms((known, added))
        return self._tried(SYNONYM, gap, changed, "", (known, added))

    def _synonyms(self, gap: Gap) -> Iterator[Proposal]:
        """Words of the gap that no article holds, each beside one that stands in its place elsewhere."""
        for unknown, known in islice(self._pairs(gap), TRIED):
            tried = self.synonym(gap, known, unknown)
            if tried.is_proven:
                yield tried

    def _pairs(self, gap: Gap) -> Iterator[tuple[str, str]]:
        """An unknown word, and the one in its place in an answered search whose other words are the same."""
        count: Counter[tuple[str, str]] = Counter()
        for query, times in gap.queries:
            mine = content_words(query, self.analyzer)
            for unknown in mine.keys() - self.known:
                for its in self.answered:
                    other = its.keys() - mine.keys()
                    if (
                        len(other) == 1
                        and len(mine.keys() - its.keys()) == 1
                        and unknown not in its
                        and len(mine) > ALIKE
                    ):
                        count[mine[unknown], its[next(iter(other))]] += times
        yield from (pair for pair, _ in count.most_common())

    def _tried(
        self, action: str, gap: Gap, changed: Asking, article: str, words: tuple[str, ...]
    ) -> Proposal:
        with changed.engine() as engine:
            entered, sure, queries, answers = 0, 0, list[str](), Counter[str]()
            for query, times in gap.queries:
                before, after = self.replayed.before[query], ask(engine, query)
                first = after.articles[:FIRST] if after.confident or gap.followed else ()
                wanted = article or next(iter(first), "")
                was_there = wanted in before.articles[:FIRST] and (before.confident or bool(gap.followed))
                is_surer = after.confident and not before.confident
                if wanted in first and (is_surer or not was_there):
                    entered += 0 if was_there else times
                    sure += times if was_there else 0
                    queries.append(query)
                    answers[wanted] += times
            left = self.replayed.left(lambda query: ask(engine, query))
            strayed = self.replayed.strayed(article, lambda query: ask(engine, query)) if article else 0
        answering = article or next(iter(dict(answers.most_common(1))), "")
        return Proposal(action, answering, words, entered, left, tuple(queries), strayed, sure)


def held_terms(document: Document, analyzer: Analyzer) -> frozenset[str]:
    """The terms of all words of a document that say something."""
    parts = [document.title, document.summary, *document.questions, *document.keywords]
    parts += [text for section in document.sections for text in (section.heading, section.text)]
    return content_terms(" ".join(parts), analyzer)


def content_words(query: str, analyzer: Analyzer) -> Mapping[str, str]:
    """The words of a query that say something, by their terms."""
    words = [token.word for token in analyzer.tokens(_unmarked(query))]
    return {
        analyzer.terms(word)[0]: word.lower() for word in words if not analyzer.is_stop(analyzer.fold(word))
    }


def _unmarked(query: str) -> str:
    for mark in MARKS:
        query = query.replace(mark, " ")
    return " ".join(query.split())
