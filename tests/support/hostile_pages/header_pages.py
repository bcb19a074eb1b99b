"""Pages that are hostile by the headers they are sent with; only a server that sends them can show them."""

from __future__ import annotations

from hostile_pages.case import Case, Right, cases, page

__all__ = ["HEADER_PAGES"]

_HTTP = "http://%ELSEWHERE%"

HEADER_PAGES: tuple[Case, ...] = tuple(
    case
    for name, right, headers in (
        ("csp-sandbox", Right.EITHER, {"Content-Security-Policy": "sandbox"}),
        ("csp-sandbox-scripts", Right.EITHER, {"Content-Security-Policy": "sandbox allow-scripts"}),
        ("csp-nothing", Right.AUDITED, {"Content-Security-Policy": "default-src 'none'"}),
        (
            "csp-report",
            Right.AUDITED,
            {"Content-Security-Policy": f"img-src 'none'; report-uri {_HTTP}/r"},
        ),
        ("refresh", Right.NOT_TESTED, {"Refresh": "0"}),
        ("refresh-elsewhere", Right.NOT_TESTED, {"Refresh": f"0;url={_HTTP}/"}),
        (
            "link",
            Right.AUDITED,
            {"Link": f"<{_HTTP}/s.css>; rel=preload; as=style, <{_HTTP}>; rel=preconnect"},
        ),
        ("alt-svc", Right.AUDITED, {"Alt-Svc": 'h2="%ELSEWHERE%"; ma=9999, h3="%ELSEWHERE%"'}),
        (
            "reporting",
            Right.AUDITED,
            {
                "Report-To": f'{{"group":"d","max_age":9,"endpoints":[{{"url":"{_HTTP}/r"}}]}}',
                "NEL": '{"report_to":"d","max_age":9,"success_fraction":1}',
            },
        ),
        ("clear-site-data", Right.AUDITED, {"Clear-Site-Data": '"*"'}),
        (
            "isolated",
            Right.AUDITED,
            {
                "Cross-Origin-Opener-Policy": "same-origin",
                "Cross-Origin-Embedder-Policy": "require-corp",
            },
        ),
        ("frame-options", Right.AUDITED, {"X-Frame-Options": "DENY"}),
        ("cookie", Right.AUDITED, {"Set-Cookie": "left=1; Path=/; Max-Age=9999; HttpOnly"}),
        ("cached", Right.AUDITED, {"Cache-Control": "public, max-age=999999, immutable"}),
        ("attachment", Right.NOT_TESTED, {"Content-Disposition": "attachment"}),
        ("octets", Right.NOT_TESTED, {"Content-Type": "application/octet-stream"}),
        ("wrong-charset", Right.AUDITED, {"Content-Type": "text/html; charset=utf-16"}),
        ("unknown-coding", Right.EITHER, {"Content-Encoding": "unknown"}),
        ("worker-scope", Right.AUDITED, {"Service-Worker-Allowed": "/"}),
        (
            "permissions",
            Right.AUDITED,
            {
                "Permissions-Policy": "geolocation=(), fullscreen=()",
                "Document-Policy": "force-load-at-top",
            },
        ),
    )
    for case in cases(
        "header",
        {name: page()},
        right,
        # All of its markup becomes text, so that the document has no language.
        rules=frozenset({"html-has-lang" if name == "wrong-charset" else "image-alt"}),
        headers=headers,
    )
)
