"""What a page shows, as a key: it is another one whenever the template could see something else; pure."""

from functools import cached_property

from kb.kept import digest
from kb.site.pages import view
from kb.site.pages.compose import Composition
from kb.site.pages.frame import page
from kb.site.pages.generated import CATEGORY
from kb.site.pages.model import Entry, Rendered, Topic


class Seen:
    """The keys of a site's pages."""

    def __init__(self, site: Composition) -> None:
        """Of a site whose texts are all known."""
        self._site = site

    def key(self, path: str) -> str:
        """The key of a page by its source path; empty where the page is to be written each time."""
        site = self._site
        shown, entry, found = site.pages[path], site.entries.get(path), site.library.articles.get(path)
        if entry and found:
            shelf = site.frame.shelves[entry.lang]
            topic = shelf.by_topic.get(entry.category)
            told = [
                repr((shown.url, shown.contents, found.article, topic and topic.head)),
                repr((site.switch(path), view.recording(found.article, site.files))),
                *map(self._entry, (entry, *shelf.neighbours(entry))),
                "related",
                *map(self._entry, shelf.related(found.article.related)),
            ]
            return self._digest(self._frames[entry.lang], shown, told)
        if shown.template == CATEGORY:
            topic = site.topic_of(path)
            told = [repr((shown.url, site.switch(path))), *self._topic(topic)]
            return self._digest(self._frames[site.language(path).code], shown, told)
        return ""

    def _digest(self, frame: str, shown: Rendered, told: list[str]) -> str:
        return digest("\0".join((frame, shown.html, *told)).encode("utf-8", "surrogatepass"))

    def _topic(self, topic: Topic) -> list[str]:
        answers = [self._site.pages[entry.source].html for entry in topic.answered]
        return [repr(topic.head), *map(self._entry, topic.entries), *answers]

    def _entry(self, entry: Entry) -> str:
        return self._entries[entry.source]

    @cached_property
    def _entries(self) -> dict[str, str]:
        return {path: repr(entry) for path, entry in self._site.entries.items()}

    @cached_property
    def _frames(self) -> dict[str, str]:
        """What all pages of a language share, as it is told on its first page."""
        frame = self._site.frame
        found = {}
        for language in frame.languages:
            told = page(frame, language, language.home_url, "", "")
            del told["t"]  # says what the code says
            found[language.code] = digest(repr((language, sorted(told.items()))).encode())
        return found
