"""Promises of the commands that keep articles true, kept on the real articles against the real stub."""

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import Result

from kb.checks import CHECKS
from kb.cli.service import Embedded

Kb = Callable[..., Result]
FIRST = (
    *("buy-plan", "cancel-subscription", "change-password", "change-plan"),
    *("receipts", "review-charges", "reactivate-account", "contact-refund"),
)
NOBODY = "http://127.0.0.1:9"
FAST = ("--skip", "searchable", "--skip", "claims-hold", "--skip", "claim-tests")


@pytest.fixture(scope="module")
def stub() -> Iterator[Embedded]:
    """One running stub, asked over HTTP by all tests here."""
    embedded = Embedded("demo")
    embedded.operations()
    yield embedded
    embedded.stop()


@pytest.fixture
def url(stub: Embedded) -> str:
    """The address of the running stub."""
    return stub.url


def contents(project: Path) -> dict[str, bytes]:
    return {path.as_posix(): path.read_bytes() for path in (project / "content").rglob("*.*")}


def changed(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """`file: -line / +line` of all lines that differ."""
    return [
        f"{Path(path).parent.name}/{Path(path).name}: -{old.decode()} +{new.decode()}"
        for path, data in sorted(before.items())
        for old, new in zip(data.split(b"\n"), after[path].split(b"\n"), strict=True)
        if old != new
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_link_changes_only_the_actions_in_every_language(project: Path, kb: Kb, url: str, end: str) -> None:
    """One line differs in each language's file, CRLF too; unlinking restores every byte."""
    for lang in ("it", "en"):
        file = project / "content" / lang / "cancel-subscription.md"
        file.write_bytes(file.read_bytes().replace(b"\n", end.encode()))
    before = contents(project)
    assert kb("link", "cancel-subscription", "getContacts", "--service", url).exit_code == 0
    stop = end.strip("\n")
    line = f"-actions: [turnOffRenewal]{stop} +actions: [turnOffRenewal, getContacts]{stop}"
    assert changed(before, contents(project)) == [
        f"{lang}/cancel-subscription.md: {line}" for lang in ("en", "it")
    ]
    linked = contents(project)
    assert "nothing changed" in kb("link", "cancel-subscription", "getContacts", "--service", url).stdout
    assert contents(project) == linked
    assert kb("unlink", "cancel-subscription", "getContacts").exit_code == 0
    assert contents(project) == before


def test_an_unknown_operation_is_not_linked(project: Path, kb: Kb, url: str) -> None:
    """The service is asked; a misspelt operation exits 2 with the nearest, and no file changes."""
    before = contents(project)
    result = kb("link", "cancel-subscription", "turnOfRenewal", "--service", url)
    assert result.exit_code == 2
    assert "unknown operation 'turnOfRenewal' (did you mean 'turnOffRenewal'?)" in result.stderr
    assert contents(project) == before


def test_without_the_service_nothing_is_linked(project: Path, kb: Kb) -> None:
    """A service that is down exits 3 and leaves the files alone."""
    before = contents(project)
    result = kb("link", "cancel-subscription", "getContacts", "--service", NOBODY)
    assert result.exit_code == 3
    assert NOBODY in result.stderr
    assert contents(project) == before


def test_a_list_that_only_a_hand_can_edit_is_left_alone(project: Path, kb: Kb, url: str) -> None:
    """When one language's file cannot be edited, none is."""
    file = project / "content" / "it" / "cancel-subscription.md"
    text = file.read_text(encoding="utf-8").replace(
        "actions: [turnOffRenewal]", "actions: [\n  turnOffRenewal]"
    )
    file.write_text(text, encoding="utf-8")
    before = contents(project)
    result = kb("link", "cancel-subscription", "getContacts", "--service", url)
    assert result.exit_code == 1
    assert "content/it/cancel-subscription.md:1: 'actions:' spans several lines" in result.stderr
    assert contents(project) == before


def test_links_show_the_services_answer(project: Path, kb: Kb, url: str) -> None:
    """Linked, unknown and uncovered operations are listed; `--check` exits 1 for unknown ones."""
    assert kb("links", "--check", "--service", url).exit_code == 0
    file = project / "content" / "en" / "receipts.md"
    file.write_text(
        file.read_text(encoding="utf-8").replace("[listReceipts", "[lstReceipts"), encoding="utf-8"
    )
    shown = kb("links", "--service", url)
    assert shown.exit_code == 0
    assert any("lstReceipts" in line and "unknown" in line for line in shown.stdout.splitlines())
    assert "Operations without an article: " in shown.stdout
    checked = kb("links", "--check", "--service", url, "--format", "json")
    assert checked.exit_code == 1
    assert "did you mean 'listReceipts'?" in checked.stderr
    states = {link["operation"]: link["state"] for link in json.loads(checked.stdout)["links"]}
    assert (states["lstReceipts"], states["turnOffRenewal"]) == ("unknown", "linked")
    away = kb("links", "--service", NOBODY)
    assert away.exit_code == 3
    assert "unreachable" in away.stdout


def test_facts_are_pulled_compared_and_checked(project: Path, kb: Kb, url: str) -> None:
    """A snapshot that has drifted is shown by diff, found by check with its articles, and cured by pull."""
    snapshot = project / "content" / "facts.json"
    before = snapshot.read_bytes()
    assert kb("facts", "check", "--service", url).exit_code == 0
    assert "is what the service says" in kb("facts", "diff", "--service", url).stdout
    data = json.loads(before)
    data["password.min_length"]["value"] = 6
    snapshot.write_text(json.dumps(data), encoding="utf-8")
    diff = kb("facts", "diff", "--service", url, "--format", "json")
    assert json.loads(diff.stdout) == {
        "password.min_length": {"snapshot": "6 characters", "service": "8 characters"}
    }
    assert "6 characters" in kb("facts", "diff", "--service", url).stdout
    checked = kb("facts", "check", "--service", url)
    assert checked.exit_code == 1
    assert "content/it/change-password.md:" in checked.stdout
    pulled = kb("facts", "pull", "--service", url)
    assert "content/facts.json: written" in pulled.stdout
    assert "content/actions.json: already up to date" in pulled.stdout
    assert snapshot.read_bytes() == before
    assert kb("facts", "pull", "--service", NOBODY).exit_code == 3
    assert snapshot.read_bytes() == before


def test_facts_list_shows_what_to_write_and_how_it_reads(kb: Kb) -> None:
    """A writer sees each placeholder with its text in a language."""
    lines = kb("facts", "list", "--lang", "it").stdout.splitlines()
    assert any("{{ facts.password.requires }}" in line and "lettere e numeri" in line for line in lines)
    entries = json.loads(kb("facts", "list", "--format", "json").stdout)
    assert {"write": "{{ label.buy_now }}", "reads": "Buy now", "unit": "label"} in entries


def test_the_embedded_stub_answers_where_no_service_is_named(kb: Kb) -> None:
    """Without `--service` the stub of this project is asked."""
    assert kb("facts", "check").exit_code == 0


def test_the_articles_pass_every_rule(kb: Kb, url: str) -> None:
    """The project's own content has no finding; the claims' tests are run by the suite itself."""
    result = kb("check", *FAST, "--service", url)
    assert (result.stdout.splitlines()[:-2], result.exit_code) == ([], 0)
    on_request = sum(each.is_on_request for each in CHECKS)
    assert f"Nothing found (rules: {len(CHECKS) - on_request - len(FAST) // 2}" in result.stdout


def test_the_first_eight_articles_promise_nothing_that_no_test_tries(kb: Kb) -> None:
    """Those of the document that the help center began with, in both languages; of all nine in ten."""
    found = {
        entry["path"]: entry for entry in json.loads(kb("claims", "--unbacked", "--format", "json").stdout)
    }
    for lang in ("it", "en"):
        for name in FIRST:
            assert found[f"content/{lang}/{name}.md"]["unbacked"] == []
    promised = sum(entry["promises"] for entry in found.values())
    assert sum(len(entry["unbacked"]) for entry in found.values()) < promised / 10


def test_findings_are_printed_for_people_programs_and_pull_requests(project: Path, kb: Kb, url: str) -> None:
    """The same finding as a line, as JSON, and as an annotation at file and line."""
    file = project / "content" / "en" / "receipts.md"
    file.write_text(file.read_text(encoding="utf-8") + "\nCosta € 24,95, ecco.\n", encoding="utf-8")
    line = file.read_text(encoding="utf-8").count("\n")
    text = kb("check", "--only", "typed-facts", "--service", url)
    assert text.exit_code == 1
    assert text.stdout.startswith(f"content/en/receipts.md:{line}: '€ 24,95' is a fact of the service: ")
    assert "Findings: 1, files: 1" in text.stderr
    found = json.loads(kb("check", "--only", "typed-facts", "--service", url, "--format", "json").stdout)
    assert [(each["path"], each["line"], each["rule"]) for each in found] == [
        ("content/en/receipts.md", line, "typed-facts")
    ]
    github = kb("check", "--only", "typed-facts", "--service", url, "--format", "github").stdout
    assert github.startswith(f"::error file=content/en/receipts.md,line={line},title=typed-facts::")
    sarif = json.loads(kb("check", "--only", "typed-facts", "--service", url, "--format", "sarif").stdout)
    (run,) = sarif["runs"]
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]) == (
        "content/en/receipts.md",
        {"startLine": line},
    )
    assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "typed-facts"
    assert (sarif["version"], result["level"]) == ("2.1.0", "error")


