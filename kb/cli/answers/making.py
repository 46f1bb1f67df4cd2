"""Making an answer for one customer, from an article's id or from what they wrote, and printing it."""

import re
from dataclasses import asdict

from kb.answering.contacts import contacts
from kb.answering.part import Answer
from kb.answering.part import answer as part_for
from kb.answering.reply import Reply, replies
from kb.cli.answers.show import show
from kb.cli.indexes import check_language
from kb.cli.output import print_json
from kb.cli.project import Project, interface_language
from kb.content import corpus, facts
from kb.content.article import Article
from kb.errors import UnknownName, did_you_mean

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")


class Making:
    """A help center's articles and facts, read once, and whom the answers are for."""

    def __init__(self, project: Project, wanted: frozenset[str] | None, site: str, form: str) -> None:
        """Read the content.

        Args:
            project: Where it is.
            wanted: The audiences of the customer; None: everybody.
            site: Where the help center stands, without a slash at the end.
            form: How to print, one of show.FORMS.
        """
        self.project, self.wanted, self.site, self.form = project, wanted, site, form
        self.corpus, self.facts = corpus.load(project.articles), facts.load(project.articles)

    def print_answer(self, text: str, lang: str) -> None:
        """Print the answer to an article's id, a question or a message.

        Args:
            text: What was given.
            lang: Language of the answer; empty: the message's, for an id the reader's.

        Raises:
            UnknownName: For what looks like an id and is nearly one; for a language that the article lacks.
        """
        named = self._named(text.strip())
        if named:
            self._print_article(named, text.strip(), lang)
        else:
            self._print_reply(text, lang)

    def _named(self, name: str) -> dict[str, Article]:
        """The article of that id by language; nothing where it is a question."""
        try:
            return self.corpus.translations(name)
        except UnknownName as error:
            if ID.fullmatch(name) and did_you_mean(name, error.known):
                raise
            return {}

    def _print_article(self, translations: dict[str, Article], name: str, lang: str) -> None:
        lang = lang or check_language(self.project, interface_language())
        if lang not in translations:
            raise UnknownName("language", lang, translations, name)
        found = self._answer(translations[lang])
        if self.form == "json":
            print_json(asdict(found) | {"audiences": None if self.wanted is None else sorted(self.wanted)})
        else:
            show(self.project, lang, [Reply(name, found, ())], [], self.form)

    def _print_reply(self, text: str, lang: str) -> None:
        from kb.cli.answers.asking import Asker  # the engine loads only for what has to be searched

        found, picks = Asker(self.project).ask(text, lang)
        articles = {each.id: each for each in self.corpus.articles if each.lang == found}
        made = replies(picks, articles, self._answer, self.site)
        ways = contacts(self.project.articles, f"{self.site}/")
        show(self.project, found, made or [Reply(text, None, ())], ways, self.form)

    def _answer(self, article: Article) -> Answer:
        return part_for(article, self.facts, self.wanted, self.site)
