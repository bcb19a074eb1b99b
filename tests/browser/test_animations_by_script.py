"""What a script fades in or moves when a page loads is measured once it has come to its end."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.browser.shown import STILL_CHANGING
from a11ycheck.evaluate import judge
from a11ycheck.model import PageEvidence
from a11ycheck.rules import by_id

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<main><h1>A page</h1><p id="text">{text}</p></main><script>
  const start = performance.now();
  const end = {end};
  const draw = () => {{
    const progress = Math.min(1, (performance.now() - start) / 1200);
    {change}
    if (progress < end) requestAnimationFrame(draw);
  }};
  draw();
</script>"""
LONG = "A text that a script shows little by little, and that is long enough to be a content. " * 2
FADE = "text.style.opacity = progress;"
FADE_ATTRIBUTE = 'text.setAttribute("style", `color: rgb(0 0 0 / ${progress})`);'


@pytest.mark.parametrize("change", [FADE, FADE_ATTRIBUTE])
def test_the_contrast_of_a_text_is_that_at_the_end(change: str, visit: Any) -> None:
    evidence = visit(PAGE.format(text=LONG, change=change, end=1), "color-contrast")

    assert isinstance(evidence, PageEvidence)
    rule = by_id("color-contrast")
    assert rule is not None
    assert list(judge([evidence], [rule], {}).assertions) == []


def test_what_never_ends_keeps_no_page_from_being_measured(visit: Any) -> None:
    change = "text.style.left = `${performance.now() % 9}px`;"
    evidence = visit(PAGE.format(text=LONG, change=change, end=2), "color-contrast")

    assert isinstance(evidence, PageEvidence)
    assert evidence.passed == ("color-contrast",)
    assert STILL_CHANGING not in evidence.notices
