"""Visit one page: load it, measure it in every variant and scripted state, and return its evidence."""

import random
from dataclasses import dataclass
from typing import Any

from a11ycheck.browser.context_reuse import leave_page
from a11ycheck.browser.driver_errors import SessionLostError
from a11ycheck.browser.forwarding import Forwarding
from a11ycheck.browser.grid_launcher import RemoteSession
from a11ycheck.browser.isolated_world import (
    LEFT,
    IsolatedWorld,
    PageLeftError,
    is_left,
    prepare,
)
from a11ycheck.browser.key_walks import KeyWalks
from a11ycheck.browser.keyboard import (
    KEYBOARD,
    WALK,
    earlier_failures,
    walk_request,
)
from a11ycheck.browser.listeners import Listeners, find_listeners
from a11ycheck.browser.load_ends import LoadEnds
from a11ycheck.browser.network import host_of
from a11ycheck.browser.page_load import PageLoader
from a11ycheck.browser.page_states import PageStates, shows_several_states
from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.script import page_script
from a11ycheck.browser.scripted_states import SCRIPTED_STATES
from a11ycheck.browser.session import Session
from a11ycheck.browser.shown import (
    demand_content,
    find_closed_roots,
    make_shown,
    shown_notices,
)
from a11ycheck.browser.site_memory import SiteMemories
from a11ycheck.browser.stylesheet_failures import demand_styles, failed_stylesheets, style_notices
from a11ycheck.browser.tab import Tab
from a11ycheck.browser.tree_capture import end_capture
from a11ycheck.browser.trials import find_occasions, try_all
from a11ycheck.browser.visit_notices import (
    dialog_notices,
    frame_notices,
    url_notices,
)
from a11ycheck.browser.walk_memory import WalkMemory
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message, Page, PageEvidence, Variant

__all__ = ["Measured", "Visitor"]

