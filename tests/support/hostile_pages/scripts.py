"""Pages whose scripts run for ever, take memory, change the page all the time, or redefine the platform."""

from __future__ import annotations

from hostile_pages.case import DEFECT, Case, Right, cases, page, scripted

__all__ = ["SCRIPTS"]

_EMPTY = '<div id="app"></div>'
_CONTENT = f"`<main><h1>Late</h1><p>Words that arrive late.</p>{DEFECT}</main>`"


def _late(script: str) -> str:
    """Return a page that has no content until its script adds it."""
    whole = page(defect="")
    return whole[: whole.index("<main>")] + f"{_EMPTY}<script>{script}</script></body></html>\n"


SCRIPTS: tuple[Case, ...] = (
    *cases(
        "endless-script",
        {
            "at-once": scripted("while (true);", head=True),
            "on-load": scripted("onload = () => { for (;;); }"),
            "promises": scripted("(async () => { for (;;) await null })()"),
        },
        Right.NOT_TESTED,
    ),
    *cases(
        "endless-script",
        {
            "timer": scripted("setTimeout(() => { for (;;); }, 300)"),
            "observer": scripted(
                "new MutationObserver(() => document.body.dataset.x = Math.random())"
                ".observe(document.body, { attributes: true }); document.body.dataset.x = 1"
            ),
            "expression": scripted("onload = () => /^(a+)+$/.test('a'.repeat(34) + 'b')"),
        },
        Right.EITHER,
    ),
    *cases(
        "memory",
        {
            "buffers": scripted(
                "globalThis.kept = Array.from({ length: 40 }, () => new Uint8Array(1e7).fill(1))"
            ),
            "strings": scripted(
                "globalThis.kept = Array.from({ length: 300 }, (_, i) => Array(1e6).fill(i).join(''))"
            ),
            "canvas": page(
                '<script>for (let i = 0; i < 20; i++) { const c = document.createElement("canvas");'
                ' c.width = c.height = 2000; c.getContext("2d").fillRect(0, 0, 9, 9) }</script>'
            ),
        },
        Right.EITHER,
    ),
    *cases(
        "many-nodes",
        {
            "flat": scripted(
                "document.querySelector('main').insertAdjacentHTML('beforeend', '<b>x</b> '.repeat(1e5))"
            ),
            "lists": scripted(
                "document.querySelector('main').insertAdjacentHTML('beforeend', ('<ul>' + '<li>x</li>'.repeat(99) + '</ul>').repeat(300))"
            ),
            "growing": scripted(
                "setInterval(() => document.body.insertAdjacentHTML('beforeend', '<p>More</p>'.repeat(50)), 20)"
            ),
            "texts": scripted(
                "for (let i = 0; i < 1e5; i++) document.querySelector('h1').append(' x')"
            ),
        },
        Right.EITHER,
    ),
    *cases(
        "late-content",
        {
            "one-second": _late(f"setTimeout(() => app.innerHTML = {_CONTENT}, 1000)"),
            "three-seconds": _late(f"setTimeout(() => app.innerHTML = {_CONTENT}, 3000)"),
            "frames": _late(
                f"let n = 0; const f = () => ++n > 90 ? app.innerHTML = {_CONTENT} : requestAnimationFrame(f); f()"
            ),
            "fetched": _late(
                f"const f = (n) => fetch('style.css?' + n).then(() => n ? f(n - 1) : app.innerHTML = {_CONTENT}); f(20)"
            ),
            "idle": _late(
                f"onload = () => requestIdleCallback(() => setTimeout(() => app.innerHTML = {_CONTENT}, 600))"
            ),
        },
        Right.EITHER,
    ),
    *cases("late-content", {"never": _late("")}, Right.NOT_TESTED),
    *cases(
        "document-write",
        {
            "after-load": scripted(f"onload = () => {{ document.write({_CONTENT}) }}"),
            "open": scripted(
                "onload = () => setTimeout(() => { document.open(); document.write('<h1>Hi</h1><img src=dot.png>') }, 5)"
            ),
            "often": scripted(
                "window.n = 0; const f = () => { document.open(); document.write('<title>x</title><img src=dot.png>' + n++);"
                " document.close() }; setInterval(f, 30)"
            ),
        },
        Right.EITHER,
    ),
    *cases(
        "removed",
        {
            "document": scripted("onload = () => document.documentElement.remove()"),
            "body": scripted("onload = () => document.body.remove()"),
            "content": scripted("onload = () => document.body.innerHTML = ''"),
            "replaced": scripted(
                "onload = () => document.documentElement.replaceWith(document.createElement('html'))"
            ),
            "again-and-again": scripted("setInterval(() => document.documentElement?.remove(), 1)"),
        },
        Right.NOT_TESTED,
    ),
    *cases(
        "prototypes",
        {
            name: scripted(script, head=True)
            for name, script in {
                "array": "for (const f of ['map', 'filter', 'forEach', 'push', 'includes', 'some']) Array.prototype[f] = () => { throw 1 }",
                "array-quiet": "for (const f of ['map', 'filter', 'reduce', 'concat']) Array.prototype[f] = () => []",
                "json": "JSON.stringify = () => '[]'; JSON.parse = () => ({})",
                "promise": "Promise.prototype.then = function () { return new Promise(() => {}) }; globalThis.Promise = null",
                "getters": "for (const n of ['innerHTML', 'outerHTML', 'textContent', 'attributes', 'children', 'localName'])"
                " for (const p of [Element.prototype, Node.prototype]) try { Object.defineProperty(p, n, { get: () => '' }) } catch {}",
                "queries": "Document.prototype.querySelectorAll = Element.prototype.querySelectorAll = () => [];"
                " Document.prototype.querySelector = () => null",
                "attributes": "Element.prototype.getAttribute = () => 'x'; Element.prototype.hasAttribute = () => true",
                "call": "Function.prototype.call = Function.prototype.apply = Function.prototype.bind = () => { throw 2 }",
                "iterator": "Array.prototype[Symbol.iterator] = function* () {}; String.prototype[Symbol.iterator] = function* () {}",
                "styles": "window.getComputedStyle = () => ({ display: 'none', getPropertyValue: () => 'none' })",
                "observers": "globalThis.MutationObserver = globalThis.ResizeObserver = globalThis.PerformanceObserver = undefined",
                "time": "Date.now = performance.now = () => 0; globalThis.setTimeout = globalThis.requestAnimationFrame = () => 0",
                "to-json": "Object.prototype.toJSON = () => null; Object.prototype.then = (f) => f(null)",
                "object": "Object.keys = Object.entries = Object.assign = () => ({}); Object.freeze(Object.prototype)",
            }.items()
        },
    ),
    *cases(
        "proxies",
        {
            "window": scripted(
                "Object.setPrototypeOf(Object.getPrototypeOf(Window.prototype), null)"
            ),
            "axe": scripted(
                "Object.defineProperty(window, 'axe', { value: { run: () => Promise.resolve({ violations: [] }) }, writable: false })"
            ),
            "ours": scripted(
                "for (const n of ['a11ycheck', 'a11yProbes', 'axe']) Object.defineProperty(window, n, { get() { throw 3 }, set() { throw 3 } })"
            ),
            "getter-bomb": scripted(
                "for (const e of document.querySelectorAll('*')) for (const n of ['attributes', 'parentNode', 'children', 'nodeName'])"
                " Object.defineProperty(e, n, { get() { for (let i = 0; i < 1e9; i++); } })"
            ),
            "clobbering": page(
                '<form id="axe" name="document"><label>A <input name="attributes"></label><label>B <input name="children"></label>'
                '<label>C <input name="nodeName"></label><label>D <input name="ownerDocument"></label>'
                '<label>E <input name="getAttribute"></label><label>F <input name="parentNode"></label></form>'
                '<div id="a11ycheck"></div><a id="JSON" name="JSON" href="#x">G</a><img name="getElementById" src="dot.png">'
            ),
        },
    ),
    *cases(
        "observer",
        {
            "removes-data": scripted(
                "new MutationObserver((all) => { for (const one of all) if (one.attributeName) one.target.removeAttribute(one.attributeName) })"
                ".observe(document, { attributes: true, subtree: true })"
            ),
            "repaints": scripted(
                "new ResizeObserver(() => document.body.style.width = 500 + Math.random() * 9 + 'px').observe(document.body)"
            ),
            "appends": scripted(
                "new IntersectionObserver(() => document.body.append('x')).observe(document.body)"
            ),
            "frames": scripted(
                "const f = () => { document.body.dataset.n = performance.now(); requestAnimationFrame(f) }; f()"
            ),
            "ticker": page(
                '<p id="t">0</p><script>setInterval(() => t.textContent = Date.now(), 4)</script>'
            ),
            "scroll": scripted(
                "const f = () => { document.body.insertAdjacentHTML('beforeend', '<p style=height:900px>More</p>') };"
                " addEventListener('scroll', f); f(); setInterval(() => scrollBy(0, 500), 20)"
            ),
            "animation": page(
                head="<style>@keyframes k { to { transform: translateX(99px); color: #fff } } p { animation: k .1s infinite alternate }</style>"
            ),
        },
        Right.EITHER,
    ),
    *cases(
        "components",
        {
            "recursive": scripted(
                "let n = 0; customElements.define('x-a', class extends HTMLElement { connectedCallback() {"
                " if (n++ < 1500) this.append(document.createElement('x-a')) } }); document.querySelector('main').append(document.createElement('x-a'))"
            ),
            "throwing": scripted(
                "customElements.define('x-b', class extends HTMLElement { constructor() { super(); throw 4 } }); document.body.append(document.createElement('x-b'))"
            ),
            "reactions": scripted(
                "customElements.define('x-c', class extends HTMLElement { static observedAttributes = ['a']; attributeChangedCallback() {"
                " setTimeout(() => this.setAttribute('a', Math.random())) } }); const x = document.createElement('x-c'); document.body.append(x); x.setAttribute('a', 1)"
            ),
        },
        Right.EITHER,
    ),
    *cases(
        "console",
        {
            "flood": scripted(
                "for (let i = 0; i < 2e4; i++) console.log('::error::', 'x'.repeat(200))"
            ),
            "rejections": scripted(
                "for (let i = 0; i < 2e3; i++) Promise.reject(new Error('x'.repeat(500)))"
            ),
            "errors": scripted("setInterval(() => { throw new Error('no') }, 1)"),
        },
    ),
    *cases(
        "workers",
        {
            "many": scripted(
                "for (let i = 0; i < 30; i++) new Worker(URL.createObjectURL(new Blob(['setInterval(() => 1, 1)'])))"
            ),
            "busy": scripted("new Worker(URL.createObjectURL(new Blob(['for (;;);'])))"),
        },
    ),
    *cases(
        "requests",
        {
            "polling": scripted("setInterval(() => fetch('dot.png?' + Math.random()), 10)"),
            "missing": page("".join(f'<img alt="" src="missing{n}.png">' for n in range(150))),
            "chained": scripted(
                "const f = () => { new Image().src = 'dot.png?' + Math.random(); setTimeout(f, 30) }; f()"
            ),
        },
        Right.EITHER,
    ),
    *cases(
        "titles",
        {
            "ticker": scripted("setInterval(() => document.title = '::error::' + Date.now(), 5)"),
            "long": scripted("document.title = 'x'.repeat(1e6)"),
            "lines": scripted("document.title = 'a\\n::error file=x::b\\r\\n##[error]c\\x1b[31m'"),
        },
    ),
)
