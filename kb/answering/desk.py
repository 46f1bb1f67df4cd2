"""A help center's content as whoever answers uses it: by an article's id, or by what a customer wrote."""

import re
from pathlib import Path

from kb.answering.contacts import contacts
from kb.answering.customer import Customer
from kb.answering.part import Answer
from kb.answering.part import answer as part_for
from kb.answering.picking.asking import Asker
from kb.answering.reply import Reply, replies
from kb.clock import today
from kb.content import corpus, facts, operations
from kb.content.article import Article
from kb.errors import UnknownName, did_you_mean

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


class Desk:
    """Articles and facts, read once."""

    def __init__(self, content: Path) -> None:
        """Read the content folder; raises ContentError where an article cannot be used."""
        self.corpus, self.facts = corpus.load(content, day=today()), facts.load(content)
        self.operations = operations.load(content) or {}

    def named(self, name: str) -> dict[str, Article]:
        """The article of that id by language; nothing where it is a question.

        Raises:
            UnknownName: For what looks like an id and is nearly one.
        """
        try:
            return self.corpus.translations(name)
        except UnknownName as error:
            if ID.fullmatch(name) and did_you_mean(name, error.known):
                raise
            return {}

    def part(self, article: Article, customer: Customer, site: str, first: str = "") -> Answer:
        """The part of an article for a customer, the section of the heading `first` before the others."""
        panels = customer.panels(article.lang)
        return part_for(article, self.facts, customer.audiences, site, self.operations, panels, first)

    def replies(
        self, asker: Asker, text: str, lang: str, customer: Customer, site: str
    ) -> tuple[str, tuple[Reply, ...]]:
        """The language of the replies and one to each question of a message; one that says so where none is.

        Args:
            asker: Finds the articles.
            text: The message.
            lang: Language of the replies, whatever the message's; empty: the message's.
            customer: Whom it is for.
            site: Where the help center stands, without a slash at the end.
        """
        theirs, picks = asker.ask(text, reader=lang)
        found = lang or theirs
        articles = {each.id: each for each in self.corpus.articles if each.lang == found}
        made = replies(
            picks, articles, lambda article, first: self.part(article, customer, site, first), site
        )
        return found, made or (Reply(text, None, (), text),)

    def contacts(self, site: str) -> list[str]:
        """How support is reached."""
        return contacts(self.facts, f"{site}/")
