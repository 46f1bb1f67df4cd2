"""Numbers have a source, and the lies that rules would notice are counted."""

from collections.abc import Callable

import pytest
from findings import found

from kb import checks
from kb.checks.model import Subject
from kb.checks.mutation_score import badge, is_enough, score, verdicts
from kb.truth import approved
from kb.truth.approved import wording
from kb.truth.language import language_data
from kb.truth.mutations import KINDS, lies
from kb.truth.statements import statements

Make = Callable[..., Subject]
Text = Callable[..., str]
LISTED = "- article: a\n  numbers: ['2']\n  reason: an example\n"


def test_a_number_without_a_source_is_a_finding(subject_of: Make, article_text: Text) -> None:
    """In digits or words, in any language with words of its own; placeholders and listed numbers are none."""
    body = "Wait thirty days, or 77.5.\n\nTwo of {{ facts.password.min_length }}.\n"
    files = {"en/a.md": article_text("a", body=body), "it/a.md": article_text("a", body="Dodici mesi.\n")}
    lines = found("number-sources", subject_of(files | {"numbers.yml": LISTED}))
    assert [line.partition(" has no source")[0] for line in lines] == [
        "content/en/a.md:8: the number '77.5'",
        "content/en/a.md:8: the number 'thirty'",
        "content/it/a.md:8: the number 'Dodici'",
    ]


def test_the_mark_of_a_footnote_is_no_number(subject_of: Make, article_text: Text) -> None:
    """Nor is it before the note's text, whose own numbers count."""
    files = {"en/a.md": article_text("a", body="Wait[^1].\n\n[^1]: At most 30 days.\n\n> [!NOTE]\n> So.\n")}
    lines = found("number-sources", subject_of(files))
    assert [line.partition(" has no source")[0] for line in lines] == ["content/en/a.md:10: the number '30'"]


def test_a_site_without_a_service_may_say_any_number(subject_of: Make, article_text: Text) -> None:
    """There is nothing that its numbers could come from."""
    files = {"en/a.md": article_text("a", body="Wait 30 days.\n"), "facts.json": "{}"}
    assert found("number-sources", subject_of(files)) == []


def test_a_number_on_a_home_page_needs_a_source(subject_of: Make, article_text: Text) -> None:
    """In its summary and in its body, unless it is listed for `index`."""
    files = {"en/a.md": article_text("a"), "en/index.md": "---\nsummary: Seven topics.\n---\nOr 30.\n"}
    lines = found(
        "number-sources",
        subject_of(
            files | {"numbers.yml": LISTED.replace("article: a", "article: index").replace("'2'", "'30'")}
        ),
    )
    assert [line.partition(" has no source")[0] for line in lines] == [
        "content/en/index.md:2: the number 'Seven'"
    ]


def test_a_number_in_a_category_needs_a_source(subject_of: Make, article_text: Text) -> None:
    """In title and summary, at its line and in each language; listed for `categories.yml` it has one."""
    shelves = (
        "- id: billing\n  it: {title: Soldi, summary: Da 12 euro.}\n  en:\n    title: Under 9\n"
        "    summary: Two plans.\n"
    )
    files = {"en/a.md": article_text("a"), "it/a.md": article_text("a"), "categories.yml": shelves}
    listed = LISTED.replace("article: a", "article: categories.yml")
    lines = found("number-sources", subject_of(files | {"numbers.yml": listed}))
    assert [line.partition(" has no source")[0] for line in lines] == [
        "content/categories.yml:2: the number '12'",
        "content/categories.yml:4: the number '9'",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (LISTED.replace("article: a", "article: b"), "1: there is no article 'b'"),
        (LISTED.replace("'2'", "'3'"), "1: a no longer says '3': take it out"),
        (LISTED.replace("reason: an example", "reason:"), "1: 'reason' is missing"),
        (LISTED.replace("reason", "raison"), "1: unknown field 'raison' (did you mean 'reason'?)"),
        (LISTED.replace("['2']", "2"), "1: 'numbers' is a list"),
        (LISTED.replace("an example", "[x]"), "1: write plain text"),
        ("a: b\n", "1: write a list of entries"),
        ("- x\n", "1: an entry has the fields"),
        ("- [\n", "2: not YAML"),
    ],
)
def test_the_list_of_numbers_is_checked(text: str, fault: str, subject_of: Make, article_text: Text) -> None:
    """Each fault at its line, with what to write."""
    subject = subject_of({"en/a.md": article_text("a", body="Two.\n"), "numbers.yml": text})
    lines = [line for line in found("number-sources", subject) if "numbers.yml:" in line.split(": ")[0] + ":"]
    assert len(lines) == 1
    assert lines[0].startswith(f"content/numbers.yml:{fault}")


