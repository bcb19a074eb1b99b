"""Our answers to axe's contrast rules are axe's own: outcomes, order, data, messages and related nodes."""

from __future__ import annotations

import pytest

from axe_comparison import AxeComparison
from random_page import random_page

pytestmark = pytest.mark.browser

# Each is compared in the next of these; they are those of the default variants.
SIZES = ((1280, 800), (390, 844))
SCHEMES = ("light", "dark")
PLAIN = (
    "<html lang=en><head><title>Page</title><style>"
    ":root { color-scheme: light dark } main { background: light-dark(#fff, #222) }"
    "a { color: light-dark(#06c, #333) } nav { position: sticky; top: 0; overflow: auto; height: 80px }"
    "@media (width < 600px) { a { color: #777 } }</style></head><body>"
    f"<nav><ul>{'<li><a href=#>One link</a></li>' * 20}</ul></nav>"
    f"<main>{'<p>Some words and <b>bold</b> <a href=#>links</a>.</p>' * 20}</main></body></html>"
)


@pytest.mark.parametrize("seed", range(24))
def test_answers_on_random_styles_are_those_of_axe(seed: int, comparison: AxeComparison) -> None:
    width, height = SIZES[seed % 2]
    comparison.show(width, height, SCHEMES[seed // 2 % 2])
    comparison.write(random_page(seed))

    assert comparison.compare().differences == []


def test_plain_texts_are_judged_once_for_each_combination(comparison: AxeComparison) -> None:
    comparison.show(1280, 800, "light")
    comparison.write(PLAIN)

    result = comparison.compare()

    theirs, ours = result.evaluated
    assert result.differences == []
    assert theirs == 160  # by two rules
    assert ours * 5 < theirs


def test_answers_do_not_outlive_the_variant(comparison: AxeComparison) -> None:
    comparison.write(PLAIN)

    found = set()
    for width, height in SIZES:
        for scheme in SCHEMES:
            comparison.show(width, height, scheme)
            result = comparison.compare()
            assert result.differences == []
            found.add(result.ours)

    assert len(found) == 4
