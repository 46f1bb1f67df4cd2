"""Which languages a site has, and which pages say the same thing in each."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from kb.strings import FALLBACK, language_of, text

FOLDER = re.compile(r"[a-z]{2}(?:-[A-Za-z]{2,4})?")


@dataclass(frozen=True)
class Language:
    """One language of the site.

    Attributes:
        code: As in the folder's name and in `lang`.
        prefix: Where its pages stand, "it/"; empty when the whole site is in one language.
        ui: The language of the interface's texts: `code`, or English where there are none.
        name: The language's own name, "Italiano".
        site_name: The help center's name in this language.
    """

    code: str
    prefix: str
    ui: str
    name: str
    site_name: str

    def t(self, key: str, /, **values: object) -> str:
        """A text of the interface in this language."""
        return text(self.ui, key, **values)

    @property
    def home_url(self) -> str:
        """The home page, from the site's root without a leading slash."""
        return self.prefix or "./"

    @property
    def search_url(self) -> str:
        """The results page, from the site's root without a leading slash."""
        return f"{self.prefix}{self.t('site.path_search')}/"

    def category_url(self, category: str) -> str:
        """A category's page, from the site's root without a leading slash."""
        return f"{self.prefix}{self.t('site.path_categories')}/{category}/"

    def common_path(self, path: str) -> str:
        """What the paths of the same page have in common in every language."""
        rest = path.removeprefix(self.prefix)
        for key in ("site.path_search", "site.path_categories"):
            if rest.startswith(f"{self.t(key)}/"):
                return f"{key}/{rest.removeprefix(self.t(key))}"
        return rest

    @property
    def locale(self) -> str:
        """With the land of most of its readers, as OpenGraph has it: "it_IT"; English where unknown."""
        locale = _locale(self.code) or Locale.parse(FALLBACK)
        likely = get_global("likely_subtags").get(locale.language, "").rpartition("_")[2]
        return f"{locale.language}_{locale.territory or likely}"

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        locale = _locale(self.code)
        return locale.text_direction if locale else "ltr"


def detect(paths: Iterable[str]) -> tuple[str, ...]:
    """The top folders that hold pages and are named by a language's code, sorted.

    Args:
        paths: Source paths of Markdown pages, with forward slashes.
    """
    folders = {path.partition("/")[0] for path in paths if "/" in path}
    return tuple(sorted(folder for folder in folders if FOLDER.fullmatch(folder) and _locale(folder)))


def folders(configured: Sequence[str], paths: Collection[str]) -> tuple[str, ...]:
    """The folders that are languages; none when the whole site is in one language.

    A folder `it/` may be the IT department's: names alone make languages only where no page stands outside.

    Args:
        configured: The languages that the site's settings name. One alone is that of all pages, unless all of
            them stand in its folder.
        paths: Source paths of all pages, with forward slashes.
    """
    if len(configured) > 1:
        return tuple(configured)
    codes = tuple(configured) or detect(paths)
    return (
        codes if paths and all(path.startswith(tuple(f"{code}/" for code in codes)) for path in paths) else ()
    )


def languages(
    codes: Iterable[str], default: str, names: Mapping[str, str], site_name: str
) -> tuple[Language, ...]:
    """The site's languages, the default one first.

    Args:
        codes: Folder names; none when the whole site is in one language.
        default: Of visitors who ask for none that the site has, and of a site without language folders.
        names: The help center's name by language code.
        site_name: The help center's name where `names` has none.
    """
    folders = sorted(codes, key=lambda code: code != default)
    return tuple(
        Language(
            code=code,
            prefix=f"{code}/" if folders else "",
            ui=language_of(code),
            name=display_name(code),
            site_name=names.get(code, site_name),
        )
        for code in folders or [default]
    )


def display_name(code: str) -> str:
    """A language's name in itself, with a capital: "Italiano"."""
    locale = _locale(code)
    name = locale.get_display_name(code.replace("-", "_")) if locale else None
    return name[:1].upper() + name[1:] if name else code


def language_at(path: str, site: Iterable[Language]) -> Language | None:
    """The language of a source path or URL, or None for what stands outside every language's folder."""
    return next((language for language in site if path.startswith(language.prefix)), None)


def _locale(code: str) -> Locale | None:
    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None
