"""What the articles promise about the help center itself."""

from collections import defaultdict
from pathlib import Path

from portal import LANGUAGES

from kb.content import corpus

CONTENT = Path(__file__).parents[2] / "content"


def test_every_article_in_both_languages() -> None:
    """Each published article stands in every language under one name, by which the menu pairs its pages."""
    languages = defaultdict[str, set[str]](set)
    for article in corpus.load(CONTENT).articles:
        if article.status != "draft":
            languages[article.name].add(article.lang)
    assert languages
    assert all(spoken == {*LANGUAGES} for spoken in languages.values())
