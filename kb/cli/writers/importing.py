"""The command `kb import`: articles that stand elsewhere become ours."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kb.cli.project import Project
from kb.errors import UnknownName

if TYPE_CHECKING:
    from collections.abc import Callable

    from kb.importing.articles import Settings
    from kb.importing.model import Page
    from kb.importing.writing import Report


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path, exists=True))
@click.option("--category", help="Our category for what has no other; default: the first.")
@click.option("--lang", default="en", show_default=True, help="The language of files that name none.")
@click.option("--dry-run", is_flag=True, help="Say what would be written, and write nothing.")
@click.pass_obj
def import_(project: Project, source: Path, category: str | None, lang: str, dry_run: bool) -> None:
    """Import articles from SOURCE: HTML, a Zendesk Guide export, or Markdown of MkDocs, Docusaurus or Hugo.

    \b
    kb import old-site/ --dry-run
    kb import faq.html --lang it --category billing
    kb import zendesk-export.json

    A page of questions becomes one article a question. A second import takes over what changed at the
    source and keeps what editors changed; a file that no import wrote is never touched.
    'kb undo' takes it back.
    """  # noqa: D301 (Click reads \b)
    from kb.content import corpus
    from kb.importing import articles, writing
    from kb.importing import source as reading
    from kb.importing.model import Lost, Noted

    shelves = [one.id for one in corpus.categories(project.articles)]
    if category and category not in shelves:
        raise UnknownName("category", category, shelves)
    if not shelves:
        raise click.UsageError(project.say("cli.import_no_category", folder=project.content.name))
    spoken = _languages(project.articles)
    if lang not in spoken:
        raise click.BadParameter(
            project.say(
                "cli.import_language",
                code=lang,
                known=", ".join(sorted(spoken)),
                folder=project.content.name,
            ),
            param_hint="--lang",
        )
    if _is_own(source.resolve(), project.articles.resolve()):
        raise click.UsageError(project.say("cli.import_own", source=source, folder=project.content.name))
    found = reading.read(source, lang)
    name = source.resolve().name
    settings, new = _settings(project, found.pages, category or shelves[0], shelves, spoken)
    settings = _remembering(project, settings, name, is_told=category is not None)
    pictures: dict[str, bytes] = {}

    def picture(page: str, address: str) -> str:
        file = reading.picture(source, page, address)
        if file is None:
            return ""
        name = f"assets/imported/{articles.slug(file.stem) or 'picture'}{file.suffix.lower()}"
        pictures[name] = file.read_bytes()
        return name

    lost: list[Lost | Noted] = list(found.lost)
    made = articles.articles(found.pages, settings, picture, lost.append, _owner(project))
    changes, report = writing.plan(project.articles, made, pictures, name)
    if not dry_run:
        with _mapping(project, settings, new):
            writing.write(project.articles, changes, f"kb import {source}")
    _print(project, report, lost, dry_run=dry_run)


def _is_own(source: Path, content: Path) -> bool:
    """Whether a source holds this help center's own articles, or stands among them."""
    return source.is_relative_to(content) or content.is_relative_to(source)


def _languages(content: Path) -> set[str]:
    """The languages of the help center: those that have articles or titles of categories."""
    from kb.content import corpus
    from kb.content.sources import files

    titled = {lang for one in corpus.categories(content) for lang in one.titles}
    return titled | set(files.languages(files.walk(content)))


def _settings(
    project: Project, pages: list["Page"], category: str, shelves: list[str], spoken: set[str]
) -> tuple["Settings", list[str]]:
    """The writer's decisions from the mapping file, with a proposal for each section that it does not name.

    Raises:
        ContentError: When the file cannot be read, or names what cannot be.
    """
    from kb.importing import mapping
    from kb.importing.articles import Settings, slug

    file = project.root / mapping.FILE
    given = mapping.read(file.read_text("utf-8") if file.is_file() else "", shelves)
    sections = Counter(page.category for page in pages if page.category)
    near = {name: slug(name) if slug(name) in shelves else category for name in sections}
    new = [name for name in near if name not in given.categories]
    return Settings(category, {**near, **given.categories}, given.ids, spoken), new


def _remembering(project: Project, settings: "Settings", source: str, *, is_told: bool) -> "Settings":
    """With the ids and categories that earlier imports of the source gave, where the writer says no other."""
    from kb.importing import writing

    ids = writing.remembered(project.articles, source, "id")
    before = {} if is_told else writing.remembered(project.articles, source, "category")
    others = writing.others(project.articles, source)
    return replace(settings, ids={**ids, **settings.ids}, before=before, others=others)


def _owner(project: Project) -> "Callable[[str], str]":
    """Who answers at an address: the site itself, or an article that is there."""
    from kb.checks import addresses
    from kb.content import corpus

    taken = addresses.taken(corpus.load(project.articles))
    files = {file.lower(): owner for file, owner in taken.items()}
    return lambda address: addresses.owner_of(addresses.alias_file(address).lower(), files)


@contextmanager
def _mapping(project: Project, settings: "Settings", new: list[str]) -> Iterator[None]:
    """Write down what is proposed, for the writer to change; all is as it was if the import fails."""
    from kb.content import atomic
    from kb.importing import mapping

    file = project.root / mapping.FILE
    before = file.read_bytes() if file.is_file() else None
    added = {name: settings.categories[name] for name in new}
    text = mapping.proposed(added) if before is None else mapping.extended(before.decode(), added)
    said = {"path": mapping.FILE, "names": ", ".join(f"{name!r}: {added[name]}" for name in new)}
    if text is not None and (new or before is None):
        atomic.write(project.root, [atomic.change(file, text.encode())])
    try:
        yield
    except BaseException:
        _back(file, before)
        raise
    if before is None:
        click.echo(project.say("cli.import_map", **said), err=True)
    elif new:
        key = "cli.import_map_more" if text is not None else "cli.import_map_by_hand"
        click.echo(project.say(key, **said), err=True)


def _back(file: Path, before: bytes | None) -> None:
    if before is None:
        file.unlink(missing_ok=True)
    else:
        file.write_bytes(before)


def _print(project: Project, report: "Report", lost: list, *, dry_run: bool) -> None:  # type: ignore[type-arg]
    """What was written, what stands in the way, what could not be carried, by file."""
    name = project.content.name
    for sign, files in (("+", report.new), ("~", report.updated)):
        for file in files:
            click.echo(f"{sign} {name}/{file}")
    for file in report.in_the_way:
        click.echo(project.say("cli.import_in_the_way", path=f"{name}/{file}"), err=True)
    for file in report.removed:
        click.echo(project.say("cli.import_removed", path=f"{name}/{file}"), err=True)
    for file in report.gone:
        click.echo(project.say("cli.import_gone", path=f"{name}/{file}"), err=True)
    for file, line in report.conflicts:
        click.echo(project.say("cli.import_conflict", path=f"{name}/{file}", line=line), err=True)
    for one in dict.fromkeys(lost):
        key = getattr(one, "key", "import_lost")
        click.echo(project.say(f"cli.{key}", source=one.source, what=one.what), err=True)
    new, updated, same = map(len, (report.new, report.updated, report.same))
    key = "cli.import_dry" if dry_run else "cli.import_done" if new or updated else "cli.import_nothing"
    click.echo(project.say(key, new=new, updated=updated, same=same))
