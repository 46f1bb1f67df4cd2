"""Links to other hosts arrive; asked on request only, as it takes the network and time."""

from collections import Counter
from collections.abc import Iterable
from functools import cache

from kb.checks.model import Check, Subject
from kb.errors import Problem, quoted
from kb.support.page_html import line_of


def find(subject: Subject) -> Iterable[Problem]:
    """Each link to an address that is gone or does not answer, at its line."""
    reason = cache(subject.reach)
    for page in subject.corpus.pages:
        seen = Counter[str]()
        for element in subject.page(page.path).elements:
            url = element.attributes.get("href", "") if element.tag == "a" else ""
            if url.lower().startswith(("http://", "https://")):
                line = line_of(page.body, element, url if element.is_made else "", seen[url])
                seen[url] += element.is_made
                if why := reason(url):
                    yield Problem(page.path, page.body_line + line, f"{quoted(url)} {why}: link elsewhere")


CHECK = Check(
    id="external-links",
    reason="A link that leads nowhere leaves the customer outside, without an answer.",
    cure="Link to where its content went; an address that answered is not asked again for a week.",
    find=find,
    is_on_request=True,
)
