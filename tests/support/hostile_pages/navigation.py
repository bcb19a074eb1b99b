"""Pages that go elsewhere, reload, open dialogs, or do not let go of the browser."""

from __future__ import annotations

from hostile_pages.case import Case, Right, cases, page, scripted

__all__ = ["NAVIGATION"]

_PDF = b"%PDF-1.4 no document"


def _refresh(content: str) -> str:
    return page(head=f'<meta http-equiv="refresh" content="{content}">')


NAVIGATION: tuple[Case, ...] = (
    *cases(
        "reload",
        {
            "at-once": scripted("location.reload()"),
            "on-load": scripted("onload = () => location.reload()"),
            "history": scripted("onload = () => history.go(0)"),
            "own-url": scripted("location.href = location.href"),
        },
        Right.NOT_TESTED,
    ),
    *cases("reload", {"late": scripted("setTimeout(() => location.reload(), 700)")}, Right.EITHER),
    *cases(
        "refresh",
        {
            "itself": _refresh("0"),
            "pair-a": _refresh("0;url=%PAGE:refresh--pair-b%"),
            "pair-b": _refresh("0;url=%PAGE:refresh--pair-a%"),
        },
        Right.NOT_TESTED,
    ),
    *cases("refresh", {"elsewhere": _refresh("0;url=http://%ELSEWHERE%/")}, Right.NOT_TESTED),
    *cases("refresh", {"clean": _refresh("0;url=%PAGE:clean--01%")}, Right.SKIPPED),
    *cases(
        "refresh",
        {"soon": _refresh("1"), "later": _refresh("2;url=%PAGE:clean--02%")},
        Right.EITHER,
    ),
    *cases("refresh", {"far": _refresh("600")}),
    *cases(
        "script-redirect",
        {
            "pair-a": scripted("location.replace('%PAGE:script-redirect--pair-b%')"),
            "pair-b": scripted("location.replace('%PAGE:script-redirect--pair-a%')"),
            "ring-a": scripted("location = '%PAGE:script-redirect--ring-b%'"),
            "ring-b": scripted("location = '%PAGE:script-redirect--ring-c%'"),
            "ring-c": scripted("location = '%PAGE:script-redirect--ring-a%'"),
            "blank": scripted("location = 'about:blank'"),
            "elsewhere": scripted("location = 'http://%ELSEWHERE%/'"),
            "missing": scripted("location = 'no-such-page'"),
            "blob": scripted(
                "location = URL.createObjectURL(new Blob(['<p>Hi'], { type: 'text/html' }))"
            ),
        },
        Right.NOT_TESTED,
    ),
    *cases(
        "script-redirect",
        {
            "by-referrer": scripted(
                "if (!document.referrer.includes('%STEM%')) location = '%PAGE:script-redirect--pair-a%'"
            )
        },
        Right.NOT_TESTED,
    ),
    *cases(
        "script-redirect",
        {"clean": scripted("location.replace('%PAGE:clean--03%')")},
        Right.SKIPPED,
    ),
    # The script replaces the document, as `document.write` does: it shows one without a language.
    *cases(
        "script-redirect",
        {
            "javascript": scripted(
                "location = 'javascript:\"<title>Clean</title><main><h1>Clean</h1></main>\"'"
            ),
        },
        Right.EITHER,
        rules=frozenset({"html-has-lang"}),
    ),
    *cases(
        "script-redirect",
        {"late": scripted("setTimeout(() => location = '%PAGE:clean--04%', 900)")},
        Right.EITHER,
    ),
    *cases(
        "dialog",
        {
            "alert": scripted("alert('::error::a page')"),
            "confirm": scripted("onload = () => confirm('Sure?')"),
            "prompt": scripted("setTimeout(() => prompt('Name?'), 10)"),
            "print": scripted("onload = () => print()"),
            "beforeunload": scripted(
                "onbeforeunload = (event) => { event.preventDefault(); return event.returnValue = 'No' }"
            ),
            "interval": scripted("setInterval(() => alert(1), 5)"),
            "late": scripted("onpagehide = onunload = () => alert('late')"),
            "in-frame": page(
                '<iframe title="Frame" srcdoc="<p>Hi<script>alert(1)</script>"></iframe>'
            ),
        },
    ),
    *cases("dialog", {"endless": scripted("for (let i = 0; i < 1e4; i++) alert(i)")}, Right.EITHER),
    *cases(
        "download",
        {
            "link": page(
                '<a id="d" download href="%STEM%.paper.pdf">Paper</a><script>d.click()</script>'
            ),
            "blob": scripted(
                "const a = document.createElement('a'); a.download = 'x.bin';"
                " a.href = URL.createObjectURL(new Blob(['x'.repeat(1e6)])); a.click()"
            ),
            "many": scripted(
                "for (let i = 0; i < 30; i++) { const a = document.createElement('a'); a.download = i + '.bin';"
                " a.href = 'data:application/x-thing,left'; a.click() }"
            ),
            "frame": page('<iframe title="Paper" src="%STEM%.paper.pdf"></iframe>'),
        },
        files={"paper.pdf": _PDF},
    ),
    *cases(
        "closing",
        {
            "close": scripted("window.close(); self.close()"),
            "open-self": scripted("window.open('', '_self').close()"),
            "late": scripted(
                "setTimeout(() => window.close(), 30); onpagehide = () => window.close()"
            ),
        },
        Right.EITHER,
    ),
    *cases("closing", {"stop": scripted("window.stop()")}),
    *cases(
        "permissions",
        {
            "notifications": scripted("Notification?.requestPermission()"),
            "geolocation": scripted("navigator.geolocation.getCurrentPosition(() => {})"),
            "camera": scripted(
                "navigator.mediaDevices?.getUserMedia({ video: true, audio: true }).catch(() => {})"
            ),
            "clipboard": scripted("navigator.clipboard?.writeText('left').catch(() => {})"),
            "persist": scripted("navigator.storage?.persist()"),
            "wake": scripted("navigator.wakeLock?.request('screen').catch(() => {})"),
        },
    ),
    *cases(
        "screen",
        {
            "fullscreen": scripted("document.documentElement.requestFullscreen().catch(() => {})"),
            "pointer": scripted("document.body.requestPointerLock?.()"),
            "resize": scripted(
                "resizeTo(200, 200); moveTo(9999, 9999); setInterval(() => resizeBy(-9, -9), 5)"
            ),
            "orientation": scripted("screen.orientation?.lock('portrait').catch(() => {})"),
        },
    ),
    *cases(
        "focus",
        {
            "steal": page(
                '<p><label>Name <input id="i"></label></p><script>setInterval(() => i.focus(), 1)</script>'
            ),
            "window": scripted("setInterval(() => { window.focus(); window.blur() }, 5)"),
        },
    ),
    *cases(
        "picker",
        {
            "file": page(
                '<label>File <input type="file" id="f"></label><script>f.click(); f.showPicker?.()</script>'
            ),
            "colour": page(
                '<label>Colour <input type="color" id="c"></label><script>c.click()</script>'
            ),
            "open": scripted("window.showOpenFilePicker?.().catch(() => {})"),
        },
    ),
    *cases(
        "keyboard",
        {
            "prevent": scripted(
                "addEventListener('keydown', (event) => { event.preventDefault(); event.stopImmediatePropagation() }, true)"
            ),
            "trap": page(
                '<p><label>Name <input id="i"></label> <a href="#x">Link</a></p>'
                "<script>i.onblur = () => setTimeout(() => i.focus())</script>"
            ),
            "grow": page(
                '<p id="x"><a href="#x">Link</a></p><script>addEventListener("focusin", () => {'
                ' x.insertAdjacentHTML("beforeend", " <a href=#x>Link</a>") })</script>'
            ),
            "flood": page("".join(f'<a href="#{n}">Link {n}</a> ' for n in range(1500))),
            "rewrite": page(
                '<p><a href="#a">A</a></p><script>onkeydown = () => document.body.textContent = ""</script>'
            ),
        },
        Right.AUDITED,
    ),
    *cases(
        "keyboard",
        {
            "leave": page(
                '<p><a href="#a">A</a></p><script>onkeydown = () => location = "%PAGE:clean--12%"</script>'
            )
        },
        Right.EITHER,
    ),
)
