"""What no article answers, into the writers' queue of gaps: its questions, without what is personal."""

from pathlib import Path

import click

from kb.answering.picking.asking import Asker
from kb.answering.reply import whole_questions
from kb.cli.project import Project
from kb.gaps import missed
from kb.gaps.recording import Recorder
from kb.gaps.store import SearchLog


def note(project: Project, asker: Asker, text: str, lang: str, file: Path) -> None:
    """Add each question of a message to the log of searches and say what was kept of it.

    Args:
        project: Whose texts are used.
        asker: Parts the message and tells its language; the words of its engines are no names.
        text: The message.
        lang: Its language; empty: it tells.
        file: The log.

    Raises:
        NotOurs: When the file is something else.
    """
    found, picked = asker.ask(text, lang)
    picks = whole_questions(picked)
    log = SearchLog(file)
    before = {each.query for each in log.all()}
    asked = ((pick.question, len(pick.hits)) for pick in picks)
    missed.note(Recorder(log, asker.engines).record, found, asked)
    kept = [each.query for each in log.all() if each.source == missed.SOURCE]
    new = [query for query in kept if query not in before]
    click.echo(project.say("cli.miss_noted", count=len(picks), path=file))
    for query in new:
        click.echo(f"  {query}")
