"""Pages that replace what scripts call, or have a name of theirs for it, are measured as others are."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

RULES = ("change-on-input", "click-only-control", "ignored-image-informs", "text-changes-by-itself")
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Orders</title>
<script>{script}</script>
<main><h1>Orders</h1><p>Waiting: <b id="number">1</b></p><canvas id="shelf"></canvas>
<div id="row" style="cursor: pointer; padding: 10px">Show the details</div>
<label>Year <select id="year"><option>2025<option>2026</select></label></main>
<script>
row.addEventListener("click", function () {{ this.textContent = "Details"; }});
year.addEventListener("change", () => {{ location.href = "other.html"; }});
setInterval(() => {{ number.textContent = Number(number.textContent) + 1; }}, 1000);
shelf.getContext("2d").fillText("Sold out today", 5, 25);
</script>"""
REPLACED = """
Array.prototype.toJSON = Object.prototype.toJSON = () => "[]";
var JSON = { parse() {}, stringify() {} }, Reflect = {};
function CustomEvent() {}
function Element() {}
function Set() {}
function dispatchEvent() { throw new Error("not for you"); }
alert("Hello");
"""


def test_a_page_that_replaces_names_is_measured(visit: Any) -> None:
    evidence = visit(PAGE.format(script=REPLACED), *RULES)

    assert isinstance(evidence, PageEvidence), evidence
    assert not [probed.error for probed in evidence.probes if probed.error]
    facts = {probed.rule: [fact.facts for fact in probed.facts] for probed in evidence.probes}
    assert {rule: len(found) for rule, found in facts.items()} == dict.fromkeys(RULES, 1)
    assert "Sold out today" in str(facts["ignored-image-informs"])
    assert tuple(map(str, evidence.notices)) == (
        "The page called alert(); the dialog was dismissed.",
    )
