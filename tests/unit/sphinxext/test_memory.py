"""Searches for cycles are put off while many objects are made, and never left off."""

import gc
from collections.abc import Iterator

import pytest

from a11ycheck.sphinxext.memory import uncollected


@pytest.fixture(autouse=True)
def collecting() -> Iterator[None]:
    gc.enable()
    yield
    gc.enable()


def searches() -> int:
    return sum(generation["collections"] for generation in gc.get_stats())


@uncollected()
def make_many() -> int:
    before = searches()
    made = [[number] for number in range(20_000)]
    assert len(made) == 20_000
    return searches() - before


def test_nothing_is_searched_while_objects_are_made() -> None:
    assert make_many() == 0
    assert make_many() == 0  # one decorated function is called for every page
    assert gc.isenabled()


def test_an_error_leaves_python_as_it_was() -> None:
    with pytest.raises(ValueError, match="broken"), uncollected():
        raise ValueError("broken")
    assert gc.isenabled()


def test_whoever_switched_the_search_off_keeps_it_off() -> None:
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()
