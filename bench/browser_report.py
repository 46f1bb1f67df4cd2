"""The measured figures as a Markdown table with ratios, and as a plot."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

Row = dict[str, Any]
_HEAD = (
    "| engine | requests | kB | cold ms | ten kB | next p50/p95 ms | warm p50/p95 ms | again p50/p95 ms |"
    " MRR clean/dropped/typo |",
    "|---|---:|---:|---:|---:|---:|---:|---:|---:|",
)
_ABOUT = """# Search in the browser, beside its peers

Made by `{command}`: headless Chromium, a loopback server with 50 ms round trips and 10 Mbit/s, gzip.
Articles are generated (bench/browser_articles.py). *requests*, *kB* and *cold*: from an empty cache to the
first ten results with titles and excerpts, counted after the page itself (Material loads its index with the
page: its figures count from the start of the page); *ten kB*: what has gone over the wire after ten
questions, fetched ahead or not; *next*: other queries on the same page, asked for the first time; *warm*: the
same ones again, which our search answers from memory; *again*: once more, with another limit, so that it
calculates anew from what is loaded; *MRR*: known items, with words remembered, one of them missing, one
mistyped. "no ranges": our search on a host that does not answer several byte ranges
in one response.
"""


def write_report(rows: Sequence[Row], folder: Path, command: str) -> None:
    """Write bench-browser.md and bench-browser.svg."""
    folder.mkdir(exist_ok=True)
    text = _ABOUT.format(command=command)
    for size in sorted({row["articles"] for row in rows}):
        here = [row for row in rows if row["articles"] == size]
        text += f"\n## {size:,} articles\n\n" + "\n".join((*_HEAD, *map(_line, here))) + "\n" + _ratios(here)
    text += "\n![Bytes and cold time by number of articles](bench-browser.svg)\n"
    (folder / "bench-browser.md").write_text(text, "utf-8")
    _plot(rows, folder / "bench-browser.svg")


def _line(row: Row) -> str:
    return (
        "| {engine} | {requests:g} | {kilobytes:,.0f} | {cold:,.0f} | {ten_kilobytes:,.0f} |"
        " {next_p50:g} / {next_p95:g} | {warm_p50:g} / {warm_p95:g} | {again_p50:g} / {again_p95:g} |"
        " {clean:.3f} / {dropped:.3f} / {typo:.3f} |"
    ).format(**row)


def _ratios(rows: Sequence[Row]) -> str:
    """Ours as parts of Pagefind's figures, the goals' measure."""
    found = {row["engine"]: row for row in rows}
    if not {"ours", "Pagefind"} <= found.keys():
        return ""
    parts = [
        f"{label} {found['ours'][name] / found['Pagefind'][name]:.2f}"
        for name, label in (
            ("kilobytes", "kB"),
            ("cold", "cold"),
            ("ten_kilobytes", "ten kB"),
            ("next_p50", "next p50"),
            ("next_p95", "next p95"),
            ("warm_p95", "warm p95"),
            ("again_p95", "again p95"),
        )
        if found["Pagefind"][name]
    ]
    return f"\nOurs over Pagefind: {', '.join(parts)}.\n"


def _plot(rows: Sequence[Row], path: Path) -> None:
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams["svg.hashsalt"] = "kb"
    from matplotlib import pyplot

    figure, axes = pyplot.subplots(1, 2, figsize=(10, 4))
    for axis, (name, label) in zip(axes, (("kilobytes", "kB"), ("cold", "cold, ms")), strict=True):
        for engine in dict.fromkeys(row["engine"] for row in rows):
            mine = [row for row in rows if row["engine"] == engine]
            axis.plot(
                [row["articles"] for row in mine], [row[name] for row in mine], marker="o", label=engine
            )
        axis.set(xscale="log", yscale="log", xlabel="articles", ylabel=label)
        axis.grid(alpha=0.3)
    axes[0].legend()
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})
