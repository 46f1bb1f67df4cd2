"""Broken HTML hides no text: whatever never ends or ends too early, each question comes or is told."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from imported import imported

from kb.importing.encoding import is_text
from kb.importing.html.mending import BOXES, mended

STRAY = ("</div>", "</section>", "</main>", "</article>", "</details>", "</dl>", "</dd>", "</h3>", "</body>")
OPEN = (
    "<!-- never", "<script>steal(", "<style>p{", "<script src=x />", "<plaintext>", "<iframe src=x>",
    "<title>", "<textarea>", "<xmp>", "<template>", "<select><option>", "<svg><desc>", "<math><mi>",
    "<button>", "<noscript>", "<object data=x>", "<form>", "<div class=", "<a href='x>",
)  # fmt: skip
WHOLE = (
    "a\0b",
    "<svg/>",
    "<!--> -->",
    "<svg></svg>",
    "<a title='a > b' rel=x>l</a>",
    "<p title=it's>",
    "< <>",
)
ITEMS = {
    "headings": "<div class='q'><h3>{}</h3><div>{}</div></div>",
    "definitions": "<dt>{}</dt><dd><div>{}</div></dd>",
    "details": "<details><summary>{}</summary><div>{}</div></details>",
}
FRAMES = (
    "<div id='page'><main><section>{}</section></main><footer>Foot</footer></div>",
    "<article>{}</article><footer>Foot</footer>",
    "<div id='wrap'><div id='content'>{}</div></div><footer>Foot</footer>",
)


def page(layout: str, frame: str, piece: str) -> str:
    """A page of three questions, with a piece in the answer to the first."""
    answers = (f"<p>begin1 {piece} ending1</p>", "<p>begin2 ending2</p>", "<p>begin3 ending3</p>")
    items = "".join(ITEMS[layout].format(f"Why {at}?", answer) for at, answer in enumerate(answers, 1))
    inner = f"<dl>{items}</dl>" if layout == "definitions" else items
    return f"<nav>Home</nav>{frame.format(f'<h1>FAQ</h1>{inner}')}"


@pytest.mark.parametrize("piece", [*STRAY, *OPEN, *WHOLE])
@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("layout", ITEMS)
def test_no_question_is_lost_without_a_word(layout: str, frame: str, piece: str) -> None:
    """Each question has its answer, all of it, or what is missing is told; head and foot stay out."""
    found, lost = imported(("a.html", page(layout, frame, piece)))
    text, told = "".join(found.values()), " ".join(lost)
    for word in re.findall(r"(?:begin|ending)\d", page(layout, frame, "")):
        assert word in text or word in told, (word, lost)
    assert not re.search(r"Foot|Home|steal\(|p\{|script", text)


@pytest.mark.parametrize("piece", ["</div>", "</main>", "</section>"])
def test_an_end_tag_too_many_ends_no_article(piece: str) -> None:
    """Three articles of their own, nothing told: what follows belongs to the article still."""
    found, lost = imported(("a.html", page("headings", FRAMES[0], piece)))
    assert [set(re.findall(r"begin\d", text)) for text in found.values()] == [
        {"begin1"},
        {"begin2"},
        {"begin3"},
    ]
    assert lost == []


def test_what_no_tag_tells_apart_is_told() -> None:
    """Of a box among boxes nothing says which of them goes on; what stands after it is named."""
    frame = "<div id='wrap'><div id='content'>{}</div><div>Aside</div></div><nav>More</nav>"
    _, lost = imported(("a.html", page("headings", frame, "</div>")))
    assert [one for one in lost if "Why 2? begin2 ending2" in one and "a </div> too many" in one]
    assert "More" not in " ".join(lost)


def test_a_few_bad_bytes_make_no_binary_of_a_text() -> None:
    """A page with a NUL byte is read; a picture that calls itself a page is not."""
    assert is_text(b"<h1>T</h1>" + b"text " * 20 + b"\0")
    assert not is_text(b"GIF89a\x01\x00\x01\x00\x80\x00" * 9)


TAGS = ["<div>", "</div>", "<main>", "</main>", "<dl>", "</dl>", "<dd>", "</dd>", "<script>", "</script>",
        "<svg>", "</svg>", "<!--", "-->", "<a href='", "'>", "<a ", ">", "\0", "x"]  # fmt: skip


@given(st.lists(st.sampled_from(TAGS), max_size=40).map("".join))
def test_any_heap_of_tags_is_mended(text: str) -> None:
    """Whatever stands beside whatever: no error, nothing left that never ends, no word made up."""
    kept, _ = mended(text, lambda what: None)
    assert kept.count("x") <= text.count("x")
    assert "\0" not in kept


def test_what_is_read_again_is_bounded() -> None:
    """Behind end tags too many the rest is read a few times at most; those beyond stay as they are."""
    names = sorted(BOXES - {"div"})
    pairs = "".join(f"<{name}></{name}>" for name in names)
    kept, _ = mended(f"{pairs}{'<div></div>' * 500}{''.join(f'</{name}>' for name in names)}", print)
    assert 0 < sum(f"<{name}></{name}>" not in kept for name in names) < len(names)
