"""Pages that leave something behind for the pages after them: storage, workers, popups, history."""

from __future__ import annotations

from collections.abc import Mapping

from hostile_pages.case import Case, cases, page, scripted

__all__ = ["STORAGE"]

# A worker that answers for every page that is requested after it.
_OWNER = """
oninstall = () => skipWaiting();
onactivate = (event) => event.waitUntil(clients.claim());
onfetch = (event) => {
  if (event.request.mode === "navigate") event.respondWith(new Response(
    "<!doctype html><html lang=en><title>Owned</title><main><h1>Owned</h1><p>Words of the worker.</p></main>",
    { headers: { "Content-Type": "text/html" } }));
};
"""
_IMAGES = """
oninstall = () => skipWaiting();
onactivate = (event) => event.waitUntil(clients.claim());
onfetch = (event) => {
  if (event.request.destination === "image") event.respondWith(new Response("", { status: 404 }));
};
"""
_SPIN = "const begun = Date.now(); while (Date.now() - begun < 800);"
_REGISTER = "navigator.serviceWorker.register('%STEM%.sw.js')"
# Adds alternatives and dark colours to every other page that it can reach, for as long as it lives.
_REPAIR = """
if (page.title !== "%TITLE%") for (const image of page.querySelectorAll("img")) image.alt = "x";
if (page.title !== "%TITLE%") for (const text of page.querySelectorAll("p, a, li, label")) text.style.color = "#000";
"""
_POPUP = f"""<svg xmlns="http://www.w3.org/2000/svg"><script><![CDATA[
setInterval(() => {{ try {{ const page = opener.document; {_REPAIR} }} catch {{}} }}, 2);
]]></script></svg>"""
_WRITE = "localStorage.setItem('left', '%STEM%')"


def _leaving(script: str) -> Mapping[str, str]:
    """Return pages that run a script when they are left."""
    return {
        event: scripted(f"addEventListener('{event}', () => {{ {script} }})")
        for event in ("beforeunload", "pagehide", "unload", "visibilitychange")
    }


