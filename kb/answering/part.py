"""The part of an article that answers a customer of a known kind; pure."""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from urllib.parse import urlsplit

from kb import strings
from kb.answering.audience import CORPORATE, closed, is_own
from kb.answering.customer import Audiences, Offer, Panel
from kb.answering.links import whole
from kb.answering.parts import Part, led_by, parts, text_of
from kb.content.article import Article
from kb.content.facts import Facts
from kb.content.markdown.own_words import alerts_as_quotes
from kb.content.operations import Operation
from kb.content.render import render
from search.text.language import language

WORD = re.compile(r"\w+")
LONG = 4  # letters of a word that says something
SAID = 9  # tenths of a summary's words that the text holds where it says the same
CONTACTS = "getContacts"  # a section of one's own says whom to ask


@dataclass(frozen=True)
class Answer:
    """An answer ready to send.

    Attributes:
        article: The article's id.
        lang: Language code.
        title: The question.
        url: The page that holds the whole answer.
        markdown: The text, with whole links.
        actions: A link for each operation that the customer can start, by operationId.
        offers: The same with button and consequence.
        state: What the service says about them, with their own plan, dates and amounts.
        summary: The answer in one sentence; empty where the text says it, not all of it is for them, or a
            section that answers by itself stands first.
    """

    article: str
    lang: str
    title: str
    url: str
    markdown: str
    actions: Mapping[str, str]
    offers: tuple[Offer, ...] = ()
    state: tuple[str, ...] = ()
    summary: str = ""


def answer(
    article: Article,
    facts: Facts,
    audiences: Audiences,
    site: str = "",
    operations: Mapping[str, Operation] | None = None,
    panels: Mapping[str, Panel] | None = None,
    first: str = "",
) -> Answer:
    """What the article says to an account.

    A section marked for some accounts stays only for them. Where the article's actions are not for the
    account (a Corporate plan, a plan that does not run), it gets its own section alone if there is one.
    Without audiences everything stays. Links start with `site`, an address without a slash at its end. The
    account pages stand at the root of its host, wherever below it the articles are.

    Args:
        article: The article.
        facts: What it is rendered with.
        audiences: Those of the account; None: everybody.
        site: Where the help center stands.
        operations: What the service has, by id.
        panels: What it says holds for the account, by operation.
        first: The heading of the section that answers by itself; it comes before the others.

    Raises:
        ContentError: When the article uses an unknown fact or label.
    """
    rendered, known = render(article, facts), operations or {}
    found = led_by(list(parts(rendered.markdown)), first)
    marks = {part.audience for part in found} & set(audiences or ())
    own = any(is_own(mark, article, known) for mark in marks)
    kept = [part for part in found if _is_for(part, audiences, only_marked=own)]
    text = text_of(kept, partial(_label, article.lang) if audiences is None else lambda *_: "")
    offers = tuple(_offers(article, known, audiences, panels or {}, own=own))
    said = (panels[name].sentence for name in article.actions if panels and name in panels)
    is_led = bool(first) and next((part.heading for part in kept if any(part.lines)), "") == first
    is_whole = not own and {offer.operation for offer in offers} >= set(article.actions)
    return Answer(
        article=article.id,
        lang=article.lang,
        title=rendered.title,
        url=site + article.url,
        markdown=whole(alerts_as_quotes(text, article.lang), article, site),
        actions={offer.operation: _start(offer.operation, article, site) for offer in offers},
        offers=offers,
        state=tuple(dict.fromkeys(filter(None, said))),
        summary=rendered.summary if is_whole and not is_led and not _says(text, rendered.summary) else "",
    )


def _label(lang: str, audience: str, heading: str) -> str:
    """For whom a section is, as its page says it; empty where its heading does."""
    known = strings.with_prefix(lang, f"site.when_{audience}").get(f"site.when_{audience}")
    said = known or strings.text(lang, "site.when_other", condition=audience)
    words = [word for word in WORD.findall(said.casefold()) if word not in language(lang).stop]
    told = tuple(word[:LONG] for word in WORD.findall(heading.casefold()))
    return "" if all(word.startswith(told) for word in words) else said


def _offers(
    article: Article,
    known: Mapping[str, Operation],
    audiences: Audiences,
    panels: Mapping[str, Panel],
    *,
    own: bool,
) -> Iterator[Offer]:
    """What the account can do: what the service offers, else the article's actions that are not closed."""
    shut = closed(known.values(), audiences or ())
    found: dict[str, Offer] = {}
    for name in article.actions:
        listed: Iterable[Offer] = panels[name].offers if name in panels else ()
        if name not in panels and name not in shut:
            said = known.get(name, Operation(name, {}))
            listed = (Offer(name, said.label(article.lang), said.consequence(article.lang)),)
        found |= {offer.operation: offer for offer in listed if offer.operation not in found}
    if own:
        found.pop(CONTACTS, None)
    yield from () if own and CORPORATE in (audiences or ()) else found.values()


def _says(text: str, sentence: str) -> bool:
    """Whether a text holds the words of a sentence that say something, as good as all."""
    words = {word for word in WORD.findall(sentence.casefold()) if len(word) >= LONG or word.isdigit()}
    held = words & set(WORD.findall(text.casefold()))
    return len(held) * 10 >= len(words) * SAID


def _start(operation: str, article: Article, site: str) -> str:
    folder = urlsplit(site).path
    return f"{site.removesuffix(folder)}/account/go/{operation}?return={folder}{article.url}"


def _is_for(part: Part, audiences: Collection[str] | None, *, only_marked: bool) -> bool:
    if audiences is None:
        return True
    return part.audience in audiences if part.audience or only_marked else True
