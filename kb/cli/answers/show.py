"""How `kb answer` prints: a letter as text, Markdown or HTML, notes for the agent, or JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

import click

from kb.answering.letter import WRITTEN, formatted, letter, notes
from kb.answering.reply import Reply, unanswered
from kb.cli.output import print_json
from kb.cli.project import Project

FORMS = (*WRITTEN, "json")


def show(project: Project, lang: str, made: Sequence[Reply], contacts: Sequence[str], form: str) -> str:
    """Print the replies to a message; returns the letter alone, empty where there is none.

    Args:
        project: Whose texts are used.
        lang: Language of the reply.
        made: A reply for each question.
        contacts: How support is reached.
        form: One of FORMS.
    """
    if asked_json := form == "json":
        listed = [asdict(reply) for reply in made]
        print_json({"lang": lang, "replies": listed, "contacts": list(contacts)})
        form = "text"
    say = partial(_say, project, lang)
    answers = [reply.answer for reply in made if reply.answer]
    written = formatted(letter(answers, say, unanswered(made)), form) if answers else ""
    if asked_json:
        return written
    click.echo(written, nl=False)
    if told := notes(made, contacts, say):
        click.echo(("\n" if written else "") + formatted(told + "\n", form), nl=False)
    return written


def _say(project: Project, lang: str, key: str, **values: object) -> str:
    return project.say(key, lang, **values)
