"""What an agent is told where a message is in no language of the site. Pure."""

from collections.abc import Callable

from babel import Locale


def notice(asked: str, written: str, reader: str, say: Callable[..., str]) -> str:
    """That the message is in another language than the answer; empty where it is in one of the site's.

    Args:
        asked: The message's language; empty: one of the site's.
        written: The answer's language.
        reader: The language of the notice.
        say: Gives a text of the reader's language by key, its placeholders filled.
    """
    if not asked:
        return ""
    theirs, ours = (Locale.parse(code).get_display_name(reader) for code in (asked, written))
    return say("answer.foreign", asked=theirs, written=ours)
