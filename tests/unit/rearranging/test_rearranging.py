"""Moving, renaming, retiring and beginning articles: what names one changes with it, nothing else."""

from pathlib import Path

import pytest

from kb.content import corpus
from kb.content.translation import source_of
from kb.errors import ContentError, UnknownName
from kb.rearranging import commands, files, undo
from kb.rearranging.begin import begin
from kb.rearranging.links import relinked
from kb.rearranging.lists import edited, edited_lists

HEAD = "---\nid: {id}\ntitle: T {id}\nsummary: S.\nkind: faq\ncategory: billing\n{more}---\n{body}\n"
CATEGORIES = """- id: billing
  articles: [a, b]  # ours
  it: {title: Fatture}
  en: {title: Bills}
"""
NUMBERS = """# why
- {article: b, numbers: ["2"], reason: so}
- article: 'a'  # ours
  numbers: ["2"]

  reason: of a kind
# last
- article: a-b
  numbers: [x2]
  reason: article a
"""


def article(name: str, body: str = "x", more: str = "") -> str:
    """A whole article."""
    return HEAD.format(id=name, body=body, more=more)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Three articles in two languages that name each other in every way."""
    texts = {
        "categories.yml": CATEGORIES,
        "urls.txt": "# kept\n/en/a/\n/en/b/\n/it/a/\n/it/b/\n",
        "approved.json": '{"en": {"a": [{"text": "A 1."}], "b": [{"text": "Not [a](a.md#h)."}], '
        '"index": [{"text": "All [a](a.md)."}]}, "it": {}}',
        "numbers.yml": NUMBERS,
        "en/searches.yml": "- {search: x, finds: b}\n- search: a\n  finds: 'a'  # ours\n",
        "en/index.md": "---\ntitle: Home\npopular:\n  - a\n  # last\n  - b\n---\n[a](a.md)\n",
        "it/index.md": "---\ntitle: Casa\npopular: [a]\n---\n",
        "assets/x.png": "",
        "it/b.md": article("b", "[a](a.md#h) e [qui](#qui)", "related: [a]\n"),
        "it/a.md": article("a", "## H\n\n[b](b.md) ![x](../assets/x.png)"),
        "it/c.md": article("c", more="status: draft\n"),
    }
    for name, text in texts.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, "utf-8")
    original = corpus.load(tmp_path).translations("b")["it"]
    more = f"related:\n  - a\naliases: [/en/old/]\nsource: {source_of(original)}\n"
    body = "[a][r] `[a](a.md)` <!-- [a](a.md) -->\n\n```\n[a](a.md)\n```\n\n[r]: a.md#h 'T'\n"
    (tmp_path / "en" / "a.md").write_text(article("a", "## H\n\n[b](./b.md)"), "utf-8")
    (tmp_path / "en" / "b.md").write_text(article("b", body, more), "utf-8")
    (tmp_path / "en" / "c.md").write_text(article("c", more="status: draft\n"), "utf-8")
    return tmp_path


def after(content: Path, what: str, *names: object, **more: str) -> dict[str, str | None]:
    """What a command would write."""
    found = corpus.load(content)
    texts = files.read(found)
    return getattr(commands, what)(texts, texts.of("a"), *names, **more)


def test_a_move_changes_links_and_no_address(content: Path) -> None:
    """Links to and in the moved files follow, pictures too; code and comments stay; sources hold."""
    changed = after(content, "move", "money/far")
    assert changed["en/a.md"] is None
    assert changed["en/money/far/a.md"] == article("a", "## H\n\n[b](../../b.md)")
    assert "![x](../../../assets/x.png)" in str(changed["it/money/far/a.md"])
    assert "[a](money/far/a.md#h) e [qui](#qui)" in str(changed["it/b.md"])
    other = str(changed["en/b.md"])
    assert "[r]: money/far/a.md#h 'T'" in other
    assert "`[a](a.md)` <!-- [a](a.md) -->\n\n```\n[a](a.md)\n```" in other
    assert set(changed) == {
        *(f"{lang}/{name}" for lang in ("en", "it") for name in ("a.md", "b.md", "money/far/a.md")),
        "en/index.md",
        "approved.json",
    }
    assert "Not [a](money/far/a.md#h)." in str(changed["approved.json"])
    assert "All [a](money/far/a.md)." in str(changed["approved.json"])
    found = files.read(corpus.load(content))
    undo.write(content, [], "nothing")
    files.write(content, found, changed, "kb move a money/far")
    now = corpus.load(content)
    assert now.translations("b")["en"].source == source_of(now.translations("b")["it"])
    assert [each.url for each in now.translations("a").values()] == ["/en/a/", "/it/a/"]


def test_a_move_notes_nothing_where_no_text_changes(content: Path) -> None:
    """A draft that nobody links to: only its own files; nor does a translation forget that it was edited."""
    note = corpus.load(content).translations("b")["en"]
    english = content / "en" / "b.md"
    english.write_text(english.read_text("utf-8").replace(note.source, f"{note.source} / 0badc0de"), "utf-8")
    texts = files.read(corpus.load(content))
    names = {f"{lang}/{name}" for lang in ("en", "it") for name in ("c.md", "deep/c.md")}
    assert set(commands.move(texts, texts.of("c"), "deep")) == names
    assert " / 0badc0de\n" in str(commands.move(texts, texts.of("a"), "deep")["en/b.md"])


@pytest.mark.parametrize("lang", ["", "en"])
def test_a_rename_takes_no_article_to_a_folder(content: Path, lang: str) -> None:
    """A name with a folder is refused in one sentence that names the command for it."""
    texts = files.read(corpus.load(content))
    with pytest.raises(ContentError, match="'money/z' names a folder: give a name alone; 'kb move'"):
        commands.rename(texts, texts.of("a"), "money/z", lang)


def test_a_rename_keeps_old_addresses(content: Path) -> None:
    """The old address is an alias, the new one recorded; back again, no address is its own alias."""
    texts = files.read(corpus.load(content))
    changed = commands.rename(texts, texts.of("a"), "z")
    assert "aliases: [/en/a/]" in str(changed["en/z.md"])
    assert changed["urls.txt"] == "# kept\n/en/a/\n/en/b/\n/en/z/\n/it/a/\n/it/b/\n/it/z/\n"
    files.write(content, texts, changed, "x")
    texts = files.read(corpus.load(content))
    back = commands.rename(texts, texts.of("a"), "a")
    assert "aliases: [/it/z/]" in str(back["it/a.md"])


def test_one_language_s_address_changes_by_slug(content: Path) -> None:
    """Only that file and the record of addresses change; links name files, so they stay."""
    changed = after(content, "rename", "zeta", lang="it")
    assert set(changed) == {"it/a.md", "urls.txt"}
    assert "slug: zeta\naliases: [/it/a/]" in str(changed["it/a.md"])


def test_an_id_changes_wherever_it_is_named(content: Path) -> None:
    """Related, popular, the category's list, recorded searches and what was approved; comments stay."""
    changed = after(content, "rename_id", "z")
    assert changed["en/searches.yml"] == "- {search: x, finds: b}\n- search: a\n  finds: 'z'  # ours\n"
    assert "articles: [z, b]  # ours" in str(changed["categories.yml"])
    assert changed["numbers.yml"] == NUMBERS.replace("'a'", "'z'")
    assert "  - z\n  # last\n" in str(changed["en/index.md"])
    assert '"z": [\n' in str(changed["approved.json"])
    assert '"a"' not in str(changed["approved.json"])
    assert "related:\n  - z\n" in str(changed["en/b.md"])
    with pytest.raises(ContentError, match="belongs to this article"):
        after(content, "rename_id", "b")


