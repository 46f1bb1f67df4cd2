"""Where the sources of the look stand: one folder for the site, the account pages and what else is shown."""

from pathlib import Path

_PACKAGE = Path(__file__).parent
_SOURCES = _PACKAGE.parent / "site" / "overrides"
# In a wheel the folder travels inside the package.
OVERRIDES = _SOURCES if _SOURCES.is_dir() else _PACKAGE / "overrides"
# Its styles and scripts.
ASSETS = OVERRIDES / "assets" / "kb"
