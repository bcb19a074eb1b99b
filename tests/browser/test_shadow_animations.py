"""What moves in a shadow tree is looked at in its last frame, as what moves elsewhere."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.evaluate import judge
from a11ycheck.model import PageEvidence
from a11ycheck.rules import by_id

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>
<main><h1>A page</h1><div id="outer"><template shadowrootmode="open">
<div id="inner"><template shadowrootmode="open">
<style>p { color: #ddd; animation: darken 60s forwards } @keyframes darken { to { color: #000 } }</style>
<p>A text that slowly comes.</p>
</template></div></template></div></main>"""


def test_the_contrast_of_a_text_is_that_at_the_end_of_its_animation(visit: Any) -> None:
    evidence = visit(PAGE, "color-contrast")

    assert isinstance(evidence, PageEvidence)
    rule = by_id("color-contrast")
    assert rule is not None
    assert list(judge([evidence], [rule], {}).assertions) == []
