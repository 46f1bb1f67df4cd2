"""Small sites that tests write and build: pages in, a folder with mkdocs.yml out."""

from collections.abc import Iterable
from pathlib import Path

import pytest
import yaml

from kb.errors import ContentError
from kb.site.build import build

CONFIG = {
    "site_name": "Somebody's docs",
    "site_url": "https://docs.example.org/help/",
    "site_dir": "public",
    "theme": {"name": "material", "font": False, "features": ["navigation.tabs"]},
    "plugins": ["kb"],
    "extra_css": ["own.css"],
}
ARTICLE = """---
id: {id}
title: {title}
summary: What it says.
kind: faq
category: billing
updated: 2026-11-23
{more}---
{body}
"""
CATEGORIES = """
- id: billing
  it: {title: Fatturazione, summary: Soldi.}
  en: {title: Billing, summary: Money.}
"""


def site(folder: Path, pages: dict[str, str], **config: object) -> Path:
    """Write a site; returns its mkdocs.yml."""
    for path, text in {"own.css": "", **pages}.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(CONFIG | config), encoding="utf-8")
    return folder / "mkdocs.yml"


def article(name: str, title: str = "Why?", body: str = "Because.", more: str = "") -> str:
    """An article's file."""
    return ARTICLE.format(id=name, title=title, body=body, more=more)


def read(folder: Path, path: str) -> str:
    """A page of the built site."""
    return (folder / "public" / path).read_text(encoding="utf-8")


def faults(config: Path, strict: bool = False) -> list[str]:
    """The problems that stop a build."""
    with pytest.raises(ContentError) as caught:
        build(config, strict=strict)
    return [str(problem) for problem in caught.value.problems]


def pages_of(count: int) -> Iterable[tuple[str, str]]:
    """As many articles in one category."""
    return ((f"it/a{number}.md", article(f"a{number}", title=f"Q{number}?")) for number in range(count))
