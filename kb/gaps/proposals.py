"""What would close a gap, with its proof: the logged queries asked again, with the change and without it."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from kb.gaps.clusters import Gap, content_terms
from kb.gaps.mask import MARKS
from kb.gaps.replay import FIRST, Asking, Replay, ask
from search import Document
from search.text.analyzer import Analyzer
from search.text.language import language

HELD = 2 / 3  # of a query's content terms: an article that does not hold more answers something else
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
        left: Of all other logged searches, how many lose from the first three what they had there.
        queries: Those that then are answered: what `kb check` shall ask ever after.
        strayed: To how many other answered searches a question's article would be shown anew.
    """

    action: str
    article: str = ""
    words: tuple[str, ...] = ()
    entered: int = 0
    left: int = 0
    queries: tuple[str, ...] = ()
    strayed: int = 0

    @property
    def is_proven(self) -> bool:
        """Whether it answers some and harms nobody, nor comes near to it.

        What is shown to searches that are not its own has taken a place from them; on logs of other help
        centers it then also harmed searches that the log did not hold.
        """
        return self.entered > 0 and self.left == 0 and self.strayed == 0


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
        """The article that was opened most after the gap's searches, else one that they find; empty without.

        The latter must hold more than two thirds of a search's content terms: else it answers something else.
        """
        if followed := self._followed(gap):
            return followed.most_common(1)[0][0]
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
        article = self.nearest(gap)
        if article:
            yield self.question(gap, article)
        yield from self._synonyms(gap)
        if not self._followed(gap):
            yield Proposal(ARTICLE)
            yield Proposal(SCOPE, queries=tuple(query for query, _ in gap.queries))

    def _followed(self, gap: Gap) -> Counter[str]:
        """What was opened after the gap's searches; an article that has been retired since is none."""
        return Counter({name: times for name, times in gap.followed.items() if name in self.held})

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
            entered, queries, answers = 0, list[str](), Counter[str]()
            for query, times in gap.queries:
                before, after = self.replayed.before[query], ask(engine, query)
                first = after.articles[:FIRST] if after.confident or gap.followed else ()
                wanted = article or next(iter(first), "")
                if wanted in first and not (
                    wanted in before.articles[:FIRST] and (before.confident or gap.followed)
                ):
                    entered += times
                    queries.append(query)
                    answers[wanted] += times
            left = self.replayed.left(lambda query: ask(engine, query))
            strayed = self.replayed.strayed(article, lambda query: ask(engine, query)) if article else 0
        answering = article or next(iter(dict(answers.most_common(1))), "")
        return Proposal(action, answering, words, entered, left, tuple(queries), strayed)


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
