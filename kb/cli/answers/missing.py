"""What no article answers, into the writers' queue of gaps: its questions, without what is personal."""

from datetime import date
from pathlib import Path

import click

from kb.answering.asking import Asker
from kb.cli.project import Project
from kb.gaps.recording import Recorder
from kb.gaps.store import Searched, SearchLog

SOURCE = "message"


def note(project: Project, asker: Asker, text: str, lang: str, file: Path) -> None:
    """Add each question of a message to the log of searches and say what was kept of it.

    Args:
        project: Whose texts are used.
        asker: Parts the message and tells its language; the words of its engines are no names.
        text: The message.
        lang: Its language; empty: it tells.
        file: The log.

    Raises:
        NoLog: When the file is something else.
    """
    found, picks = asker.ask(text, lang)
    log = SearchLog(file)
    before = {each.query for each in log.all()}
    recorder = Recorder(log, asker.engines)
    for pick in picks:
        recorder.record(Searched(date.min, found, pick.question, len(pick.hits), False, source=SOURCE))
    kept = [each.query for each in log.all() if each.source == SOURCE]
    new = [query for query in kept if query not in before]
    click.echo(project.say("cli.miss_noted", count=len(picks), path=file))
    for query in new:
        click.echo(f"  {query}")
