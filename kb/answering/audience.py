"""Whom a part of an article is for, and how the audiences lie to each other. Pure."""

from collections.abc import Collection, Iterable, Mapping

from kb.content.article import Article
from kb.content.operations import Operation

CORPORATE = "corporate"
# An audience that is the sum of others.
WIDER = {"active": {"renewal-on", "renewal-off"}, "not-active": {"suspended", "no-plan"}}
# Of each group an account belongs to one at most; a Corporate plan's knows no other.
GROUPS = (("renewal-on", "renewal-off", "suspended", "no-plan"), ("credit", "no-credit"))


def audiences_of(account: Mapping[str, object]) -> frozenset[str]:
    """The audiences that an account belongs to, from what the service tells an agent about it."""
    if account["kind"] == CORPORATE:
        return frozenset({CORPORATE})
    state = str(account["state"]).replace("_", "-")
    if state == "active":
        state = "renewal-on" if account["auto_renew"] else "renewal-off"
    wide = (name for name, narrow in WIDER.items() if state in narrow)
    return frozenset({"self-service", state, *wide, "credit" if account.get("credit") else "no-credit"})


def closed(operations: Iterable[Operation], audiences: Collection[str]) -> frozenset[str]:
    """Those of the operations that are not for an account of these audiences, by id."""
    return frozenset(each.id for each in operations if any(covers(name, each.not_for) for name in audiences))


def covers(name: str, not_for: Collection[str]) -> bool:
    """Whether all accounts of an audience are among those named."""
    return name in not_for or (name in WIDER and WIDER[name] <= set(not_for))


def is_own(mark: str, article: Article, operations: Mapping[str, Operation]) -> bool:
    """Whether a section replaces the rest: its readers cannot do what the article describes."""
    known = [operations[name] for name in article.actions if name in operations]
    return mark == CORPORATE or any(covers(mark, each.not_for) for each in known)


def includes(mark: str, audience: str) -> bool:
    """Whether the accounts of an audience read a section of that mark."""
    return audience in (mark, *WIDER.get(mark, ()))


def excludes(mark: str, audience: str) -> bool:
    """Whether no account of the audience reads a section of that mark."""
    if CORPORATE in (mark, audience):
        return mark != audience
    narrow = WIDER.get(mark, {mark})
    return audience not in narrow and any(audience in group and narrow & set(group) for group in GROUPS)
