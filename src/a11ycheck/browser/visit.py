"""Visit one page: load it, measure it in every variant and scripted state, and return its evidence."""

from collections.abc import Iterator

from a11ycheck.browser.isolated_world import IsolatedWorld, PageLeftError
from a11ycheck.browser.keyboard import KEYBOARD, walk_with_keys
from a11ycheck.browser.measurements import Measurements, run_probes
from a11ycheck.browser.page_load import PageLoader
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.session import Session
from a11ycheck.model import (
    Message,
    MessageTemplate,
    Page,
    PageEvidence,
    ProbeResult,
    Variant,
    Viewport,
)

__all__ = ["Visitor"]

DIALOGS = MessageTemplate("dialogs", "The page called {dialogs}; the dialog was dismissed.")
_DIALOGS = ("alert", "confirm", "prompt", "print", "open")
LEFT = "a key press or a click navigated to another URL"

# WCAG 1.4.10: content reflows at a width of 320 CSS pixels, as of a desktop window at 400 % zoom:
# a phone's viewport meta tag has no effect, and no scroll bar takes of that width.
_NARROW = Viewport(name="narrow", width=320, height=256)
# Without a viewport the page stays as it is: the probe itself has the page mirrored while it measures.
_INTERACTIONS: dict[str, Viewport | None] = {"mirrored": None, "narrow": _NARROW}


class Visitor:
    """Visits pages with one browser."""

    def __init__(self, session: Session, plan: VisitPlan) -> None:
        """Take a browser that was prepared for the plan."""
        self.session = session
        self._plan = plan
        self._loader = PageLoader(session)
        # A page that did not stay may navigate again while the next one loads, so it is unloaded first.
        self._is_unstable = False

    def visit(self, page: Page) -> PageEvidence:
        """Return the evidence of a page.

        PageFailedError if the page cannot be audited, SessionLostError if the browser is lost.
        """
        self._loader.dialogs.clear()
        if self._is_unstable:
            self._loader.unload()
        self._is_unstable = True
        try:
            evidence = self._measure(page)
        except PageLeftError:
            self._loader.demand_page(page)
            raise
        self._is_unstable = False
        return evidence

    def show(self, page: Page, state: str, world: IsolatedWorld | None = None) -> IsolatedWorld:
        """Return the world of a page, shown in the variant or scripted state of this name.

        Without a world the page is loaded first, in the plan's first variant; errors are those of `visit`.
        """
        first = self._plan.variants[0]
        if world is None:
            world, _ = self._loader.load(page, first.viewport, first.colour_scheme)
        named = {variant.name: variant for variant in self._plan.variants}
        self._enter(world, state, named.get(state, first))
        return world

    def _enter(self, world: IsolatedWorld, interaction: str, variant: Variant) -> None:
        """Show a page in the viewport of a scripted interaction if it has one, else in a variant."""
        viewport = _INTERACTIONS.get(interaction)
        self._loader.show(
            world, viewport or variant.viewport, variant.colour_scheme, scroll_bars=viewport is None
        )

    def _measure(self, page: Page) -> PageEvidence:
        first, *others = self._plan.variants
        world, traffic = self._loader.load(page, first.viewport, first.colour_scheme)
        measurements = Measurements(self._plan)
        measurements.measure(world, first)
        for variant in others:
            self._loader.show(world, variant.viewport, variant.colour_scheme)
            measurements.measure(world, variant)
        probes = [*measurements.probe_results, *self._interact(world, first)]
        probes += self._walk(page, world, measurements.walks)
        return PageEvidence(
            page=page.path,
            axe=measurements.axe_results,
            probes=tuple(probes),
            passed=measurements.passed,
            inapplicable=measurements.inapplicable,
            requests=traffic.requests,
            notices=_dialog_notices(self._loader.dialogs),
        )

    def _interact(self, world: IsolatedWorld, variant: Variant) -> Iterator[ProbeResult]:
        """Bring about each scripted state that some probe needs, and run those probes there."""
        for name, viewport in _INTERACTIONS.items():
            if requests := self._plan.probes_for(name):
                if viewport is not None:
                    self._enter(world, name, variant)
                yield from run_probes(world, requests, (name,))

    def _walk(
        self, page: Page, world: IsolatedWorld, walks: list[tuple[Variant, tuple[str, ...]]]
    ) -> Iterator[ProbeResult]:
        """Press keys in each state that needs it. This comes last, since what keys do stays done."""
        requests = self._plan.probes_for(KEYBOARD)
        for number, (variant, names) in enumerate(walks):
            rescan = number > 0 or len(self._plan.variants) > 1
            try:
                if number:
                    world, _ = self._loader.load(page, variant.viewport, variant.colour_scheme)
                else:
                    self._loader.show(world, variant.viewport, variant.colour_scheme)
                results = walk_with_keys(self.session, world, requests, names, rescan=rescan)
            except PageLeftError:
                results = tuple(
                    ProbeResult(rule=probe.rule, variants=names, error=LEFT) for probe in requests
                )
            yield from results


def _dialog_notices(dialogs: list[str]) -> tuple[Message, ...]:
    # The page's own world reports them, so the page can report anything.
    kinds = tuple(f"{kind}()" for kind in _DIALOGS if kind in dialogs)
    return (DIALOGS.format(dialogs=kinds),) if kinds else ()