STORAGE: tuple[Case, ...] = (
    *cases("worker-late", _leaving(f"{_REGISTER}; {_SPIN}"), files={"sw.js": _OWNER}),
    *cases(
        "worker-early",
        {
            "at-once": scripted(_REGISTER, head=True),
            "on-load": scripted(f"onload = () => {_REGISTER}"),
            "often": scripted(f"setInterval(() => {_REGISTER}, 5)"),
            "then-unregistered": scripted(
                f"{_REGISTER}.then((found) => onpagehide = () => found.update())"
            ),
        },
        files={"sw.js": _OWNER},
    ),
    *cases(
        "worker-for-images",
        {"late": _leaving(f"{_REGISTER}; {_SPIN}")["pagehide"]},
        files={"sw.js": _IMAGES},
    ),
    *cases(
        "popup",
        {
            "link": page(
                '<a id="l" target="_blank" rel="opener" href="%STEM%.popup.svg">Go</a><script>l.click()</script>'
            ),
            "named-link": page(
                '<a id="l" target="w1" rel="opener" href="%STEM%.popup.svg">Go</a><script>l.click()</script>'
            ),
            "window-open": scripted("window.open('%STEM%.popup.svg', 'w2', 'width=50,height=50')"),
            "late-link": page(
                '<a id="l" target="_blank" rel="opener" href="%STEM%.popup.svg">Go</a>'
                "<script>onbeforeunload = onpagehide = () => l.click(); setTimeout(() => l.click(), 50)</script>"
            ),
            "form": page(
                '<form id="f" target="w3" rel="opener" action="%STEM%.popup.svg"><button>Go</button></form>'
                "<script>f.submit()</script>"
            ),
            "noopener": page(
                '<a id="l" target="_blank" href="%STEM%.popup.svg">Go</a><script>l.click()</script>'
            ),
        },
        files={"popup.svg": _POPUP},
    ),
    *cases(
        "popup-script",
        {
            "blank": scripted(
                "const w = window.open('about:blank'); w?.setInterval(() => { try { const page = w.opener.document;"
                f"{_REPAIR} }} catch {{}} }}, 2)"
            ),
            "many": page(
                "<script>for (let i = 0; i < 20; i++) { const a = document.createElement('a'); a.target = 'm' + i;"
                " a.rel = 'opener'; a.href = '%STEM%.popup.svg'; document.body.append(a); a.click(); a.remove() }</script>"
            ),
        },
        files={"popup.svg": _POPUP},
    ),
    *cases(
        "window-name",
        {
            "long": scripted("window.name = 'left'.repeat(1e5)"),
            "named": scripted(
                "window.name = 'w1'; addEventListener('pagehide', () => window.name = 'left')"
            ),
        },
    ),
    *cases(
        "local-storage",
        {
            "at-once": scripted(_WRITE),
            "interval": scripted(f"setInterval(() => {_WRITE}, 1)"),
            "full": scripted(
                "try { for (let i = 0;; i++) localStorage[i] = 'x'.repeat(1e5) } catch {}"
            ),
            "late": _leaving(_WRITE)["pagehide"],
        },
    ),
    *cases(
        "session-storage",
        {
            "at-once": scripted("sessionStorage.setItem('left', 'x'.repeat(1000))"),
            "late": _leaving("sessionStorage.setItem('left', '1')")["pagehide"],
        },
    ),
    *cases(
        "cookies",
        {
            "one": scripted("document.cookie = 'left=1; path=/; max-age=9999'"),
            "many": scripted(
                "for (let i = 0; i < 150; i++) document.cookie = `left${i}=${'x'.repeat(3900)}; path=/`"
            ),
            "late": _leaving("document.cookie = 'left=late; path=/; max-age=9999'")["pagehide"],
            "interval": scripted(
                "setInterval(() => document.cookie = `left${Math.random()}=1; path=/`, 1)"
            ),
        },
    ),
    *cases(
        "databases",
        {
            "indexed": scripted(
                "indexedDB.open('left', 1).onsuccess = (event) => globalThis.kept = event.target"
            ),
            "indexed-late": _leaving("indexedDB.open('left-late', 1)")["pagehide"],
            "caches": scripted(
                "caches.open('left').then((found) => found.addAll(['dot.png', 'style.css']))"
            ),
            "files": scripted(
                "navigator.storage?.getDirectory().then((top) => top.getFileHandle('left', { create: true }))"
            ),
        },
    ),
    *cases(
        "shared-worker",
        {
            "storing": scripted("new SharedWorker('%STEM%.worker.js', 'left')"),
            "requesting": scripted(
                "new SharedWorker('%STEM%.worker.js?requesting', { name: 'left', type: 'module' })"
            ),
        },
        files={
            "worker.js": "setInterval(() => { indexedDB.open('left' + Math.random()); caches.open('left');"
            "new BroadcastChannel('page').postMessage('left'); fetch('dot.png?' + Math.random()) }, 5)"
        },
    ),
    *cases(
        "channel",
        {
            "interval": scripted(
                "const c = new BroadcastChannel('page'); setInterval(() => c.postMessage('left'), 1)"
            ),
            "late": _leaving("new BroadcastChannel('page').postMessage('left')")["pagehide"],
        },
    ),
    *cases(
        "timers",
        {
            "idle": scripted(f"const f = () => {{ {_WRITE}; requestIdleCallback(f) }}; f()"),
            "worker": scripted(
                "new Worker(URL.createObjectURL(new Blob([\"setInterval(() => caches.open('left'), 1)\"])))"
            ),
            "many": scripted(f"for (let i = 0; i < 2000; i++) setInterval(() => {_WRITE}, i)"),
        },
    ),
    *cases(
        "locks", {"held": scripted("navigator.locks?.request('page', () => new Promise(() => {}))")}
    ),
    *cases(
        "history",
        {
            "push-flood": scripted(
                "for (let i = 0; i < 150; i++) history.pushState(i, '', '?' + i)"
            ),
            "replace": scripted("history.replaceState({ left: 1 }, '', '?replaced')"),
            "hash-flood": scripted("for (let i = 0; i < 60; i++) location.hash = i"),
            "back-late": _leaving("history.back()")["pagehide"],
            "state": scripted("history.pushState('x'.repeat(1e5), '')"),
        },
    ),
    *cases(
        "late-requests",
        {
            "keepalive": _leaving(
                "for (let i = 0; i < 9; i++) fetch('dot.png?late' + i, { keepalive: true })"
            )["pagehide"],
            "beacon": _leaving("navigator.sendBeacon('dot.png?beacon', 'left')")["pagehide"],
            "image": _leaving("new Image().src = 'dot.png?image'")["unload"],
        },
    ),
    *cases(
        "prefetch",
        {
            "link": page(
                head='<link rel="prefetch" href="%PAGE:clean--05%"><link rel="preload" as="style" href="style.css">'
            ),
            "prerender": page(
                '<script type="speculationrules">{"prerender": [{"source": "list", "eagerness": "immediate",'
                ' "urls": ["%PAGE:clean--06%", "%PAGE:clean--07%"]}]}</script>'
            ),
            "rules": page(
                '<script type="speculationrules">{"prefetch": [{"source": "list", "eagerness": "immediate",'
                ' "urls": ["%PAGE:clean--08%", "%PAGE:clean--09%"]}]}</script>'
            ),
            "fetch": scripted(
                "for (const url of ['%PAGE:clean--10%', '%PAGE:clean--11%', 'style.css', 'dot.png'])"
                " fetch(url, { cache: 'reload' })"
            ),
        },
    ),
)
