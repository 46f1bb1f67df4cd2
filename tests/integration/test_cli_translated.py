"""Promises of `kb translated`, on the real articles: an original that changed is noticed, and settled."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Kb = Callable[..., Result]
RULE = ("check", "--only", "translations")


def test_a_changed_original_is_found_until_the_translation_is_settled(project: Path, kb: Kb) -> None:
    """A sentence more in Italian: exit 1 naming both files; the command it names makes the check silent."""
    assert kb(*RULE).exit_code == 0
    original, translation = project / "content/it/receipts.md", project / "content/en/receipts.md"
    original.write_bytes(original.read_bytes() + b"\nUna frase in coda.\n")
    said = kb(*RULE)
    assert said.exit_code == 1
    assert said.stdout.startswith("content/en/receipts.md:")
    assert "content/it/receipts.md:" in said.stdout
    assert "run 'kb translated receipts --from it --to en'" in said.stdout
    translation.write_bytes(translation.read_bytes() + b"\nA sentence at the end.\n")
    before = translation.read_bytes().split(b"\n")
    assert kb("translated", "receipts", "--from", "it", "--to", "en").exit_code == 0
    after = translation.read_bytes().split(b"\n")
    differ = [new for old, new in zip(before, after, strict=True) if old != new]
    assert [line[:10] for line in differ] == [b"source: it"]
    assert kb(*RULE).exit_code == 0


def test_several_articles_and_either_direction(project: Path, kb: Kb) -> None:
    """Each file is named; giving one twice does no harm."""
    said = kb("translated", "receipts", "change-plan", "receipts", "--from", "en", "--to", "it")
    assert (said.exit_code, len(said.stdout.splitlines())) == (0, 3)
    assert "content/it/change-plan.md: up to date with content/en/change-plan.md" in said.stdout
    assert b"\nsource: en " in (project / "content/it/receipts.md").read_bytes()
    assert kb(*RULE).exit_code == 0


@pytest.mark.parametrize(
    ("arguments", "code", "reason"),
    [
        (("reciepts", "--from", "it", "--to", "en"), 2, "unknown article 'reciepts' (did you mean"),
        (("receipts", "--from", "fr", "--to", "en"), 2, "Invalid value for --from"),
        (("receipts", "--from", "it", "--to", "fr"), 2, "Invalid value for --to"),
        (("receipts", "--from", "it", "--to", "it"), 2, "name the same language, it"),
        (("receipts", "only-it", "--from", "it", "--to", "en"), 2, "unknown language 'en' of 'only-it'"),
        (("receipts", "broken", "--from", "it", "--to", "en"), 1, "content/en/broken.md:1: no front matter"),
        (("receipts", "folded", "--from", "it", "--to", "en"), 1, "content/en/folded.md:7: 'source:' is"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_is_written(
    project: Path, kb: Kb, arguments: tuple[str, ...], code: int, reason: str
) -> None:
    """No traceback; one bad name leaves every file as it was."""
    whole = (project / "content/it/receipts.md").read_text(encoding="utf-8").replace("id: receipts", "id: {}")
    for lang, name in (("it", "only-it"), ("it", "broken"), ("it", "folded"), ("en", "folded")):
        text = whole.replace("{}", name).replace("\nquestions", "\nsource: >-\n  it\nquestions", 1)
        (project / f"content/{lang}/{name}.md").write_text(text, encoding="utf-8")
    (project / "content/en/broken.md").write_text("No fields.\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in project.rglob("*.md")}
    said = kb("translated", *arguments)
    assert (said.exit_code, reason in said.stderr) == (code, True), said.output
    assert {path: path.read_bytes() for path in project.rglob("*.md")} == before
