"""Pages whose markup, encoding, size, frames or policies are unusual or wrong."""

from __future__ import annotations

from hostile_pages.case import DEFECT, Case, Right, cases, page, scripted

__all__ = ["MARKUP"]

_LARGE = 10_000_000
_XHTML = (
    '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml" lang="en"><head>'
    "<title>%TITLE%</title></head><body><main><h1>%TITLE%</h1><p>Words.</p>"
    '<img src="dot.png"/>{}</main></body></html>'
)
_DEFECT = DEFECT.replace('"', "&quot;")
_FRAME = (
    f"<main><h1>In a frame</h1><p>Most of the words are here, and not outside.</p>{_DEFECT}</main>"
)


def _encoded(encoding: str, declared: str, text: str = "\u00e9\u00df\u0645\u0648") -> bytes:
    body = page(f"<p>{text}</p>").replace('charset="utf-8"', f'charset="{declared}"')
    return body.encode(encoding, "xmlcharrefreplace")


def _nested(depth: int) -> str:
    """Return frames within frames."""
    inner = "<img src=dot.png>"
    for _ in range(depth):
        inner = inner.replace("&", "&amp;").replace('"', "&quot;")
        inner = f'<iframe title=f srcdoc="{inner}"></iframe>'
    return inner


def _shadow(mode: str) -> str:
    """Return a page with all of its content in a shadow root."""
    whole = page(defect="")
    content = f"<main><h1>Inside</h1><p>All the words of this page are here.</p>{DEFECT}</main>"
    host = f'<div><template shadowrootmode="{mode}">{content}</template></div></body></html>'
    return whole[: whole.index("<main>")] + host


def _only(content: str) -> str:
    """Return a page that shows nothing else."""
    whole = page(defect="")
    return f"{whole[: whole.index('<main>')]}<main>{content}</main></body></html>\n"


def _hidden(style: str, script: str = "") -> str:
    return page(head=f"<style>{style}</style>" + (f"<script>{script}</script>" if script else ""))


