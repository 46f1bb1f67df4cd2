"""Putting together what the checks look at: files, the service, the tests of the claims."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, Protocol

import yaml

from kb.checks import glossary
from kb.checks.articles import Articles
from kb.checks.model import Subject
from kb.checks.urls import FILE
from kb.content import atomic, corpus, facts
from kb.content.corpus import Corpus
from kb.content.facts import Facts
from kb.content.operations import Operation
from kb.content.render import documents, filled
from kb.content.sources import files, searches
from kb.content.sources.texts import read_data
from kb.content.sources.urls import with_urls
from kb.errors import ContentError, Problem, ServiceUnreachable
from kb.kept import digest
from kb.support import approval, claims, external, page_html
from kb.support.page_html import PageHtml
from kb.support.silences import Silence, silences
from kb.truth import numbers

if TYPE_CHECKING:
    from kb.gaps.replay import Found
    from kb.support.findability import KnownItem
    from kb.truth.approved import Approved

LINKS = Path("build", "links.json")  # which addresses of other hosts answered when


class Service(Protocol):
    """What the checks ask of the billing service."""

    def facts(self) -> Facts:
        """The public facts now; raises ServiceUnreachable."""

    def operations(self) -> Mapping[str, Operation]:
        """The operations now; raises ServiceUnreachable."""


def subject(
    content: Path,
    claim_tests: Path,
    root: Path,
    service: Service,
    today: date,
    product: str = "",
    growing: frozenset[str] = frozenset(),
    articles: Articles | None = None,
    approved: "Approved | None" = None,
) -> Subject:
    """Everything the checks look at; the service is asked and the claims are run once, and only when needed.

    Args:
        content: The content folder.
        claim_tests: The folder of the claims' tests.
        root: Where those tests run and what their paths are relative to.
        service: The billing service.
        today: The day on which the content is judged.
        product: The name of what the articles are about, as mkdocs.yml has it.
        growing: The languages that may lack articles.
        articles: Reads those; where it is None, nobody remembers them.
        approved: The approved wording; None reads it.

    Raises:
        ContentError: When there is no content folder, or its facts cannot be read.
    """
    found, known = corpus.load(content, day=today, read=articles), facts.load(content)
    subject = alone(content, found, known, today, beside(content, approved))
    keys = articles.keys if articles else {}
    return replace(
        subject,
        key=lambda path: keys[path] if path in keys else subject.key(path),
        found=searching(found, known, product),
        reach=external.Reacher(root / LINKS).reason,
        urls=recorded_urls(content),
        growing=growing,
        claim_tests=claims.tests(claim_tests, root),
        service_facts=cache(service.facts),
        service_operations=cache(service.operations),
        claim_outcomes=cache(lambda: claims.run(claim_tests, root)),
    )


def beside(content: Path, approved: "Approved | None" = None) -> dict[str, Any]:
    """What writers keep beside the articles for the rules, by the subject's attributes.

    Args:
        content: The content folder.
        approved: The approved wording; None reads it.

    Raises:
        ContentError: When it cannot be read.
    """
    return {
        "approved": approval.load(content) if approved is None else approved,
        "number_exceptions": number_exceptions(content),
        "glossary": read_glossary(content),
    }


def alone(
    content: Path, found: Corpus, known: Facts, today: date, kept: Mapping[str, Any] | None = None
) -> Subject:
    """What can be known without a service, and without a claim being tested.

    Args:
        content: The content folder.
        found: What stands in it.
        known: The snapshot of the facts.
        today: The day on which the content is judged.
        kept: From `beside`; None reads it.

    Raises:
        ContentError: When what writers keep beside the articles cannot be read.
    """

    def asked(lang: str, is_enough: Callable[[int, int], bool]) -> "Iterable[KnownItem]":
        from kb.support import findability

        articles = documents(found.of(lang), known)
        return findability.ask(articles, lang, found.synonyms[lang], found.near[lang], is_enough)

    def nobody() -> NoReturn:
        raise ServiceUnreachable("", "nobody asks a service here")

    bodies = {each.path: (each.body, each.lang) for each in found.pages}

    @cache
    def page(path: str) -> PageHtml:
        body, lang = bodies[path]
        return page_html.convert(filled(body, lang, known))

    def key(path: str) -> str:
        file = content / path.removeprefix(f"{found.shown}/")
        return digest(path.encode() + b"\0" + (file.read_bytes() if file.is_file() else b""))

    @cache
    def silenced(path: str) -> tuple[Silence, ...]:
        file = content / path.removeprefix(f"{found.shown}/")
        text = file.read_text("utf-8", "replace") if path in bodies and file.is_file() else ""
        return tuple(silences(text)) if "kb:" in text else ()

    return Subject(
        corpus=found,
        facts=known,
        urls=(),
        assets=frozenset(path for path in found.paths if path not in files.DATA),
        claim_tests=(),
        service_facts=nobody,
        service_operations=nobody,
        claim_outcomes=dict,
        page=page,
        found=searching(found, known),
        searches=lambda lang: recorded_searches(content, lang, found.shown),
        silences=silenced,
        today=today,
        asked=asked,
        key=key,
        **(beside(content) if kept is None else kept),
    )


def searching(
    corpus: Corpus, known: Facts, product: str = ""
) -> "Callable[[str, Sequence[str]], Sequence[Found]]":
    """What searches of a language find in the articles as they are."""

    def found(lang: str, queries: Sequence[str]) -> "Sequence[Found]":
        from kb.gaps.replay import Asking, ask

        articles = documents(corpus.of(lang), known)
        asking = Asking(lang, articles, corpus.synonyms[lang], product, corpus.near[lang])
        with asking.engine() as engine:
            return [ask(engine, query) for query in queries]

    return found


def recorded_searches(
    content: Path, lang: str, shown: str
) -> tuple[tuple[searches.Recorded, ...], list[Problem]]:
    """What customers searched in a language and must find, and what is wrong with its file."""
    path = f"{shown}/{lang}/{files.SEARCHES}"
    file = content / lang / files.SEARCHES
    return searches.parse(read_data(file, path) if file.is_file() else "", path)


def number_exceptions(content: Path) -> tuple[tuple[numbers.Allowed, ...], tuple[Problem, ...]]:
    """The numbers that articles may say, and what is wrong with their file; nothing where there is none."""
    path = content / numbers.FILE
    if not path.is_file():
        return (), ()
    allowed, problems = numbers.parse(corpus.read_text(path, path.name), f"{content.name}/{path.name}")
    return allowed, tuple(problems)


def read_glossary(content: Path) -> Any:  # noqa: ANN401 (the rule judges it)
    """What the glossary's file holds; nothing where there is none.

    Raises:
        ContentError: When it is no YAML.
    """
    path = content / glossary.FILE
    if not path.is_file():
        return {}
    try:
        return yaml.safe_load(corpus.read_text(path, path.name)) or {}
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise ContentError(
            [Problem(f"{content.name}/{path.name}", mark.line + 1 if mark else 1, "this is no YAML")]
        ) from error


def recorded_urls(content: Path) -> tuple[tuple[str, int], ...]:
    """The recorded addresses, each with its line; lines that are empty or start with # are comments.

    Raises:
        ContentError: When the file is not UTF-8.
    """
    lines = enumerate((line.strip() for line in _lines(content)), 1)
    return tuple((line, number) for number, line in lines if line and not line.startswith("#"))


def record_urls(content: Path, urls: Iterable[str]) -> list[str]:
    """Add the addresses that are not recorded yet, in their order, and return them; every other line stays.

    Raises:
        ContentError: When the file is not UTF-8.
    """
    new = sorted(set(urls) - {url for url, _ in recorded_urls(content)})
    if new:
        text = with_urls("".join(f"{line}\n" for line in _lines(content)), new)
        atomic.write(content, [atomic.change(content / FILE, text.encode())])
    return new


def _lines(content: Path) -> list[str]:
    path = content / FILE
    return read_data(path, f"{content.as_posix()}/{FILE}").splitlines() if path.is_file() else []
