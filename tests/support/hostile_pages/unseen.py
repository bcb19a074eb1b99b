"""Pages whose content stays behind something: a dialog, a placeholder, another element than a frame, what comes late."""

from __future__ import annotations

from hostile_pages.case import DEFECT, Case, Right, cases, page, scripted

__all__ = ["UNSEEN"]

_PLACE = "document.querySelector('main')"
_ARRIVE = f"const arrive = () => {{ {_PLACE}.innerHTML = `<h1>%TITLE%</h1>{DEFECT}` }};"
_WORKER = "URL.createObjectURL(new Blob(['setTimeout(() => postMessage(1), 1200)']))"


def _waits(shown: str, script: str) -> str:
    """Return a page whose main content is replaced by its script."""
    whole = page(defect="")
    start, end = whole.index("<main>"), whole.index("</main>")
    return f"{whole[:start]}<main>{shown}<script>{_ARRIVE} {script}</script>{whole[end:]}"


UNSEEN: tuple[Case, ...] = (
    *cases(
        "modal-dialog",
        {
            "cookies": page(
                "<dialog aria-label=Cookies><button>OK</button></dialog>"
                "<script>document.querySelector('dialog').showModal()</script>"
            ),
            "shadow": page(
                "<x-consent></x-consent><script>"
                "const root = document.querySelector('x-consent').attachShadow({ mode: 'open' });"
                "root.innerHTML = '<dialog aria-label=Cookies><button>OK</button></dialog>';"
                "root.querySelector('dialog').showModal()</script>"
            ),
        },
        Right.NOT_TESTED,
    ),
    *cases(
        "ignored-content",
        {
            name: page()
            .replace("<main>", f"<main><div {attribute}>")
            .replace("</main>", "</div></main>")
            for name, attribute in (("inert", "inert"), ("hidden", "aria-hidden=true"))
        },
        Right.NOT_TESTED,
    ),
    *cases(
        "placeholder",
        {
            "text": _waits("<p>Loading…</p>", "setTimeout(arrive, 60000)"),
            "busy": _waits("<p aria-busy=true>Your data</p>", "fetch('none.json')"),
            "bar": _waits("<p>Almost there</p><progress></progress>", "new WebSocket('ws:/')"),
            "wall": _waits("<h1>Just a moment...</h1>", "navigator.webdriver || arrive()"),
        },
        Right.NOT_TESTED,
    ),
    *cases(
        "awaited-content",
        {
            "worker": _waits("Ours", f"new Worker({_WORKER}).onmessage = arrive"),
            "frames": _waits(
                "Ours",
                "let n = 0; (function f() { n++ < 40 ? requestAnimationFrame(f) : arrive() })()",
            ),
            "task": _waits("Ours", "scheduler.postTask(arrive, { delay: 1200 })"),
            "signal": _waits("Ours", "AbortSignal.timeout(1200).onabort = arrive"),
            "long-timer": _waits("<p>Please wait</p>", "setTimeout(arrive, 3500)"),
        },
    ),
    *cases(
        "embedded-page",
        {
            "object": page(
                "<object data=%PAGE:placeholder--text% aria-label=Part></object>", defect=""
            ),
            "embed": page("<embed src=%PAGE:placeholder--text% title=Part>", defect=""),
        },
        Right.REPORTED,
    ),
    *cases(
        "kept-open",
        {
            "frame": page(
                "<iframe id=f title=F></iframe><script>f.contentDocument.open()</script>"
            ),
            "navigation": scripted(
                "navigation.onnavigate = (event) =>"
                " event.intercept({ handler: () => new Promise(() => {}) });"
                "navigation.navigate('other.html')"
            ),
        },
        Right.EITHER,
    ),
    *cases(
        "closed-root",
        {
            "unslotted": page().replace(
                "<body>", "<body><template shadowrootmode=closed><h1>Inside</h1></template>"
            )
        },
        Right.NOT_TESTED,
    ),
)