def test_an_empty_list_is_no_fault(subject_of: Make, article_text: Text) -> None:
    """A file with only its comment."""
    assert (
        found("number-sources", subject_of({"en/a.md": article_text("a"), "numbers.yml": "# none\n"})) == []
    )


BODY = """<!-- claim: x -->
You never pay after that day, only if you ask for 2.

```
no lies here
```

## Not for all { when=corporate }

Press {{ label.sign_out }}, then call {{ facts.password.min_length }}.
"""


def test_every_kind_of_lie_is_told_and_noticed(subject_of: Make, article_text: Text) -> None:
    """Approved sentences cannot lie unnoticed; sentences that nobody approved can."""
    files = {"en/a.md": article_text("a", body=BODY), "numbers.yml": LISTED}
    subject = subject_of(files)
    (article,) = subject.corpus.articles
    told = list(lies(article, subject.facts))
    assert {lie.kind for lie in told} >= set(KINDS) - {"direction"}
    assert all("no lies" not in lie.old for lie in told)
    kept = tuple(wording(one) for one in statements(article))
    signed = subject_of(files | {"approved.json": approved.dump({"en": {"a": kept}})})
    found_out = score(verdicts(article, signed, checks.TRUTH))
    assert all(noticed == count for noticed, count in found_out.values())
    unsigned = score(verdicts(article, subject, checks.TRUTH))
    assert unsigned["negation"] == (0, found_out["negation"][1])


def test_a_home_page_lies_by_itself(subject_of: Make, article_text: Text) -> None:
    """Its lies are noticed where it is approved, by the findings of that page alone."""
    files = {"en/a.md": article_text("a"), "en/index.md": "Ask after that day.\n"}
    (home,) = subject_of(files).corpus.homes
    kept = approved.dump({"en": {"index": tuple(wording(one) for one in statements(home))}})
    for notes, share in (({}, (0, 2)), ({"approved.json": kept}, (2, 2))):
        subject = subject_of(files | notes)
        told = score(verdicts(subject.corpus.homes[0], subject, checks.TRUTH))
        assert told["period"] == share


def test_a_lie_is_told_behind_a_claim_and_not_in_it(subject_of: Make, article_text: Text) -> None:
    """What stands behind a claim on its line lies as well; the claim's name stays."""
    body = "- <!-- claim: never-after-2 --> You never pay what is not yours.\n"
    subject = subject_of({"en/a.md": article_text("a", body=body)})
    (article,) = subject.corpus.articles
    told = [lie.new for lie in lies(article, subject.facts)]
    assert "- <!-- claim: never-after-2 --> You always pay what is not yours." in told
    assert "- <!-- claim: never-after-2 --> You never pay what is yours." in told
    assert all(new.startswith("- <!-- claim: never-after-2 --> ") for new in told)


@pytest.mark.parametrize("lang", ["it", "en"])
def test_no_phrase_hides_a_number(lang: str) -> None:
    """A phrase with a number word is one concept, in which a number without a source would not be seen."""
    data = language_data(lang)
    phrases = {word for words in data["concepts"].values() for word in words if " " in word}
    hidden = {phrase for phrase in phrases if {*data["numbers"]} & {*phrase.split()}}
    assert hidden <= {"tutte e due", "tutti e due"}  # both of what the sentence names


def test_a_language_without_words_still_has_numbers_and_facts(subject_of: Make, article_text: Text) -> None:
    """Nothing breaks where nobody has listed a language's words yet."""
    files = {"fr/a.md": article_text("a", body="Jamais 3 {{ facts.password.min_length }}.\n")}
    subject = subject_of(files)
    (article,) = subject.corpus.articles
    assert {lie.kind for lie in lies(article, subject.facts)} == {"number", "fact"}


def test_nine_in_ten_lies_are_enough() -> None:
    """Exactly nine in ten are; the badge rounds down and says by its color whether they are."""
    assert (is_enough(9, 10), is_enough(899, 1000), is_enough(0, 0)) == (True, False, True)
    shown = [(badge(*counts)["message"], badge(*counts)["color"]) for counts in ((9, 10), (899, 1000))]
    assert shown == [("90%", "brightgreen"), ("89%", "red")]
