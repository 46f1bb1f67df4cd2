"""Approving what articles say: which sentences wait, what to compare them with, and keeping the decision."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from kb.content import atomic
from kb.content.corpus import Corpus
from kb.errors import ContentError, Problem
from kb.truth.approved import FILE, Approved, Change, Wording, changes, dump, parse, vocabulary, wording
from kb.truth.statements import statements


def load(content: Path) -> dict[str, dict[str, tuple[Wording, ...]]]:
    """The approved wording of a content folder; nothing where there is no file.

    Raises:
        ContentError: When the file has another form than `kb claims approve` writes.
    """
    path = content / FILE
    if not path.is_file():
        return {}
    try:
        return parse(path.read_text(encoding="utf-8"))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        reason = "not the approved wording that 'kb claims approve' writes: restore it from Git"
        raise ContentError([Problem(f"{content.name}/{FILE}", 0, reason)]) from error


def pending(content: Path, corpus: Corpus, name: str, lang: str | None) -> list[Change]:
    """The changes that wait for approval under a claim's or an article's name."""
    approved = load(content)
    known = {one: vocabulary(approved, one) for one in corpus.languages}
    return [
        change
        for article in corpus.telling
        if lang in (None, article.lang)
        for change in changes(
            statements(article),
            approved.get(article.lang, {}).get(article.id, ()),
            article.lang,
            known[article.lang].times,
        )
        if name == article.id or name in change.claims
    ]


def shown(change: Change, tests: Mapping[str, str]) -> Iterator[str]:
    """A change as a person compares it: where, the approved wording, the new one, what the tests promise."""
    if change.now:
        yield f"{change.now.path}:{change.now.line}"
    if change.then:
        yield f"  - {change.then.text}"
    if change.now:
        yield f"  + {change.now.text}"
    for claim in dict.fromkeys(change.claims):
        yield f"  = {claim}: {tests.get(claim, '')}".rstrip()


def approve(content: Path, corpus: Corpus, name: str, lang: str | None) -> None:
    """Keep the wording of a claim's or an article's sentences as they stand now; others stay as they were."""
    kept = {one: dict(articles) for one, articles in load(content).items()}
    for article in corpus.telling:
        if lang in (None, article.lang):
            now = tuple(wording(one) for one in statements(article) if one.is_kept)
            old = kept.get(article.lang, {}).get(article.id, ())
            new = now if name == article.id else _with_claim(name, now, old)
            if new != old:
                kept.setdefault(article.lang, {})[article.id] = new
    save(content, kept)


def _with_claim(claim: str, now: tuple[Wording, ...], old: tuple[Wording, ...]) -> tuple[Wording, ...]:
    """The approved sentences with those of one claim as they stand now."""
    rest = tuple(one for one in old if claim not in one.claims)
    return (*rest, *(one for one in now if claim in one.claims))


def save(content: Path, approved: Approved) -> None:
    """Write the file of approved wording."""
    atomic.write(content, [atomic.change(content / FILE, dump(approved).encode())])
