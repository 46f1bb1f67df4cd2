"""Markdown of other generators: what they alone know becomes ours or is told, and nothing in it acts."""

import time

import pytest
from imported import imported

from kb.content.article import examine
from kb.content.markdown.conversion import to_html
from kb.importing.html.tree import soup


def body(text: str, name: str = "a.md") -> tuple[str, list[str]]:
    """The body of the article that a file becomes, and what was told as lost."""
    texts, lost = imported((name, f"---\ntitle: T\n---\n{text}"))
    return next(iter(texts.values())).partition("\n---\n")[2].strip(), lost


CARRIED = {
    # Hugo
    '{{% alert title="Mind" color="warning" %}}\nHot.\n{{% /alert %}}': '!!! warning "Mind"\n\n    Hot.',
    "{{< hint danger >}}\nHot.\n\n- a\n{{< /hint >}}": "!!! danger\n\n    Hot.\n\n    - a",
    '{{< admonition type=tip title="So" open=false >}}Hot.{{< /admonition >}}': '!!! tip "So"\n\n    Hot.',
    '{{< admonition tip "So" >}}Hot.{{< /admonition >}}': '!!! tip "So"\n\n    Hot.',
    "{{< note >}}\nA\n\n{{< tip >}}b{{< /tip >}}\n{{< /note >}}": (
        "!!! note\n\n    A\n\n    !!! tip\n\n        b"
    ),
    '{{< alert context="info" text="Hot." />}}': "!!! info\n\n    Hot.",
    "1. a\n   {{< warning >}}\n   Hot.\n   {{< /warning >}}\n2. b": (
        "1. a\n   !!! warning\n\n       Hot.\n\n2. b"
    ),
    '{{< details "More" >}}\nHidden.\n{{< /details >}}': "**More**\n\nHidden.",
    '{{< tabs >}}\n{{< tab "Linux" >}}\napt\n{{< /tab >}}\n{{< /tabs >}}': "**Linux**\n\napt",
    "{{< highlight go >}}\nx := 1\n{{< /highlight >}}": "```go\nx := 1\n```",
    '{{< figure src="https://x.test/a.png" alt="A" caption="B" >}}': "[A](https://x.test/a.png)\n\nB",
    '[b]({{< ref "b.md#h" >}})': "[b](b.md#h)",
    '[b]({{< relref path="b.md" lang="en" >}})': "[b](b.md)",
    '[b](<https://x.test/a (b).md> "T") `[c](<a b>)`': '[b](https://x.test/a%20%28b%29.md "T") `[c](<a b>)`',
    'Open it.{{< tab "Linux" >}}apt{{< /tab >}}{{< tab "Mac" >}}brew{{< /tab >}}': (
        "Open it.\n\n**Linux**\n\napt\n\n\n**Mac**\n\nbrew"
    ),
    "`{{</* note */>}}`": "`\\{{< note >}}`",
    # Jekyll
    "{% note %}\nHot.\n{% endnote %}": "!!! note\n\n    Hot.",
    '{% include warning.html content="Hot." %}': "!!! warning\n\n    Hot.",
    "{{site.data.alerts.tip}}Hot.{{site.data.alerts.end}}": "!!! tip\n\n    Hot.",
    "{% highlight ruby linenos %}\nx\n{% endhighlight %}": "```ruby\nx\n```",
    "[b]({% link b.md %}) [c]({{ site.baseurl }}/b/) [d]({{ '/b/' | relative_url }})": (
        "[b](b.md) [c](b.md) [d](b.md)"
    ),
    "{% raw %}`{{ x }}`{% endraw %}{% comment %}no{% endcomment %}": "`\\{{ x }}`",
    "{: .warning }\n> Hot.\n> Hotter.": "!!! warning\n\n    Hot.\n    Hotter.",
    "{: .note-title }\n> So\n>\n> Hot.": '!!! note "So"\n\n    Hot.',
    "> Hot.\n{: .prompt-info }": "!!! info\n\n    Hot.",
    "* TOC\n{:toc}\n\n## H\n{: #h2 .no_toc }\n\nx": "## H { #h2 }\n\nx",
    # Docusaurus, VitePress, MDX
    ":::tip[So]\n\nHot.\n\n:::": '!!! tip "So"\n\n    Hot.',
    "::::note\n\nA\n\n:::danger Hot\nb\n:::\n\n::::": (
        '!!! note\n\n    A\n\n    !!! danger "Hot"\n\n        b'
    ),
    "- a\n\n  :::note\n  b\n  :::": "- a\n\n  !!! note\n\n      b",
    "::: details More\nHidden.\n:::": "**More**\n\nHidden.",
    ":::note\n```md\n:::tip\n```\n:::": "!!! note\n\n    ```md\n    :::tip\n    ```",
    '<Admonition type="danger" title="So">\n\nHot.\n\n</Admonition>': '!!! danger "So"\n\n    Hot.',
    "<Tip>Hot.</Tip>": "!!! tip\n\n    Hot.",
    '<Tabs groupId="os"><TabItem value="l" label="Linux">\n\napt\n\n</TabItem></Tabs>': "**Linux**\n\napt",
    "<details>\n<summary>More <b>x</b></summary>\n\nHidden.\n\n</details>": "**More x**\n\nHidden.",
    '```js title="a.js" {1-3}\nx\n```': "```js\nx\n```",
    '<a href="b.md">b</a> <img src="https://x.test/a.png" alt="A"/>': "[b](b.md) [A](https://x.test/a.png)",
    # MkDocs
    '??? tip "So"\n    Hot.': '!!! tip "So"\n    Hot.',
    '=== "Linux"\n\n    apt\n\n=== "Mac"\n\n    brew\n': "**Linux**\n\napt\n\n**Mac**\n\nbrew",
    ":material-check:{ .ok } Done": "Done",
    "Text\n\n```\nnever closed": "Text\n\n```\nnever closed\n```",
}
LONGEST = 20  # seconds of CPU; quadratic it took minutes
TOLD = ("the picture", "what is said of a block of code")


