"""Pages with known findings, which show whatever earlier pages left behind.

A page writes its state into an element whose HTML is part of a finding, and adds an image without a text
alternative and a request for each trace of another page. So evidence that does not vary proves isolation.
"""

from __future__ import annotations

from hostile_pages.case import Case

__all__ = ["CLEAN"]

_PROBE = """
const report = (name) => {
  const image = document.createElement("img");
  image.src = `dot.png?found-${encodeURIComponent(name).slice(0, 80)}`;
  (document.querySelector("main") ?? document.body).append(image);
};
const state = [
  history.length, history.state, window.name.slice(0, 20), window.length, Boolean(opener), document.referrer,
  localStorage.length, sessionStorage.length, document.cookie.length, document.hasFocus(),
  document.visibilityState, document.prerendering, Notification.permission, innerWidth, innerHeight,
  screen.width, devicePixelRatio, Boolean(navigator.serviceWorker.controller), Boolean(document.fullscreenElement),
  performance.getEntriesByType("navigation")[0]?.type, document.compatMode, location.hash, location.search,
].join(" ");
document.querySelector(".state").textContent = state;
document.querySelector(".state").dataset.state = state;
for (const name of Object.keys(localStorage)) report(`local ${name}`);
for (const name of Object.keys(sessionStorage)) report(`session ${name}`);
if (document.cookie) report("cookie");
if (window.name) report("name");
if (opener) report("opener");
if (navigator.serviceWorker.controller) report("controller");
addEventListener("storage", (event) => report(`event ${event.key}`));
// axe itself sends messages between a page and its frames.
const own = (source) => source === window || Array.from({ length: window.length }, (_, index) => window[index]).includes(source);
addEventListener("message", (event) => own(event.source) || report("message"));
new BroadcastChannel("page").onmessage = () => report("channel");
navigator.serviceWorker.oncontrollerchange = () => report("controller");
navigator.serviceWorker.getRegistrations().then((found) => found.forEach(() => report("registration")));
caches.keys().then((names) => names.forEach((name) => report(`cache ${name}`)));
indexedDB.databases().then((found) => found.forEach(({ name }) => report(`database ${name}`)));
navigator.storage.getDirectory().then(async (top) => { for await (const name of top.keys()) report(`file ${name}`) });
navigator.locks.query().then(({ held }) => held.forEach(({ name }) => report(`lock ${name}`)));
navigator.permissions.query({ name: "geolocation" }).then(({ state }) => state === "granted" && report("permission"));
"""
# Legitimate: a page that keeps something for its next visit, and reads it.
_KEEPS = """
document.documentElement.dataset.theme = localStorage.theme ?? "auto";
localStorage.theme = "dark"; document.cookie = "theme=dark; path=/"; sessionStorage.visits = 1;
"""
_DEFECTS = (
    '<img src="dot.png" width="16" height="16">',
    '<p style="color: #999; background: #fff">Faint words on white.</p>',
    "<p><input></p>",
    "<p><button></button></p>",
    '<p><a href="#top"></a></p>',
    "<h4>A level is left out</h4><p>Text.</p>",
    "<ul><p>No item of a list</p></ul>",
    "<p><select><option>One</option></select></p>",
    '<p id="twice">One</p><p id="twice" aria-describedby="none">Two</p>',
    '<iframe srcdoc="<p>A frame without a title"></iframe>',
    '<p>Link: <a href="#x">click here</a> and <a href="#y">http://127.0.0.1/long/url</a></p>',
    "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
)
_COUNT = 50


def _page(number: int) -> Case:
    """Return the page of this number, with a selection of defects that is its own; every fifth has none."""
    has_defects = number % 5 != 0
    chosen = [
        text for bit, text in enumerate(_DEFECTS) if has_defects and (number * 37 >> bit % 6) & 1
    ]
    colour = "#999" if has_defects else "#000"
    linked = '<link rel="stylesheet" href="style.css">' if number % 3 == 0 else ""
    keeps = f"<script>{_KEEPS}</script>" if number % 10 == 7 else ""
    image = '<img src="dot.png" alt="A dot" width="16" height="16">' if number % 4 == 0 else ""
    content = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width"><title>Clean {number:02}</title>{linked}</head>'
        f'<body id="top"><main><h1>Clean {number:02}</h1><p>Words of page {number}, which are ordinary.</p>'
        f'<p class="state" style="color: {colour}; background: #fff">State</p><p>{image}</p>'
        f"{''.join(chosen)}<script>{_PROBE}</script>{keeps}</main></body></html>\n"
    )
    rules = frozenset({"color-contrast"} if has_defects else ())
    return Case(kind="clean", variant=f"{number:02}", content=content, rules=rules)


CLEAN: tuple[Case, ...] = tuple(_page(number) for number in range(_COUNT))
