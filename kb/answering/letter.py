"""A reply as a letter to send, and as notes for the agent who has to choose; in Markdown. Pure."""

import re
from collections.abc import Callable, Sequence

from kb.answering.customer import Offer
from kb.answering.part import Answer
from kb.answering.plain_text import plain_text
from kb.answering.reply import Reply
from kb.content.markdown.conversion import to_html

Say = Callable[..., str]
WRITTEN = ("text", "html", "md")  # the forms of a letter
LONGEST = 240  # characters of what is quoted
ADDRESS = re.compile(r"(?<=: )(?:/|https?://)\S+$", re.MULTILINE)  # of an action or a page, at its line's end
MARKS = re.compile(r"[\\`*_{}\[\]()#+.!|>-]")  # what Markdown may take for its own


def letter(answers: Sequence[Answer], say: Say, left_open: Sequence[str] = ()) -> str:
    """Greeting, each answer with its links, what is still to be answered, sign-off.

    Args:
        answers: At least one.
        say: Gives a text of the reply's language by key, its placeholders filled.
        left_open: What of the message they do not answer, in its own words.
    """
    parts = [say("answer.greeting"), *(part for each in answers for part in _parts(each, say))]
    quoted = " ".join(say("answer.quote", part=escaped(shortened(each))) for each in left_open)
    parts += [say("answer.left_open", parts=quoted)] if quoted else []
    return "\n\n".join([*parts, say("answer.sign_off")]) + "\n"


def body(answer: Answer, say: Say) -> str:
    """One answer with its links, without greeting and sign-off."""
    return "\n\n".join(_parts(answer, say)) + "\n"


def _parts(answer: Answer, say: Say) -> list[str]:
    offers = [_offer(offer, answer.actions[offer.operation], say) for offer in answer.offers]
    more = say("cli.answer_more", url=answer.url)
    summary = [escaped(answer.summary)] if answer.summary else []
    return [f"**{answer.title}**", *answer.state, *summary, answer.markdown, *offers, more]


def _offer(offer: Offer, url: str, say: Say) -> str:
    """The consequence before the link: nobody clicks before they have read what happens."""
    link = f"{offer.label}: {url}" if offer.label else say("cli.answer_action", url=url)
    return f"{offer.consequence}  \n{link}" if offer.consequence else link


def notes(replies: Sequence[Reply], contacts: Sequence[str], say: Say) -> str:
    """For each question without a sure answer the closest articles, numbered, or that there is none."""
    parts: list[str] = []
    left = [each for each in replies if each.unanswered]
    is_partly = len(left) > 1 or any(each.answer for each in replies)
    for reply in left:
        parts += [say("answer.unanswered", part=escaped(shortened(reply.unanswered)))] if is_partly else []
        listed = [f"{n}. {each.title}\n   {each.url}" for n, each in enumerate(reply.closest, 1)]
        parts += [say("search.closest"), *listed] if listed else [say("answer.nothing")]
    ways = [say("cli.search_contacts", ways=", ".join(contacts))] if parts and contacts else []
    return "\n\n".join([*parts, *ways])


def shortened(text: str) -> str:
    """A customer's words to quote, on one line."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rsplit(' ', 1)[0]} …"


def escaped(text: str) -> str:
    """Words of others in Markdown: whatever they hold, it stays text."""
    return MARKS.sub(r"\\\g<0>", text).replace("&", "&amp;").replace("<", "&lt;")


def formatted(markdown: str, form: str) -> str:
    """Markdown as it is ("md"), as HTML ("html"), or as plain text ("text")."""
    if form == "html":
        return to_html(ADDRESS.sub(r"[\g<0>](\g<0>)", markdown), "") + "\n"
    return markdown if form == "md" else plain_text(markdown)
