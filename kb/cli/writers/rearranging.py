"""The commands `kb new`, `kb move`, `kb rename`, `kb retire`, `kb undo`: all files of an article at once."""

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import click

from kb.cli.output import typed
from kb.cli.project import Project
from kb.errors import ContentError, Problem

if TYPE_CHECKING:
    from kb.content.article import Article
    from kb.rearranging.plan import Texts

FOLDER = re.compile(r"(?:[A-Za-z0-9][A-Za-z0-9._~-]*)(?:/[A-Za-z0-9][A-Za-z0-9._~-]*)*")
KINDS = ("faq", "guide")
Changed = Mapping[str, str | None]


def _folder(_: click.Context, parameter: click.Parameter, given: str) -> str:
    """A folder below a language's; `.` for that one itself, and so an option that is not given."""
    folder = given.rstrip("/")
    if given == "." or (given == "" and isinstance(parameter, click.Option)):
        return ""
    if not FOLDER.fullmatch(folder):
        raise click.BadParameter("use letters without accents, digits and hyphens, as in 'money/cards'")
    return folder


def _titles(_: click.Context, __: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    found = {}
    for text in given:
        lang, sign, title = text.partition("=")
        if not sign or not title.strip():
            raise click.BadParameter("write a language and the title, as in 'en=How do I sign out?'")
        found[lang.strip()] = " ".join(title.split())
    return found


@click.command()
@click.argument("article", metavar="ID")
@click.option("--category", required=True, help="Its category, as in content/categories.yml.")
@click.option(
    "--title", "titles", multiple=True, required=True, callback=_titles, help="LANG=TITLE; once per language."
)
@click.option("--kind", type=click.Choice(KINDS), default=KINDS[0], show_default=True)
@click.option("--folder", default="", callback=_folder, help="A folder below the languages' own, for order.")
@click.pass_obj
def new(
    project: Project, article: str, category: str, titles: dict[str, str], kind: str, folder: str
) -> None:
    """Begin an article, as a draft in every language named.

    \b
    kb new sign-out --category account --title "en=How do I sign out?" --title "it=Come esco?"
    """  # noqa: D301 (Click reads \b)
    from kb.cli.indexes import one_of, writable
    from kb.rearranging.begin import begin

    for lang in titles:
        one_of(project, lang, writable(project), "--title")
    _change(project, (), lambda texts, _: begin(texts, article, titles, category, kind, folder))


@click.command()
@click.argument("article")
@click.argument("folder", callback=_folder)
@click.pass_obj
def move(project: Project, article: str, folder: str) -> None:
    """Move ARTICLE to FOLDER below its language's, in every language; its address stays.

    \b
    kb move receipts money
    kb move receipts .        back to the language's own folder

    Links to it and in it follow. All files are written, or none.
    """  # noqa: D301 (Click reads \b)
    from kb.rearranging import commands

    _change(project, (article,), lambda texts, found: commands.move(texts, found[0], folder))


@click.command()
@click.argument("article")
@click.argument("name")
@click.option("--lang", default="", help="Change only the address in this language, by 'slug:'.")
@click.option("--id", "as_id", is_flag=True, help="Change the id instead, and everything that names it.")
@click.pass_obj
def rename(project: Project, article: str, name: str, lang: str, as_id: bool) -> None:
    """Give ARTICLE's files and addresses another NAME, in every language.

    \b
    kb rename receipts invoices
    kb rename receipts ricevute --lang it
    kb rename receipts invoices --id

    Old addresses become aliases, new ones are recorded, links follow. All files are written, or none.
    """  # noqa: D301 (Click reads \b)
    from kb.cli.indexes import check_language
    from kb.rearranging import commands

    if lang and as_id:
        raise click.UsageError(project.say("cli.rename_both"))
    if lang:
        check_language(project, lang)

    def renamed(texts: "Texts", found: Sequence[tuple["Article", ...]]) -> Changed:
        return (
            commands.rename_id(texts, found[0], name)
            if as_id
            else commands.rename(texts, found[0], name, lang)
        )

    _change(project, (article,), renamed)
    if as_id:
        _tell_contacts(project, article, name)


def _tell_contacts(project: Project, article: str, name: str) -> None:
    """The settings are not ours to write: name the line that holds the id, the option `contacts`."""
    file = project.settings.file
    for number, line in enumerate(file.read_text("utf-8").splitlines() if file else (), 1):
        if re.fullmatch(rf"\s*contacts:\s*(['\"]?){re.escape(article)}\1\s*(?:#.*)?", line):
            place = f"{file}:{number}"
            click.echo(project.say("cli.rename_contacts", place=place, old=article, new=name), err=True)


@click.command()
@click.argument("article")
@click.option("--to", "successor", help="The article that answers now.")
@click.pass_obj
def retire(project: Project, article: str, successor: str | None) -> None:
    """Remove ARTICLE in every language; its addresses and the links to it lead to the one named by --to.

    \b
    kb retire old-plans --to change-plan
    kb retire unpublished-draft
    """  # noqa: D301 (Click reads \b)
    from kb.rearranging import commands

    names = (article, successor) if successor else (article,)

    def retired(texts: "Texts", found: Sequence[tuple["Article", ...]]) -> Changed:
        if successor and found[0][0].id == found[1][0].id:
            raise click.UsageError(project.say("cli.retire_itself"))
        return commands.retire(texts, found[0], found[1] if successor else ())

    _change(project, names, retired)


@click.command()
@click.pass_obj
def undo(project: Project) -> None:
    """Take back the last new, move, rename or retire, if nobody edited its files since."""
    from kb.rearranging.undo import undo as take_back

    done = take_back(project.articles)
    for name in done.paths:
        click.echo(f"{project.content.name}/{name}")
    click.echo(project.say("cli.undone", command=done.command))


def _change(
    project: Project,
    names: Sequence[str],
    changed: "Callable[[Texts, Sequence[tuple[Article, ...]]], Changed]",
) -> None:
    """Read the help center, change it, write it, and say how to take it back."""
    from kb.content import corpus
    from kb.content.frontmatter import Uneditable
    from kb.rearranging import files

    found = corpus.load(project.articles)
    texts = files.read(found)
    articles = [tuple(found.translations(name).values()) for name in names]
    try:
        wanted = changed(texts, articles)
    except Uneditable as error:
        raise ContentError([Problem(found.shown, 0, str(error))]) from error
    except ContentError as error:
        raise ContentError([_placed(problem, found.shown) for problem in error.problems]) from error
    written = files.write(found.root, texts, wanted, typed(click.get_current_context()))
    for name in written:
        sign = "-" if wanted[name] is None else "+" if name not in texts.by_file else "~"
        click.echo(f"{sign} {found.shown}/{name}")
    click.echo(project.say("cli.arranged" if written else "cli.arranged_nothing", count=len(written)))


def _placed(problem: Problem, shown: str) -> Problem:
    path = problem.path if problem.path.startswith(f"{shown}/") else f"{shown}/{problem.path}"
    return Problem(path, problem.line, problem.message, problem.rule)