def test_what_needs_no_judgement_is_written_on_request(project: Path, kb: Kb, url: str) -> None:
    """Doubled words, telephones, buttons, bullets, misspelt claims; a silenced line and a doubt stay."""
    file = project / "content" / "en" / "receipts.md"
    before = file.read_bytes()
    added = (
        "\n<!-- kb: ignore doubled-words a quotation -->\nThe the end.\n\n"
        "It is is 1 800 263 6317, from **Edit**.\n\n• so\n\n##So\n\n"
        "Or within 15 minutes.\nA voucher of € 24.95.\n\n<!-- clam: all-receipts-listed -->\nYes.\n"
    )
    file.write_bytes(before + added.replace("\n", "\r\n").encode())
    rules = ("doubled-words", "typed-facts", "typed-labels", "unrendered", "headings", "markup")
    result = kb("check", "--fix", *(word for rule in rules for word in ("--only", rule)), "--service", url)
    wanted = (
        "\n<!-- kb: ignore doubled-words a quotation -->\nThe the end.\n\n"
        "It is {{ facts.contacts.global.toll_free }}, "
        "from **{{ label.edit }}**.\n\n- so\n\n## So\n\n"
        "Or within 15 minutes.\nA voucher of € 24.95.\n\n<!-- claim: all-receipts-listed -->\nYes.\n"
    )
    assert file.read_bytes().removeprefix(before).decode() == wanted.replace("\n", "\r\n")
    assert "~ content/en/receipts.md" in result.stderr
    assert [line.rpartition("[")[2] for line in result.stdout.splitlines()] == ["typed-facts]"] * 2
    again = kb("check", "--fix", "--only", "doubled-words", "--service", url)
    assert (again.exit_code, "~" in again.stderr) == (0, False)


