"""Measure the page that somebody else's driver shows now: as it is, and without a trace.

The page is not loaded again, nothing is emulated, no request is blocked. In Chromium our script runs in
an isolated world beside the page's scripts. If the driver does not speak the DevTools protocol
(Firefox, Selenium Grid), axe and our script are injected into the page itself, and removed again.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from typing import Any, Protocol, cast
from urllib.parse import urlsplit

import msgspec
from axe_selenium_python import Axe

from a11ycheck.browser.driver_errors import reason_of, translate_errors
from a11ycheck.browser.field_names import restore_names
from a11ycheck.browser.isolated_world import Channel, IsolatedWorld, PageLeftError
from a11ycheck.browser.measurements import LOOK
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.requested_page import NO_HTML
from a11ycheck.browser.script import LiveScripts, axe_path, live_scripts
from a11ycheck.browser.tab import WORLD_NAME
from a11ycheck.browser.visit_notices import frame_notices
from a11ycheck.errors import BrowserError
from a11ycheck.model import (
    AxeResult,
    Message,
    MessageTemplate,
    NotTested,
    PageEvidence,
    ProbeResult,
    plain_message,
)

__all__ = ["LiveDriver", "LivePage", "measure_live_page"]

DRIVER_FAILED = MessageTemplate("driver-failed", "the driver could not examine it ({error})")
ERROR_PAGE = Message("error-page", "the browser shows an error page of its own")

_UNNAMED = "the driver's page"
_NAME_LIMIT = 200
_HTML = ("text/html", "application/xhtml+xml")
_STATE = """() => ({
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
    """What we need of a Selenium driver; one that has `execute_cdp_cmd` too is used through that."""

    @property
    def current_url(self) -> str:
        """Return the URL of the open page."""
        ...

    def execute_script(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page."""
        ...

    def execute_async_script(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function, whose last argument is called with the result."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class LivePage:
    """The result of a page: its name for reports, the variant in which it was shown, and the browser."""

    page: str
    variant: str
    browser: str
    result: PageEvidence | NotTested


class _World(Protocol):
    def call(self, function: str, *arguments: Any) -> Any: ...


def measure_live_page(driver: LiveDriver, plan: VisitPlan) -> LivePage:
    """Return the evidence of the open page, by axe and by the probes that need no interaction.

    With a Chromium driver this is the whole page, with another one the frame that it is switched to.
    The variant is the size of the window in CSS pixels and the colour scheme, such as
    "1280x800-light". The result of a page that cannot be examined is `NotTested`.
    """
    nothing = _not_tested(plain_message(""))
    live = LivePage(page=_UNNAMED, variant="", browser=_browser(driver), result=nothing)
    try:
        with translate_errors():
            live = replace(live, page=_display_name(driver.current_url))
        with _entered(driver, live_scripts(plan.probes_for())) as world:
            state = world.call(_STATE)
            live = replace(live, variant="{width}x{height}-{colours}".format(**state))
            return replace(live, result=_measure(world, plan, live, state))
    except PageLeftError as error:
        return replace(live, result=_not_tested(reason_of(error), live.page))
    except BrowserError as error:
        reason = DRIVER_FAILED.format(error=reason_of(error))
        return replace(live, result=_not_tested(reason, live.page))


def _not_tested(reason: Message, page: str = _UNNAMED) -> NotTested:
    return NotTested(page=page, reason=reason)


def _measure(
    world: _World, plan: VisitPlan, live: LivePage, state: Mapping[str, Any]
) -> PageEvidence | NotTested:
    if state["scheme"] == "chrome-error:":
        return _not_tested(ERROR_PAGE, live.page)
    if state["type"] not in _HTML:
        return _not_tested(NO_HTML.format(type=state["type"]), live.page)
    variants = {"variants": (live.variant,)}
    asked = [probe.as_json for probe in plan.probes_for()]
    found = world.call(LOOK, sorted(plan.axe_rules), asked, [])
    results = found["results"]
    reported = {result["rule"] for result in results}
    return PageEvidence(
        page=live.page,
        axe=tuple(msgspec.convert({**result, **variants}, AxeResult) for result in results),
        probes=tuple(
            msgspec.convert({**result, **variants}, ProbeResult) for result in found["probes"]
        ),
        passed=tuple(sorted(set(found["passed"]) - reported)),
        inapplicable=tuple(sorted(found["inapplicable"])),
        notices=frame_notices({item["element"]: item["error"] for item in found["failed_frames"]}),
    )


@contextmanager
def _entered(driver: LiveDriver, scripts: LiveScripts) -> Iterator[_World]:
    if hasattr(driver, "execute_cdp_cmd"):
        with _isolated(_DriverChannel(driver), scripts) as world:
            yield world
    else:
        with _injected(driver, scripts) as injected:
            yield injected


@dataclass(frozen=True, slots=True)
class _DriverChannel:
    """The DevTools protocol by way of somebody else's driver."""

    driver: Any

    def cdp(
        self, command: str, parameters: Mapping[str, Any] | None = None, *, patience: float = 1.0
    ) -> dict[str, Any]:
        del patience  # the driver's own time limits hold
        with translate_errors():
            return dict(self.driver.execute_cdp_cmd(command, dict(parameters or {})) or {})


@contextmanager
def _isolated(channel: Channel, scripts: LiveScripts) -> Iterator[IsolatedWorld]:
    """Enter every frame of the page in an isolated world: axe examines frames through itself."""
    contexts: list[_Context] = []
    try:
        for frame in _frames(channel.cdp("Page.getFrameTree")["frameTree"]):
            parameters = {"frameId": frame, "worldName": WORLD_NAME}
            created = channel.cdp("Page.createIsolatedWorld", parameters)
            context = _Context(channel, created["executionContextId"])
            _load_scripts(context, scripts)
            contexts.append(context)
        yield IsolatedWorld(channel)
    finally:
        for context in contexts:
            # A frame that was removed meanwhile has taken everything with it.
            with suppress(BrowserError):
                context.execute_script(f"({_LEAVE})()")


@dataclass(frozen=True, slots=True)
class _Context:
    """An isolated world of one frame, as the part of a driver that `Axe` uses."""

    channel: Channel
    id: int

    def execute_script(self, script: str) -> None:
        self.channel.cdp("Runtime.evaluate", {"expression": script, "contextId": self.id})


def _load_scripts(target: _Context | LiveDriver, scripts: LiveScripts) -> None:
    """Load axe between our scripts: they hide it from the page, and then use it."""
    target.execute_script(scripts.before)
    Axe(target, script_url=str(axe_path())).inject()
    target.execute_script(scripts.after)


def _frames(tree: Mapping[str, Any]) -> Iterator[str]:
    yield tree["frame"]["id"]
    for child in tree.get("childFrames", ()):
        yield from _frames(child)


@dataclass(frozen=True, slots=True)
class _InjectedWorld:
    """The page's own world, with our script in it."""

    driver: LiveDriver

    def call(self, function: str, *arguments: Any) -> Any:
        """Call a JavaScript function; arguments and result travel as JSON."""
        body = _CALL.format(function=function)
        with translate_errors():
            text = self.driver.execute_async_script(body, json.dumps(arguments))
            answer = json.loads(restore_names(text))
        if "error" in answer:
            raise BrowserError(answer["error"])
        return answer.get("value")


@contextmanager
def _injected(driver: LiveDriver, scripts: LiveScripts) -> Iterator[_InjectedWorld]:
    world = _InjectedWorld(driver)
    try:
        with translate_errors():
            _load_scripts(driver, scripts)
        yield world
    finally:
        with suppress(BrowserError):
            world.call(_LEAVE)


def _browser(driver: LiveDriver) -> str:
    known = cast("Mapping[str, Any]", getattr(driver, "capabilities", None) or {})
    return f"{known.get('browserName', '')} {known.get('browserVersion', '')}".strip()


def _display_name(url: str) -> str:
    """Return a URL for reports: without a password, and a page that is in a data URL cut short."""
    parts = urlsplit(url)
    if parts.username or parts.password:
        url = parts._replace(netloc=parts.netloc.rpartition("@")[2]).geturl()
    is_long = parts.scheme == "data" and len(url) > _NAME_LIMIT
    return f"{url[:_NAME_LIMIT]}…" if is_long else url
