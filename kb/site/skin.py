"""Whose look a site has: ours, or Material's own with our search in it."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.theme import Theme

HEADER = 'data-md-component="header"'
# Where the parts of an embedding belong: the button into the header, the rest to the end of the page.
BUTTON, END = "<!--kb:button-->", "<!--/kb:button-->"


def add_templates(theme: Theme, overrides: Path, *, own_look: bool) -> frozenset[str]:
    """Let a theme find our templates: before its own where the look is ours, else after them.

    Args:
        theme: The site's; changed.
        overrides: The folder of our templates.
        own_look: Whether the look is ours.

    Returns:
        The names of the templates that are found in our folder and escape what they print.
    """
    ours = {file.relative_to(overrides).as_posix() for file in overrides.rglob("*.html")}
    directories = theme.dirs
    if overrides not in (Path(directory).resolve() for directory in directories):
        place = (1 if theme.custom_dir else 0) if own_look else len(directories)
        directories.insert(place, str(overrides))
    if own_look:
        theme.static_templates.discard("sitemap.xml")
        theme.static_templates.add("404.html")
        return frozenset(ours)
    others = [Path(directory) for directory in directories if Path(directory) != overrides]
    return frozenset(name for name in ours if not any((folder / name).is_file() for folder in others))


def embed(page: str, parts: str) -> str:
    """A page of Material's with our search: the button at the end of its header, the rest at its own end.

    Args:
        page: The page's HTML.
        parts: The button between its two marks, and the rest.
    """
    before, _, rest = parts.partition(BUTTON)
    button, _, after = rest.partition(END)
    header = page.find(HEADER)
    place = page.find("</nav>", header) if header >= 0 else -1
    if place >= 0:
        page, after = page[:place] + button + page[place:], before + after
    else:
        after = before + button + after
    head, mark, tail = page.rpartition("</body>")
    return head + after + mark + tail if mark else page + after


def unshown(config: MkDocsConfig) -> Iterator[str]:
    """The settings of a site that our look does not show, by the names that they have in mkdocs.yml."""
    yield from (name for name in ("nav", "repo_url") if config.get(name))
    yield from (f"theme.{name}" for name in ("logo", "favicon") if _own(config, name))
    yield from _among(config.theme.get("features"), "navigation.tabs")
    yield from _among(config.markdown_extensions, "pymdownx.tabbed")
    fences = (config.mdx_configs.get("pymdownx.superfences") or {}).get("custom_fences") or []
    yield from ("mermaid" for fence in fences if fence.get("name") == "mermaid")
    yield from _among(config.plugins, "material/social", "social")


def clashing(config: MkDocsConfig) -> Iterator[str]:
    """The settings of a site of Material's own look that do not go with our search in it."""
    yield from _among(config.plugins, "material/search", "search")
    yield from _among(config.theme.get("features"), "navigation.instant")


def _among(names: Iterable[str] | None, *wanted: str) -> Iterator[str]:
    return (name.removeprefix("material/") for name in wanted if name in (names or ()))


def _own(config: MkDocsConfig, name: str) -> bool:
    """Whether the site sets a file of its own; Material's favicon is no setting of the site's."""
    value = config.theme.get(name)
    return bool(value) and not str(value).startswith("assets/images/")


def notes(config: MkDocsConfig, own_look: bool, t: Callable[..., str]) -> list[str]:
    """A sentence where the look and the site's settings do not go together.

    Args:
        config: The site's settings.
        own_look: Whether the look is ours.
        t: Says a text of the interface.
    """
    found = list(unshown(config) if own_look else clashing(config))
    key = "site.look_unshown" if own_look else "site.look_clashing"
    return [t(key, settings=", ".join(found))] if found else []
