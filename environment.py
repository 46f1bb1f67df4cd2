"""The environment that run.py works in: `.venv` made from a hashed lock with the machine's pip.

Like run.py itself: only the standard library, and only syntax that an old Python can still parse.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
LOCKS = {"run": "requirements.lock", "dev": "requirements-dev.lock"}
PYTHON = "%s (Python %s)" % (sys.executable, sys.version.split()[0])

# What pip says, and what that means: the first that is found is the cause. Pip's own first error often is a
# consequence: without a network it ends in "no matching distribution", as with a release that nobody has.
CAUSES = (
    (r"No module named pip", "this Python has no pip: install it (Debian: apt install python3-pip)"),
    (
        r"has no attribute 'ImpImporter'",
        "pip is too old for {python}: run 'python3 -m ensurepip --upgrade' or install a newer one",
    ),
    (r"no such option: --python", "pip is older than 22.3: run 'python3 -m pip install --upgrade pip'"),
    (r"No space left on device", "the disk is full: make room, then run this again"),
    (
        r"Permission denied|Read-only file system",
        "files may not be written (pip says: {line}): let this user write there, then run this again",
    ),
    (
        r"DO NOT MATCH THE HASHES",
        "a downloaded package does not match its hash: try again, or ask who runs the package index;"
        " if the lock was edited, restore it (git checkout -- '*.lock')",
    ),
    (
        r"Invalid requirement|[Ii]nvalid requirement:|Unexpected end|Could not parse|\bExpected end\b",
        "the lock cannot be read (pip says: {line}): restore it (git checkout -- '*.lock')",
    ),
    (
        r"In --require-hashes mode|Hashes are required",
        "the lock is incomplete (pip says: {line}): restore it (git checkout -- '*.lock')"
        " or compile it anew (python3 run.py lock)",
    ),
    (r"Could not open requirements file", "the lock is missing: restore it (git checkout -- '*.lock')"),
    (
        r"require a different python version|requires a different Python|not a supported wheel",
        "a package does not run on {python} (pip says: {line}): use a Python from 3.11 to 3.13",
    ),
    (
        # The index answered and named other releases; without any, it may not have answered at all.
        r"from versions: (?!none)",
        "the package index does not have this release (pip says: {line}): use an index that is up to date",
    ),
    (
        r"not a trusted or secure host",
        "pip ignores the package index that it is told to use, as its address is not https: correct"
        " the address (python3 -m pip config list)",
    ),
    (
        r"CERTIFICATE_VERIFY_FAILED|SSLError",
        "the package index has a certificate that this machine does not trust: check the proxy's certificate",
    ),
    (
        r"Retrying \(Retry|Max retries exceeded|NewConnectionError|[Nn]ame ?[Rr]esolution|ProxyError"
        r"|Connection (?:broken|reset|refused)|[Rr]ead ?[Tt]ime(?:d )?out|IncompleteRead"
        r"|50\d (?:Server|Bad|Service|Gateway)",
        "the package index cannot be reached: check the network, then run this again",
    ),
    (
        r"No matching distribution|Could not find a version",
        "the package index has no file of it for {python} on this system (pip says: {line}): use a Python"
        " from 3.11 to 3.13, or an index that has it",
    ),
    (
        r"subprocess-exited-with-error|Failed (?:to build|building wheel)|metadata-generation-failed",
        "a package has no ready-made file for {python} on this system and cannot be built here (pip says:"
        " {line}): use a Python from 3.11 to 3.13, or install a compiler",
    ),
)


class Problem(Exception):
    """One sentence that names the thing, the place and the cure; printed without a traceback."""


def environment_digest(kind):
    """Hash what an installed environment depends on, so that an unchanged one is not installed again."""
    digest = hashlib.sha256(sys.version.encode())
    for name in (LOCKS[kind], "pyproject.toml"):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def is_ready(kind):
    """Say whether the environment already holds what `kind` needs (a dev environment serves both)."""
    for candidate in (kind, "dev"):
        stamp = VENV / (candidate + ".stamp")
        if stamp.is_file() and stamp.read_text() == environment_digest(candidate):
            return True
    return False


def prepare(kind):
    """Make `.venv` hold the hashed lock and this project; do nothing where it already does."""
    if is_ready(kind):
        return
    print("Preparing the environment in .venv (once; about a minute) ...", file=sys.stderr, flush=True)
    # The stamps go first: a run that is killed half-way starts over the next time.
    for name in LOCKS:
        (VENV / (name + ".stamp")).unlink(missing_ok=True)
    make_venv()
    install_lock(kind)
    install("--no-build-isolation", "--no-deps", "-e", ".")
    (VENV / (kind + ".stamp")).write_text(environment_digest(kind))


def make_venv():
    """Make an empty `.venv` of this Python; one that another Python made is replaced."""
    if runs_this_python():
        return
    shutil.rmtree(str(VENV), ignore_errors=True)
    made = subprocess.run(
        [sys.executable, "-m", "venv", "--without-pip", str(VENV)], stdout=subprocess.PIPE, check=False
    )
    if made.returncode:
        raise Problem(
            "Cannot make .venv: this Python lacks the venv module (Debian: apt install python3-venv)."
        )


def runs_this_python():
    """Say whether `.venv` stands and is of this Python's version: packages of another one do not load."""
    python = next((path for path in (BIN / "python", BIN / "python.exe") if path.exists()), None)
    if not python:
        return False
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    asked = subprocess.run([str(python), "-c", code], stdout=subprocess.PIPE, check=False)
    return asked.stdout.decode().strip() == "%d.%d" % sys.version_info[:2]


def install_lock(kind, *options):
    """Install what a lock names, neither more nor less.

    Without `--no-deps` an old pip resolves a requirement with an extra (`coverage[toml]`) anew, to a release
    that appeared after the lock was written, and then asks for its hash.
    """
    install("--require-hashes", "--no-deps", *options, "-r", LOCKS[kind])


def install(*arguments):
    """Run the machine's pip for `.venv`; Debian's externally-managed mark allows that."""
    command = [sys.executable, "-m", "pip", "--python", str(VENV), "--disable-pip-version-check"]
    command += ["install", "-q"]
    done = subprocess.run(command + list(arguments), cwd=str(ROOT), stderr=subprocess.PIPE, check=False)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace")
        raise Problem("Cannot install %s: %s." % (arguments[-1], cause(said)))


def cause(said):
    """Say in a sentence why pip failed; what it says of nothing known is repeated, not guessed at.

    Args:
        said: What pip wrote to its error stream.
    """
    lines = [line for line in said.splitlines() if line.strip() and not line.startswith("WARNING")]
    lines = lines or ["nothing"]
    errors = [line for line in lines if line.lower().startswith("error:")] or lines[-1:]
    for pattern, sentence in CAUSES:
        found = re.search(pattern, said)
        if found:
            line = next((line for line in errors if re.search(pattern, line)), errors[0])
            return sentence.format(line=_bare(line), python=PYTHON)
    return "pip says: %s" % _bare(errors[0])


def _bare(line):
    return re.sub(r"^(?:ERROR|error): ", "", line).strip().rstrip(".")