def test_a_retired_article_leads_to_its_successor(content: Path) -> None:
    """Addresses, links and lists lead to the other article; its headings are asked of nobody."""
    texts = files.read(corpus.load(content))
    changed = commands.retire(texts, texts.of("a"), texts.of("b"))
    assert changed["en/a.md"] is None
    assert changed["it/a.md"] is None
    assert "aliases: [/en/old/, /en/a/]" in str(changed["en/b.md"])
    assert "---\na `[a](a.md)` <!-- [a](a.md) -->" in str(changed["en/b.md"])
    assert "[r]:" not in str(changed["en/b.md"])
    assert "---\na e [qui](#qui)" in str(changed["it/b.md"])
    assert "Not a." in str(changed["approved.json"])
    assert "articles: [b]" in str(changed["categories.yml"])
    assert "popular:\n  - b\n  # last\n---" in str(changed["en/index.md"])
    assert "related: []" in str(changed["it/b.md"])
    assert changed["numbers.yml"] == NUMBERS.replace(
        "- article: 'a'  # ours\n  numbers: [\"2\"]\n\n  reason: of a kind\n", ""
    )
    with pytest.raises(ContentError, match="lead nowhere"):
        commands.retire(texts, texts.of("a"), ())
    with pytest.raises(ContentError, match="lead nowhere"):  # c is a draft, which nobody reads
        commands.retire(texts, texts.of("a"), texts.of("c"))
    assert {name for name, text in commands.retire(texts, texts.of("c"), ()).items() if text is None} == {
        "en/c.md",
        "it/c.md",
    }


