"""A fuzzer that knows the OpenAPI document finds nothing, and reaches every operation.

In the suite 5 examples per operation and phase; KB_FUZZ_EXAMPLES=200 for a long run.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from stub import Stub, running_stub

from kb.billing.datasets import DEMO_PASSWORD

HERE = Path(__file__).parent / "fuzz"
EXAMPLES = os.environ.get("KB_FUZZ_EXAMPLES", "5")
COMMAND = [
    str(Path(sys.executable).with_name("schemathesis")),
    "--config-file",
    str(HERE / "schemathesis.toml"),
    "run",
]
FIXED = ["--checks", "all", "--continue-on-failure", "--no-color", "--seed", "7", "--report", "ndjson"]


def fuzz(stub: Stub, folder: Path, *options: str) -> tuple[subprocess.CompletedProcess[str], set[str]]:
    """Run the fuzzer; the operations that answered 2xx at least once, as "METHOD path"."""
    stub.reset("demo")
    document = f"{stub.url}/v1/openapi.json"
    done = subprocess.run(
        [
            *COMMAND,
            document,
            *FIXED,
            "--report-ndjson-path",
            str(folder / "report.ndjson"),
            "-n",
            EXAMPLES,
            *options,
        ],
        cwd=HERE,
        env={**os.environ, "KB_FUZZ_URL": stub.url, "KB_FUZZ_PASSWORD": DEMO_PASSWORD},
        capture_output=True,
        text=True,
        check=False,
    )
    return done, reached(folder / "report.ndjson")


def reached(report: Path) -> set[str]:
    """The operations with a 2xx answer in the fuzzer's report."""
    found: set[str] = set()
    for line in report.read_text(encoding="utf-8").splitlines():
        event = json.loads(line).get("ScenarioFinished")
        if event is None:
            continue
        recorder = event["recorder"]
        for interaction in recorder.get("interactions", {}).values():
            response = interaction["response"]
            if response and 200 <= response["status_code"] < 300:
                found.add(recorder["label"])
    return found


def operations(stub: Stub, *, control: bool) -> set[str]:
    """The document's operations, of the control plane or of all others."""
    paths = stub.http.get("/v1/openapi.json").json()["paths"]
    return {
        f"{method.upper()} {path}"
        for path, item in paths.items()
        for method, operation in item.items()
        if ("control" in operation["tags"]) is control
    }


def test_the_fuzzer_finds_nothing(tmp_path: Path) -> None:
    """All checks over every operation, signed in: no failure, each operation done at least once."""
    with running_stub() as stub:
        done, reached_ = fuzz(
            stub, tmp_path, "--phases", "examples,coverage,fuzzing", "--exclude-tag", "control"
        )
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
        assert operations(stub, control=False) - reached_ == set()
        assert stub.books()["faults"] == []


def test_the_fuzzer_finds_nothing_in_the_control_plane(tmp_path: Path) -> None:
    """The operator's operations bear every request too."""
    with running_stub() as stub:
        done, _ = fuzz(stub, tmp_path, "--phases", "examples,coverage", "--include-tag", "control")
        assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]
