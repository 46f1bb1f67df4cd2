"""What a site's settings say: the options of the plugin `kb`, and what the site is made from."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, TypeGuard

from mkdocs.config import base
from mkdocs.config import config_options as option
from mkdocs.config.defaults import MkDocsConfig

from kb.site.settings import COMPLETE, GROWING, Named
from kb.support.claims import FOLDER as CLAIMS

ADDRESS = re.compile(r"(?:https?://[\w.\-:\[\]]+(?:/[^\s\"'<>]*)?|/(?!/)[^\s\"'<>]*)")


class Languages(option.OptionallyRequired[list[str]]):
    """Codes of languages: a list, or a mapping that says of each whether it is complete or growing."""

    def run_validation(self, value: object) -> list[str]:
        """The codes, in their order."""
        states = (
            value
            if isinstance(value, Mapping)
            else dict.fromkeys(value, COMPLETE)
            if _is_list(value)
            else None
        )
        if states is None or not all(isinstance(code, str) for code in states):
            raise base.ValidationError(
                "a list of languages, or a mapping as in '{it: complete, de: growing}'"
            )
        for code, state in states.items():
            if state not in (COMPLETE, GROWING):
                raise base.ValidationError(f"'{code}' is {state!r}: write '{COMPLETE}' or '{GROWING}'")
        return list(states)


class Address(option.OptionallyRequired[str]):
    """Where pages send something: an address of the web, or a path on the site's own host; empty: nowhere."""

    def run_validation(self, value: object) -> str:
        """The address as it stands."""
        if isinstance(value, str) and (not value or ADDRESS.fullmatch(value)):
            return value
        raise base.ValidationError(f"{value!r} is no address: write 'https://host/path', or '/path'")


def _is_list(value: object) -> TypeGuard[list[Any]]:
    return isinstance(value, list)


class KbConfig(base.Config):  # type: ignore[no-untyped-call]
    """What a site may set under `plugins: - kb:`."""

    languages = Languages(default=[])
    """Folders that are languages, which of them are growing; without it, all that a language's code names."""
    default_language = option.Optional(option.Type(str))
    """For visitors whose languages the site lacks; without it, the theme's language, else the first."""
    site_names = option.DictOfItems(option.Type(str), default={})
    """The help center's name by language; without it, `site_name`."""
    theme = option.Type(bool, default=True)
    """Whether the pages get our look; without it, Material's own with our search and its dialog."""
    index_dir = option.Type(str, default="build/index")
    """Where the search indexes go, from the folder of mkdocs.yml; they are no part of the site."""
    product = option.Type(str, default="")
    """The name of what the articles are about; in a search it says nothing about the topic."""
    contacts = option.Type(str, default="")
    """The id of the article for who finds no answer."""
    feedback_url = Address(default="")
    """Takes opinions on articles by POST; without it they stay in the visitor's browser."""
    search_log_url = Address(default="")
    """Takes what was searched by POST; without it no page tells."""


def named_in(options: KbConfig, extra: Mapping[str, Any]) -> Named:
    """The names that the settings hold."""
    default = options.default_language or ""
    return Named(options.languages, default, tuple(options.site_names), options.contacts, extra)


def sources_of(config: MkDocsConfig, overrides: Path) -> tuple[Path, ...]:
    """All that a site is made from beside its settings and the code: what `mkdocs serve` would watch.

    A strict build also reads which claim has a test.
    """
    folder = Path(config.config_file_path).parent
    own = [config.theme.custom_dir] if config.theme.custom_dir else []
    tests = [CLAIMS] if config.strict else []
    named = [config.docs_dir, overrides, *own, *config.watch, *config.hooks, *tests]
    return tuple(dict.fromkeys(folder / str(path) for path in named))


def taken_of(config: MkDocsConfig, overrides: Path) -> tuple[tuple[Path, ...], str, str]:
    """What a build looks at before it reads: its sources, the folder of the pages, the settings' file."""
    return sources_of(config, overrides), config.docs_dir, config.config_file_path
