"""A script of the project as a module: its folder is no package, so that it cannot be imported by name."""

import importlib.util
from pathlib import Path
from types import ModuleType


def script(path: Path) -> ModuleType:
    """Run the file as a module of its own, so that a test may change its constants."""
    spec = importlib.util.spec_from_file_location(f"{path.stem}_under_test", path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
