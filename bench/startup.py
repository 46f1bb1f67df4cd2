"""How long a command takes to its first output, beside an interpreter that does nothing.

    python bench/startup.py [--turns 7]

Seconds of CPU (user and system) of the whole process, the least of several turns, with bytecode kept between
turns as on a user's machine. Waiting counts nothing; neither does what another process takes.
"""

import argparse
import os
import resource
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
NOTHING = "python -c pass"
COMMANDS = {
    NOTHING: ("-c", "pass"),
    "kb --help": ("-m", "kb", "--help"),
    "kb answer ID": ("-m", "kb", "answer", "cancel-subscription", "--lang", "en"),
    "kb answer QUESTION": ("-m", "kb", "answer", "how do I cancel my subscription", "--lang", "en"),
    "kb search QUESTION": ("-m", "kb", "search", "how do I cancel my subscription", "--lang", "en"),
}


def seconds(arguments: tuple[str, ...], environment: dict[str, str], turns: int) -> float:
    """CPU of the cheapest of some turns, after one that writes bytecode and index."""
    costs = []
    for _ in range(turns + 1):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        command = [sys.executable, *arguments]
        subprocess.run(command, cwd=ROOT, env=environment, check=True, capture_output=True)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        costs.append(after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime)
    return min(costs[1:])


def main() -> None:
    """Print a line for each command."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--turns", type=int, default=7)
    turns = parser.parse_args().turns
    with tempfile.TemporaryDirectory(prefix="kb-bytecode-") as bytecode:
        environment = os.environ | {"PYTHONPYCACHEPREFIX": bytecode}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        costs = {name: seconds(arguments, environment, turns) for name, arguments in COMMANDS.items()}
    for name, cost in costs.items():
        print(f"{name:20} {cost:6.3f} s CPU  {cost / costs[NOTHING]:5.1f} times")


if __name__ == "__main__":
    main()
