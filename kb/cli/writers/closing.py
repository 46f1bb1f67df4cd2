"""The command `kb gaps close`: a gap is closed when the log proves that it helps and harms nobody."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.output import typed
from kb.cli.project import Project
from kb.clock import today
from kb.gaps.store import FILE

if TYPE_CHECKING:
    from kb.content.corpus import Corpus
    from kb.gaps.clusters import Gap
    from kb.gaps.proposals import Advisor, Proposal
    from kb.gaps.store import Searched, SearchLog

KEPT = 10  # searches of a closed gap that `kb check` asks ever after
REFUSED = 1
log_option = click.option(
    "--log", type=click.Path(path_type=Path, dir_okay=False), help=f"The log; default: {FILE}."
)


@click.command()
@click.argument("query")
@click.option("--lang", required=True, help="The language of the search.")
@click.option("--question", metavar="ARTICLE", help="Add it to the questions of this article.")
@click.option("--synonym", metavar="WORD=NEW", help="NEW, which no article holds, means the same as WORD.")
@click.option(
    "--out-of-scope", is_flag=True, help="It is none of our business: no article may claim to answer it."
)
@click.option(
    "--anyway", is_flag=True, help="Also when the log does not prove that it helps and harms nobody."
)
@log_option
@click.pass_obj
def close(
    project: Project,
    query: str,
    lang: str,
    question: str | None,
    synonym: str | None,
    out_of_scope: bool,
    anyway: bool,
    log: Path | None,
) -> None:
    """Close the gap that holds QUERY, when the log proves that it helps and harms nobody.

    The searches that then find their answer go to content/LANG/searches.yml, which 'kb check' asks ever
    after. 'kb undo' takes it all back.
    """
    if sum((bool(question), bool(synonym), out_of_scope)) != 1:
        raise click.UsageError(project.say("cli.gaps_choose"))
    searches = list(open_log(project, log).all())
    advisor, found = advisor_of(project, searches, lang)
    gap = next((one for one in open_gaps(advisor, found) if query in dict(one.queries)), None)
    if gap is None:
        raise click.UsageError(project.say("cli.gaps_unknown", query=query))
    if question and question not in advisor.held:
        from kb.errors import UnknownName

        raise UnknownName("article", question, advisor.held)
    proposal = _chosen(advisor, gap, query, question, synonym)
    click.echo(proof(project, proposal, gap.times))
    if not (proposal.is_proven or out_of_scope or anyway):
        click.echo(project.say("cli.gaps_unproven"), err=True)
        raise SystemExit(REFUSED)
    for name in _write(found, lang, proposal, query):
        click.echo(f"~ {found.shown}/{name}")
    click.echo(project.say("cli.gaps_closed"))


def _chosen(
    advisor: "Advisor", gap: "Gap", query: str, question: str | None, synonym: str | None
) -> "Proposal":
    """What is to be done, tried on the log."""
    from kb.gaps.proposals import SCOPE, Proposal

    if question:
        return advisor.question(gap, question, query)
    if synonym:
        known, _, added = (part.strip() for part in synonym.partition("="))
        if not known or not added:
            raise click.BadParameter("write WORD=NEW, as in cancel=terminate", param_hint="--synonym")
        return advisor.synonym(gap, known, added)
    return Proposal(SCOPE, queries=tuple(name for name, _ in gap.queries))


def _write(found: "Corpus", lang: str, proposal: "Proposal", query: str) -> Sequence[str]:
    """The question or the synonym, and the searches that are asked ever after, all or nothing."""
    from kb.content.atomic import Change
    from kb.content.sources import searches
    from kb.content.sources.files import SEARCHES, SYNONYMS
    from kb.gaps import closing
    from kb.gaps.mask import MARKS
    from kb.gaps.proposals import QUESTION, SCOPE, SYNONYM
    from kb.rearranging import undo

    def changed(name: str, text: str) -> Change:
        file = found.root / name
        return Change(file, file.read_bytes() if file.is_file() else None, text.encode())

    def read(name: str) -> str:
        file = found.root / name
        return file.read_bytes().decode() if file.is_file() else ""

    changes = []
    if proposal.action == QUESTION:
        name = next(one.file for one in found.of(lang) if one.id == proposal.article)
        changes.append(changed(name, closing.with_question(read(name), proposal.words[0])))
    if proposal.action == SYNONYM:
        name = f"{lang}/{SYNONYMS}"
        changes.append(changed(name, closing.with_synonym(read(name), *proposal.words)))
    asked = [each for each in (query, *proposal.queries) if not any(mark in each for mark in MARKS)]
    finds = searches.NOTHING if proposal.action == SCOPE else proposal.article
    name = f"{lang}/{SEARCHES}"
    answered = [each for each in asked if proposal.action == SCOPE or each in proposal.queries]
    if answered and finds:
        changes.append(changed(name, closing.with_searches(read(name), answered[:KEPT], finds)))
    return undo.write(found.root, changes, typed(click.get_current_context()))


def open_log(project: Project, log: Path | None) -> "SearchLog":
    """The log, which must be there; raises click.UsageError saying how one comes about."""
    from kb.gaps.store import SearchLog

    path = log or project.root / FILE
    if not path.is_file():
        raise click.UsageError(project.say("cli.gaps_no_log", path=str(path)))
    return SearchLog(path)


def advisor_of(project: Project, searches: Sequence["Searched"], lang: str) -> tuple["Advisor", "Corpus"]:
    """Who knows what would close the gaps of a language, and the content as it is."""
    from kb.cli.indexes import check_language
    from kb.content import corpus, facts
    from kb.content.render import documents
    from kb.gaps.proposals import Advisor
    from kb.gaps.replay import Asking, replay

    check_language(project, lang)
    found = corpus.load(project.articles, day=today())
    own = documents(found.of(lang), facts.load(project.articles))
    asking = Asking(lang, own, found.synonyms[lang], project.settings.product, found.near[lang])
    return Advisor(replay(asking, searches)), found


def open_gaps(advisor: "Advisor", found: "Corpus") -> list["Gap"]:
    """What is still open: not answered now, and not none of our business."""
    from kb.content.sources.files import SEARCHES
    from kb.content.sources.searches import NOTHING, parse
    from kb.gaps import clusters

    lang = advisor.replayed.asking.lang
    file = found.root / lang / SEARCHES
    recorded, _ = parse(file.read_text("utf-8") if file.is_file() else "", SEARCHES)
    closed = {one.search for one in recorded if one.finds == NOTHING}
    searches = [one for one in advisor.replayed.searches if one.query not in closed]
    return clusters.gaps(searches, lang, advisor.analyzer, advisor.replayed.is_open, advisor.replayed.opened)


def proof(project: Project, one: "Proposal", times: int) -> str:
    """What the log says of a proposal."""
    said = project.say("cli.gaps_proof", entered=one.entered, times=times, left=one.left)
    said += project.say("cli.gaps_sure", count=one.sure) if one.sure else ""
    said += project.say("cli.gaps_strayed", count=one.strayed) if one.strayed else ""
    return said + (project.say("cli.gaps_guess") if one.is_guess else "")
