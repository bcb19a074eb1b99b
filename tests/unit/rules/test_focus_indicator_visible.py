"""The message tells how many elements one stands for, of two as of many."""

import pytest

from a11ycheck.rules.focus_indicator_visible import judge


@pytest.mark.parametrize(
    ("same", "expected"), [(1, "this element has"), (2, "this element, one of 2 of its kind, has")]
)
def test_the_message_counts_the_elements_of_the_kind(same: int, expected: str) -> None:
    verdict = judge({"visible": False, "same": same}, None)

    assert expected in str(verdict.message)
