"""How `kb answer` prints: a letter as text, Markdown or HTML, notes for the agent, or JSON."""

from collections.abc import Sequence
from dataclasses import asdict
from functools import partial

import click

from kb.answering.letter import WRITTEN, formatted, letter, notes
from kb.answering.reply import Reply
from kb.cli.output import print_json
from kb.cli.project import Project

FORMS = (*WRITTEN, "json")


def show(project: Project, lang: str, made: Sequence[Reply], contacts: Sequence[str], form: str) -> None:
    """Print the replies to a message.

    Args:
        project: Whose texts are used.
        lang: Language of the reply.
        made: A reply for each question.
        contacts: How support is reached.
        form: One of FORMS.
    """
    if form == "json":
        listed = [asdict(reply) for reply in made]
        print_json({"lang": lang, "replies": listed, "contacts": list(contacts)})
        return
    say = partial(_say, project, lang)
    answers = [reply.answer for reply in made if reply.answer]
    if answers:
        click.echo(formatted(letter(answers, say), form), nl=False)
    if told := notes(made, contacts, say):
        click.echo(formatted(told + "\n", form), nl=False)


def _say(project: Project, lang: str, key: str, **values: object) -> str:
    return project.say(key, lang, **values)