_REQUEST_SECONDS = 1.0
NO_TAB = Message("no-tab", "no page is open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """The evidence of a page; `disturbance` says what may have changed it, "" if nothing."""

    evidence: PageEvidence
    disturbance: str = ""


class Visitor:
    """Visits pages with one browser, each as if it was the first.

    `limit_seconds` is what the present visit may take.
    `allow_hosts` are the hosts that any page may request besides its own. With `walks_once`, pages
    are loaded once, and keys are pressed only in the first state that needs it.
    """

    def __init__(
        self,
        session: Session | RemoteSession,
        plan: VisitPlan,
        allow_hosts: tuple[str, ...] = (),
        *,
        walks_once: bool = False,
    ) -> None:
        """Take a running browser."""
        self.session = session
        self._plan = plan
        self._allow_hosts = allow_hosts
        self._walks_once = walks_once
        self._opened: PageLoader | None = None
        self._is_tab_spent = False
        self._ends = LoadEnds()
        self.limit_seconds = plan.visit_seconds()

    @property
    def _loader(self) -> PageLoader:
        """Return what loads pages into the tab that is open."""
        if self._opened is None:
            raise SessionLostError(NO_TAB)
        return self._opened

    @property
    def tab(self) -> Tab:
        """Return the tab that is open; SessionLostError if none is."""
        return self._loader.tab

    def visit(self, page: Page, memories: SiteMemories | None = None) -> Measured:
        """Return the evidence of a page; what it shows of others is added to memories that pages share.

        PageFailedError if the page cannot be audited, TabLostError if it crashes, PageTimeoutError if it
        does not respond: the browser can visit other pages then. SessionLostError if the browser is lost.
        """
        self._open_tab(page)
        self._limit_time()
        self._ends = LoadEnds()
        try:
            evidence = self._measure(page, memories or SiteMemories())
            disturbance = self.tab.disturbance
            self.tab.limits.begin(self._plan.timeout)
            is_reusable = not self._is_tab_spent and leave_page(self.tab)
        except BrowserError as error:
            # Every command may find the document gone, not only those of our world in it.
            if not is_left(error):
                raise
            self._loader.demand_page(page, patience=_REQUEST_SECONDS)
            raise PageLeftError(LEFT) from error
        if not is_reusable:
            self.close_tab()
        return Measured(evidence=evidence, disturbance=disturbance)

    def close_tab(self) -> None:
        """Close the tab with its context, if one is open; SessionLostError if the browser is lost."""
        self._is_tab_spent = False
        opened, self._opened = self._opened, None
        if opened is not None:
            opened.tab.close()

    def _limit_time(self, elements: int = 0) -> None:
        """Limit the time of what follows on a page with so many elements."""
        self.limit_seconds = self._plan.visit_seconds(elements)
        self.tab.limits.begin(self.limit_seconds)

    def _open_tab(self, page: Page) -> None:
        """Have a tab in which nothing is left of other pages."""
        allowed = (host_of(page.upstream or page.url), *self._allow_hosts)
        forwarding = Forwarding.for_page(page)
        same = self._opened and (self.tab.allowed_hosts, self.tab.forwarding) == (
            allowed,
            forwarding,
        )
        if same:
            self._loader.dialogs.clear()
            return
        self.close_tab()
        tab = self.session.open_tab(allowed, self._plan.timeout, forwarding)
        prepare(tab, page_script(self._plan.probes))
        self._opened = PageLoader(tab, wait_for=self._plan.wait_for, timeout=self._plan.timeout)

    def show(self, page: Page, state: str, world: IsolatedWorld | None = None) -> IsolatedWorld:
        """Return the world of a page, shown in the variant or scripted state of this name.

        Without a world the page is loaded first, in the plan's first variant; errors are those of `visit`.
        """
        first = self._plan.variants[0]
        if world is None:
            self._open_tab(page)
            self._limit_time()
            world = self._loader.load(page, first.viewport, first.colour_scheme, LoadEnds()).world
        named = {variant.name: variant for variant in self._plan.variants}
        self._enter(world, state, named.get(state, first))
        return world

    def _enter(self, world: IsolatedWorld, name: str, variant: Variant) -> dict[str, Any]:
        """Show a page in the viewport of a scripted state if it has one, else in a variant."""
        viewport = SCRIPTED_STATES.get(name)
        return self._loader.show(world, viewport or variant.viewport, variant.colour_scheme)

    def _measure(self, page: Page, memories: SiteMemories) -> PageEvidence:
        first, loaded = self._loader.load_first(page, self._plan.variants, self._ends)
        self._limit_time(loaded.state["elements"])
        world, requests = loaded.world, loaded.traffic.requests
        closed_roots = find_closed_roots(self.tab, loaded.state)
        allow_empty = self._plan.allow_empty
        demand_content(loaded.state, requests, closed_roots, allow_empty=allow_empty)
        failures = failed_stylesheets(loaded.state, requests, page.url)
        demand_styles(world, requests, failures)
        shown = make_shown(loaded.state, failures, closed_roots)
        memory = memories.for_page(page, requests)
        stops, keyed = self._plan.probes_for(WALK), self._plan.probes_for(KEYBOARD)
        has_several = shows_several_states(self._plan)
        listeners = find_listeners(self.tab) if stops or keyed or has_several else Listeners()
        asked = walk_request(stops, listeners, memory.walks)
        # A share of pages is tried with all keys: what they disprove is taken over no longer.
        is_checked = random.random() < self._plan.checked_share  # noqa: S311 - no secret
        earlier = earlier_failures(listeners, WalkMemory() if is_checked else memory.walks)

        def show(world: IsolatedWorld, name: str, variant: Variant) -> None:
            state = self._enter(world, name, variant)
            if name == variant.name:
                demand_content(state, requests, closed_roots, variant=name, allow_empty=allow_empty)

        states = PageStates(
            plan=self._plan,
            first=first,
            show=show,
            reload=lambda variant: self._reload(page, variant)[1],
            walked=asked,
            earlier=earlier,
        )
        if has_several and not (page.actions or self._walks_once):
            measured = states.measure_as_loaded(world, listeners.kinds, memory.variants)
        else:  # actions may find their elements in the first viewport only
            measured = states.measure(world)
        measurements = measured.measurements
        probes = [*measurements.probe_results, *measured.probes]
        end_capture(self.tab)
        # What keys do is not the page's own doing, so both come before them.
        self._loader.demand_page(page)
        dialogs = tuple(self._loader.dialogs)
        walks = KeyWalks(
            tab=self.tab,
            world=measured.world,
            plan=self._plan,
            memory=memory.walks,
            walks_once=self._walks_once,
            earlier=earlier,
            is_reversible=measured.is_reversible,
            show=lambda world, variant: self._enter(world, variant.name, variant),
            reload=lambda variant: self._reload(page, variant),
        )
        walked = walks.walk(probes, measurements)
        occasions = find_occasions(self.tab, loaded.state["occasions"], self._plan)
        tried = try_all(occasions, self._plan, lambda: self._load_apart(page))
        self._is_tab_spent = bool(occasions)
        return PageEvidence(
            page=page.path,
            axe=measurements.axe_results,
            probes=(*walked, *tried.probes),
            passed=measurements.passed,
            inapplicable=measurements.inapplicable,
            trees=measurements.trees,
            requests=requests,
            notices=(
                *dialog_notices(dialogs),
                *url_notices(page, loaded.state["url"]),
                *shown_notices(loaded.state, shown),
                *style_notices(requests, failures),
                *frame_notices(measurements.failed_frames),
            ),
            shown=shown,
            content=str(loaded.state["content"]),
            consulted=tried.consulted,
            state=page.state,
        )

    def _load_apart(self, page: Page) -> tuple[Tab, IsolatedWorld]:
        """Load the page again, in the first variant and in a tab of its own."""
        self.close_tab()
        return self._reload(page, self._plan.variants[0])

    def _reload(self, page: Page, variant: Variant) -> tuple[Tab, IsolatedWorld]:
        if self._opened is not None and not leave_page(self.tab, is_reloaded=True):
            self.close_tab()
        self._open_tab(page)
        self.tab.limits.begin(self.limit_seconds)
        loaded = self._loader.load(page, variant.viewport, variant.colour_scheme, self._ends)
        return self.tab, loaded.world
