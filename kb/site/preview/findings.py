"""What `kb check` says of one page, by the rules that need no service, no test and no other text."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache, cached_property
from typing import Any

from kb import checks
from kb.checks import gather, ignored, internal_links
from kb.checks.link_targets import Targets
from kb.checks.model import Subject
from kb.content.article import Article
from kb.content.render import filled
from kb.content.same_ids import twice
from kb.content.sources.home import HomePage
from kb.errors import ContentError, Problem
from kb.site.preview.reading import Reading
from kb.support.page_html import PageHtml, convert

# What needs the whole content, the billing service, or a test.
ELSEWHERE = {"unique", "duplicates", "addresses", "urls", "internal-links", "claim-languages", "claim-tests"}
ELSEWHERE |= {"actions", "branches", "current-facts", "searchable", "searches", "near-current", "claims-hold"}
RULES = tuple(rule for rule in checks.CHECKS if rule.id not in ELSEWHERE and not rule.is_on_request)
HINTS = frozenset(rule.id for rule in RULES if rule.is_hint)


class Findings:
    """The findings of the pages of one reading of a site."""

    def __init__(self, reading: Reading) -> None:
        """Judge what `reading` knows."""
        self.reading = reading

    def of(self, path: str) -> tuple[Problem, ...]:
        """What is wrong with a page, in order of lines; nothing with one that nobody writes.

        Args:
            path: The page's source.
        """
        page = self.reading.library.page(path)
        if page is None:
            return ()
        try:
            subject = self._subject(page)
        except ContentError as error:  # what writers keep beside the articles
            return error.problems
        found = [*checks.run(subject, checks=RULES), *self._links(page, subject)]
        found += self._twice(page, subject) if isinstance(page, Article) else []
        return tuple(sorted({one for one in found if one.path == page.path}))

    @cached_property
    def _beside(self) -> Mapping[str, Any]:
        return gather.beside(self.reading.docs)

    def _subject(self, page: Article | HomePage) -> Subject:
        """The page and its translations."""
        reading = self.reading
        same = [found.article for found in reading.articles.values() if _is_same(found.article, page)]
        problems = [one for each in same for one in reading.heads.again(reading.docs / each.file).problems]
        whole = [reading.heads.whole(reading.docs / each.file) for each in same]
        faulty = {problem.path for problem in problems}
        corpus = replace(
            reading.sources.corpus,
            articles=tuple(article for article in whole if article.path not in faulty),
            faulty=tuple(article for article in whole if article.path in faulty),
            homes=(page,) if isinstance(page, HomePage) else (),
            problems=tuple(problems),
        )
        # The wording of one language, as it takes a moment to learn its words.
        approved = {page.lang: self._beside["approved"].get(page.lang, {})}
        kept = {**self._beside, "approved": approved if approved[page.lang] else {}}
        subject = gather.alone(reading.docs, corpus, reading.library.facts, reading.sources.day, kept)
        return replace(subject, growing=reading.growing)

    def _twice(self, page: Article, subject: Subject) -> Iterable[Problem]:
        """An id, a name or an address that another article of the language has, too."""
        written = next(one for one in subject.corpus.written if one.path == page.path)
        near = [
            other
            for other in (found.article for found in self.reading.articles.values())
            if other.lang == page.lang
            and (other.id == written.id or other.name == page.name or other.address == page.address)
            and other.path != page.path
        ]
        return twice([*near, written])

    def _links(self, page: Article | HomePage, subject: Subject) -> Iterable[Problem]:
        """Links that do not arrive; a page that they lead to is read when they name an anchor of it."""
        reading, facts = self.reading, self.reading.library.facts
        by_path = {found.article.path: found.article for found in reading.articles.values()}

        @cache
        def html(path: str) -> PageHtml:
            if path == page.path:
                return subject.page(path)
            article = by_path[path]
            return convert(filled(reading.heads.whole(reading.docs / article.file).body, article.lang, facts))

        corpus = replace(reading.sources.corpus, articles=tuple(by_path.values()), faulty=())
        paths = {str(fact.value) for fact in facts if fact.unit == "path"}
        targets = Targets(corpus, subject.assets, paths, lambda path: html(path).anchors)
        written = next((one for one in subject.corpus.pages if one.path == page.path), page)
        rule = internal_links.CHECK.id
        for problem in ignored.heard(internal_links.on_page(written, subject, targets), rule, subject):
            yield replace(problem, rule=rule)


def _is_same(article: Article, page: Article | HomePage) -> bool:
    return isinstance(page, Article) and article.name == page.name
