"""What a check is, and what it may look at."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Literal, Protocol

from kb.content.article import Article
from kb.content.sources.home import HomePage
from kb.content.sources.shelf_texts import ShelfTexts
from kb.errors import Problem

if TYPE_CHECKING:
    from kb.content.corpus import Corpus
    from kb.content.facts import Facts
    from kb.content.operations import Operation
    from kb.content.sources.searches import Recorded
    from kb.gaps.replay import Found
    from kb.support.claims import ClaimTest, Outcome
    from kb.support.findability import KnownItem
    from kb.support.page_html import PageHtml
    from kb.support.silences import Silence
    from kb.truth.approved import Approved
    from kb.truth.numbers import Allowed

Page = Article | HomePage
Telling = Page | ShelfTexts  # what tells readers something that has to be so


class Each(Protocol):
    """Remembers what a function makes of a page."""

    def __call__(
        self, name: str, told: object, make: Callable[[Any], Any], beside: Callable[[Any], object] = ..., /
    ) -> Callable[[Telling], Any]:
        """The same function, which looks at each page once.

        Args:
            name: What it is known by.
            told: What it reads beside the page and the facts; it changes all.
            make: The function; it makes lists, texts and numbers, as JSON has them.
            beside: What it reads beside that page alone.
        """


def _alone(
    _name: str, _told: object, make: Callable[[Any], Any], _beside: Callable[[Any], object] | None = None
) -> Callable[[Telling], Any]:
    """Nobody remembers."""
    return make


# Of what two pages have in common, or one has: both paths (or one twice), then whatever tells it.
Pair = Sequence[Any]
# From the paths of what changed and what was told last (None where all is new): pairs with one of them, and
# what to tell next time, never None. No pairs where others may have changed as well.
Compare = Callable[[Collection[str], Any], tuple[list[Pair] | None, Any]]


class Among(Protocol):
    """Remembers what pages of a language have in common."""

    def __call__(self, name: str, told: object, pages: Sequence[Article], find: Compare, /) -> Iterable[Pair]:
        """All pairs.

        Args:
            name: What it is known by.
            told: What it reads beside the pages and the facts; it changes all.
            pages: Of one language, in order.
            find: Compares those that changed with all.
        """


def _anew(_name: str, _told: object, pages: Sequence[Article], find: Compare) -> Iterable[Pair]:
    """Nobody remembers."""
    return find({page.path for page in pages}, None)[0] or ()


@dataclass(frozen=True)
class Subject:
    """Everything the checks look at; what costs time or needs the service is a call that a check makes.

    Attributes:
        corpus: The articles.
        facts: The snapshot that articles are rendered from.
        urls: The addresses ever published, each with its line in `content/urls.txt`.
        assets: Paths of all files under the content folder, relative to it.
        claim_tests: The executable claims.
        service_facts: The facts that the service publishes now.
        service_operations: The operations that the service has now.
        claim_outcomes: Runs the tests of the claims.
        page: What an article or home page becomes, by its path; facts that do not exist are left out.
        found: What searches of a language find.
        searches: Those recorded in a language's searches.yml, and the file's faults.
        reach: Why nobody arrives at an address of another host; empty where somebody does.
        silences: What the remarks of a file silence, by its path.
        today: The day on which the content is judged.
        growing: The languages that may lack articles.
        asked: Asks questions of a language, each of an index without it, until so many that find their
            article, of so many, are enough.
        key: What tells the contents of a file, by its path.
        each: Remembers what a function makes of a page.
        among: Remembers what pages of a language have in common.
        approved: The approved wording of the promises, by language and article.
        number_exceptions: The numbers that articles may say though they are no facts, and the file's faults.
        glossary: By language the words to write, each with those that it replaces; as read, unjudged.
    """

    corpus: "Corpus"
    facts: "Facts"
    urls: tuple[tuple[str, int], ...]
    assets: frozenset[str]
    claim_tests: "tuple[ClaimTest, ...]"
    service_facts: "Callable[[], Facts]"
    service_operations: "Callable[[], Mapping[str, Operation]]"
    claim_outcomes: "Callable[[], Mapping[str, Outcome]]"
    page: "Callable[[str], PageHtml]"
    found: "Callable[[str, Sequence[str]], Sequence[Found]]"
    searches: "Callable[[str], tuple[Sequence[Recorded], Sequence[Problem]]]"
    silences: "Callable[[str], Sequence[Silence]]"
    today: date
    asked: "Callable[[str, Callable[[int, int], bool]], Iterable[KnownItem]]"
    key: Callable[[str], str]
    each: Each = _alone
    among: Among = _anew
    reach: Callable[[str], str] = lambda _: ""
    approved: "Approved" = field(default_factory=dict)
    number_exceptions: "tuple[tuple[Allowed, ...], tuple[Problem, ...]]" = ((), ())
    glossary: Any = field(default_factory=dict)
    growing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Edit:
    """What cures a finding, where no judgement is needed.

    Attributes:
        path: The file as messages name it.
        line: Counted from 1.
        old: What stands there; left alone where it does not stand there exactly once.
        new: What shall stand there.
    """

    path: str
    line: int
    old: str
    new: str


@dataclass(frozen=True)
class Check:
    """One rule.

    Attributes:
        id: Names the rule in findings and in `--skip`.
        reason: Why it matters to a customer; one sentence.
        cure: What to do about a finding; one sentence.
        find: Every place that breaks the rule.
        fix: What `kb check --fix` writes in place of its findings; nothing where it takes judgement.
        is_hint: Whether it advises only; a hint fails nothing.
        is_on_request: Whether it runs only when it is named with `--only`.
        scope: What may change its findings in a place: `article`, that article as it was read, and the facts;
            `language`, the articles, synonyms and near words of that language, and the facts; else anything.
    """

    id: str
    reason: str
    cure: str
    find: Callable[[Subject], Iterable[Problem]]
    fix: Callable[[Subject], Iterable[Edit]] = lambda _: ()
    is_hint: bool = False
    is_on_request: bool = False
    scope: Literal["article", "language", "content"] = "content"
