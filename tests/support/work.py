"""Counts the work of a function, for tests that it grows linearly."""

import sys
from collections.abc import Callable

__all__ = ["executed_lines"]


def executed_lines(function: Callable[[], object]) -> int:
    """Return how many lines of Python a call executes: unlike time, the same on every machine."""
    count = 0

    def trace(_frame: object, event: str, _value: object) -> object:
        nonlocal count
        count += event == "line"
        return trace

    before = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        function()
    finally:
        sys.settrace(before)
    return count
