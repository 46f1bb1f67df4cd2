"""What is remembered of strings."""

import pytest

from search.text.cache import Memory


def test_each_string_is_asked_for_once() -> None:
    """What was made is given again, the same object."""
    made: list[str] = []
    memory = Memory(lambda text: made.append(text) or [text])  # type: ignore[func-returns-value]
    assert memory["a"] is memory["a"]
    assert made == ["a"]


def test_memory_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words without end do not fill the machine."""
    monkeypatch.setattr("search.text.cache._MOST", 3)
    memory = Memory(len)
    assert [memory["x" * size] for size in range(10)] == list(range(10))
    assert len(memory) <= 3
