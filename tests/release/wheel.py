"""Install the built wheel into an empty environment and build this help center there, by both builders.

Run by hand before a release, and in the hosted checks; needs an index in reach:

    python3 tests/release/wheel.py

Nothing is pinned here: the newest releases that the package's ranges allow are what is tried. Both builders
must be content with `--strict` and write the same bytes; then `kb search` finds an article.
"""

import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
PROPERDOCS = "properdocs==1.6.7"
BUILDERS = ("mkdocs", "properdocs")
# Nothing of the surrounding machine: no user's packages, no settings of a site.
VARIABLES = {
    **{
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "KB_", "VIRTUAL"))
    },
    "NO_MKDOCS_2_WARNING": "1",
}


def run(*command: str | Path, folder: Path = ROOT) -> str:
    """Run a command; returns what it printed.

    Raises:
        SystemExit: When it fails, with what it said.
    """
    done = subprocess.run(command, cwd=folder, env=VARIABLES, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"{' '.join(map(str, command))}\n{done.stdout}{done.stderr}")
    return done.stdout


def differing(one: Path, other: Path) -> list[str]:
    """The files that two folders do not have in common, byte for byte."""
    mine, theirs = (
        {file.relative_to(place): file for file in place.rglob("*") if file.is_file()}
        for place in (one, other)
    )
    both = mine.keys() & theirs.keys()
    changed = {name for name in both if mine[name].read_bytes() != theirs[name].read_bytes()}
    return sorted(map(str, (mine.keys() ^ theirs.keys()) | changed))


def main() -> None:
    """Build, install, try; the first failure ends it."""
    with TemporaryDirectory(prefix="kb-wheel-") as temporary:
        folder = Path(temporary)
        venv.create(folder / "env", with_pip=True)
        binaries = folder / "env" / "bin"
        pip = (binaries / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check")
        run(*pip, "build")
        run(binaries / "python", "-m", "build", "--wheel", "-o", folder / "dist", ROOT)
        (wheel,) = (folder / "dist").glob("*.whl")
        venv.create(folder / "env", with_pip=True, clear=True)
        run(*pip, wheel, PROPERDOCS)
        # A copy of the content and its settings, without the templates: those must be inside the wheel.
        site = folder / "site"
        shutil.copytree(ROOT / "content", site / "content")
        settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
        (site / "mkdocs.yml").write_text(
            settings.replace("  custom_dir: site/overrides\n", ""), encoding="utf-8"
        )
        for builder in BUILDERS:
            run(binaries / builder, "build", "--strict", "-q", "-d", folder / builder, folder=site)
        found = differing(folder / "mkdocs", folder / "properdocs")
        if found:
            sys.exit("The builders differ:\n" + "\n".join(found))
        said = run(binaries / "kb", "search", "invoice", "--lang", "en", folder=site)
        count = sum(file.is_file() for file in (folder / "mkdocs").rglob("*"))
        print(
            f"{wheel.name}: {count} files, the same from {' and '.join(BUILDERS)}; 'invoice' finds:\n{said}"
        )


if __name__ == "__main__":
    main()
