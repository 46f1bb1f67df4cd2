"""What mkdocs.yml says of folders and the product, read without MkDocs, which takes half a second to load."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

FILES = ("mkdocs.yml", "mkdocs.yaml")
# A help center may do without the file: its articles then stand in this folder.
CONTENT = "content"
DOCS = "docs"
INDEX = "build/index"
# How far a language is.
COMPLETE, GROWING = "complete", "growing"


@dataclass(frozen=True)
class Settings:
    """Where a site keeps things.

    Attributes:
        file: Its mkdocs.yml; None where there is none.
        docs: The folder of its pages.
        index: The folder of its search indexes.
        product: The name of what its articles are about, which is no topic among them; may be empty.
        growing: The languages that may lack articles, as they are being rolled out.
    """

    file: Path | None
    docs: Path
    index: Path
    product: str = ""
    growing: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Named:
    """What a site's settings name, which the site should have.

    Attributes:
        languages: The option `languages`.
        default_language: The option of that name; empty without it.
        site_names: The languages of the option `site_names`.
        contacts: The option of that name; empty without it.
        extra: The settings' `extra:`.
    """

    languages: Sequence[str]
    default_language: str
    site_names: Collection[str]
    contacts: str
    extra: Mapping[str, Any]


class _Loader(yaml.SafeLoader):
    """Reads variables of the environment as MkDocs does; other tags, as of Python names, say nothing."""


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_multi_constructor("", lambda loader, tag, node: None)


def find(folder: Path) -> Path | None:
    """The settings file of a folder, if it has one."""
    return next((folder / name for name in FILES if (folder / name).is_file()), None)


def read(root: Path) -> Settings:
    """The folders of a site.

    Settings that cannot be read count as absent here: MkDocs says what is wrong with them.

    Args:
        root: Where mkdocs.yml stands, or the folder above `content/`.
    """
    file = find(root)
    if file is None:
        return Settings(None, root / CONTENT, root / INDEX)
    data = load(file)
    options = _options(data.get("plugins"))
    docs, index = data.get("docs_dir") or DOCS, options.get("index_dir") or INDEX
    product, languages = str(options.get("product") or ""), options.get("languages")
    return Settings(file, root / str(docs), root / str(index), product, growing(languages))


def growing(languages: object) -> frozenset[str]:
    """The languages that the option `languages:` calls growing, as in `{it: complete, de: growing}`."""
    named = languages.items() if isinstance(languages, Mapping) else ()
    return frozenset(str(code) for code, state in named if state == GROWING)


def inherited(file: Path) -> tuple[Path, ...]:
    """A settings file and those that it inherits from, nearest first."""
    found = [file]
    while (above := _read(found[-1]).get("INHERIT")) and (found[-1].parent / str(above)).is_file():
        following = (found[-1].parent / str(above)).resolve()
        if following in found:
            break
        found.append(following)
    return tuple(found)


def load(file: Path) -> dict[str, Any]:
    """What a settings file says, over what it inherits; values are not merged in depth."""
    merged: dict[str, Any] = {}
    for one in reversed(inherited(file)):
        merged |= _read(one)
    return merged


def _read(file: Path) -> dict[str, Any]:
    try:
        data = yaml.load(file.read_text(encoding="utf-8"), _Loader)
    except (OSError, ValueError, yaml.YAMLError):
        return {}
    return data if isinstance(data, dict) else {}


def _options(plugins: object) -> Mapping[str, object]:
    """The plugin's options; plugins are a list or a mapping."""
    named = plugins.items() if isinstance(plugins, Mapping) else _pairs(plugins)
    options = next((options for name, options in named if str(name).rpartition("/")[2] == "kb"), None)
    return options if isinstance(options, Mapping) else {}


def _pairs(plugins: object) -> list[tuple[object, object]]:
    entries = plugins if isinstance(plugins, list) else []
    return [pair for entry in entries if isinstance(entry, Mapping) for pair in entry.items()]
