"""Text -> Article, or every fault of the file at once with its line; pure."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from kb.content.fields import SLUG, Fields
from kb.content.frontmatter import read, split
from kb.content.values import Value
from kb.errors import ContentError, Problem, did_you_mean, quoted

KINDS = ("faq", "guide", "video")
BOOSTS = (50, 300)  # percent
STATUSES = ("published", "draft")
VIDEO_FIELDS = ("file", "captions", "poster", "duration")
REQUIRED = ("id", "title", "summary", "kind", "category")
FIELDS = (
    *REQUIRED,
    *("questions", "keywords", "pin", "boost", "actions", "aliases", "slug", "related", "updated", "source"),
    *("status", "claims", "video", "search", "owner", "review_by", "publish_at", "expires"),
)
ALIAS = re.compile(r"(?:/[A-Za-z0-9._~-]+)+/?")
DURATION = re.compile(r"(?:\d{1,2}:)?\d{1,2}:\d{2}")


@dataclass(frozen=True)
class Known:
    """The names an article may use; None where nobody can tell, and then every name passes."""

    categories: Collection[str] | None = None
    actions: Collection[str] | None = None


ANY_NAME = Known()


@dataclass(frozen=True)
class Video:
    """The recording of a video article.

    Attributes:
        file: Path or URL of the recording.
        captions: Path or URL of its WebVTT captions.
        poster: Path or URL of the still that stands before it plays.
        duration: As shown, `m:ss` or `h:mm:ss`.
    """

    file: str
    captions: str
    poster: str = ""
    duration: str = ""


@dataclass(frozen=True)
class Article:
    """One question and its answer in one language.

    Attributes:
        path: The file as messages name it.
        name: The file's name without `.md`, the same in every language.
        lang: Language code, the folder the file stands in.
        folder: Where in that folder, with a slash at the end; it means nothing but order.
        slug: What the page's address ends in, where that is not the file's name.
        id: Stable and the same in every language.
        lines: The line of each field, `actions.0` for the first action; counted from 1.
        body: Markdown after the front matter, byte for byte.
        body_line: The line of the body's first character in the file.
        pin: The queries whose first answer this is.
        boost: What its words weigh in search, in percent.
        claims: The claims that its summary makes.
        is_unsearched: Whether search leaves it out; its page stays.
        owner: Who answers for it.
        review_by: The day by which somebody shall have read it again.
        publish_at: The first day on which customers see it.
        expires: The first day on which they do not any more.
    """

    path: str
    name: str
    lang: str
    id: str
    title: str
    summary: str
    kind: str
    category: str
    body: str
    body_line: int
    lines: Mapping[str, int]
    questions: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    updated: date | None = None
    source: str = ""
    status: str = "published"
    video: Video | None = None
    pin: tuple[str, ...] = ()
    boost: int = 100
    claims: tuple[str, ...] = ()
    folder: str = ""
    slug: str = ""
    is_unsearched: bool = False
    owner: str = ""
    review_by: date | None = None
    publish_at: date | None = None
    expires: date | None = None

    @property
    def file(self) -> str:
        """The file, relative to the content folder."""
        return f"{self.lang}/{self.folder}{self.name}.md"

    @property
    def address(self) -> str:
        """The page's path on the site without slashes at the ends."""
        return f"{self.lang}/{self.slug or self.name}"

    @property
    def url(self) -> str:
        """The page's path on the site, from its root."""
        return f"/{self.address}/"

    @property
    def former_names(self) -> tuple[str, ...]:
        """What the file was called before, by its old addresses."""
        return tuple(alias.strip("/").rpartition("/")[2].removesuffix(".html") for alias in self.aliases)

    @property
    def is_readable(self) -> bool:
        """Whether its front matter could be read at all; else only its body and its file's name are known."""
        return bool(self.lines)

    def is_shown(self, day: date) -> bool:
        """Whether it is a day on which customers may see it."""
        return (self.publish_at is None or self.publish_at <= day) and (
            self.expires is None or day < self.expires
        )

    def line(self, field: str) -> int:
        """The line of a field or list item; 1 when the field was not written."""
        return self.lines.get(field, 1)


