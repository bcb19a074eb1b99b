"""What the theme's tests share: real Sphinx builds, and one Chromium that real keys are pressed in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from selenium.webdriver import ActionChains, Chrome
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from plain_chrome import plain_chrome
from sphinx_builds import build, processes

__all__ = ["build", "processes"]

ROOTS = Path(__file__).parent / "roots"
KITCHEN_SINK = ROOTS / "test-kitchen-sink"
RIGHT_TO_LEFT = ROOTS / "test-right-to-left"

STILL = {"prefers-reduced-motion": "reduce"}

RUN_AXE = """
const [runOnly, done] = arguments;
axe.run(document, {
  runOnly,
  rules: {"target-size": {enabled: true}},
  resultTypes: ["violations", "incomplete"],
}).then(({violations, incomplete}) => done({violations, incomplete}), (e) => done({error: String(e)}));
"""

# Where the focus is. The ring may be the element's own, or that of the label drawn for a field that
# is itself transparent (the tabs of sphinx-design and sphinx-inline-tabs), or that
# of a card of sphinx-design over which a link is stretched.
FOCUS = """
const here = document.activeElement;
if (here === document.body) return null;
const label = getComputedStyle(here).opacity === "0" && document.querySelector(`label[for="${here.id}"]`);
const stretched = here.matches(".sd-stretched-link");
const shown = label || (stretched && here.closest(".sd-card")) || here;
const {left, top, right, bottom} = shown.getBoundingClientRect();
const inside = [Math.max(left, 0), Math.max(top, 0)];
inside.push(Math.min(right, innerWidth), Math.min(bottom, innerHeight));
const hit = [0.5, 0.1, 0.9].some((x) => [0.5, 0.1, 0.9].some((y) => {
  const top = document.elementFromPoint(
    inside[0] + (inside[2] - inside[0]) * x, inside[1] + (inside[3] - inside[1]) * y);
  return top && (shown.contains(top) || here.contains(top) || top.contains(shown));
}));
const ring = getComputedStyle(stretched ? here : shown, stretched ? "::after" : null);
let behind = shown.parentElement;
while (behind && /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(behind).backgroundColor))
  behind = behind.parentElement;
return {
  html: here.outerHTML.slice(0, 160),
  name: here.getAttribute("aria-label") || here.textContent.trim(),
  classes: [...here.classList],
  visible: ring.visibility === "visible" && inside[0] < inside[2] && inside[1] < inside[3] && hit,
  ring: ring.outlineStyle === "none" ? 0 : parseFloat(ring.outlineWidth),
  colours: [ring.outlineColor, getComputedStyle(behind || document.body).backgroundColor],
  drawer: (here.closest("#_n") || {}).id || "",
};
"""


@dataclass(slots=True)
class Reader:
    """Somebody who reads with a browser: sees in a variant, presses keys, and may run axe."""

    driver: Chrome
    axe: str

    def see(self, width: int, height: int, scheme: str = "light", **features: str) -> None:
        """Set the window's size in CSS px, the colour scheme, and other media features."""
        media = {"prefers-color-scheme": scheme, **features}
        self._cdp(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        self._cdp(
            "Emulation.setEmulatedMedia",
            features=[{"name": name, "value": value} for name, value in media.items()],
        )

    def open(self, url: str, *, scripts: bool = True) -> None:
        """Load a page, with its scripts or without."""
        self._cdp("Emulation.setScriptExecutionDisabled", value=not scripts)
        self.driver.get(url)

    def press(self, *keys: str) -> None:
        ActionChains(self.driver).send_keys(*keys).perform()

    def run(self, script: str, *arguments: object) -> Any:
        return self.driver.execute_script(script, *arguments)

    def wait(self, condition: str) -> None:
        """Wait until a JavaScript expression holds; for 10 seconds at most."""
        WebDriverWait(self.driver, 10).until(lambda _driver: self.run(f"return {condition}"))

    def wait_until_still(self) -> None:
        """Wait until what was changed is painted, and nothing moves."""
        self.driver.execute_async_script(
            "requestAnimationFrame(() => requestAnimationFrame(arguments[0]))"
        )
        self.wait("document.getAnimations().every((one) => one.playState === 'finished')")

    def focus(self) -> dict[str, Any] | None:
        """Return where the focus is; None if it is nowhere on the page."""
        return self.run(FOCUS)

    def tab_to(self, selector: str, limit: int = 60) -> None:
        """Press Tab until the focus is on what the selector names."""
        for _ in range(limit):
            self.press(Keys.TAB)
            if self.run("return document.activeElement.matches(arguments[0])", selector):
                return
        pytest.fail(f"{limit} presses of Tab did not reach {selector}")

    def is_open(self, drawer: str) -> bool:
        return self.run(
            "return document.getElementById(arguments[0]).matches(':popover-open')", drawer
        )

    def audit(self, run_only: Mapping[str, object]) -> dict[str, list[dict[str, Any]]]:
        """Return the violations and incomplete results of the rules that axe's option names."""
        self.wait_until_still()
        if not self.run("return 'axe' in window"):
            self.run(self.axe)
        result = self.driver.execute_async_script(RUN_AXE, run_only)
        assert "error" not in result, result
        return result

    def _cdp(self, command: str, **parameters: object) -> None:
        self.driver.execute_cdp_cmd(command, parameters)


@pytest.fixture(scope="session")
def kitchen_sink(build: Callable[..., Path]) -> Path:
    """The folder of the built kitchen sink: no extension names the theme, its entry point does."""
    return build(KITCHEN_SINK)


@pytest.fixture(scope="session")
def sink_url(kitchen_sink: Path, serve: Callable[[Path], str]) -> str:
    return serve(kitchen_sink)


@pytest.fixture(scope="session")
def rtl_url(build: Callable[..., Path], serve: Callable[[Path], str]) -> str:
    return serve(build(RIGHT_TO_LEFT))


@pytest.fixture(scope="session")
def chrome(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chrome]:
    with plain_chrome(tmp_path_factory.mktemp("profile"), patience=60) as driver:
        yield driver


@pytest.fixture
def reader(chrome: Chrome, axe_path: Path) -> Reader:
    reader = Reader(chrome, axe_path.read_text(encoding="utf-8"))
    reader.see(360, 640, **STILL)
    return reader
