"""Why does a build leave an article out? What its badge says, in the reader's language; pure."""

from datetime import date

from kb.content.article import Article
from kb.site.pages.languages import Language
from kb.site.pages.view import long_date


def badge(written: Article, day: date, language: Language) -> tuple[str, str]:
    """The badge and what to do about it; both empty for an article that is shown.

    Args:
        written: The article as its file says, which a day makes no draft.
        day: On which the site is shown.
        language: The reader's.
    """
    if written.status == "draft":
        name, when = "draft", None
    elif written.expires and written.expires <= day:
        name, when = "expired", written.expires
    elif written.publish_at and day < written.publish_at:
        name, when = "from", written.publish_at
    else:
        return "", ""
    shown = long_date(when, language) if when else ""
    return language.t(f"preview.{name}", day=shown), language.t(f"preview.{name}_hint")
