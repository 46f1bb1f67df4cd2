"""A visitor without a mouse: moves with Tab, reads what has the focus, types, presses Enter."""

from playwright.sync_api import Page

MOST_STOPS = 60
FOCUSED = """() => {
    const at = document.activeElement;
    if (!at || at === document.body) return "";
    const label = at.labels && at.labels[0];
    return (label || at).innerText.replace(/\\s+/g, " ").trim() || at.getAttribute("aria-label") || "";
}"""


def focused(page: Page) -> str:
    """The visible name of what has the focus: its label's or its own text."""
    return str(page.evaluate(FOCUSED))


def tab_to(page: Page, name: str) -> None:
    """Press Tab until the focus is on the control named so; fails with what was passed on the way."""
    passed = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        passed.append(focused(page))
        if passed[-1] == name:
            return
    raise AssertionError(f"Tab never reached {name!r}; it passed {passed}")


def press(page: Page, name: str) -> None:
    """Go to a link or button and press Enter; returns when the next page is there."""
    tab_to(page, name)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def fill(page: Page, name: str, text: str) -> None:
    """Go to a field and type into it, replacing what is there."""
    tab_to(page, name)
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type(text)
