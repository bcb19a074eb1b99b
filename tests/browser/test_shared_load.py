"""Looking at one load in four variants finds what four loads find."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import pytest

from a11ycheck.evaluate import judge
from a11ycheck.model import PageEvidence
from a11ycheck.rules import default_rules

pytestmark = pytest.mark.browser

VARIANTS = ("phone-light", "phone-dark", "desktop-light", "desktop-dark")
IMAGE = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
HEAD = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark"><title>A page</title>
<style>
  @media (max-width: 600px) {{ .wide {{ display: none }} }}
  @media (min-width: 601px) {{ .narrow {{ display: none }} }}
  @media (prefers-color-scheme: dark) {{ .only-light {{ display: none }} }}
  @media not (prefers-color-scheme: dark) {{ .only-dark {{ display: none }} }}
  {}
</style>
"""


def _page(body: str, style: str = "") -> str:
    return HEAD.format(style) + body


PAGES: Mapping[str, str] = {
    "images for one scheme": _page(f"""
        <main><h1>Images</h1>
        <img class="only-light" src="{IMAGE}"><img class="only-dark" src="{IMAGE}"></main>"""),
    "colours": _page(
        "<main><h1>Colours</h1><p>Text</p><p class='b'>More <a href='#x'>text</a></p></main>",
        """
        p { color: #777; background: #fff }
        @media (prefers-color-scheme: dark) { p { color: #eee } .b { color: #fff; background: #000 } }
        @media (max-width: 600px) { .b { color: #aaa } .b a { text-decoration: none } }
        """,
    ),
    "responsive navigation": _page("""
        <nav class="wide"><a href="#a"><img src="x.png"></a><a href="#b">B</a></nav>
        <button class="narrow"></button>
        <nav class="narrow" hidden><a href="#a"></a></nav>
        <main id="a"><h1 id="b">Navigation</h1></main>"""),
    "script that follows the window": _page("""
        <main id="main"><h1>Script</h1></main><script>
        const narrow = matchMedia("(max-width: 600px)");
        const render = () => {
          document.getElementById("part")?.remove();
          const part = document.createElement("div");
          part.id = "part";
          part.innerHTML = narrow.matches ? "<button></button>" : "<img src='x.png'>";
          document.getElementById("main").append(part);
        };
        narrow.addEventListener("change", render);
        render();
        </script>"""),
    "script that follows the scheme": _page(
        """
        <main><h1>Theme</h1><p>Text</p></main><script>
        const dark = matchMedia("(prefers-color-scheme: dark)");
        const set = () => { document.body.dataset.theme = dark.matches ? "dark" : "light"; };
        dark.addListener(set);
        set();
        </script>""",
        "[data-theme=dark] p { color: #555; background: #222 } [data-theme=light] p { color: #333 }",
    ),
    "theme that is kept": _page(
        """
        <script>document.documentElement.dataset.theme = localStorage.getItem("theme") || "auto"</script>
        <main><h1>Theme</h1><p>Text</p></main><script>
        const dark = matchMedia("(prefers-color-scheme: dark)");
        dark.onchange = () => { localStorage.setItem("last", dark.matches ? "dark" : "light"); };
        </script>""",
        """
        p { color: #767676; background: #fff }
        @media (prefers-color-scheme: dark) { [data-theme=auto] p { color: #888; background: #333 } }
        """,
    ),
    "property without attribute": _page("""
        <main><h1>Style sheet made by a script</h1><p>Text</p></main><script>
        const sheet = new CSSStyleSheet();
        document.adoptedStyleSheets = [sheet];
        const narrow = matchMedia("(max-width: 600px)");
        const set = () => sheet.replaceSync(narrow.matches ? "p { color: #bbb }" : "p { color: #000 }");
        narrow.onchange = set;
        set();
        </script>"""),
    "details": _page(f"""
        <main><h1>Details</h1><details><summary>More</summary><img src="{IMAGE}"></details>
        <details class="wide" open><summary></summary><img src="{IMAGE}"></details></main>"""),
    "sticky header": _page(
        """
        <header><a href="#m">Skip</a><p>Head</p></header><main id="m"><h1>Sticky</h1>
        <a class="t" href="#1">1</a><a class="t" href="#2">2</a>
        <p style="height: 3000px">Long</p></main>""",
        """
        header { position: sticky; top: 0; color: #999; background: #fff }
        .t { display: inline-block; width: 12px; height: 12px; font-size: 9px }
        @media (min-width: 601px) { .t { width: 30px; height: 30px } header { position: static } }
        """,
    ),
    "scrolling boxes": _page("""
        <main><h1>Boxes</h1><pre style="overflow: auto; max-width: 100%">one line that is far wider than a
        phone and that is not wider than the window of a computer at all, no, not at all, is it</pre></main>
        """),
    "fields with the names of properties": _page("""
        <main><h1>Form</h1><form class="wide"><input name="attributes"><input name="children">
        <input name="shadowRoot"><input name="contentDocument"><input name="localName"></form>
        <p class="narrow"><img src="x.png"></p></main>"""),
    "lazy and responsive pictures": _page("""
        <main><h1>Pictures</h1>
        <picture><source media="(max-width: 600px)" srcset="dot.svg?1"><img src="dot.svg?2"></picture>
        <div style="height: 3000px"></div><img loading="lazy" src="dot.svg?3" alt="">
        <iframe loading="lazy" src="frame.html"></iframe></main>"""),
    "frame that follows the window": _page("""
        <main><h1>Frame</h1><iframe src="frame.html" title="A frame" width="100%"></iframe>
        <iframe src="frame.html" title="A frame" width="300" height="100"></iframe></main>"""),
    "shadow root": _page("""
        <main><h1>Shadow root</h1><div><template shadowrootmode="open"><style>
        @media (max-width: 600px) { img { display: none } }
        @media (prefers-color-scheme: dark) { button { display: none } }
        </style><img src="x.png"><button></button></template></div></main>"""),
    "off the screen": _page(
        """
        <a class="away" href="#m">Skip to the content</a>
        <div class="away">Words outside of any landmark</div>
        <main id="m"><h1>Away</h1></main>""",
        "@media (min-width: 601px) { .away { position: absolute; left: -9999px } }",
    ),
    "off the screen, from the right": _page(
        """
        <a class="away" href="#m">تخطَّ</a><div class="away">كلمات خارج كل معلم</div>
        <main id="m"><h1>بعيد</h1></main>""",
        "@media (min-width: 601px) { .away { position: absolute; right: -9999px } }",
    ).replace('lang="en"', 'lang="ar" dir="rtl"'),
    "tables": _page(
        "<main><h1>Tables</h1><table><tr><td>1<td>2<td>3<tr><td>4<td>5<td>6<tr><td>7<td>8<td>9</table>"
        "<table class='wide'><tr><th>A<th>B</table></main>",
        "@media (prefers-color-scheme: dark) { td { border: 1px solid #888 } }",
    ),
    "hidden in other ways": _page(
        """
        <main><h1>Hidden</h1><img class="a" src="x.png"><img class="b" src="x.png">
        <img class="c" src="x.png"><div class="d"><img src="x.png"></div>
        <p class="e"><img src="x.png"></p></main>
        """,
        """
        @media (max-width: 600px) { .a { visibility: hidden } .b { opacity: 0 } }
        @media (prefers-color-scheme: dark) {
          .c { clip-path: inset(100%) }
          .d { content-visibility: hidden }
        }
        @media (min-width: 601px) { .e { height: 0; overflow: hidden } }
        """,
    ),
    "generated content": _page(
        "<main><h1>Generated</h1><a href='#a'><span></span></a><button></button></main>",
        "@media (max-width: 600px) { span::before, button::after { content: 'Menu' } }",
    ),
    "state that no attribute shows": _page("""
        <main><h1>State</h1><input type="text" id="i"><select id="s"><option>1<option>2</select></main>
        <script>
        const narrow = matchMedia("(max-width: 600px)");
        const set = () => { i.value = s.selectedIndex = Number(narrow.matches); };
        narrow.onchange = set;
        set();
        </script>"""),
}
FRAME = """<!doctype html><html lang="en"><title>Frame</title><style>
  @media (max-width: 350px) { img { display: none } }
  @media (prefers-color-scheme: dark) { button { display: none } p { color: #999 } }
  </style><img src="x.png"><button></button><p>Text</p>"""
DOT = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"/>'

Found = set[tuple[str, str, str, str]]


def _findings(evidence: PageEvidence) -> Found:
    options = {rule.id: rule.options() for rule in default_rules() if rule.options}
    evaluation = judge([evidence], default_rules(), options)
    assert evaluation.errors == ()
    return {
        (
            item.rule,
            str(item.outcome),
            json.dumps(item.element.target if item.element else None),
            variant,
        )
        for item in evaluation.assertions
        for variant in item.variants or ("",)
    }


@pytest.mark.parametrize("name", PAGES)
def test_one_load_finds_what_four_loads_find(name: str, visit: Any) -> None:
    files = {"index.html": PAGES[name], "frame.html": FRAME, "dot.svg": DOT, "x.png": ""}

    shared = _findings(visit(files, names=VARIANTS))
    alone = [_findings(visit(files, names=(variant,))) for variant in VARIANTS]

    assert shared == set().union(*alone)
    assert shared, "the page must have faults to compare"
