"""Text of categories.yml -> the shelves of the help center, with all that is wrong with them; pure."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from kb.content import values
from kb.content.fields import SLUG, Fields
from kb.content.sources.files import HOME, is_language
from kb.content.values import Value
from kb.errors import Problem, did_you_mean, quoted

SHAPE = "must be a list of '- id: ...' with a block for each language"
TEXTS = ("title", "summary")
OWN = ("id", "articles", "icon", "layout")
# Drawn in site/overrides/partials/kb-drawings.html.
ICONS = ("account", "building", "calendar", "card", "chat", "globe", "help", "lock", "phone", "receipt")
ANSWERS, CARDS = "faq", "cards"
LAYOUTS = (ANSWERS, CARDS)


@dataclass(frozen=True)
class Category:
    """A shelf of the help center.

    Attributes:
        id: What articles write after `category:`.
        titles: By language.
        summaries: By language.
        articles: Ids in reading order; the ones not named here follow by name.
        icon: The drawing on its card on the home page, one of `ICONS`.
        layout: What its page shows: `faq` its questions and every answer, `cards` a card for each article.
        lines: The line of each field, `articles.0` for the first article, `en.title` for a language's title.
    """

    id: str
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    articles: tuple[str, ...] = ()
    icon: str = "help"
    layout: str = ANSWERS
    lines: Mapping[str, int] = field(default_factory=dict, compare=False)

    def title(self, lang: str) -> str:
        """In the language, else in English, else in the first that has one, else the id."""
        return _said(self.titles, lang) or self.id

    def summary(self, lang: str) -> str:
        """In the language, else in English, else in the first that has one, else empty."""
        return _said(self.summaries, lang)


@dataclass(frozen=True)
class Shelves:
    """All categories, what is wrong with them, and whether every one could be read at least by its id."""

    categories: tuple[Category, ...] = ()
    problems: tuple[Problem, ...] = ()
    is_whole: bool = False

    @property
    def ids(self) -> tuple[str, ...] | None:
        """What articles may name; None where nobody can tell."""
        return tuple(shelf.id for shelf in self.categories) if self.is_whole else None


def parse(text: str, path: str, languages: Collection[str] = ()) -> Shelves:
    """The categories in the writers' order, and every fault at its line.

    Args:
        text: The whole file.
        path: How messages name it.
        languages: Which a field nobody knows may have meant.
    """
    top, problems = values.read(text, path)
    if top is None and problems:
        return Shelves(problems=tuple(problems))
    if top is None or not isinstance(top.content, tuple):
        return Shelves(problems=(*problems, Problem(path, top.line if top else 1, SHAPE)))
    found = [shelf for entry in top.content if (shelf := _category(entry, path, languages, problems))]
    _find_repeated(found, path, problems)
    return Shelves(tuple(found), tuple(sorted(problems)), len(found) == len(top.content))


def _said(texts: Mapping[str, str], lang: str) -> str:
    return texts.get(lang) or texts.get("en") or next(filter(None, texts.values()), "")


def _category(
    entry: Value, path: str, languages: Collection[str], problems: list[Problem]
) -> Category | None:
    if not isinstance(entry.content, Mapping) or "id" not in entry.content:
        reason = "every category needs an 'id', as in '- id: billing'"
        problems.append(Problem(path, entry.line, reason))
        return None
    fields = Fields(path, entry.content, problems)
    name = fields.slug("id")
    if name == HOME:
        fields.problem(fields.lines()["id"], f"'{HOME}' is the home page's name: choose another id")
    blocks = {lang: _block(fields, lang, value) for lang, value in entry.content.items() if _is_block(lang)}
    _check_names(fields, languages)
    if not blocks:
        fields.problem(entry.line, f"category {quoted(name)} has no title: add a line 'en: {{title: ...}}'")
    return Category(
        id=name,
        titles={lang: texts.get("title", "") for lang, texts in blocks.items()},
        summaries={lang: texts.get("summary", "") for lang, texts in blocks.items()},
        articles=fields.matching_items("articles", SLUG, "an article's id, as in 'change-plan'"),
        icon=fields.choice("icon", ICONS, "icon") or Category.icon,
        layout=fields.choice("layout", LAYOUTS, "layout") or Category.layout,
        lines=fields.lines() | {"": entry.line} | _text_lines(entry.content),
    )


def _check_names(fields: Fields, languages: Collection[str]) -> None:
    """Find what is neither a field nor the block of a language."""
    for field_name, value in fields.values.items():
        if field_name not in OWN and not is_language(field_name):
            near = did_you_mean(field_name, [*OWN, *languages])
            fields.problem(value.line, f"unknown field {quoted(field_name)}{near}")


def _is_block(name: str) -> bool:
    return name not in OWN and is_language(name)


def _block(fields: Fields, lang: str, value: Value) -> dict[str, str]:
    """Title and summary in a language."""
    if not isinstance(value.content, Mapping):
        fields.problem(
            value.line, f"{quoted(lang)} must hold a title and a summary, as in '{{title: Billing}}'"
        )
        return {}
    for name, text in value.content.items():
        if name not in TEXTS:
            where = quoted(f"{lang}.{name}")
            fields.problem(text.line, f"unknown field {where}{did_you_mean(name, TEXTS)}")
    if "title" not in value.content:
        fields.problem(value.line, f"'{lang}.title' is missing: write what customers see")
    return {
        name: fields.text_of(value.content[name], f"'{lang}.{name}'", is_prose=True)
        for name in TEXTS
        if name in value.content
    }


def _text_lines(values: Mapping[str, Value]) -> dict[str, int]:
    """The line of each language's title and summary."""
    return {
        f"{lang}.{name}": text.line
        for lang, value in values.items()
        if _is_block(lang) and isinstance(value.content, Mapping)
        for name, text in value.content.items()
    }


def _find_repeated(shelves: list[Category], path: str, problems: list[Problem]) -> None:
    """Ids that stand twice, and articles that stand on two shelves."""
    ids: dict[str, int] = {}
    listed: dict[str, str] = {}
    for shelf in shelves:
        line = shelf.lines["id"]
        if shelf.id and ids.setdefault(shelf.id, line) != line:
            problems.append(
                Problem(path, line, f"id {quoted(shelf.id)} stands on line {ids[shelf.id]} already: keep one")
            )
        for index, name in enumerate(shelf.articles):
            owner = listed.setdefault(name, shelf.id)
            if owner != shelf.id:
                reason = f"{quoted(name)} is listed by category {quoted(owner)} already: keep one"
                problems.append(Problem(path, shelf.lines[f"articles.{index}"], reason))
