"""No article types by hand what the service says about itself."""

from collections.abc import Iterable

from kb.checks import literals
from kb.checks.model import Check, Edit, Subject
from kb.checks.text import lines
from kb.errors import Problem, quoted


def find(subject: Subject) -> Iterable[Problem]:
    """Every phone number, price, limit and address that equals a known fact, at its line."""
    for article in subject.corpus.articles:
        for line, text in lines(article):
            for literal in literals.find(text, subject.facts):
                uses = " or ".join(f"{{{{ facts.{name} }}}}" for name in literal.facts)
                message = f"{quoted(literal.text)} is a fact of the service: write {uses} instead"
                yield Problem(article.path, line, message)


def fix(subject: Subject) -> Iterable[Edit]:
    """The placeholder, where the text can mean nothing but that one fact.

    A sum or a limit may equal a fact by chance (a voucher of a plan's price): which one it is takes a writer.
    """
    for article in subject.corpus.articles:
        for line, text in lines(article):
            for literal in literals.find(text, subject.facts):
                name = literal.facts[0]
                if len(literal.facts) == 1 and subject.facts.by_name[name].unit in literals.UNMISTAKABLE:
                    yield Edit(article.path, line, literal.text, f"{{{{ facts.{name} }}}}")


CHECK = Check(
    id="typed-facts",
    reason="A number typed by hand stays when the service changes, and then the article lies.",
    cure="Write the placeholder that the finding names.",
    find=find,
    fix=fix,
    scope="article",
)
