"""How long `POST /api/answer` takes while several help desks ask at once.

    python bench/answers.py [--clients 8] [--requests 40]

The server is a process of its own, over the project's articles, without accounts. Each client asks one
message after the other on a connection that stays: the articles' own `questions:`, half of them as mails.
Milliseconds as a client sees them. The route's limit of requests holds: here each comes a minute later.
"""

import argparse
import itertools
import random
import socket
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from statistics import quantiles

import httpx
import uvicorn
from click.testing import CliRunner
from starlette.applications import Starlette

from kb.cli import main as kb
from kb.content import corpus
from kb.web.answer_api import SECONDS, Agents, answer_route
from kb.web.engines import on_disk

ROOT = Path(__file__).parents[1]
TOKEN = "bench"
MAIL = "Good morning,\n\nI have been with you for years. {} I tried twice.\n\nKind regards\nJoe Roe\n"


def serve(project: Path, port: int) -> None:
    """The route alone, until the process ends."""
    minutes = itertools.count(step=SECONDS)
    agents = Agents(TOKEN, project / "content", "https://help.example.com", lambda _: None, lambda *_: [])
    route = answer_route(agents, on_disk(project / "build/index"), lambda: float(next(minutes)))
    uvicorn.run(Starlette(routes=[route]), port=port, log_level="error")


def asked(address: str, messages: list[str]) -> list[float]:
    """What one client waits for each of its messages."""
    waits = []
    with httpx.Client(headers={"Authorization": f"Bearer {TOKEN}"}, timeout=60, trust_env=False) as client:
        for message in messages:
            begin = time.perf_counter()
            client.post(f"{address}/api/answer", json={"message": message}).raise_for_status()
            waits.append((time.perf_counter() - begin) * 1000)
    return waits


def ready(address: str) -> None:
    """Wait for the first answer, which reads the articles."""
    for _ in range(600):
        try:
            asked(address, ["receipts"])
        except httpx.ConnectError:
            time.sleep(0.1)
        else:
            return
    raise SystemExit("the server does not start")


def main() -> None:
    """Print the percentiles with one client and with all."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--requests", type=int, default=40)
    options = parser.parse_args()
    chance = random.Random(1)
    questions = [each for article in corpus.load(ROOT / "content").articles for each in article.questions]
    with tempfile.TemporaryDirectory() as folder, socket.socket() as free:
        project = Path(folder)
        (project / "content").symlink_to(ROOT / "content")
        CliRunner().invoke(kb, ["-C", folder, "index"])
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        server = get_context("spawn").Process(target=serve, args=(project, port), daemon=True)
        server.start()
        address = f"http://127.0.0.1:{port}"
        ready(address)
        for clients in (1, options.clients):
            sets = [
                [
                    chance.choice(("{}", MAIL)).format(each)
                    for each in chance.choices(questions, k=options.requests)
                ]
                for _ in range(clients)
            ]
            with ThreadPoolExecutor(clients) as pool:
                waits = [wait for one in pool.map(asked, [address] * clients, sets) for wait in one]
            told = quantiles(waits, n=20)
            print(
                f"{clients} clients: p50 {told[9]:.0f} ms, p95 {told[18]:.0f} ms, worst {max(waits):.0f} ms"
            )
        server.terminate()


if __name__ == "__main__":
    main()
