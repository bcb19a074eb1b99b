"""Spare a build what Python does to find cycles of objects that nobody holds any more."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

__all__ = ["uncollected"]


@contextmanager
def uncollected() -> Iterator[None]:
    """Make many small objects, and let nothing be searched for cycles until they are gone again.

    Python searches after every 700 objects that are made and not yet freed, and each time in a while it
    goes through all that there is: a whole project of Sphinx. For steps that make no cycles.
    """
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
