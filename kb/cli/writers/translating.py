"""The command `kb translated`: a translation is up to date with its original."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

import click

from kb.cli.project import Project
from kb.errors import ContentError, Problem, UnknownName

if TYPE_CHECKING:
    from kb.content.article import Article


@click.command()
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True)
@click.option("--from", "original", required=True, metavar="LANG", help="Language of the original.")
@click.option("--to", "lang", required=True, metavar="LANG", help="Language of the translation.")
@click.option("--unchanged", is_flag=True, help="What changed needs no change in the translation.")
@click.pass_obj
def translated(
    project: Project, articles: tuple[str, ...], original: str, lang: str, unchanged: bool
) -> None:
    """Note that translations say what their originals say now.

    \b
    kb translated cancel-subscription --from it --to en
    kb translated receipts change-plan --from en --to it
    kb translated receipts --from it --to en --unchanged

    Writes the field 'source:' of each translation. When the original changes after that, 'kb check' names
    the translation and the lines to read again. Nothing else in the files changes, byte for byte. A
    translation in which nobody wrote since its original changed is refused, unless it needs no change.
    """  # noqa: D301 (Click reads \b)
    from kb.cli.indexes import check_language
    from kb.content import atomic, corpus
    from kb.content.frontmatter import Uneditable
    from kb.content.translation import is_untouched, note, record

    original = check_language(project, original, "--from")
    lang = check_language(project, lang, "--to")
    if original == lang:
        raise click.UsageError(project.say("cli.translated_same", language=lang))
    found = corpus.load(project.articles)
    pairs = [_pair(found.translations(name), name, original, lang) for name in articles]
    changes, refused = [], []
    for first, second in pairs:
        try:
            text = corpus.read_text(found.file(second), second.path)
            after = record(text, note(first, second)).encode()
            changes.append(atomic.Change(found.file(second), text.encode(), after))
        except Uneditable as error:
            refused.append(Problem(second.path, second.line("source"), str(error)))
            continue
        if is_untouched(second, first) and not unchanged:
            message = project.say("cli.translated_untouched", original=first.path, id=second.id)
            refused.append(Problem(second.path, second.line("source"), message))
    if refused:
        raise ContentError(refused)
    atomic.write(found.root, changes)
    for first, second in pairs:
        click.echo(project.say("cli.translated", path=second.path, original=first.path))


def _pair(translations: Mapping[str, "Article"], name: str, *langs: str) -> tuple["Article", "Article"]:
    """Original and translation."""
    for lang in langs:
        if lang not in translations:
            raise UnknownName("language", lang, translations, name)
    return translations[langs[0]], translations[langs[1]]
