"""The files of a site that are no pages, address to text: old addresses, sitemap, descriptions, scripts."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from jinja2 import Environment

from kb.checks.addresses import alias_file
from kb.content.article import Article
from kb.errors import Problem, quoted
from kb.site.freshness import FILE as TAKEN
from kb.site.pages import feed, metadata, view
from kb.site.pages.compose import Composition
from kb.site.pages.embed import relative
from kb.site.pages.frame import Frame
from kb.site.pages.metadata import Location
from kb.site.searching import FOLDER
from kb.theme import OVERRIDES
from search.index import CURRENT
from search.index.checksums import LOCKS

ICON = "assets/kb/icon.svg"
# What tells the folder of a site from others: of ours, and of MkDocs' before the plugin was there.
BUILT = ({FOLDER}, {"404.html", "sitemap.xml"})
MARKS = (CURRENT, LOCKS)  # of an index's folder, whole or begun


def files(frame: Frame, locations: Iterable[Location] | None) -> dict[str, str]:
    """Scripts, styles and everything that machines read.

    Args:
        frame: The build.
        locations: The pages that search engines should know; None where the look is not ours, and so
            neither is what the site says to machines.
    """
    found = dict(frame.assets.files)
    if locations is None:
        return found | {".nojekyll": ""}
    # The entry LANG.json is asked for anew each time; what it names, in LANG/, never changes.
    packs = [f"{FOLDER}/{language.code}/*" for language in frame.languages]
    found["_headers"] = metadata.headers(frame.csp, [*frame.assets.files, *packs])
    # GitHub's static host drops folders that start with an underscore unless this file says otherwise.
    found[".nojekyll"] = ""
    if frame.site_url:
        found["sitemap.xml"] = metadata.sitemap(locations)
        found["robots.txt"] = f"User-agent: *\nAllow: /\nSitemap: {frame.absolute('sitemap.xml')}\n"
        icon = frame.absolute(ICON)
        for language in frame.languages:
            search = frame.absolute(language.search_url)
            found[f"{language.prefix}opensearch.xml"] = metadata.opensearch(language, search, icon)
            if (shelf := frame.shelves[language.code]).newest:
                found[language.prefix + feed.FILE] = feed.atom(shelf, frame.absolute)
    return found


def texts(
    site: Composition,
    env: Environment,
    config: Any,  # noqa: ANN401 (MkDocs', which is not known here)
    own_look: bool,
    has_home: bool,
) -> dict[str, str]:
    """All files that are no pages, address to text.

    Args:
        site: All pages.
        env: Loads the templates.
        config: The site's settings, which templates may read.
        own_look: Whether the look is ours.
        has_home: Whether somebody wrote a first page; else the site's door stands there.
    """
    found = files(site.frame, site.locations() if own_look else None)
    if not has_home and own_look:
        door, kb = env.get_template("kb-root.html"), view.door(site.frame)
        found["index.html"] = door.render(config=config, page=None, base_url=".", kb=kb)
    for path, values in redirects(site.frame, site.articles).items():
        found[path] = env.get_template("kb-moved.html").render(moved=values)
    return found


def redirects(frame: Frame, articles: Mapping[str, Article]) -> dict[str, dict[str, Any]]:
    """For each old address of an article the file to write and what its page says.

    Args:
        frame: The build.
        articles: Articles by their address from the site's root without a leading slash.
    """
    found = {}
    for url, article in articles.items():
        language = next(language for language in frame.languages if language.code == article.lang)
        for alias in article.aliases:
            file = alias_file(alias)
            found[file] = {
                "lang": article.lang,
                "csp": frame.csp,
                "url": relative(url, file),
                "icon": relative(ICON, file),
                "canonical": frame.absolute(url) or relative(url, file),
                "title": frame.shelves[article.lang].by_id[article.id].title,
                "heading": language.t("site.moved_title"),
                "lead": language.t("site.moved_lead"),
            }
    return found


def output_problems(site: Path, index: Path, config: Any) -> list[Problem]:  # noqa: ANN401 (MkDocs)
    """A build empties its output folder, and the indexes' folder is theirs: nothing else may lie there.

    Args:
        site: The output folder.
        index: The folder of the indexes.
        config: The site's settings, which name the folders of pages and theme.
    """
    cure = "set site_dir to another folder, for example build/site"
    found = [
        f"the output folder {site} holds the theme's sources {source}: {cure}"
        for source in (OVERRIDES, *map(Path, config.theme.dirs))
        if source.resolve().is_relative_to(site.resolve())
    ]
    if not found and (foreign := _foreign(site)):
        held = f"the output folder {site} holds what no build has put there, as {quoted(foreign)}"
        found.append(f"{held}, and would lose it: {cure}, or empty it")
    for option, folder in (("docs_dir", Path(config.docs_dir).resolve()), ("site_dir", site.resolve())):
        if index.resolve().is_relative_to(folder) or folder.is_relative_to(index.resolve()):
            cure = "set index_dir to a folder of its own, for example build/index"
            found.append(f"index_dir {index} and {option} {folder} lie one in the other: {cure}")
    if not found and (foreign := _no_index(index)):
        cure = "set index_dir to a folder of its own, for example build/index"
        found.append(f"index_dir {index} holds what is no index, as {quoted(foreign)}: {cure}")
    return [Problem("mkdocs.yml", 0, message) for message in found]


def _foreign(site: Path) -> str:
    """The first thing in an output folder that no build has made; hidden files are kept, as MkDocs does."""
    held = sorted(path.name for path in site.iterdir()) if site.is_dir() else []
    is_built = any(marks <= {*held} for marks in BUILT)
    return next((name for name in held if not (is_built or name.startswith("."))), "")


def _no_index(index: Path) -> str:
    """The first thing in a folder for indexes that is none; beside indexes of ours others may lie."""
    names = sorted(path.name for path in index.iterdir()) if index.is_dir() else []
    others = (name for name in names if not name.startswith(".") and TAKEN not in names)
    return next((name for name in others if not any((index / name / mark).exists() for mark in MARKS)), "")


def missing_templates(pages: Iterable[Any], env: Environment) -> list[Problem]:
    """Pages whose front matter names a template that the theme does not have.

    Args:
        pages: MkDocs' files of the pages, all read.
        env: Loads the templates.
    """
    problems: list[Problem] = []
    known = set(env.list_templates())
    for file in pages:
        name = file.page.meta.get("template") if file.page else None
        if name and str(name) not in known:
            reason = f"the theme has no template '{name}': take 'template:' out or name one that there is"
            problems.append(Problem(file.src_uri, 0, reason))
    return problems
