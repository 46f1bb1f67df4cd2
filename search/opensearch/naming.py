"""How generations and aliases are named, and which one is in use.

`help-it` is the alias of the site `help` for its Italian articles, `help-it-3f2a91c07b5d` a generation.
"""

import re

from search.opensearch.connection import Connection


def alias_of(alias: str, lang: str) -> str:
    """The name under which a language is asked."""
    return f"{alias}-{lang}"


def generation_name(alias: str, lang: str, digest: str) -> str:
    """The name of the generation with that content."""
    return f"{alias_of(alias, lang)}-{digest}"


def generations(connection: Connection, alias: str, lang: str) -> list[str]:
    """All generations of a language that the cluster holds, whole or not."""
    name = alias_of(alias, lang)
    with connection.asking() as api:
        found = api.indices.get(index=f"{name}-*", params={"expand_wildcards": "all"})
    return sorted(each for each in found if re.fullmatch(rf"{re.escape(name)}-[0-9a-f]{{12}}", each))


def in_use(connection: Connection, alias: str, lang: str) -> str:
    """The generation that the alias names; empty where there is none."""
    with connection.asking() as api:
        name = alias_of(alias, lang)
        if not api.indices.exists_alias(name=name):
            return ""
        return str(next(iter(api.indices.get_alias(name=name))))


def languages(connection: Connection, alias: str) -> tuple[str, ...]:
    """The languages that are published under an alias."""
    with connection.asking() as api:
        found = api.indices.get(index=f"{alias}-*")
    told = [each["mappings"].get("_meta", {}) for each in found.values() if each["aliases"]]
    return tuple(sorted(str(meta["lang"]) for meta in told if meta.get("alias") == alias))
