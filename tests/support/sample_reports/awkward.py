"""Reports that are hard to show: odd names, hostile text, very many locations, right to left."""

from dataclasses import replace

from a11ycheck.model import (
    Element,
    Finding,
    Fixed,
    Notice,
    NotTested,
    PageWeight,
    Precision,
    Report,
    Request,
    RuleError,
    RuleId,
    Scope,
    Skipped,
    Suppression,
    plain_message,
)
from sample_reports.parts import IMAGE, TOGGLE, element, finding, line, location, report

UNUSUAL = (
    "docs/two  spaces/my file.md",
    "docs/یارمەتی/المساعدة.md",
    "docs/100% sure.md",
    "docs/a:b,c.md",
    "docs/#1 [draft](2).md",
    "docs/q?x=1&y=<2>.md",
    "-docs/+plus'quote\".md",
    "docs/not-utf8-\udce9.md",
)


def unusual_names() -> tuple[Finding, ...]:
    """Return one finding in each of some files whose names need care, and on pages named alike."""
    return tuple(
        finding(
            "image-alt",
            location(
                f"{file.removesuffix('.md')}.html",
                IMAGE,
                source=line(file, at) if at % 2 else None,
            ),
        )
        for at, file in enumerate(UNUSUAL, start=1)
    )


def many_locations() -> Report:
    """Return a report with one finding in 1,200 locations of 600 files, and one on 1,200 built pages."""
    pages = tuple(f"reference/page-{number:04}.html" for number in range(1200))
    link = element("p > a", '<a href="#">more</a>', "more")
    written = (
        location(page, link, source=line(f"docs/part-{at // 2:03}.md", at + 1))
        for at, page in enumerate(pages)
    )
    return report(
        *pages,
        findings=(
            finding("link-in-text-block", *written, scope=Scope.THEME),
            finding("button-name", *(location(page, TOGGLE) for page in pages), scope=Scope.THEME),
        ),
    )


HOSTILE = (
    "</script><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "user\u202egnp.exe\u2066\u200f",
    "nul\x00 escape\x1b[31mred\x1b[0m bell\x07 c1\x9b",
    "half \ud83d of a pair \udc00",
    "[bold red]not markup[/bold red] :warning: {{ 7 * 7 }} {% raw %}",
    "<!-- --> ]]> <![CDATA[ &lt;&#0; </style></details></main>",
    "line\r\nbreak\u2028and\u2029more\ttab",
)


def hostile() -> Report:
    """Return a report whose every text comes from someone who means harm."""
    found = tuple(
        finding(
            "image-alt",
            location(
                f"{text}.html",
                Element(target=(text, ("host", text)), html=text, text=f"{text}!"),
                source=line(text, 1),
            ),
            title=text,
            messages=(plain_message(text),),
            help_url="javascript:alert(1)",
            fingerprint=text,
        )
        for text in HOSTILE
    )
    accepted = tuple(
        replace(
            item,
            fingerprint=f"{item.fingerprint}?",
            suppression=Suppression(reason=text, where=text),
        )
        for item, text in zip(found, HOSTILE, strict=True)
    )
    nasty = HOSTILE[0]
    request = Request(url=f"https://{HOSTILE[1]}/x.js", kind="script", blocked=True)
    return report(
        nasty,
        targets=HOSTILE,
        findings=(*found, *accepted),
        fixed=tuple(Fixed(rule=text, file=text, count=1) for text in HOSTILE),
        weights=(PageWeight(page=nasty, wire_bytes=1, requests=1, blocked=(request,)),),
        not_tested=tuple(NotTested(page=text, reason=plain_message(text)) for text in HOSTILE),
        skipped=tuple(Skipped(page=text, reason=plain_message(text)) for text in HOSTILE),
        rule_errors=tuple(
            RuleError(rule=RuleId("image-alt"), page=text, message=plain_message(text))
            for text in HOSTILE
        ),
        notices=tuple(Notice(page=text, message=plain_message(text)) for text in HOSTILE),
    )


def very_long() -> Report:
    """Return 500 findings on 100 pages, five of a rule on each, and one with a very long location."""
    pages = tuple(f"reference/module-{number:03}/index.html" for number in range(100))
    deep = "#furo-main-content > section:nth-child(4) > div.highlight-python.notranslate > div > pre > "
    found = tuple(
        finding(
            ("color-contrast", "image-alt", "link-in-text-block", "region")[at // 5 % 4],
            location(
                pages[at // 5],
                element(
                    f"{'' if at % 5 else deep}span:nth-child({at})",
                    f'<span class="c1" id="line-{at}"># a comment in pale grey</span>',
                ),
                ("phone-light", "desktop-light"),
                line(f"docs/{pages[at // 5][:-5]}.md", at + 1, Precision.BLOCK),
            ),
        )
        for at in range(500)
    )
    endless = finding(
        "image-alt",
        location(
            pages[0], element("x" * 3000, f'<img src="data:image/png;base64,{"A" * 10_000}">')
        ),
    )
    return report(*pages, findings=(*found, endless), seconds=754.4, cached=61)


def right_to_left() -> Report:
    """Return a report on pages in Arabic and Sorani Kurdish, with their own joiners."""
    arabic = element(
        "main > p:nth-child(2)",
        '<p>اتصلي بالرقم <b dir="ltr">112</b> مجانًا</p>',
        "اتصلي بالرقم 112 مجانًا",
    )
    sorani = element('a[href="یارمەتی.html"]', '<a href="یارمەتی.html">لێرە</a>', "لێرە")
    return report(
        "ar/المساعدة.html",
        "ckb/یارمەتی.html",
        findings=(
            finding("html-dir-matches-lang", location("ar/المساعدة.html")),
            finding("color-contrast", location("ar/المساعدة.html", arabic)),
            finding("link-in-text-block", location("ckb/یارمەتی.html", sorani)),
        ),
    )
