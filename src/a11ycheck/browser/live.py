"""Look at the page that somebody else's driver shows now: as it is, and without a trace.

The page is not loaded anew, nothing is emulated, no request is held back. Chromium lets us into a
world of our own beside the page's scripts. Where the driver does not speak the DevTools protocol
(Firefox, Selenium Grid), axe and our script enter the page itself, and are taken out again.
"""

import json
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import msgspec
from axe_selenium_python import Axe

from a11ycheck.browser.driver_errors import translated
from a11ycheck.browser.plan import LOOK, VisitPlan
from a11ycheck.browser.script import live_script
from a11ycheck.browser.world import WORLD_NAME, Channel, LeftThePageError, World
from a11ycheck.errors import BrowserError
from a11ycheck.model import AxeResult, NotTested, PageEvidence, ProbeResult

__all__ = ["LiveDriver", "LiveLook", "look_at_live"]

_NO_PAGE = "the driver's page"
_NAME_LIMIT = 200
_HTML = ("text/html", "application/xhtml+xml")
_MEASURE = """() => ({
  type: document.contentType,
  scheme: location.protocol,
  width: innerWidth,
  height: innerHeight,
  colours: matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light",
})"""
_LEAVE = "() => a11ycheck.leave()"
_CALL = """
const answer = (result) => arguments[arguments.length - 1](JSON.stringify(result));
const values = JSON.parse(arguments[0]);
Promise.resolve()
  .then(() => ({function})(...values))
  .then((value) => answer({{ value }}), (error) => answer({{ error: String(error) }}));
"""


class LiveDriver(Protocol):
    """What we ask of a Selenium driver; one that has `execute_cdp_cmd` too is asked through that."""

    @property
    def current_url(self) -> str:
        """Return the address of the open page."""
        ...

    def execute_script(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        ...

    def execute_async_script(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function, whose last argument is called with the result."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LiveLook:
    """What a look gave: the page's name for reports, how it was shown, by which browser."""

    page: str
    variant: str
    browser: str
    result: PageEvidence | NotTested


class _World(Protocol):
    def call(self, function: str, *arguments: Any) -> Any: ...


def look_at_live(driver: LiveDriver, plan: VisitPlan) -> LiveLook:
    """Return the evidence of the page that is open, by axe and by the probes that need no walk.

    A Chromium driver is asked about the whole page, another one about the frame that it is switched
    to. The variant is the size of the window in CSS pixels and the colour scheme, such as
    "1280x800-light". What cannot be looked at is told as `NotTested`.
    """
    look = LiveLook(page=_NO_PAGE, variant="", browser=_browser(driver), result=_not_tested(""))
    try:
        with translated():
            look = replace(look, page=_shown(driver.current_url))
        with _visiting(driver, live_script(plan.still_probes)) as world:
            state = world.call(_MEASURE)
            look = replace(look, variant="{width}x{height}-{colours}".format(**state))
            return replace(look, result=_seen(world, plan, look, state))
    except LeftThePageError as error:
        return replace(look, result=_not_tested(error.message, look.page))
    except BrowserError as error:
        reason = f"the driver could not look at it ({error.message})"
        return replace(look, result=_not_tested(reason, look.page))


def _not_tested(reason: str, page: str = _NO_PAGE) -> NotTested:
    return NotTested(page=page, reason=reason)


def _seen(
    world: _World, plan: VisitPlan, look: LiveLook, state: Mapping[str, Any]
) -> PageEvidence | NotTested:
    if state["scheme"] == "chrome-error:":
        return _not_tested("the browser shows an error of its own, not the page", look.page)
    if state["type"] not in _HTML:
        return _not_tested(f"it is no HTML page but {state['type']}", look.page)
    seen_in = {"variants": (look.variant,)}
    asked = [probe.asked for probe in plan.still_probes]
    said = world.call(LOOK, sorted(plan.axe_rules), asked)
    results = said["results"]
    reported = {result["rule"] for result in results}
    return PageEvidence(
        page=look.page,
        axe=tuple(msgspec.convert({**result, **seen_in}, AxeResult) for result in results),
        probes=tuple(
            msgspec.convert({**result, **seen_in}, ProbeResult) for result in said["probes"]
        ),
        passed=tuple(sorted(set(said["passed"]) - reported)),
        inapplicable=tuple(sorted(said["inapplicable"])),
    )


# --- how we get in, and out again ------------------------------------------------------------------


@contextmanager
def _visiting(driver: LiveDriver, script: str) -> Iterator[_World]:
    if hasattr(driver, "execute_cdp_cmd"):
        with _beside(_Line(driver), script) as world:
            yield world
    else:
        with _inside(driver, script) as injected:
            yield injected


@dataclass(frozen=True, slots=True)
class _Line:
    """The DevTools protocol by way of somebody's driver."""

    driver: Any

    def cdp(
        self, command: str, parameters: Mapping[str, Any] | None = None, *, patience: float = 1.0
    ) -> dict[str, Any]:
        del patience  # the driver's own limits hold
        with translated():
            return dict(self.driver.execute_cdp_cmd(command, dict(parameters or {})) or {})


@contextmanager
def _beside(line: Channel, script: str) -> Iterator[World]:
    """Enter every frame of the page in a world of our own: axe looks into frames through itself."""
    contexts: list[int] = []
    try:
        for frame in _frames(line.cdp("Page.getFrameTree")["frameTree"]):
            asked = {"frameId": frame, "worldName": WORLD_NAME}
            context = line.cdp("Page.createIsolatedWorld", asked)["executionContextId"]
            line.cdp("Runtime.evaluate", {"expression": script, "contextId": context})
            contexts.append(context)
        yield World(line)
    finally:
        for context in contexts:
            # A frame that went away meanwhile took everything with it.
            with suppress(BrowserError):
                expression = f"({_LEAVE})()"
                line.cdp("Runtime.evaluate", {"expression": expression, "contextId": context})


def _frames(tree: Mapping[str, Any]) -> Iterator[str]:
    yield tree["frame"]["id"]
    for child in tree.get("childFrames", ()):
        yield from _frames(child)


@dataclass(frozen=True, slots=True)
class _Injected:
    """The page itself, with our script in it."""

    driver: LiveDriver

    def call(self, function: str, *arguments: Any) -> Any:
        """Call a JavaScript function; its arguments travel as JSON, and so does what it returns."""
        body = _CALL.format(function=function)
        with translated():
            answer = json.loads(self.driver.execute_async_script(body, json.dumps(arguments)))
        if "error" in answer:
            raise BrowserError(answer["error"])
        return answer.get("value")


@contextmanager
def _inside(driver: LiveDriver, script: str) -> Iterator[_Injected]:
    world = _Injected(driver)
    with tempfile.TemporaryDirectory(prefix="a11ycheck-") as folder:
        file = Path(folder, "axe.js")
        file.write_text(script, encoding="utf-8")
        with translated():
            Axe(driver, script_url=str(file)).inject()
    try:
        yield world
    finally:
        with suppress(BrowserError):
            world.call(_LEAVE)


def _browser(driver: LiveDriver) -> str:
    known = cast("Mapping[str, Any]", getattr(driver, "capabilities", None) or {})
    return f"{known.get('browserName', '')} {known.get('browserVersion', '')}".strip()


def _shown(url: str) -> str:
    """Return an address for reports: without a password, and a page in an address cut short."""
    parts = urlsplit(url)
    if parts.username or parts.password:
        url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    cut = parts.scheme == "data" and len(url) > _NAME_LIMIT
    return f"{url[:_NAME_LIMIT]}…" if cut else url