@pytest.mark.parametrize("typed", CARRIED)
def test_what_a_generator_alone_knows_becomes_markdown(typed: str) -> None:
    """Notes, folded parts, tabs, pictures, links, code, as one of ours types them; nothing else is told."""
    texts, lost = imported(("a.md", f"---\ntitle: T\n---\n{typed}"), ("b.md", "# B\n\n## H\n\nx"))
    assert texts["en/a.md"].partition("\n---\n")[2].strip() == CARRIED[typed]
    assert [each for each in lost if not each.startswith(TOLD)] == []


def test_what_nobody_else_knows_is_told() -> None:
    """Shortcodes and tags without a meaning here, a site's own values, parts of other files; text stays."""
    text, lost = body(
        "A {{< youtube x >}}{% if y %}b{% endif %} {{ site.title }}c\n--8<-- 'x.md'\n\n"
        "{{< odd >}}kept{{< /odd >}} {{< alert >}} `{% if %}` {{ mine }}"
    )
    assert text.split() == ["A", "b", "c", "kept", "`{%", "if", "%}`", "\\{{", "mine", "}}"]
    assert lost == [
        "{{< youtube x >}}",
        "{% if y %}",
        "{% endif %}",
        "{{ site.title }}",
        "--8<-- 'x.md'",
        "{{< odd >}}",
        "{{< /odd >}}",
        "{{< alert >}}",
    ]


HOSTILE = (
    "a ` b\n\n<script>steal()</script>\n\nc ` d",
    "```\n<script>steal()</script>",
    "> ```\n> x\n\n<script>steal()</script>",
    "    ```\n<script>steal()</script>\n    ```",
    "[a](&#106;avascript:steal())",
    "[a](javascript&colon;steal())",
    "[a](java&Tab;script:steal())",
    "[a](<java script:steal()>)",
    "x\n\n[a][y]\n\n[y]:\n  javascript:steal()",
    "[x](y){ onclick='steal()' }",
    "## T { onclick=steal() }",
    "**b**{: onmouseover=steal() }",
    "[x](y){ href='javascript:steal()' }",
    "```{.py onclick='steal()'}\nx\n```",
    "<div markdown onclick='steal()'>x</div>",
    "![x](data:text/html,<script>steal()</script>)",
    "<a href='javascript:steal()'>a</a>",
    "<Tip title='\"><script>steal()</script>'>a</Tip>",
    '{{< note title="<script>steal()</script>" >}}<script>steal()</script>{{< /note >}}',
    "| a |\n|---|\n| <img src=x onerror=steal()> |",
    "<!-- x --><script>steal()</script><!-- -->",
    "<scr<script>ipt>steal()</script>",
    "<svg><style>`</style><img src=x onerror=steal()>`",
    "[^1]\n\n[^1]: <iframe src=x></iframe>",
    "``` <script>steal()</script> ```\n<script>steal()</script>",
    "term\n:   <b onclick=steal()>x</b>",
)


@pytest.mark.parametrize("typed", HOSTILE)
def test_nothing_that_acts_survives_in_markdown(typed: str) -> None:
    """Neither past what Markdown takes for code, nor as an attribute, nor as an address in disguise."""
    texts, _ = imported(("a.md", f"---\ntitle: T\n---\nKept text.\n\n{typed}"))
    for text in texts.values():
        page = soup(to_html(examine(text, "a.md", "en", "a")[0].body, "en"))
        for tag in page.find_all(True):
            assert tag.name not in ("script", "iframe", "svg", "style", "img", "object")
            for name, value in tag.attrs.items():
                assert not name.startswith("on")
                assert "script:" not in "".join(str(value).split())
                assert not str(value).startswith("data:")
        assert "Kept text." in page.get_text()


@pytest.mark.parametrize(
    "piece", [":::note\n", "> a\n", "{{< note >}}", "`", "{% note %}\n", "<Tip>\n", "~~~\n"]
)
def test_what_never_ends_takes_no_longer_for_each_piece(piece: str) -> None:
    """Twenty thousand openings without an end are read in seconds, where each searched all that follows."""
    began = time.process_time()
    imported(("a.md", f"{piece * 20_000}x"))
    assert time.process_time() - began < LONGEST
