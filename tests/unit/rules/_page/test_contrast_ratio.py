"""Contrast of colours as browsers compute them."""

from __future__ import annotations

import pytest

from a11ycheck.rules._page.contrast_ratio import contrast, layered, parse_colour


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("rgb(0, 0, 0)", "rgb(255, 255, 255)", 21.0),
        ("rgb(118, 118, 118)", "rgb(255, 255, 255)", 4.54),
        ("rgb(221, 221, 221)", "rgb(255, 255, 255)", 1.36),
    ],
)
def test_contrast_is_that_of_wcag(first: str, second: str, ratio: float) -> None:
    one, other = layered([first]), layered([second])

    assert one
    assert other
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.01)


def test_layers_show_what_lies_below_them() -> None:
    assert layered(["rgba(0, 0, 0, 0.5)", "rgb(255, 255, 255)"]) == (127.5, 127.5, 127.5, 1)
    assert layered([]) == (255, 255, 255, 1)


def test_other_colour_spaces_are_unknown() -> None:
    assert parse_colour("color(srgb 1 0 0)") is None
    assert layered(["oklch(0.7 0.1 200)", "rgb(255, 255, 255)"]) is None
