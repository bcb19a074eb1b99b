"""While a minute passes in a moment, animation frames come by the clock: the page is hardly drawn."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

import pytest

pytestmark = pytest.mark.browser

# A window that is never drawn, as of a busy machine.
UNDRAWN = """async (clock, script) => {
  const { contentWindow: view } = document.body.appendChild(document.createElement("iframe"));
  const drawn = { given: 0, cancelled: 0 };
  view.requestAnimationFrame = () => { drawn.given += 1; return 1000 + drawn.given };
  view.cancelAnimationFrame = (id) => { if (id > 1000) drawn.cancelled += 1 };
  const module = {};
  view.Function("module", clock)(module);
  module.exports();
  const hurry = () => view.dispatchEvent(new view.CustomEvent("a11ycheck-hurry"));
  const result = await view.eval(script)(hurry);
  view.frameElement.remove();
  return [result, drawn.given - drawn.cancelled];
}"""
CLOCK = files("a11ycheck.browser").joinpath("page_clock.js").read_text("utf-8")


def test_a_frame_that_was_awaited_before_comes_by_the_clock(evaluate: Any) -> None:
    script = """(hurry) => new Promise((done) => {
      const { requestAnimationFrame: kept } = window;
      let count = 0;
      const draw = (now) => { count += 1; if (count < 3) kept(draw); else done([count, typeof now]) };
      kept(draw);
      hurry();
    })"""

    assert evaluate(UNDRAWN, CLOCK, script) == [[3, "number"], 0]


def test_a_frame_that_is_cancelled_does_not_come(evaluate: Any) -> None:
    script = """(hurry) => new Promise((done) => {
      const seen = [];
      const early = requestAnimationFrame(() => seen.push("early"));
      hurry();
      cancelAnimationFrame(early);
      cancelAnimationFrame(requestAnimationFrame(() => seen.push("late")));
      requestAnimationFrame(() => requestAnimationFrame(() => done(seen)));
    })"""

    assert evaluate(UNDRAWN, CLOCK, script) == [[], 0]
