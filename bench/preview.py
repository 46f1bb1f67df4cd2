"""How long from a save to the new page in `kb preview`, and from its start to the first page?

    python bench/preview.py [FOLDER] [--articles 2050] [--saves 60]

Copies the project's articles until each language has so many; then saves articles, one after the other, while
a page that shows them is open: their own, or their topic's. A save counts until the whole new page is there.
"""

import random
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import httpx

ROOT = Path(__file__).resolve().parents[1]
WHOLE = "billing"  # the category whose page shows its answers whole, so that a saved word is on it
LANGUAGES = {"it": "argomenti", "en": "topics"}


def generate(folder: Path, count: int) -> None:
    """Copies of the project's articles, each with an id, title and links of its own."""
    shutil.copytree(ROOT / "content", folder / "content")
    for lang in LANGUAGES:
        place = folder / "content" / lang
        texts = {path.stem: path.read_text("utf-8") for path in place.glob("*.md") if path.stem != "index"}
        for number in range(len(texts), count):
            stem, copy = [*texts][number % len(texts)], number // len(texts)
            (place / f"{stem}-{copy}.md").write_text(renumbered(texts[stem], copy), "utf-8")


def renumbered(text: str, copy: int) -> str:
    """An article's text as its copy of that number."""
    text = re.sub(r"(?m)^(id|slug): (.*)$", rf"\1: \2-{copy}", text)
    text = re.sub(r"(?m)^title: \W?(.*?)\W?$", rf'title: "{copy}: \1"', text, count=1)
    text = re.sub(r"\]\(([a-z-]+)\.md", rf"](\1-{copy}.md", text)
    return re.sub(r"(?m)^(?:aliases|pin):(?: \[.*\])?\n(?:  - .*\n)*|^source: .*\n", "", text)


@contextmanager
def preview(folder: Path) -> Iterator[httpx.Client]:
    """A running preview."""
    command = [sys.executable, "-m", "kb", "preview", "--port", "0"]
    server = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, text=True)
    try:
        url = re.search(r"http://\S+:\d+", server.stdout.readline())[0]
        yield httpx.Client(base_url=url, timeout=120)
    finally:
        server.terminate()
        server.wait()


def starts(folder: Path) -> list[float]:
    """Seconds to the first page, the first time and again."""
    found = []
    for _ in range(3):
        began = time.perf_counter()
        with preview(folder) as client:
            client.get("/en/receipts/")
            found.append(time.perf_counter() - began)
    return found


def saved(client: httpx.Client, file: Path, url: str) -> float:
    """Seconds from a save to the new page."""
    client.get(url)
    with client.stream("GET", f"/_preview/events?page={url}") as stream:
        told = (line for line in stream.iter_lines() if line.startswith("data: "))
        next(told)
        word = f"zebra{random.randrange(10**9)}"
        began = time.perf_counter()
        file.write_text(file.read_text("utf-8") + f"\n{word}\n", "utf-8")
        next(told)
        assert word in client.get(url).text
        return time.perf_counter() - began


@click.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path))
@click.option("--articles", default=2050)
@click.option("--saves", default=60)
def main(folder: Path | None, articles: int, saves: int) -> None:
    """Print the figures."""
    with TemporaryDirectory() as made:
        folder = folder or Path(made)
        if not (folder / "content").exists():
            generate(folder, articles)
        click.echo("start: " + ", ".join(f"{seconds:.2f} s" for seconds in starts(folder)))
        files = {lang: sorted((folder / "content" / lang).glob("*-*.md")) for lang in LANGUAGES}
        shown = {
            lang: [file for file in each if f"category: {WHOLE}\n" in file.read_text("utf-8")]
            for lang, each in files.items()
        }
        with preview(folder) as client:
            for kind in ("article", "topic"):
                took = []
                for number in range(saves):
                    lang = [*LANGUAGES][number % 2]
                    file = random.choice(files[lang] if kind == "article" else shown[lang])
                    page = file.stem if kind == "article" else f"{LANGUAGES[lang]}/{WHOLE}"
                    took.append(saved(client, file, f"/{lang}/{page}/"))
                took.sort()
                middle, slow = (round(took[int(len(took) * part)] * 1000) for part in (0.5, 0.95))
                click.echo(f"{kind}: median {middle} ms, p95 {slow} ms")


if __name__ == "__main__":
    main()
