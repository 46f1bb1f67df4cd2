"""Requests a second of the search API, from one process and from several, one after the other in one run.

    python bench/serving.py [--workers 1 2 4] [--callers 8] [--seconds 10]

Each caller holds a connection and asks again when it has its answer; every query differs, so that what a
worker remembers does not count. The callers are on the same machine: its processors are shared with them.
"""

import argparse
import asyncio
import re
import subprocess
import sys
import time
from itertools import count
from pathlib import Path
from urllib.parse import quote

ROOT = Path(__file__).resolve().parents[1]
QUERIES = (
    "cancel subscription",
    "invoice pdf",
    "refund annual plan",
    "pasword reset",
    "change card",
    "how do I pay",
)


async def call(port: int, end: float, times: list[float], wrong: list[bytes], numbers: "count[int]") -> None:
    """Ask over one connection until the time is over."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.perf_counter() < end:
        number = next(numbers)
        query = quote(f"{QUERIES[number % len(QUERIES)]} {number}")
        writer.write(f"GET /api/search?lang=en&q={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
        start = time.perf_counter()
        head = await reader.readuntil(b"\r\n\r\n")
        found = re.search(rb"content-length: (\d+)", head)
        await reader.readexactly(int(found[1]) if found else 0)
        times.append(time.perf_counter() - start)
        if not head.startswith(b"HTTP/1.1 200"):
            wrong.append(head)
    writer.close()


async def load(port: int, callers: int, seconds: float) -> tuple[list[float], list[bytes]]:
    """What all callers measured, and the answers that were none."""
    times: list[float] = []
    wrong: list[bytes] = []
    numbers, end = count(), time.perf_counter() + seconds
    await asyncio.gather(*(call(port, end, times, wrong, numbers) for _ in range(callers)))
    return times, wrong


def measure(workers: int, callers: int, seconds: float) -> str:
    """One line for so many workers."""
    command = [sys.executable, "-m", "kb", "serve", "--port", "0", "--workers", str(workers)]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout
    try:
        port = next(
            int(found[1]) for line in process.stdout if (found := re.search(r"127\.0\.0\.1:(\d+)", line))
        )
        time.sleep(5 * workers)  # until all of them have started
        asyncio.run(load(port, callers, 2))
        times, wrong = asyncio.run(load(port, callers, seconds))
    finally:
        process.terminate()
        process.wait(30)
    times.sort()
    half, most = (times[len(times) * part // 100] * 1000 for part in (50, 99))
    rate = len(times) / seconds
    return (
        f"{workers} workers: {rate:.0f} requests/s, p50 {half:.1f} ms, p99 {most:.1f} ms, {len(wrong)} failed"
    )


def main() -> int:
    """Print a line for each number of workers."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--workers", type=int, nargs="+", default=(1, 2))
    parser.add_argument("--callers", type=int, default=8)
    parser.add_argument("--seconds", type=float, default=10)
    asked = parser.parse_args()
    for workers in asked.workers:
        print(measure(workers, asked.callers, asked.seconds), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