def is_meant(file: str, text: str) -> bool:
    """Whether a file in a language's folder of a site that is no help center is an article all the same."""
    return "/" not in file and file.endswith(".md") and "kind" in read(split(text), file)[0]


def parse(text: str, path: str, lang: str, name: str, known: Known = ANY_NAME, folder: str = "") -> Article:
    """Read one article that must be whole; the arguments are those of `examine`.

    Raises:
        ContentError: With every problem of the file, in order of lines.
    """
    article, problems = examine(text, path, lang, name, known, folder)
    if problems:
        raise ContentError(problems)
    return article


def examine(
    text: str, path: str, lang: str, name: str, known: Known = ANY_NAME, folder: str = ""
) -> tuple[Article, tuple[Problem, ...]]:
    """Read what can be read of one article, and all that is wrong with it, in order of lines.

    Args:
        text: The whole file, with any line ends.
        path: How messages name the file.
        lang: Language code.
        name: The file's name without suffix.
        known: Names of categories and actions to hold the fields against.
        folder: Where in its language's folder it stands, with a slash at the end.
    """
    parts = split(text)
    values, problems = read(parts, path)
    fields = Fields(path, values, problems)
    if parts.closing and (values or not problems):
        fields.check_names(REQUIRED, FIELDS)
    article = Article(
        path=path,
        name=name,
        lang=lang,
        id=fields.slug("id"),
        title=fields.prose("title"),
        summary=fields.prose("summary"),
        kind=fields.choice("kind", KINDS, "kind"),
        category=fields.choice("category", known.categories, "category"),
        body=parts.body,
        body_line=parts.body_line,
        lines=fields.lines(),
        questions=fields.items("questions"),
        keywords=fields.items("keywords"),
        actions=fields.known_items("actions", known.actions, "action"),
        aliases=fields.matching_items("aliases", ALIAS, "a path from the site's root, as in '/it/old-name/'"),
        related=fields.matching_items("related", SLUG, "an article's id, as in 'change-plan'"),
        updated=fields.day("updated"),
        source=fields.text("source"),
        status=fields.choice("status", STATUSES, "status") or "published",
        video=_video(fields),
        pin=fields.items("pin"),
        boost=fields.percent("boost", BOOSTS),
        claims=fields.matching_items("claims", SLUG, "a claim, as in 'renewal-off-no-charge'"),
        folder=folder,
        slug=fields.slug("slug"),
        is_unsearched=fields.flag("search", "exclude"),
        owner=fields.text("owner"),
        review_by=fields.day("review_by"),
        publish_at=fields.day("publish_at"),
        expires=fields.day("expires"),
    )
    return article, tuple(sorted(fields.problems))


def _video(fields: Fields) -> Video | None:
    value = fields.values.get("video")
    kind = fields.values.get("kind")
    is_video = kind is not None and kind.content == "video"
    if value is None:
        if is_video:
            fields.problem(
                fields.lines()["kind"], "kind 'video' needs a field 'video' with file and captions"
            )
        return None
    if not isinstance(value.content, Mapping):
        fields.problem(value.line, "'video' must hold fields: file, captions, poster, duration")
        return None
    if not is_video:
        fields.problem(value.line, "'video' belongs to articles of kind 'video' only")
    return _recording(fields, value.line, value.content)


def _recording(fields: Fields, line: int, values: Mapping[str, Value]) -> Video:
    for name, value in values.items():
        if name not in VIDEO_FIELDS:
            near = did_you_mean(name, VIDEO_FIELDS)
            fields.problem(value.line, f"unknown field {quoted('video.' + name)}{near}")
    for name in ("file", "captions"):
        if name not in values:
            fields.problem(line, f"'video.{name}' is missing: a recording needs its {name}")
    texts = {name: fields.text_of(values[name], f"'video.{name}'") for name in VIDEO_FIELDS if name in values}
    duration = texts.get("duration", "")
    if duration and not DURATION.fullmatch(duration):
        reason = f"'video.duration' {quoted(duration)}: write minutes as in \"1:05\""
        fields.problem(values["duration"].line, reason)
    return Video(texts.get("file", ""), texts.get("captions", ""), texts.get("poster", ""), duration)
