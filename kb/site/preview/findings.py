"""What `kb check` says of one page, by the rules that need no service, no test and no other text."""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache

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
ELSEWHERE |= {"actions", "branches", "current-facts", "searchable", "near-current", "claims-hold"}
RULES = tuple(rule for rule in checks.CHECKS if rule.id not in ELSEWHERE and not rule.is_on_request)


def findings(reading: Reading, path: str) -> tuple[Problem, ...]:
    """What is wrong with a page, in order of lines; nothing with one that nobody writes.

    Args:
        reading: The site.
        path: The page's source.
    """
    page = reading.library.page(path)
    if page is None:
        return ()
    try:
        subject = _subject(reading, page)
    except ContentError as error:  # what writers keep beside the articles
        return error.problems
    found = [*checks.run(subject, checks=RULES), *_links(reading, page, subject)]
    if isinstance(page, Article):
        others = [other.article for other in reading.articles.values() if other.article.path != page.path]
        found += twice([*others, *(one for one in subject.corpus.written if one.path == page.path)])
    return tuple(sorted({one for one in found if one.path == page.path}))


def _subject(reading: Reading, page: Article | HomePage) -> Subject:
    """The page and its translations."""
    if isinstance(page, HomePage):
        alone = replace(reading.sources.corpus, articles=(), faulty=(), homes=(page,))
        return gather.alone(reading.docs, alone, reading.library.facts, reading.sources.day)
    same = [found.article for found in reading.articles.values() if found.article.name == page.name]
    heads = [reading.heads.again(reading.docs / article.file) for article in same]
    whole = [reading.heads.whole(reading.docs / article.file) for article in same]
    problems = [problem for head in heads for problem in head.problems]
    faulty = {problem.path for problem in problems}
    corpus = replace(
        reading.sources.corpus,
        articles=tuple(article for article in whole if article.path not in faulty),
        faulty=tuple(article for article in whole if article.path in faulty),
        homes=(),
        problems=tuple(problems),
    )
    return gather.alone(reading.docs, corpus, reading.library.facts, reading.sources.day)


def _links(reading: Reading, page: Article | HomePage, subject: Subject) -> Iterable[Problem]:
    """Links that do not arrive; a page that they lead to is read when they name an anchor of it."""
    facts = reading.library.facts
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
