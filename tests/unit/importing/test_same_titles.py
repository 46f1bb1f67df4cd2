"""Pages of one title: what they say decides whether they are one article or several."""

from imported import imported

PAGE = "<h1>{}</h1><p>{}</p>"


def test_pages_of_one_title_that_say_different_things_are_all_kept() -> None:
    """Each under an id of its own, with as many folders as tell it apart; a link finds its own."""
    found, lost = imported(
        ("rome/contacts.html", PAGE.format("Contacts", "Via Appia")),
        ("milan/contacts.html", PAGE.format("Contacts", "Via Manzoni <a href=../rome/contacts.html>R</a>")),
        ("a/guide/index.html", PAGE.format("Overview", "A")),
        ("b/guide/index.html", PAGE.format("Overview", "B")),
        ("guide.html", PAGE.format("overview", "C")),
        ("zendesk.html", PAGE.format("Other", "D")),
    )
    assert set(found) == {
        f"en/{name}.md"
        for name in ("rome-contacts", "milan-contacts", "a-guide", "b-guide", "guide", "zendesk")
    }
    assert "[R](rome-contacts.md)" in found["en/milan-contacts.md"]
    assert "aliases: [/b/guide/]" in found["en/b-guide.md"]
    assert lost == []


def test_pages_of_one_title_and_text_are_one_article() -> None:
    """With the addresses and links of all; a page goes before a question of one, and it is said."""
    asked = "<h1>FAQ</h1><h2 id=pay>How pay?</h2><p>Card.</p><h2>Why?</h2><p>{}</p>"
    found, lost = imported(
        ("faq.html", asked.format("So.")),
        ("old/faq.html", asked.format("Not so.")),
        ("pay.html", PAGE.format("How pay?", "Card.")),
        ("p/pay.html", PAGE.format("How pay?", "Card.")),
        (
            "x.html",
            PAGE.format(
                "X", "<a href=p/pay.html>1</a> <a href=old/faq.html#pay>2</a> <a href=faq.html>3</a>"
            ),
        ),
    )
    assert set(found) == {"en/pay.md", "en/faq-why.md", "en/old-faq-why.md", "en/x.md"}
    assert "[1](pay.md) [2](pay.md) [3](pay.md)" in found["en/x.md"]
    assert "aliases: [/pay.html, /faq.html, /old/faq.html, /p/pay.html]" in found["en/pay.md"]
    assert sorted(lost) == ["faq.html", "pay.html", "pay.html"]


def test_two_questions_of_one_page_with_one_title_are_both_kept() -> None:
    """Their answers differ, so both are articles."""
    found, lost = imported(("faq.html", "<h2>How?</h2><p>A</p><h2>How?</h2><p>B</p><h2>Why?</h2><p>C</p>"))
    assert set(found) == {"en/faq-how.md", "en/faq-how-2.md", "en/why.md"}
    assert lost == []
