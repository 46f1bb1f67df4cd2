"""The measured costs of the engine as a Markdown page with ratios, and as a plot."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

_PAGE = """# Engine

{articles} articles of `{name}`, {queries} queries of each kind, CPU time, one run.
Made by `python bench/engine.py SET`.

![CPU by kind of query](bench-engine.png)

| full index | CPU s | x FTS5 |
|---|---|---|
{builds}

| query | engine | p50 ms | p95 ms | p95 x FTS5's OR |
|---|---|---|---|---|
{costs}

| the same evaluation | same ids and scores | p50 ms | p95 ms | p95 x ours |
|---|---|---|---|---|
{evaluations}

The evaluation of the content terms alone: the same postings, alternatives and integers. *From the disk*:
decoded for each query, as Whoosh does; *kept*: as the engine does. Whoosh 2.7.4 as it comes disagrees because
its `DisjunctionMaxMatcher.score` takes the better score of its two parts without asking whether both stand on
the current document, so that a document gets points of a later one. *Corrected*, it asks (bench/stock.py).

| | |
|---|---|
| size of the index | {share:.2f} x FTS5's |
| adding one article | p50 {added_p50:.0f} ms, p95 {added_p95:.0f} ms |
| most segments | {segments} |
| resident at {large} articles | {megabytes:.0f} MB |
"""


@dataclass(frozen=True)
class Costs:
    """Milliseconds of CPU of many queries, or of other pieces of work."""

    name: str
    times: list[float]

    def part(self, share: float) -> float:
        """The cost that this share of them does not exceed."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


@dataclass(frozen=True)
class Measured:
    """One run. The second engine is FTS5; `evaluated` has the percentage of queries that answer as ours."""

    name: str
    articles: int
    queries: int
    built: list[Costs]
    costs: dict[str, list[Costs]]
    evaluated: list[tuple[Costs, int]]
    share: float
    added: Costs
    segments: int
    large: int
    megabytes: float


def write_report(run: Measured, folder: Path) -> str:
    """Write bench-engine.md and bench-engine.png; returns the page."""
    build, query = run.built[1].part(0.5), run.costs["OR"][1].part(0.95)
    whole = run.evaluated[0][0].part(0.95)
    page = _PAGE.format(
        **vars(run)
        | {"costs": _rows(_cost(kind, c, query) for kind, found in run.costs.items() for c in found)},
        builds=_rows(f"{c.name} | {c.part(0.5) / 1000:.2f} | {c.part(0.5) / build:.1f}" for c in run.built),
        evaluations=_rows(_cost(c.name, Costs(f"{same}%", c.times), whole) for c, same in run.evaluated),
        added_p50=run.added.part(0.5),
        added_p95=run.added.part(0.95),
    )
    folder.mkdir(exist_ok=True)
    (folder / "bench-engine.md").write_text(page, "utf-8")
    _plot(run.costs, folder / "bench-engine.png")
    return page


def _rows(rows: Iterable[str]) -> str:
    return "\n".join(f"| {row} |" for row in rows)


def _cost(title: str, costs: Costs, against: float) -> str:
    """Cells of p50 and p95, with the ratio of p95 to a reference."""
    half, most = costs.part(0.5), costs.part(0.95)
    return f"{title} | {costs.name} | {half:.2f} | {most:.2f} | {most / against:.2f}"


def _plot(costs: dict[str, list[Costs]], path: Path) -> None:
    """Bars of p95 by kind of query and engine."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    figure, axis = plt.subplots(figsize=(8, 4))
    for place, name in enumerate(found.name for found in costs["OR"]):
        bars = {n: found[place].part(0.95) for n, found in enumerate(costs.values()) if place < len(found)}
        axis.bar([n + place * 0.27 for n in bars], list(bars.values()), 0.25, label=name)
    axis.set_xticks([n + 0.27 for n in range(len(costs))], list(costs))
    axis.set_ylabel("CPU ms, p95")
    axis.set_yscale("log")
    axis.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=110)
    plt.close(figure)
