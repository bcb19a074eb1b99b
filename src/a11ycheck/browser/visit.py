"""Visit one page: load it, look at it in every variant, and bring back evidence."""

import time
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from a11ycheck.browser.arrival import PageFailedError, demand_page, load_error, refuse_goal
from a11ycheck.browser.driver_errors import PageTimeoutError, SessionLostError
from a11ycheck.browser.keyboard import KEYBOARD, Keyboard, Known
from a11ycheck.browser.look import Look, run_probes
from a11ycheck.browser.network import Traffic, read_traffic
from a11ycheck.browser.plan import ProbeRequest, VisitPlan
from a11ycheck.browser.session import Session
from a11ycheck.browser.world import LeftThePageError, World
from a11ycheck.errors import BrowserError
from a11ycheck.model import (
    Page,
    PageEvidence,
    ProbeResult,
    Variant,
    Viewport,
)

__all__ = ["Visitor"]

_STORAGE = "cookies,indexeddb,local_storage,service_workers,cache_storage,websql,file_systems"
_FILES_SECONDS = 3.0
_PAUSE = 0.02
# WCAG 1.4.10: content reflows at a width of 320 CSS pixels, as of a desktop window at 400 % zoom:
# there is no phone's meta-viewport rule, and no scroll bar may take of that width.
_NARROW = Viewport(name="narrow", width=320, height=256)
# Without a viewport the page stays as it stands: the probe brings about what it measures, and undoes it.
_INTERACTIONS: dict[str, Viewport | None] = {"mirrored": None, "narrow": _NARROW}


