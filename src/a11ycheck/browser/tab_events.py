"""What the events of a tab and of its browser context show: requests, navigations, windows and workers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from a11ycheck.browser.driver_errors import TabLostError
from a11ycheck.browser.forwarding import Forwarding
from a11ycheck.browser.visit_limits import VisitLimits
from a11ycheck.errors import BrowserError
from a11ycheck.model import Message

__all__ = ["Reaction", "TabEvents", "attachment_of"]

CRASHED = Message("page-crashed", "the page crashed")
CLOSED_ITSELF = Message("closed-itself", "the page closed its window")
TOO_MANY_EVENTS = Message("too-many-events", "the page does not stop sending requests")

_MOST_EVENTS = 200_000  # a page with 1,000 requests causes about 5,000
# They belong to the page's own document, and end with it.
_OWN_TARGETS = frozenset({"browser", "iframe", "tab", "worker"})


def attachment_of(kind: str) -> dict[str, Any]:
    """Return what has workers of a kind wait until their requests are reported."""
    return {
        "autoAttach": True,
        "waitForDebuggerOnStart": True,
        "flatten": True,
        "filter": [{"type": kind}],
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """A command that an event calls for; `session` is "" for the browser itself, `then` the next one."""

    method: str
    parameters: Mapping[str, Any]
    session: str = ""
    then: "Reaction | None" = None


@dataclass(slots=True, kw_only=True)
class TabEvents:
    """Folds the events of one tab: of its browser context, its target (the main frame) and its session.

    Events of windows of the last page can arrive before the ids are known, which are "" until then.
    `refresh` is the delay in seconds of the first `meta` refresh that was scheduled, None if none was.
    `loaders` are those of the documents that were committed, `pending` the requests without an end, and
    `foreign` the windows and workers that the page has started: id and type. `workers` are the sessions of
    the page's workers, whose requests are its own. `forwarding` says which requests are paused, and where
    they go.
    """

    limits: VisitLimits
    forwarding: Forwarding | None = None
    context: str = ""
    target: str = ""
    session: str = ""
    is_loading: bool = False
    refresh: float | None = None
    loaders: set[str] = field(default_factory=set)
    network: list[dict[str, Any]] = field(default_factory=list)
    pending: set[str] = field(default_factory=set)
    foreign: dict[str, str] = field(default_factory=dict)
    workers: set[str] = field(default_factory=set)

    def note(self, message: Mapping[str, Any]) -> Reaction | None:
        """Take in an event, and return the command that it calls for.

        TabLostError if the page crashed or closed itself, BrowserError if it sends too many requests.
        """
        method, parameters = message.get("method", ""), message.get("params", {})
        if method == "Target.attachedToTarget" and self._is_of_worker(message):
            return self._note_worker(str(parameters["sessionId"]))
        if method == "Target.detachedFromTarget":
            self.workers.discard(str(parameters["sessionId"]))
            return None
        if method.startswith("Target."):
            return self._note_target(method, parameters)
        session = str(message.get("sessionId", ""))
        if method == "Fetch.requestPaused" and self.forwarding:
            forwarded = self.forwarding.forward(parameters)
            return Reaction(method="Fetch.continueRequest", parameters=forwarded, session=session)
        if method.startswith("Network.") and session in (self.session, *self.workers):
            self._note_request(method, parameters)
        elif session == self.session:
            return self._note_page(method, parameters)
        return None

    def _note_page(self, method: str, parameters: Mapping[str, Any]) -> Reaction | None:
        if method == "Page.javascriptDialogOpening":
            # Only `beforeunload` asks whether to leave; all others are dismissed.
            accept = {"accept": parameters.get("type") == "beforeunload"}
            return Reaction(
                method="Page.handleJavaScriptDialog", parameters=accept, session=self.session
            )
        if parameters.get("frameId") == self.target:
            if method == "Page.frameScheduledNavigation":
                if parameters.get("reason") == "metaTagRefresh" and self.refresh is None:
                    self.refresh = float(parameters["delay"])
            elif method in ("Page.frameStartedLoading", "Page.frameStoppedLoading"):
                self.is_loading = method == "Page.frameStartedLoading"
        elif method == "Page.frameNavigated" and parameters["frame"]["id"] == self.target:
            self.loaders.add(parameters["frame"]["loaderId"])
        return None

    def take_network(self) -> list[dict[str, Any]]:
        """Return and forget the network events, as {method, params}."""
        events, self.network = self.network, []
        return events

    def _note_request(self, method: str, parameters: Mapping[str, Any]) -> None:
        self.limits.note(method, parameters)
        if method == "Network.dataReceived":
            return
        self.network.append({"method": method, "params": parameters})
        if len(self.network) > _MOST_EVENTS:
            raise BrowserError(TOO_MANY_EVENTS)
        if method == "Network.requestWillBeSent":
            self.pending.add(parameters["requestId"])
        elif method in ("Network.loadingFinished", "Network.loadingFailed"):
            self.pending.discard(parameters["requestId"])

    def _is_of_worker(self, message: Mapping[str, Any]) -> bool:
        """Return whether a dedicated worker of the page is attached, or a shared one of its context."""
        if message.get("sessionId"):
            return bool(message["sessionId"] == self.session)
        info: Mapping[str, Any] = message["params"]["targetInfo"]
        return info["type"] == "shared_worker" and info.get("browserContextId") == self.context

    def _note_worker(self, session: str) -> Reaction:
        """Have a worker report its requests before it runs."""
        self.workers.add(session)
        then = Reaction(method="Runtime.runIfWaitingForDebugger", parameters={}, session=session)
        if self.forwarding:
            pattern = self.forwarding.interception
            then = Reaction(method="Fetch.enable", parameters=pattern, session=session, then=then)
        return Reaction(method="Network.enable", parameters={}, session=session, then=then)

    def _note_target(self, method: str, parameters: Mapping[str, Any]) -> Reaction | None:
        """Note windows and workers that the page starts; windows are to be closed."""
        if not self.target:
            return None
        info = parameters.get("targetInfo", {})
        target = str(info.get("targetId") or parameters.get("targetId"))
        match method:
            case "Target.targetCrashed" if target == self.target:
                raise TabLostError(CRASHED)
            case "Target.targetDestroyed" if target == self.target:
                raise TabLostError(CLOSED_ITSELF)
            case "Target.targetCreated" if (
                info.get("browserContextId") == self.context
                and target != self.target
                and info.get("type") not in _OWN_TARGETS
            ):
                self.foreign[target] = info["type"]
                if info["type"] == "page":
                    return Reaction(method="Target.closeTarget", parameters={"targetId": target})
        return None
