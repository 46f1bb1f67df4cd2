"""Pages served here that name no address for votes get this server's own; pure."""

DOOR = "/api/feedback"
NONE = '"feedback_url":null'  # as kb/site/pages/frame.py writes it into a page


def offering(page: str) -> str:
    """The page with the address of the door, where it names none of its own."""
    return page.replace(NONE, f'"feedback_url":"{DOOR}"', 1)
