"""Where an article's panel stands: after the steps, at the latest before the second heading."""

import pytest

from kb.site.pages.embed import after_steps

STEPS = "<ol>\n<li>One<ol><li>a</li></ol></li>\n<li>Two</li>\n</ol>"


@pytest.mark.parametrize(
    ("first", "rest"),
    [
        (f"<p>So:</p>\n{STEPS}", "\n<p>Then.</p>\n<h2>More</h2>"),
        (f"<p>So:</p><h2>How</h2>{STEPS}", f"<h2>More</h2>{STEPS}"),
        ("<p>So.</p>", f"<h2>Why</h2><p>x</p><h2>How</h2>{STEPS}"),
        ("<p>So.</p>", f'<section class="kb-when"><h2>Corporate</h2>{STEPS}</section>'),
        (f"<blockquote>{STEPS}</blockquote>{STEPS}", "<p>Then.</p>"),
        ("<p>So: old and <em>bold</em>, &lt;ol&gt;.</p>", ""),
        ("", ""),
    ],
)
def test_the_panel_follows_the_first_steps(first: str, rest: str) -> None:
    """Nested lists, steps for some accounts only and quoted ones are no place to stop; nothing is lost."""
    assert after_steps(first + rest) == (first, rest)
