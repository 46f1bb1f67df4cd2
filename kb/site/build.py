"""Builds the site when something that goes into it has changed, and only then."""

import json
from dataclasses import dataclass
from pathlib import Path

from kb.site.digest import digest
from kb.site.freshness import builds, is_whole

RECORD = Path("build") / "site.json"


@dataclass(frozen=True)
class BuildReport:
    """What a build did.

    Attributes:
        site: The folder that can be served or copied to any host.
        index: The folder that holds one search index per language.
        home: Where the pages say that the site stands on its host, "/" or "/help/".
        built: False when nothing had changed and the site of the last build stands.
        notes: What the operator should know, one sentence each.
    """

    site: Path
    index: Path
    home: str
    built: bool
    notes: tuple[str, ...]


def build(config_file: Path, strict: bool = False, always: bool = False) -> BuildReport:
    """Build the site and its search indexes, or find that they are up to date.

    Args:
        config_file: The site's mkdocs.yml.
        strict: Warnings of MkDocs, such as a broken link, are problems.
        always: Make every page again, although nothing changed.

    Raises:
        ContentError: With every problem found; the indexes then are as they were.
    """
    config_file = config_file.resolve()
    record = config_file.parent / RECORD
    last = None if always else _last(record, config_file, strict)
    if last:
        return last
    # MkDocs takes half a second to import; a start that finds everything built does not wait for it.
    from kb.site.mkdocs_build import build_site

    record.unlink(missing_ok=True)
    made = build_site(config_file, strict, always)
    data = {
        "digest": made.taken.digest,
        "builds": builds(made.index),
        "strict": strict,
        "site": str(made.site),
        "index": str(made.index),
        "home": made.home,
        "sources": made.taken.sources,
        "notes": made.notes,
    }
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(data, indent=2), encoding="utf-8")
    return BuildReport(made.site, made.index, made.home, built=True, notes=made.notes)


def _last(record: Path, config_file: Path, strict: bool) -> BuildReport | None:
    """The report of the last build when its site and indexes still are what a build would make now."""
    try:
        data = json.loads(record.read_text(encoding="utf-8"))
        site, index = Path(data["site"]), Path(data["index"])
        sources = tuple(Path(source) for source in data["sources"])
        is_same = data["digest"] == digest(config_file, sources) and (data["strict"] or not strict)
        is_same = is_same and data["builds"] == builds(index) and is_whole(index)
        home, notes = str(data["home"]), tuple(data["notes"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    if is_same and (site / "index.html").is_file() and index.is_dir():
        return BuildReport(site, index, home, built=False, notes=notes)
    return None
