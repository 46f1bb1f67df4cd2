"""What an agent chooses from: letters for a message, the surest first, each for this customer. Pure."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from kb.answering.customer import Customer
from kb.answering.desk import Desk
from kb.answering.letter import letter
from kb.answering.picking.asking import Asker
from kb.answering.picking.pick import Pick
from kb.answering.reply import apart
from kb.content.article import Article

MAIN, FURTHER = 5, 2  # suggestions for the main question, for each further one
SayIn = Callable[..., str]


@dataclass(frozen=True)
class Suggestion:
    """A letter to choose.

    Attributes:
        articles: The ids of the articles that it answers with.
        title: Their titles.
        markdown: The letter.
        confident: Whether the articles are sure answers.
    """

    articles: tuple[str, ...]
    title: str
    markdown: str
    confident: bool


@dataclass(frozen=True)
class Suggestions:
    """The letters for a message.

    Attributes:
        lang: Their language.
        listed: The surest first.
        asked_in: The message's language, where it is none of the site's; else empty.
    """

    lang: str
    listed: tuple[Suggestion, ...]
    asked_in: str = ""


@dataclass(frozen=True)
class Suggester:
    """Makes suggestions.

    Attributes:
        desk: The articles.
        asker: Finds them.
        site: Where the help center stands, without a slash at the end.
        say: Gives a text by language and key.
    """

    desk: Desk
    asker: Asker
    site: str
    say: SayIn

    def suggest(self, text: str, customer: Customer, lang: str = "") -> Suggestions:
        """Suggest letters.

        Args:
            text: The message; it is searched in its own language.
            customer: Whom the letters are for.
            lang: Language of the letters; empty: the account's, else the message's.
        """
        found, picks = self.asker.ask(text)
        lang = lang or customer.language or found
        articles = {each.id: each for each in self.desk.corpus.articles if each.lang == lang}
        known = [pick for pick in picks if any(name in articles for name, _ in pick.hits)]
        sure = dict.fromkeys(pick.hits[0][0] for pick in known if pick.confident)
        chosen = [tuple(sure)] if len(sure) > 1 else []
        chosen += [(name,) for name in dict.fromkeys(_names(known))]
        listed = (
            self._letter([articles[name] for name in names if name in articles], customer, sure, picks)
            for names in chosen
            if any(name in articles for name in names)
        )
        return Suggestions(lang, tuple(listed), self.asker.foreign(text))

    def _letter(
        self, articles: list[Article], customer: Customer, sure: dict[str, None], picks: Sequence[Pick]
    ) -> Suggestion:
        lang = articles[0].lang

        def say(key: str, **values: object) -> str:
            return self.say(lang, key, **values)

        names = {article.id for article in articles}
        first = {pick.first: pick.section for pick in picks if pick.confident}
        answers = [
            self.desk.part(article, customer, self.site, first.get(article.id, "")) for article in articles
        ]
        return Suggestion(
            tuple(article.id for article in articles),
            " + ".join(answer.title for answer in answers),
            letter(answers, say, apart(left_open(picks, names))),
            all(article.id in sure for article in articles),
        )


def _names(picks: Sequence[Pick]) -> Iterator[str]:
    """The ids: what is sure, then the main question's, then the further ones'."""
    yield from (pick.hits[0][0] for pick in picks if pick.confident)
    for place, pick in enumerate(picks):
        yield from (name for name, _ in pick.hits[: MAIN if place == 0 else FURTHER])


def left_open(picks: Sequence[Pick], names: Collection[str]) -> Iterator[str]:
    """What a letter with these articles leaves open: sure answers to others, and what has none.

    An article that is nobody's sure answer was chosen by a person, for a question that it is close to.
    """
    sure = {pick.hits[0][0] for pick in picks if pick.confident}
    chosen = set(names) - sure
    for pick in picks:
        near = {name for name, _ in pick.hits[:MAIN]}
        is_left = pick.first not in names if pick.confident else not (pick.is_parted or chosen & near)
        if is_left:
            yield pick.question