@pytest.mark.parametrize("name", ["b", "old", "search", "index", "readme", "a b", "caffè", "topics"])
def test_a_name_that_is_taken_or_cannot_be_is_refused(content: Path, name: str) -> None:
    """Another article's address or alias, the site's own pages, letters that no address has."""
    with pytest.raises(ContentError):
        after(content, "rename", name)


def test_an_article_begins_as_a_draft_in_each_language(content: Path) -> None:
    """Whole articles that no reader sees, at the end of their category's list; taken ids are refused."""
    texts = files.read(corpus.load(content))
    titles = {"en": 'A "b": c #1?', "it": "È?"}
    files.write(content, texts, begin(texts, "new-one", titles, "billing", "faq", "sub"), "kb new")
    found = corpus.load(content).checked().translations("new-one")
    assert {lang: (one.title, one.status) for lang, one in found.items()} == {
        lang: (title, "draft") for lang, title in titles.items()
    }
    assert "articles: [a, b, new-one]  # ours" in (content / "categories.yml").read_text("utf-8")
    for taken in ("a", "old", "New", "search"):
        with pytest.raises(ContentError):
            begin(texts, taken, {"en": "x"}, "billing", "faq")
    with pytest.raises(UnknownName, match="category"):
        begin(texts, "x", {"en": "x"}, "bills", "faq")


def test_what_was_changed_is_taken_back(content: Path) -> None:
    """Every byte and folder is as it was, once; what somebody edited since is theirs."""
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}
    texts = files.read(corpus.load(content))
    files.write(content, texts, commands.move(texts, texts.of("a"), "deep/er"), "kb move a deep/er")
    assert undo.undo(content).command == "kb move a deep/er"
    assert {path: path.read_bytes() for path in content.rglob("*") if path.is_file()} == before
    assert not (content / "en" / "deep").exists()
    with pytest.raises(undo.NothingToUndo):
        undo.undo(content)
    files.write(content, texts, commands.move(texts, texts.of("a"), "deep"), "kb move a deep")
    (content / "en" / "b.md").write_text("mine", "utf-8")
    with pytest.raises(undo.EditedSince, match=r"en/b\.md"):
        undo.undo(content)
    assert (content / "en" / "deep" / "a.md").is_file()


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("related: [a, 'b', c] # x\n", "related: [z, c, n] # x\n"),
        ('related:\n  - a\n  # why\n  - "b" # y\n  - c\n', "related:\n  - z\n  # why\n  - c\n  - n\n"),
        ("related:\r\n- a\r\n- b\r\n- c\r\n", "related:\r\n- z\r\n- c\r\n- n\r\n"),
    ],
)
def test_a_list_is_edited_in_its_own_style(text: str, wanted: str) -> None:
    """In brackets or a line an item, with comments, quotes and line ends as they were."""
    assert edited_lists(text, "related", {"a": "z", "b": None}, ("n",)) == wanted


def test_an_empty_list_gets_its_items() -> None:
    """Whether the field is there without any, or not at all."""
    for line in ("aliases:\n", "aliases: []\n", ""):
        assert (
            edited(f"---\nid: a\n{line}---\n", "aliases", {}, ("/a/",)) == "---\nid: a\naliases: [/a/]\n---\n"
        )


def test_links_that_lead_elsewhere_stay() -> None:
    """Addresses of the web, of the site's root, of files that nobody knows, and anchors alone."""
    body = "[a](https://x.org/a.md) [b](/a.md) [c](nobody.md) [d](#x) [e](mailto:a.md) [f](a.md?x=1#y)"
    body += " [g]( <a.md> )"
    wanted = body.replace("(a.md?", "(s/a.md?").replace("<a.md>", "<s/a.md>")
    assert relinked(body, "en/b.md", "en/b.md", {"en/a.md": "en/s/a.md"}, {"en/a.md"}) == wanted


@pytest.mark.parametrize(
    ("link", "text"),
    [
        ("[two *charges*](a.md#x 'T'){.k} so", "two *charges* so"),
        ("[see `x [y](a.md)`](<a.md>)", "see `x [y](a.md)`"),
        ("[![p](p.png)](a.md)", "![p](p.png)"),
        ("[one][ A ], [a][], [a]; [b][c]\n\n[a]: a.md\n[c]: c.md\n", "one, a, a; [b][c]"),
    ],
)
def test_a_link_to_its_own_page_becomes_text(link: str, text: str) -> None:
    """However it is written: in one piece, with a title, around a picture, by a reference."""
    known, gone = {"en/a.md", "en/b.md", "en/c.md"}, {"en/a.md"}
    assert relinked(link, "en/b.md", "en/b.md", {"en/a.md": "en/b.md"}, known, gone).startswith(text)
