"""Opening the search indexes for a command: missing or outdated ones are made, saying so."""

from collections.abc import Callable, Sequence
from pathlib import Path

import click

import search
from kb.cli.output import progress
from kb.cli.project import Project
from kb.errors import did_you_mean, quoted
from kb.site import settings


def languages(project: Project) -> tuple[str, ...]:
    """The languages that have articles; raises click.UsageError when there is none."""
    found = _with_articles(project)
    if not found:
        raise click.UsageError(project.say("cli.no_articles", folder=str(project.content)))
    return tuple(sorted(found))


def _with_articles(project: Project) -> set[str]:
    return {folder.name for folder in project.articles.iterdir() if any(folder.rglob("*.md"))}


def writable(project: Project) -> tuple[str, ...]:
    """The languages in which an article may begin: those that have articles, and those of the categories.

    Raises:
        click.UsageError: When there is neither, since an article stands in a category.
    """
    from kb.content import corpus

    named = {lang for one in corpus.categories(project.content) for lang in one.titles}
    found = _with_articles(project) | named
    if not found:
        raise click.UsageError(project.say("cli.import_no_category", folder=project.content.name))
    return tuple(sorted(found))


def check_language(project: Project, lang: str, option: str = "--lang") -> str:
    """The language itself, the value of an option, when there are articles in it.

    Raises:
        click.BadParameter: Naming the languages there are.
    """
    return one_of(project, lang, languages(project), option)


def check_indexed(project: Project, directory: Path, lang: str) -> str:
    """The language itself, the value of --lang, when search knows it.

    Raises:
        click.BadParameter: Naming the languages there are.
    """
    return one_of(project, lang, indexed(project, directory, lang), "--lang")


def one_of(project: Project, lang: str, known: tuple[str, ...], option: str) -> str:
    """The language itself, the value of an option, when it is a known one; else raises click.BadParameter."""
    if lang in known:
        return lang
    message = project.say("cli.no_language", language=quoted(lang), languages=", ".join(known))
    raise click.BadParameter(message + did_you_mean(lang, known), param_hint=option)


def indexed(project: Project, directory: Path, lang: str | None = None) -> tuple[str, ...]:
    """The languages that have an index; indexes first when there is none, or not the one asked for.

    Raises:
        click.BadParameter: For a folder of --index-dir that does not exist: a mistyped one is not made.
    """
    from kb.site.freshness import is_stale  # it loads the engine, which an article's id does without

    if directory != project.index and not directory.exists():
        message = project.say("cli.no_index_dir", folder=str(directory))
        raise click.BadParameter(message, param_hint="--index-dir")
    found = _indexed(directory)
    if not found or (lang and lang not in found and is_stale(directory, project.content)):

        def ready(known: tuple[str, ...]) -> None:
            """Refuse what no index will have before making one."""
            if lang:
                one_of(project, lang, tuple(sorted(known)), "--lang")
            directory.mkdir(parents=True, exist_ok=True)
            click.echo(project.say("cli.index_missing"), err=True)

        index(project, directory, found=ready)
    return _indexed(directory)


def _indexed(directory: Path) -> tuple[str, ...]:
    return tuple(sorted(path.parent.name for path in directory.glob("*/CURRENT")))


def open_engines(project: Project, directory: Path, langs: Sequence[str]) -> "list[search.Engine]":
    """The engines of languages; says once when articles have changed since they were indexed."""
    from kb.site.freshness import is_stale

    engines = [open_engine(project, directory, lang) for lang in langs]
    if is_stale(directory, project.content):
        click.echo(project.say("cli.index_stale"), err=True)
    return engines


def open_engine(project: Project, directory: Path, lang: str) -> "search.Engine":
    """The engine of a language; indexes first when there is no index, a damaged one, or another version's."""
    try:
        return search.Engine.open(directory / lang)
    except (search.IndexMissing, search.IndexOutdated, search.IndexDamaged) as error:
        click.echo(_why_indexing(project, error), err=True)
        index(project, directory, is_needed=True)
        return search.Engine.open(directory / lang)


def _why_indexing(project: Project, error: "search.SearchError") -> str:
    if isinstance(error, search.IndexDamaged):
        return project.say("cli.index_damaged", file=error.file)
    return project.say(
        "cli.index_missing" if isinstance(error, search.IndexMissing) else "cli.index_outdated"
    )


def _check_pages(project: Project) -> None:
    """Raises click.UsageError where there is nothing to index."""
    if not any(project.articles.rglob("*.md")):
        raise click.UsageError(project.say("cli.no_articles", folder=str(project.content)))


def index(
    project: Project,
    directory: Path,
    *,
    anew: bool = False,
    is_needed: bool = False,
    found: Callable[[tuple[str, ...]], None] | None = None,
) -> "dict[str, search.Report]":
    """Index all languages, with a progress bar where a person is looking.

    Args:
        project: Whose articles.
        directory: Holds one folder per language.
        anew: Build everything again.
        is_needed: An index is known to be unfit; else sources that are what they were mean nothing to do.
        found: Called with the site's languages before an index is touched; may raise.
    """
    from kb.site.freshness import totals_if_current

    _check_pages(project)
    config_file = project.settings.file or project.root / settings.FILES[0]
    totals = None if anew or is_needed else totals_if_current(directory, config_file)
    if totals is not None:
        return {lang: search.Report(0, 0, 0, total) for lang, total in totals.items()}
    from kb.site import mkdocs_read  # MkDocs loads only when there is something to index

    with progress() as advance:
        return mkdocs_read.update_index(project.root, directory, anew=anew, progress=advance, found=found)
