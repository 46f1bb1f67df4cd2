"""The golden vectors, which the browser's engine follows too, are what this engine gives."""

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest


@pytest.fixture(scope="module")
def vectors(generator: ModuleType) -> dict[str, Any]:
    """What the engine gives today, as JSON would keep it."""
    made: dict[str, Any] = json.loads(json.dumps(generator.vectors()))
    return made


@pytest.mark.parametrize("name", ["analyze", "query", "results", "results_page"])
def test_vectors_are_up_to_date(name: str, vectors: dict[str, Any], golden: Callable[[str], Any]) -> None:
    """Results change on purpose only: by tests/vectors/generate.py, and reading the difference."""
    for made, kept in zip(vectors[name], golden(name), strict=True):
        assert made == kept