def test_what_a_single_rule_could_not_look_at_is_told(project: Path, kb: Kb, url: str) -> None:
    """An article whose fields cannot be read is no clean one."""
    (project / "content" / "en" / "receipts.md").write_text("---\ntitle: [\n---\nText.\n", "utf-8")
    told = kb("check", "--only", "empty", "--service", url)
    assert "content/en/receipts.md" in told.stderr


def test_the_check_needs_the_service_only_for_rules_that_ask_it(kb: Kb) -> None:
    """With the service down a rule that needs it exits 3, the others still run."""
    assert kb("check", "--only", "current-facts", "--service", NOBODY).exit_code == 3
    assert kb("check", "--only", "typed-facts", "--service", NOBODY).exit_code == 0


def test_the_rules_explain_themselves(kb: Kb) -> None:
    """`--rules` prints id, reason and cure of each, and so does JSON."""
    rules = json.loads(kb("check", "--rules", "--format", "json").stdout)
    said = kb("check", "--rules").stdout
    assert all(rule["id"] in said and rule["reason"] in said and rule["cure"] in said for rule in rules)


def test_new_addresses_are_recorded_on_request(project: Path, kb: Kb) -> None:
    """A new article's address is a finding until it is recorded; afterwards a renamed file is one."""
    for lang in ("it", "en"):
        text = (project / "content" / lang / "receipts.md").read_text(encoding="utf-8")
        (project / "content" / lang / "new.md").write_text(
            text.replace("id: receipts", "id: new"), encoding="utf-8"
        )
    assert kb("check", "--only", "urls").exit_code == 1
    recorded = kb("check", "--only", "urls", "--record-urls")
    assert (recorded.exit_code, recorded.stderr) == (0, "+ /en/new/\n+ /it/new/\n")
    (project / "content" / "it" / "new.md").rename(project / "content" / "it" / "newer.md")
    gone = kb("check", "--only", "urls")
    assert "'/it/new/' leads nowhere (did you mean '/it/newer/'?)" in gone.stdout


