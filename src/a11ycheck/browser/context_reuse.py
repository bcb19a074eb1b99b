"""Leave a page so that its browser context can be used for another one, if nothing of it is left there."""

from urllib.parse import urlsplit

from a11ycheck.browser.script import LEFT_URL
from a11ycheck.browser.tab import WORLD_NAME, Tab

__all__ = ["leave_page"]

# Listeners run while a page is left even if its scripts are stopped, and can store something then.
_LEAVING = frozenset(
    {"beforeunload", "freeze", "pagehide", "pageswap", "unload", "visibilitychange"}
)
# This is an event of the document, so a listener of ours at the window keeps it from those of the document.
_STOPPED = frozenset({"visibilitychange"})
# Web Storage and the name of the window are the page's alone, and so can be emptied. Caches and buckets
# need no quota as long as they are empty.
_EMPTY = """(async () => {
  localStorage.clear();
  sessionStorage.clear();
  window.name = "";
  addEventListener("visibilitychange", (event) => event.stopImmediatePropagation(), true);
  const kept = await Promise.all([window.caches?.keys() ?? [], navigator.storageBuckets?.keys() ?? []]);
  return localStorage.length + sessionStorage.length + window.name.length + kept.flat().length;
})()"""


def leave_page(tab: Tab, *, is_reloaded: bool = False) -> bool:
    """Leave the page of a tab, and return whether its context can be used for another one.

    It can if the page has no frames, has set no cookie, stored nothing that needs a quota (databases,
    caches, workers), has no cache or bucket even without content, opened no window, runs no worker, has no
    request on its way, and no event of being left reaches a listener. Its scripts are stopped first, so
    that it cannot store anything while it is left; then Web Storage and the caches of the network and of
    images are emptied. Commands that do not need each other's results are sent at once.

    A worker goes on until the page is left, whether scripts are stopped or not. What it does until then
    matters to other pages: one that is loaded again (`is_reloaded`) only has to be rid of it.
    """
    if tab.is_busy or (tab.has_workers and not is_reloaded):
        return False
    tree, _, world, *targets = tab.run_all(
        ("Page.getFrameTree", {}),
        ("Emulation.setScriptExecutionDisabled", {"value": True}),
        ("Page.createIsolatedWorld", {"frameId": tab.frame, "worldName": WORLD_NAME}),
        ("Runtime.evaluate", {"expression": "window"}),
        ("Runtime.evaluate", {"expression": "document"}),
    )
    if tab.is_busy or tree["frameTree"].get("childFrames"):
        return False
    left, *listeners = tab.run_all(
        (
            "Runtime.evaluate",
            {
                "expression": _EMPTY,
                "contextId": world["executionContextId"],
                "awaitPromise": True,
            },
        ),
        *(
            ("DOMDebugger.getEventListeners", {"objectId": target["result"].get("objectId")})
            for target in targets
        ),
    )
    of_window, of_document = ({item["type"] for item in found["listeners"]} for found in listeners)
    if (of_window | (of_document - _STOPPED)) & _LEAVING or left["result"].get("value") != 0:
        return False
    tab.navigate(LEFT_URL)
    origin = urlsplit(tree["frameTree"]["frame"]["url"])
    usage, *_ = tab.run_all(
        ("Storage.getUsageAndQuota", {"origin": f"{origin.scheme}://{origin.netloc}"}),
        ("Network.clearBrowserCache", {}),
        ("Network.setCacheDisabled", {"cacheDisabled": True}),  # this empties the memory cache
        ("Network.setCacheDisabled", {"cacheDisabled": False}),
        ("Page.resetNavigationHistory", {}),
        ("Emulation.setScriptExecutionDisabled", {"value": False}),
    )
    return not (usage["usage"] or tab.has_cookies() or tab.has_workers or tab.disturbance)