@dataclass(slots=True, kw_only=True)
class Visitor:
    """Visits pages with one browser; it remembers what cached files cost when they were fetched.

    Those at work on the same pages may share what they learn of their menus.
    """

    session: Session
    plan: VisitPlan
    known_menus: Known = field(default_factory=Known)
    known_bytes: dict[str, int] = field(default_factory=dict)
    _dialogs: list[str] = field(default_factory=list)
    # A page that would not stay may go on while the next one is opened: then it is left first.
    _restless: bool = False

    def visit(self, page: Page) -> PageEvidence:
        """Return the evidence of a page.

        Raises PageFailedError where the page cannot be audited, SessionLostError where the browser
        is gone.
        """
        self._dialogs.clear()
        if self._restless:
            self._leave()
        self._restless = True
        try:
            evidence = self._look_at(page)
        except LeftThePageError:
            traffic = self._traffic(page)
            if goal := traffic.goal or traffic.address:
                refuse_goal(page, goal)
            raise
        self._restless = False
        return evidence

    def _leave(self) -> None:
        try:
            self.session.navigate("about:blank")
        except PageTimeoutError as error:
            message = "the page before would not go"
            raise SessionLostError(message) from error

    def show(self, page: Page, state: str, world: World | None = None) -> World:
        """Return the world of a page, shown in the variant or scripted state of this name.

        Without a world the page is loaded first, in the plan's first variant; errors are those of `visit`.
        """
        first = self.plan.variants[0]
        if world is None:
            world, _ = self._open(page, first)
        named = {variant.name: variant for variant in self.plan.variants}
        wanted = named.get(state, first)
        self._emulate(_INTERACTIONS.get(state) or wanted.viewport, wanted.colour_scheme)
        self._settle(world)
        return world

    def _look_at(self, page: Page) -> PageEvidence:
        first = self.plan.variants[0]
        world, traffic = self._open(page, first)
        look, keyboard = Look(self.plan), Keyboard(self.session, self.known_menus)
        with_keys = self.plan.walking_probes(KEYBOARD)
        for variant in self.plan.variants:
            if variant is not first:
                world = self._turn(page, variant, world)
            digest = look.at(world, variant)
            if with_keys:
                keyboard.look(world, variant, digest)
        probes = [*look.probe_results(), *self._walk(world)]
        probes += self._press_keys(page, world, keyboard, with_keys)
        return PageEvidence(
            page=page.path,
            axe=tuple(look.axe_results()),
            probes=tuple(probes),
            passed=tuple(sorted(look.passed - look.reported)),
            inapplicable=tuple(sorted(look.inapplicable - look.passed - look.reported)),
            requests=traffic.requests,
            notices=_dialog_notices(self._dialogs),
        )

    def _open(self, page: Page, variant: Variant) -> tuple[World, Traffic]:
        """Load the page in its first variant and make sure that it is the page that was asked for."""
        self._forget(page)
        self._emulate(variant.viewport, variant.colour_scheme)
        self.session.network_log()
        try:
            self.session.navigate(page.url)
        except BrowserError as error:
            failure = load_error(error)
            if isinstance(failure, PageFailedError):
                demand_page(page, self._traffic(page), url=page.url, refresh="")
            raise failure from error
        try:
            world = World(self.session)
            state = self._settle(world)
        except LeftThePageError:
            # It went on at once; what stands there now is at rest, or it never will be.
            world = World(self.session)
            state = self._settle(world)
        traffic = self._traffic(page, state["blocking"], patience=_FILES_SECONDS)
        demand_page(page, traffic, url=state["url"], refresh=state["refresh"])
        if state["empty"]:
            message = "it removes everything that it holds"
            raise PageFailedError(message)
        return world, traffic

    def _traffic(
        self, page: Page, blocking: Collection[str] = (), patience: float = 0.0
    ) -> Traffic:
        """Return what was asked for since the last call; `blocking` names what blocks rendering.

        Files that are on their way, such as pictures that load late, are waited for, up to `patience`
        in seconds: what a page weighs must not be a matter of luck.
        """
        deadline = time.monotonic() + patience
        events = self.session.network_log()
        hosts = self.session.options.allowed_hosts
        while True:
            traffic = read_traffic(events, page.url, hosts, self.known_bytes, blocking)
            if not traffic.on_its_way or time.monotonic() >= deadline:
                return traffic
            time.sleep(_PAUSE)
            events += self.session.network_log()

    def _settle(self, world: World) -> dict[str, Any]:
        """Wait until the page is at rest and return where it stands; note the dialogs that it called."""
        state: dict[str, Any] = world.call("() => a11ycheck.settle()")
        self._dialogs += state["dialogs"]
        return state

    def _turn(self, page: Page, variant: Variant, world: World) -> World:
        """Show the open page in another variant, or load it anew where the plan asks for that."""
        if self.plan.fresh_loads:
            return self._open(page, variant)[0]
        self._emulate(variant.viewport, variant.colour_scheme)
        self._settle(world)
        return world

    def _walk(self, world: World) -> list[ProbeResult]:
        """Bring about each scripted state that some probe needs, and run those probes there."""
        results: list[ProbeResult] = []
        for name, viewport in _INTERACTIONS.items():
            if requests := self.plan.walking_probes(name):
                if viewport is not None:
                    self._emulate(viewport, self.plan.variants[0].colour_scheme)
                    self._settle(world)
                results += run_probes(world, requests, (name,))
        return results

    def _press_keys(
        self, page: Page, world: World, keyboard: Keyboard, requests: tuple[ProbeRequest, ...]
    ) -> Iterator[ProbeResult]:
        """Walk with real keys through each state that needs it, last of all: what they do stays done."""
        walked = False
        for variant, names, likes in keyboard.states():
            try:
                if likes:
                    again = walked or len(self.plan.variants) > 1
                    world = (
                        self._open(page, variant)[0] if walked else self._turn(page, variant, world)
                    )
                    walked = True
                    keyboard.walk(world, likes, again=again)
                found = run_probes(world, requests, names)
            except LeftThePageError as error:
                reason = f"a key or a click led away: the page {error.message}"
                found = [
                    ProbeResult(rule=item.rule, variants=names, error=reason) for item in requests
                ]
            yield from found

    def _forget(self, page: Page) -> None:
        """Drop what earlier pages stored, so that the order of the pages changes nothing."""
        parts = urlsplit(page.url)
        origin = f"{parts.scheme}://{parts.netloc}"
        self.session.cdp("Storage.clearDataForOrigin", {"origin": origin, "storageTypes": _STORAGE})

    def _emulate(self, viewport: Viewport, colour_scheme: str) -> None:
        metrics = {"width": viewport.width, "height": viewport.height, "mobile": viewport.mobile}
        self.session.cdp("Emulation.setScrollbarsHidden", {"hidden": viewport is _NARROW})
        self.session.cdp("Emulation.setDeviceMetricsOverride", {**metrics, "deviceScaleFactor": 1})
        feature = {"name": "prefers-color-scheme", "value": str(colour_scheme)}
        self.session.cdp("Emulation.setEmulatedMedia", {"features": [feature]})


def _dialog_notices(dialogs: list[str]) -> tuple[str, ...]:
    kinds = ", ".join(f"{kind}()" for kind in dict.fromkeys(dialogs))
    return (f"The page called {kinds}; the dialog was answered for it.",) if dialogs else ()