def test_claims_are_listed_with_their_tests(kb: Kb, project: Path, root: Path) -> None:
    """Each claim of the articles stands beside its test; one without is missing and exits 1."""
    shutil.copytree(root / "tests" / "claims", project / "tests" / "claims")
    listed = kb("claims", "--no-run", "--format", "json")
    entries = {entry["claim"]: entry for entry in json.loads(listed.stdout)}
    assert listed.exit_code == 0
    assert entries["renewal-off-no-charge"]["places"][0].startswith("content/en/cancel-subscription.md:")
    assert entries["renewal-off-no-charge"]["test"].startswith("tests/claims/test_")
    shutil.rmtree(project / "tests" / "claims")
    without = kb("claims", "--no-run")
    assert without.exit_code == 1
    assert "missing" in without.stdout


def test_an_answer_is_the_part_that_holds_for_the_customer(
    kb: Kb, url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Asked about a Corporate account the article gives its Corporate section, in the account's language."""
    corporate = kb("answer", "cancel-subscription", "--account", "aziendale@example.com")
    assert "Centro di fatturazione aziendale" in corporate.stdout
    assert "/account/go/" not in corporate.stdout
    own = json.loads(
        kb("answer", "cancel-subscription", "--for", "active", "--lang", "it", "--format", "json").stdout
    )
    assert "Centro di fatturazione aziendale" not in own["markdown"]
    assert own["actions"]["turnOffRenewal"] == "/account/go/turnOffRenewal?return=/it/cancel-subscription/"
    unknown = kb("answer", "cancel-subscription", "--account", "nobody@example.com")
    assert unknown.exit_code == 2
    for token in ("", "wrong"):
        monkeypatch.setenv("KB_AGENT_TOKEN", token)
        refused = kb("answer", "cancel-subscription", "--account", "aziendale@example.com", "--service", url)
        assert refused.exit_code == 2
        assert "KB_AGENT_TOKEN" in refused.stderr


def test_the_lies_of_an_article_are_counted_for_people_and_on_a_badge(tmp_path: Path, kb: Kb) -> None:
    """One article's lies fail nothing; a badge of nothing is refused."""
    told = kb("check", "--mutate", "receipts", "--badge", str(tmp_path / "badge.json"))
    assert (told.exit_code, told.stdout.splitlines()[-1]) == (0, "91 of 95 lies would be noticed.")
    badge = json.loads((tmp_path / "badge.json").read_bytes())
    assert (badge["schemaVersion"], badge["label"], badge["message"]) == (1, "lies noticed", "95%")
    assert kb("check", "--badge", "x.json").exit_code == 2
