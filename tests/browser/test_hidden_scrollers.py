"""Text that is hidden from sight is no region that anybody scrolls."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Regions</title><main><h1>Regions</h1>'
HIDDEN = "position: absolute; width: 1px; height: 1px; overflow-x: hidden"
REGION = "width: 200px; height: 40px; overflow-y: scroll"
RULE = "scrollable-region-focusable"


@pytest.mark.parametrize(
    ("style", "count"), [(HIDDEN, 0), (REGION, 1)], ids=["hidden text", "a region"]
)
def test_only_a_region_that_can_be_seen_must_take_the_focus(
    site: Any, outcome_of: Any, style: str, count: int
) -> None:
    text = "Words that need more space than there is. " * 20
    url = site(f'{HEAD}<div style="{style}"><p>{text}</p></div></main></html>')

    evidence = outcome_of(url, RULE)

    assert isinstance(evidence, PageEvidence)
    assert sum(len(result.nodes) for result in evidence.axe if result.rule == RULE) == count