MARKUP: tuple[Case, ...] = (
    *cases(
        "deep",
        {
            "elements": page("<div>" * 5000 + "x" + "</div>" * 5000),
            "scripted": scripted(
                "let at = document.querySelector('main'); for (let i = 0; i < 3000; i++) { const d = document.createElement('div'); at.append(d); at = d } at.append('x')"
            ),
            "lists": page("<ul><li>x" * 400 + "</ul>" * 400),
            "tables": page("<table><tr><td>x" * 200),
            "formatting": page("<b><i>" * 2000 + "x"),
        },
        Right.EITHER,
    ),
    *cases(
        "large",
        {
            "attribute": page(f'<p data-x="{"x" * _LARGE}">Large</p>'),
            "name": page(f'<p title="{"long words " * 100_000}">Large</p>'),
            "url": page(f'<a href="data:text/plain,{"x" * 1_000_000}">Large</a>'),
            "image": page(f'<img src="data:image/png;base64,{"A" * 1_000_000}">'),
            "attributes": page(
                "<p " + " ".join(f'data-{n}="x"' for n in range(10_000)) + ">Many</p>"
            ),
            "classes": page(
                f'<p class="{" ".join(f"c{n}" for n in range(20_000))}">Many <img src="dot.png"></p>'
            ),
            "text": page(f"<p>{'Plain words. ' * 100_000}</p>"),
            "word": page(f"<p>{'x' * 500_000}</p>"),
            "comment": page(f"<!--{'x' * 5_000_000}-->"),
        },
        Right.EITHER,
    ),
    *cases(
        "frames",
        {
            "many": page('<iframe title="Frame" srcdoc="<p>Hi"></iframe>' * 120),
            "empty": scripted(
                "for (let i = 0; i < 400; i++) document.body.append(document.createElement('iframe'))"
            ),
            "nested": page(_nested(7)),
            "itself": page(
                '<iframe title="Itself" src="%SELF%"></iframe><iframe title="Itself" src="%SELF%?2"></iframe>'
            ),
            "growing": scripted(
                "setInterval(() => document.body.append(document.createElement('iframe')), 30)"
            ),
            "repairs-parent": page(
                "<iframe title=f srcdoc=\"<script>setTimeout(() => parent.document.title = 'x')</script>\"></iframe>"
            ),
        },
        Right.EITHER,
    ),
    *cases(
        "main-in-frame",
        {
            "sandboxed": page(
                f'<iframe title="All" sandbox srcdoc="{_FRAME}"></iframe>', defect=""
            ),
            "with-scripts": page(
                f'<iframe title="All" sandbox="allow-scripts" srcdoc="{_FRAME}"></iframe>',
                defect="",
            ),
            "same-origin": page(f'<iframe title="All" srcdoc="{_FRAME}"></iframe>', defect=""),
            "data": page(
                f'<iframe title="All" src="data:text/html,{_FRAME.replace("dot.png", "x.png")}"></iframe>',
                defect="",
            ),
        },
        Right.REPORTED,
    ),
    *cases(
        "only-a-frame",
        {
            "sandboxed": _only(f'<iframe title="All" sandbox srcdoc="{_FRAME}"></iframe>'),
            "data": _only(f'<iframe title="All" src="data:text/html,{_FRAME}"></iframe>'),
        },
        Right.NOT_TESTED,
    ),
    *cases("shadow", {"open": _shadow("open")}),
    *cases("shadow", {"closed": _shadow("closed")}, Right.REPORTED),
    *cases(
        "shadow",
        {
            "closed-scripted": page(
                '<div id="h"></div><script>h.attachShadow({ mode: "closed" }).innerHTML = "<p>Words</p><img src=dot.png>"</script>',
                defect="",
            )
        },
        Right.REPORTED,
    ),
    *cases(
        "hidden",
        {
            "html": _hidden("html { display: none }"),
            "body": _hidden("body { display: none }"),
            "main": _hidden("main { display: none }"),
            "visibility": _hidden("html { visibility: hidden }"),
            "flicker": _hidden(
                ".js body { visibility: hidden }", "document.documentElement.className = 'js'"
            ),
            "content": _hidden("body { content-visibility: hidden }"),
            "attribute": page().replace("<body>", "<body hidden>"),
        },
        Right.NOT_TESTED,
    ),
    *cases(
        "hidden",
        {
            "opacity": _hidden("html { opacity: 0 }"),
            "clipped": _hidden("body { position: absolute; clip-path: inset(100%) }"),
            "height": _hidden("body { height: 0; overflow: hidden }"),
            "away": _hidden("body { position: absolute; left: -9999px }"),
            "until-class": _hidden(
                ".js body { display: none }",
                "document.documentElement.className = 'js'; setTimeout(() => document.documentElement.className = '', 1500)",
            ),
        },
        Right.EITHER,
    ),
    # Everything is visible, and nothing is left for assistive technology, so no image needs an alternative.
    *cases(
        "inaccessible",
        {
            "inert": page().replace("<body>", "<body inert>"),
            "aria": page().replace("<main>", '<main aria-hidden="true">'),
            "modal": page('<dialog id="d"><p>Hello</p></dialog><script>d.showModal()</script>'),
        },
        Right.EITHER,
        rules=frozenset(),
    ),
    *cases(
        "stylesheet",
        {
            "missing": page(head='<link rel="stylesheet" href="missing.css">'),
            "elsewhere": page(head='<link rel="stylesheet" href="http://%ELSEWHERE%/s.css">'),
            "import": page(
                head="<style>@import 'missing.css'; @import url(http://%ELSEWHERE%/i.css);</style>"
            ),
            "wrong-type": page(head='<link rel="stylesheet" href="dot.png">'),
            "endless-import": page(head='<link rel="stylesheet" href="%STEM%.loop.css">'),
        },
        Right.EITHER,
        files={"loop.css": "@import '%STEM%.loop.css?2'; @import '%STEM%.loop.css';"},
    ),
    *cases(
        "injection",
        {
            "attribute": page(
                '<p title="</script><script>alert(1)</script>" data-x="--><!--">Words</p><img src="dot.png" data-x="</script>">'
            ),
            "braces": page(
                '<item{x}><img src="dot.png" {y}="{z}"></item{x}><img src="dot.png" class="{0}" id="%s%n">'
            ),
            "commands": page(
                '<p id="::error::x">Words</p><img src="dot.png" id="a&#10;::error file=x::y" class="&#13;##[error]z">'
            ),
            "terminal": page(
                '<img src="dot.png" id="&#27;[2J&#27;[31m" title="&#7;&#8;&#27;]0;title&#7;">'
            ),
            "cdata": page(
                '<p id="]]>">]]&gt;</p><img src="dot.png" class="]]>" id="&lt;![CDATA[">'
            ),
            "marks": page('<img src="dot.png" id="&#8238;txt.exe" class="&#0;&#xFFFF;&#x2028;">'),
            "names": page(
                '<x-a\U0001f600><img src="dot.png"></x-a\U0001f600><a:b c:d="e"><img src="dot.png"></a:b>'
            ),
            "selectors": page(
                '<div id="1"><div id=" "><div id="\\"><div id="a.b#c[d]"><img src="dot.png"></div></div></div></div>'
            ),
        },
    ),
    *cases(
        "bytes",
        {
            "not-utf-8": page("<p>@</p>").encode().replace(b"@", b"\xff\xfe\x80\xc3\x28"),
            "latin-as-utf-8": _encoded("latin-1", "utf-8", "\u00e9\u00df"),
            "utf-8-as-latin": _encoded("utf-8", "iso-8859-1"),
            "utf-16": b"\xff\xfe" + page().encode("utf-16-le"),
            "nulls": page("<p>a\0b\0c</p><im\0g src=x>").encode(),
            "utf-7": _encoded("ascii", "utf-7"),
            "marks": b"\xef\xbb\xbf\xef\xbb\xbf" + page("\ufeff").encode(),
            "surrogates": scripted(
                "document.querySelector('p').append('\\ud800'); document.querySelector('img').id = 'x\\udfff'"
            ),
        },
    ),
    *cases("xhtml", {"valid": _XHTML.format("")}, suffix=".xhtml"),
    *cases(
        "xhtml",
        {
            "unclosed": _XHTML.format("<p>"),
            "entity": _XHTML.format("&nbsp;"),
            "cut-off": _XHTML.format("")[:-30],
            "empty": "",
            "bombs": '<!DOCTYPE html [<!ENTITY a "aaaaaaaaaa">'
            + "".join(
                f'<!ENTITY {b} "{f"&{a};" * 10}">'
                for a, b in zip("abcdefgh", "bcdefghi", strict=True)
            )
            + "]>"
            + _XHTML.format("&i;").partition("?>")[2],
        },
        Right.NOT_TESTED,
        suffix=".xhtml",
    ),
    *cases(
        "policy",
        {
            name: page(head=f'<meta http-equiv="Content-Security-Policy" content="{value}">')
            for name, value in {
                "nothing": "default-src 'none'",
                "no-scripts": "script-src 'none'",
                "trusted-types": "require-trusted-types-for 'script'; trusted-types 'none'",
                "base": "base-uri 'none'; form-action 'none'",
                "upgrade": "upgrade-insecure-requests",
                "styles": "style-src 'none'; img-src 'none'; font-src 'none'; connect-src 'none'",
            }.items()
        },
    ),
    *cases(
        "quirks",
        {
            "no-doctype": page().replace("<!doctype html>", ""),
            "old-doctype": page().replace(
                "<!doctype html>", '<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2 Final//EN">'
            ),
            "fragment": '<h1>%TITLE%</h1><p>Words</p><img src="dot.png">',
            "twice": page() + page(),
            "base": page(head='<base href="http://%ELSEWHERE%/" target="_blank">'),
            "plaintext": page("<img src=dot.png><plaintext>"),
        },
    ),
    *cases(
        "quirks",
        {
            "empty": "",
            "only-head": "<!doctype html><html lang=en><title>%TITLE%</title>",
        },
        Right.NOT_TESTED,
    ),
    # It shows that its frame is missing, in a document without landmarks.
    *cases(
        "quirks",
        {
            "frameset": '<!doctype html><html lang="en"><title>%TITLE%</title><frameset cols="*"><frame title="f" src="missing.html"></frameset>'
        },
        Right.EITHER,
        rules=frozenset({"landmark-one-main"}),
    ),
)
