"""Runs rules of axe twice in one document, with axe's own functions and with ours."""

from __future__ import annotations

import json
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from selenium.webdriver import Chrome

from a11ycheck.browser import axe_path

__all__ = ["AxeComparison", "Comparison"]

RULES = (
    *("color-contrast", "color-contrast-enhanced"),
    # They share what axe keeps of colours, boxes and fonts.
    *("link-in-text-block", "target-size", "label-content-name-mismatch"),
)
_MODULES = ("text_blocks", "contrast", "contrast_text", "contrast_backdrop")
_COMPARE = """
async (rules, sources) => {
  const [createTextBlocks, createContrast, ...parts] = sources.map((source) => {
    const module = { exports: {} };
    Function("module", source)(module);
    return module.exports;
  });
  const ids = ["color-contrast", "color-contrast-enhanced"];
  const checks = ids.map((id) => axe._audit.checks[id]);
  const owners = axe._audit.rules.filter(({ id }) => ids.includes(id));
  const counts = { evaluated: 0, matched: 0 };
  const kept = [];
  const replaced = ["link-in-text-block", "target-size"];
  for (const rule of axe._audit.rules.filter(({ id }) => replaced.includes(id))) {
    const { matches } = rule;
    kept.push(() => { rule.matches = matches; });
  }
  const count = (target, name, key) => {
    const original = target[name];
    kept.push(() => { target[name] = original; });
    target[name] = function (...values) {
      counts[key] += 1;
      return original.apply(this, values);
    };
  };
  checks.forEach((check) => count(check, "evaluate", "evaluated"));
  owners.forEach((rule) => count(rule, "matches", "matched"));
  const related = ({ relatedNodes }) => relatedNodes.map(({ target, html }) => [target, html]);
  const withoutStack = (data) => data?.stack ? { ...data, stack: "" } : data;
  const group = (checks) => checks.map((check) =>
    [check.id, check.impact, check.message, withoutStack(check.data), related(check)]);
  const run = async () => {
    Object.assign(counts, { evaluated: 0, matched: 0 });
    const found = [];
    try {
      const results = await axe.run(document, { iframes: false, runOnly: { type: "rule", values: rules } });
      for (const outcome of ["violations", "incomplete", "passes", "inapplicable"]) {
        for (const { id, impact, nodes } of results[outcome]) {
          found.push(JSON.stringify([outcome, id, impact]));
          for (const node of nodes) {
            const groups = [node.any, node.all, node.none].map(group);
            found.push(JSON.stringify([outcome, id, node.impact, node.target, groups]));
          }
        }
      }
    } catch (error) {
      axe._running = false;
      axe.teardown();
      found.push(String(error));
    }
    return { found, ...counts };
  };
  const frame = () => new Promise((resolve) => { requestAnimationFrame(resolve); });
  try {
    // `content-visibility: auto` shows its content only after frames.
    for (let number = 0; number < 3; number += 1) await frame();
    const theirs = await run();
    createTextBlocks(axe);
    // Axe takes the canvas for white.
    createContrast(axe, () => "rgb(255, 255, 255)", ...parts);
    return { theirs, ours: await run() };
  } finally {
    kept.reverse().forEach((restore) => restore());
  }
}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What both sides found, and how many elements axe's own functions judged on our side and on theirs."""

    theirs: tuple[str, ...]
    ours: tuple[str, ...]
    evaluated: tuple[int, int]
    matched: tuple[int, int]

    @property
    def differences(self) -> list[str]:
        """Return each result that only one side has, or that the order differs."""
        mine, others = set(self.ours), set(self.theirs)
        lines = [f"axe only: {line}" for line in self.theirs if line not in mine]
        lines += [f"ours only: {line}" for line in self.ours if line not in others]
        return lines or ([] if self.ours == self.theirs else ["another order"])


class AxeComparison:
    """Compares in a browser, in its present viewport and colour scheme."""

    def __init__(self, driver: Chrome) -> None:
        self._driver = driver
        self._axe = axe_path().read_text(encoding="utf-8")
        folder = files("a11ycheck.browser")
        self._sources = [(folder / f"{name}.js").read_text("utf-8") for name in _MODULES]

    def show(self, width: int, height: int, colour_scheme: str) -> None:
        """Set the viewport and the colour scheme."""
        size = {"width": width, "height": height, "mobile": False, "deviceScaleFactor": 1}
        self._driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        features = [{"name": "prefers-color-scheme", "value": colour_scheme}]
        self._driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": features})

    def open(self, url: str) -> None:
        """Open a page and put axe into it."""
        self._driver.get(url)
        self._evaluate(f"{self._axe}\n;0")

    def write(self, page: str) -> None:
        """Replace the content of the open page, which must have axe."""
        attributes, _, content = page.removeprefix("<html").partition(">")
        self._call(
            """(attributes, content) => {
              const root = document.documentElement;
              for (const { name } of [...root.attributes]) root.removeAttribute(name);
              const parsed = new DOMParser().parseFromString(`<html${attributes}>`, "text/html");
              for (const { name, value } of parsed.documentElement.attributes) {
                root.setAttribute(name, value);
              }
              root.setHTMLUnsafe(content);
            }""",
            attributes,
            content.removesuffix("</html>"),
        )

    def compare(self) -> Comparison:
        """Run both sides on the open page."""
        answer = self._call(_COMPARE, RULES, self._sources)
        theirs, ours = answer["theirs"], answer["ours"]
        return Comparison(
            theirs=tuple(theirs["found"]),
            ours=tuple(ours["found"]),
            evaluated=(theirs["evaluated"], ours["evaluated"]),
            matched=(theirs["matched"], ours["matched"]),
        )

    def _call(self, function: str, *values: Any) -> Any:
        return self._evaluate(f"({function})({', '.join(map(json.dumps, values))})")

    def _evaluate(self, expression: str) -> Any:
        parameters = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        answer = self._driver.execute_cdp_cmd("Runtime.evaluate", parameters)
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")
