"""Making an answer for one customer, from an article's id or from what they wrote, and printing it."""

from dataclasses import asdict

import click

from kb.answering.customer import Customer
from kb.answering.desk import Desk
from kb.answering.picking.asking import Asker
from kb.answering.reply import Reply
from kb.answering.spoken import notice
from kb.cli.answers.show import show
from kb.cli.indexes import check_language, languages, open_engines
from kb.cli.output import print_json
from kb.cli.project import Project, interface_language
from kb.content.article import Article
from kb.errors import UnknownName


def open_asker(project: Project) -> Asker:
    """The engines of all languages; the reader's own comes first where a message does not tell."""
    mine = interface_language()
    order = sorted(languages(project), key=lambda lang: lang != mine)
    return Asker(dict(zip(order, open_engines(project, project.index, order), strict=True)), order)


class Making:
    """Answers for one customer."""

    def __init__(self, project: Project, customer: Customer, site: str, form: str) -> None:
        """Read the content.

        Args:
            project: Where it is.
            customer: Whom they are for.
            site: Where the help center stands, without a slash at the end.
            form: How to print, one of show.FORMS.
        """
        self.project, self.customer, self.site, self.form = project, customer, site, form
        self.desk = Desk(project.articles)

    def print_answer(self, text: str, lang: str) -> str:
        """Print the answer to an article's id, a question or a message; returns the letter alone.

        Args:
            text: What was given.
            lang: Language of the answer; empty: the message's, for an id the reader's.

        Raises:
            UnknownName: For what looks like an id and is nearly one; for a language that the article lacks.
        """
        named = self.desk.named(text.strip())
        if named:
            return self._print_article(named, text.strip(), lang)
        asker, reader = open_asker(self.project), interface_language()
        found, made = self.desk.replies(asker, text, lang, self.customer, self.site)
        if told := notice(asker.foreign(text), found, reader, self.project.say):
            click.echo(told, err=True)
        return show(self.project, found, made, self.desk.contacts(self.site), self.form)

    def _print_article(self, translations: dict[str, Article], name: str, lang: str) -> str:
        lang = lang or check_language(self.project, interface_language())
        if lang not in translations:
            raise UnknownName("language", lang, translations, name)
        found = self.desk.part(translations[lang], self.customer, self.site)
        if self.form == "json":
            audiences = self.customer.audiences
            print_json(asdict(found) | {"audiences": None if audiences is None else sorted(audiences)})
            return found.markdown
        return show(self.project, lang, [Reply(name, found, ())], [], self.form)
