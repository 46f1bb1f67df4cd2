"""Whether a build would make the same again: a hash over all that goes into a site, derived, not listed.

All code of the two packages counts, wherever a folder is added; of all else that is installed the versions.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

import search
from kb.clock import today
from kb.site import settings

PACKAGES = (Path(__file__).parents[1], Path(search.__file__).parent)
INSTALLED = ("*.dist-info", "*.egg-info")
# An article that comes or goes on a day: what a site is made of then depends on the day, too.
DATED = re.compile(rb"^(?:publish_at|expires):", re.MULTILINE)
# What mkdocs.yml may read with !ENV stands in it by name.
NAME = re.compile(r"\b[A-Z][A-Z0-9_]+\b")


def digest(config_file: Path, sources: Iterable[Path]) -> str:
    """A hash over files by name and content, the variables that the settings name, and installed versions.

    Args:
        config_file: The site's mkdocs.yml; what it inherits from counts too.
        sources: The files and folders that the site was made from, beside the code.

    Where an article has a day to come or go, the day of today counts, too.
    """
    is_dated = False
    found = sha256(sys.version.encode())
    configs = [file for file in settings.inherited(config_file) if file.is_file()]
    for root in (*configs, *sources, *PACKAGES):
        for file in files_of(root):
            data = file.read_bytes()
            is_dated |= file.suffix == ".md" and DATED.search(data) is not None
            content = sha256(data).hexdigest()
            found.update(f"{file}\0{content}\0".encode())
    named = {name for file in configs for name in NAME.findall(file.read_text("utf-8", "replace"))}
    found.update(repr([(name, os.environ.get(name)) for name in sorted(named)]).encode())
    found.update(repr((installed(), today().isoformat() if is_dated else "")).encode())
    return found.hexdigest()


def files_of(root: Path) -> Iterator[Path]:
    """A file itself, or all files under a folder, sorted; linked folders are followed, each once."""
    if not root.is_dir():
        if root.exists():
            yield root
        return
    seen: set[Path] = set()
    for folder, folders, names in os.walk(root, followlinks=True):
        here = Path(folder).resolve()
        if here in seen:
            folders.clear()
            continue
        seen.add(here)
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (file for name in sorted(names) if (file := Path(folder, name)).is_file())


def installed() -> list[str]:
    """Every installed package with its version, as the folders of its metadata are called."""
    folders = [Path(place) for place in sys.path if Path(place).is_dir()]
    return sorted({found.name for folder in folders for kind in INSTALLED for found in folder.glob(kind)})
