"""What pages show: pages without visible content are not tested, and what was not seen is reported."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import NotTested, PageEvidence

pytestmark = pytest.mark.browser

HEAD = '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>'
MAIN = "<main><h1>A page</h1><p>Its text.</p></main>"
GIF = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
HIDDEN = {
    "html{display:none}": "`html` has `display: none`",
    "body{visibility:hidden}": "`body` has `visibility: hidden`",
    "main{opacity:0}": "`main` has `opacity: 0`",
    "main{filter:opacity(0)}": "`main` has `filter: opacity(0)`",
    "main{clip-path:inset(100%)}": "`main` has `clip-path: inset(100%)`",
    "main{position:absolute;left:-9999px}": "`main` lies off the screen",
    "main{height:0;overflow:hidden}": "`main` has no size and clips it",
    "main *{display:none}": "`h1` has `display: none`",
}


def _reason(result: Any) -> str:
    assert isinstance(result, NotTested), result
    return str(result.reason)


def _notices(evidence: PageEvidence) -> list[str]:
    return [str(notice) for notice in evidence.notices]


@pytest.fixture
def missed(site: Any, outcome_of: Any) -> Any:
    """Return a function that visits a page and returns why it is not tested."""

    def missed(source: str, *, name: str = "index.html", **plan: Any) -> str:
        return _reason(outcome_of(site({name: source}) + name, "image-alt", **plan))

    return missed


@pytest.mark.parametrize("style", HIDDEN)
def test_hidden_content_is_not_tested(style: str, missed: Any) -> None:
    reason = missed(f"{HEAD}<style>{style}</style>{MAIN}")

    assert reason == f"its content is hidden: {HIDDEN[style]}"


def test_a_class_against_flicker_is_named(missed: Any) -> None:
    style = "<style>.async-hide { opacity: 0 !important }</style>"

    reason = missed(f"{HEAD}{style}<body class='async-hide'>{MAIN}")

    assert reason == "its content is hidden: `body.async-hide` has `opacity: 0`"


@pytest.mark.parametrize("attribute", ['aria-hidden="true"', "inert"])
def test_content_that_assistive_technology_ignores_is_not_tested(
    attribute: str, missed: Any
) -> None:
    reason = missed(f"{HEAD}<header>Visible</header>{MAIN.replace('main', f'main {attribute}', 1)}")

    assert reason == f"its content is hidden: `main` has `{attribute}`"


@pytest.mark.parametrize("attribute", ['aria-hidden="true"', "inert"])
def test_main_content_whose_text_is_all_ignored_is_not_tested(attribute: str, missed: Any) -> None:
    reason = missed(f"{HEAD}<main><img src='{GIF}' alt=''><div {attribute}><p>Text</div></main>")

    assert reason == f"its content is hidden: `div` has `{attribute}`"


DIALOG = "<dialog id=consent aria-label=Consent><button>OK</button></dialog>"
MODAL = {
    "dialog#consent": f"""{DIALOG}<script>document.querySelector("dialog").showModal()</script>""",
    "dialog": """<x-consent></x-consent><script>
        const root = document.querySelector("x-consent").attachShadow({mode: "open"});
        root.innerHTML = "<dialog aria-label=Consent><button>OK</button></dialog>";
        root.querySelector("dialog").showModal();</script>""",
}


@pytest.mark.parametrize("dialog", MODAL)
def test_content_behind_a_modal_dialog_is_not_tested(dialog: str, missed: Any) -> None:
    reason = missed(f"{HEAD}{MAIN}{MODAL[dialog]}")

    assert reason == f"its content is behind a modal dialog (`{dialog}`)"


def test_content_in_a_modal_dialog_is_audited(visit: Any) -> None:
    show = "<script>document.querySelector('dialog').showModal()</script>"

    assert visit(f"{HEAD}<dialog>{MAIN}</dialog>{show}", "image-alt").shown.main_characters


ARIA_DIALOG = "<div role=dialog aria-label=Picture {}><p>The picture of the harbour.</div>"


@pytest.mark.parametrize("attribute", ['aria-hidden="true"', "inert"])
def test_a_dialog_before_content_that_a_script_hides_is_audited(attribute: str, visit: Any) -> None:
    shown = visit(
        f"{HEAD}{MAIN.replace('main', f'main {attribute}', 1)}{ARIA_DIALOG.format('')}"
    ).shown

    assert shown.main_characters == len("The picture of the harbour.")


@pytest.mark.parametrize("attribute", ["hidden", 'aria-hidden="true"'])
def test_a_dialog_that_is_not_announced_is_no_content(attribute: str, missed: Any) -> None:
    reason = missed(f"{HEAD}{MAIN.replace('main', 'main inert', 1)}{ARIA_DIALOG.format(attribute)}")

    assert reason == "its content is hidden: `main` has `inert`"


def test_the_variant_that_hides_the_content_is_named(missed: Any) -> None:
    style = "<style>@media (min-width: 600px) { main { display: none } }</style>"
    viewport = '<meta name="viewport" content="width=device-width">'

    reason = missed(
        f"{HEAD}{viewport}{style}<header>Visible</header>{MAIN}",
        names=("phone-light", "desktop-light"),
    )

    assert reason == "its content is hidden: `main` has `display: none` (in desktop-light)"


@pytest.mark.parametrize(
    "source",
    [
        "",
        " ",
        "<!doctype html>",
        "<!--",
        "<html><frameset cols='*,*'><frame src='about:blank'></frameset></html>",
        "<body><script>document.body.remove()</script>",
        f"{HEAD}<main></main>",
    ],
)
def test_a_page_without_content_is_not_tested(source: str, missed: Any) -> None:
    assert missed(source) == "shows no content"


@pytest.mark.parametrize(
    "element",
    [
        f'<img src="{GIF}" width="9" height="9" alt="A dot">',
        '<svg width="9" height="9"><path d="M0 0h9v9z"/></svg>',
        '<canvas width="9" height="9"></canvas>',
        "<video controls></video>",
        '<form><input aria-label="Name"></form>',
    ],
)
def test_content_need_not_be_text(element: str, visit: Any) -> None:
    assert visit(f"{HEAD}<main>{element}</main>", "image-alt").shown.main_characters == 0


def test_what_may_show_the_content_and_is_blocked_is_named(missed: Any) -> None:
    reason = missed(f'{HEAD}<div id="app"></div><script src="https://cdn.example/app.js"></script>')

    options = "--allow-host cdn.example"
    assert (
        reason == f"shows no content; files of other hosts are blocked: to load them, add {options}"
    )


def test_malformed_xml_is_not_tested(missed: Any) -> None:
    reason = missed(
        '<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Text</body></html>', name="page.xhtml"
    )

    assert reason.startswith("is not well-formed XML: error on line 1 at column ")


@pytest.mark.parametrize("source", ["srcdoc='<p>Text'", "src='data:text/html,<p>Text'"])
def test_a_page_of_one_frame_that_cannot_be_inspected_is_not_tested(
    source: str, missed: Any
) -> None:
    frame = f'<iframe id="app" sandbox {source} title="App"></iframe>'

    reason = missed(HEAD + frame)

    assert reason == "shows nothing but a frame that cannot be inspected (`iframe#app`)"


def test_a_frame_of_the_same_origin_is_content(visit: Any) -> None:
    evidence = visit(f'{HEAD}<main><iframe srcdoc="<p>Text" title="App"></iframe></main>')

    assert evidence.shown.frames == ()
    assert evidence.shown.main_characters == len("Text")


def test_a_frame_beside_content_is_reported(visit: Any) -> None:
    frame = '<iframe id="map" sandbox srcdoc="<p>Text" title="Map"></iframe>'

    evidence = visit(f"{HEAD}{MAIN}{frame}", "image-alt")

    assert evidence.shown.frames == ("iframe#map",)
    assert _notices(evidence) == [
        (
            "Frames of another origin or in a sandbox, and pages in `object` or `embed`, "
            "were not inspected: iframe#map."
        )
    ]


PAGE = f"{HEAD}{MAIN}"


@pytest.mark.parametrize(
    ("name", "source"), [("object", "data=part.html"), ("embed", "src=part.html")]
)
def test_a_page_in_another_element_than_a_frame_is_reported(
    name: str, source: str, visit: Any
) -> None:
    element = f"<{name} id=part type=text/html {source}></{name}>"

    evidence = visit({"index.html": HEAD + MAIN + element, "part.html": PAGE}, "image-alt")

    assert evidence.shown.frames == (f"{name}#part",)


def test_an_image_in_an_object_is_content(visit: Any) -> None:
    image = '<svg xmlns="http://www.w3.org/2000/svg"><title>A dot</title></svg>'
    element = "<main><object data=dot.svg aria-label='A dot'></object></main>"

    evidence = visit({"index.html": HEAD + element, "dot.svg": image}, "image-alt")

    assert evidence.shown.frames == ()


CLOSED = {
    "x-app": "<x-app></x-app><script>document.querySelector('x-app')"
    ".attachShadow({mode: 'closed'}).innerHTML = '<h1>Title</h1><p>Text</p>'</script>",
    "div#app": "<div id=app><template shadowrootmode=closed><h1>Title</h1><p>Text</template></div>",
    "div#old": "<div id=old><template shadowrootmode=closed><h1>Title</h1></template><p>Light</div>",
}


@pytest.mark.parametrize("host", CLOSED)
def test_content_in_a_closed_shadow_root_is_not_tested(host: str, missed: Any) -> None:
    reason = missed(HEAD + CLOSED[host])

    assert reason == (
        f"shows nothing but a closed shadow root, which cannot be inspected (`{host}`)"
    )


@pytest.mark.parametrize("host", CLOSED)
def test_a_closed_shadow_root_beside_content_is_reported(host: str, visit: Any) -> None:
    evidence = visit(f"{HEAD}{MAIN}{CLOSED[host]}", "image-alt")

    assert evidence.shown.closed_roots == (host,)
    assert _notices(evidence) == [f"Closed shadow roots were not inspected: {host}."]


def test_an_open_shadow_root_is_content(visit: Any) -> None:
    root = "<div><template shadowrootmode=open><h1>Title</h1></template></div>"

    assert visit(HEAD + root, "image-alt").shown.characters == len("Title")


def test_stylesheets_that_do_not_apply_are_reported(visit: Any) -> None:
    links = "".join(
        f'<link rel="stylesheet" href="{url}">'
        for url in ("good.css", "none.css", "page.txt", "https://fonts.invalid/a.css")
    )

    evidence = visit(
        {"index.html": f"{HEAD}{links}{MAIN}", "good.css": "p { color: #000 }", "page.txt": "x"},
        "image-alt",
    )

    base = evidence.shown.stylesheets[0].removesuffix("/none.css")
    assert evidence.shown.stylesheets == (
        f"{base}/none.css",
        f"{base}/page.txt",
        "https://fonts.invalid/a.css",
    )
    assert _notices(evidence) == [
        f"The stylesheet {base}/none.css was not loaded (404).",
        f"The stylesheet {base}/page.txt was not loaded (its MIME type is text/plain).",
        (
            "The stylesheet https://fonts.invalid/a.css was not loaded "
            "(its host is blocked: to load it, add --allow-host fonts.invalid)."
        ),
    ]


def test_the_evidence_counts_what_is_visible(visit: Any) -> None:
    hidden = '<p hidden>Hidden</p><p style="opacity:0">Hidden</p><script>"hidden"</script>'

    shown = visit(f"{HEAD}<header>Top</header><main>{hidden}<h1>Title</h1></main>").shown

    assert (shown.characters, shown.main, shown.main_characters) == (8, "main", 5)
    assert shown.elements == len(("html", "body", "header", "main", "h1"))


def test_an_empty_main_element_beside_content_is_reported(visit: Any) -> None:
    evidence = visit(f'{HEAD}<h1>Search</h1><main id="results"></main>', "image-alt")

    assert _notices(evidence) == ["The main content (`main#results`) is empty."]


def test_links_to_other_routes_of_a_one_page_application_are_reported(visit: Any) -> None:
    links = """<a href="#/">Home</a> <a href="#/guide">Guide</a> <a href="#/guide/?id=first">First</a>
      <a href="index.html#!/فصل">Chapter</a> <svg><a href="#/drawing"><text>Drawing</text></a></svg>"""

    evidence = visit(f"{HEAD}<nav>{links}</nav>{MAIN}", "image-alt")

    assert _notices(evidence) == [
        "The results of this page do not include the routes to which it links: #/guide, #!/فصل."
    ]


def test_at_most_five_routes_are_named(visit: Any) -> None:
    links = " ".join(f'<a href="#/{number}">Slide {number}</a>' for number in range(7))

    (notice,) = _notices(visit(f"{HEAD}<nav>{links}</nav>{MAIN}", "image-alt"))

    assert notice.endswith(": #/0, #/1, #/2, #/3, #/4, ….")


def test_links_to_places_and_to_other_pages_are_no_routes(visit: Any) -> None:
    links = """<a href="#/part">Part</a> <a href="#/أ">Named</a> <a href="other.html#/guide">Other</a>
      <a href="#part">Part</a> <a href="?page=#/2">Second</a>"""

    evidence = visit(
        f'{HEAD}{links}{MAIN}<p id="/part">Part</p><a name="/أ">Named</a>', "image-alt"
    )

    assert _notices(evidence) == []


def test_main_content_whose_script_fails_is_not_tested(missed: Any) -> None:
    reason = missed(f'{HEAD}<h1>App</h1><main id="app"></main><script src="app.js"></script>')

    assert reason == "its main content (`main#app`) shows nothing"


# --- content that comes late ------------------------------------------------------------------------

DEFECT = f"<h1>Late</h1><img src='{GIF}' width=9 height=9>"
LATE = {
    "an empty body": f'<script>setTimeout(() => {{ document.body.innerHTML = "{DEFECT}" }}, 1000)</script>',
    "a placeholder": f"""<header>Site</header><main>Loading</main><script>
        setTimeout(() => {{ document.querySelector("main").innerHTML = "{DEFECT}" }}, 1000)</script>""",
    "fetched": """<header>Site</header><main></main><script>
        onload = () => setTimeout(async () => {
          document.querySelector("main").innerHTML = await (await fetch("part.txt")).text();
        }, 300)</script>""",
    "step by step": f"""<main><h1>A long introduction</h1><p>{"Text. " * 40}</p></main><script>
        let left = 4;
        const add = () => {{
          document.querySelector("main").append(document.createElement("p"));
          if (left--) setTimeout(add, 150);
          else document.querySelector("main").insertAdjacentHTML("beforeend", "{DEFECT}");
        }};
        onload = () => setTimeout(add);</script>""",
    "anti-flicker": f"""<style>.wait {{ opacity: 0 }}</style><main class="wait">{DEFECT}</main><script>
        setTimeout(() => {{ document.querySelector("main").className = "" }}, 1000)</script>""",
}


ARRIVE = f"""document.querySelector("main").innerHTML = "{DEFECT}" """
WORKER = "URL.createObjectURL(new Blob(['setTimeout(() => postMessage(1), 1000)']))"
AWAITED = {
    "worker": f"new Worker({WORKER}).onmessage = arrive",
    "frames": "let n = 0; (function f() { n++ < 60 ? requestAnimationFrame(f) : arrive() })()",
    "task": "scheduler.postTask(arrive, { delay: 1000 })",
    "signal": "AbortSignal.timeout(1000).onabort = arrive",
}
for _kind, _source in AWAITED.items():
    LATE[_kind] = (
        f"<header>Site</header><main>Ours</main><script>const arrive = () => {{ {ARRIVE} }};"
        f"{_source}</script>"
    )
LATE["a long placeholder"] = f"""<main><p>Please wait…</p></main><script>
    setTimeout(() => {{ {ARRIVE} }}, 3500)</script>"""


@pytest.mark.parametrize(
    ("main", "text"),
    [
        ("<p>Loading the application…</p>", "Loading the application…"),
        ("<h1>Hours</h1><div aria-busy=true>Your data</div>", "Hours"),
        ("<h1>Just a moment...</h1>", "Just a moment..."),
    ],
)
def test_a_placeholder_that_stays_is_not_tested(main: str, text: str, missed: Any) -> None:
    reason = missed(f"{HEAD}<main>{main}</main><script>fetch('missing.json')</script>")

    assert reason == f"its main content (`main`) shows only a placeholder: {text}"


@pytest.mark.parametrize(
    "source",
    [
        "<main><p>Loading docks</p></main>",
        f"<main><p>Loading data is simple. {'Text. ' * 40}</p></main><script>1</script>",
        "<main><h1>Bells</h1><progress role=progressbar value=0></progress></main><script>1</script>",
        "<main><p id=wait>Loading...</p><p>One bell</p></main><script>wait.hidden = true</script>",
        "<main><p hidden>Hours</p><p>One bell</p><i aria-busy=true hidden></i></main><script>1</script>",
    ],
)
def test_content_is_no_placeholder(source: str, visit: Any) -> None:
    assert visit(HEAD + source, "image-alt").shown.main_characters


@pytest.mark.parametrize("kind", LATE)
def test_content_that_comes_late_is_audited(kind: str, visit: Any) -> None:
    evidence = visit({"index.html": HEAD + LATE[kind], "part.txt": DEFECT}, "image-alt")

    assert [node.element.selector for result in evidence.axe for node in result.nodes] == ["img"]


LOADING_SCREEN = """<style>
  #loading { position: fixed; inset: 0; background: #fff; transition: all 0.3s }
  #loading.open { opacity: 0; visibility: hidden }
</style><div id="loading"><div style="width: 40px; height: 40px; background: #000"></div></div>
<script>onload = () => setTimeout(() => { %s }, 600)</script>"""
OPENED = {
    "removed": "loading.remove()",
    "by a transition": "loading.className = 'open'",
    "step by step": """
      let opacity = 1;
      const fading = setInterval(() => {
        loading.style.opacity = opacity -= 0.1;
        if (opacity < 0) { clearInterval(fading); loading.style.display = "none"; }
      }, 20)""",
}


@pytest.mark.parametrize("script", OPENED.values(), ids=OPENED)
def test_content_behind_a_loading_screen_that_scripts_remove_is_seen(
    script: str, visit: Any
) -> None:
    main = f"<main><h1>Hours</h1><p>{'From nine to five. ' * 9}<a href=#>Rates</a></p></main>"

    evidence = visit(HEAD + LOADING_SCREEN % script + main, "focus-obscured")

    assert [fact.facts for fact in evidence.probes[0].facts] == [{"stops": 1, "obscured": 0}]


def test_content_that_a_slow_server_sends_is_audited(
    site: Any, server: Any, outcome_of: Any, reply: Any
) -> None:
    part = server.answer("part", reply(DEFECT))
    script = f"""<main>{"Text. " * 40}</main><script>
      fetch("{part}").then((answer) => answer.text()).then((text) => {{
        document.querySelector("main").innerHTML = text;
      }});</script>"""

    evidence = outcome_of(site(HEAD + script) + "index.html", "image-alt")

    assert [result.rule for result in evidence.axe] == ["image-alt"]


def test_a_page_that_never_stops_changing_is_audited_and_reported(visit: Any) -> None:
    script = """<script>
      onload = () => setInterval(() => {
        document.querySelector("main").append(document.createElement("span"));
      }, 20)</script>"""

    evidence = visit(f"{HEAD}{MAIN}{script}", "image-alt")

    assert _notices(evidence) == ["The page was still changing when it was measured, after 3 s."]


@pytest.mark.parametrize(
    ("selector", "expected"),
    [
        ("#none", "no element matches `#none` within 4 s"),
        ("#hidden", "no element that matches `#hidden` is visible within 4 s"),
        ("##", "`##` is not a valid CSS selector"),
    ],
)
def test_an_element_that_does_not_come_is_named(
    selector: str, expected: str, site: Any, audit: Any, pages_at: Any
) -> None:
    pages = pages_at(site(f"{HEAD}{MAIN}<p id=hidden hidden>x</p>"), "index.html")

    (result,) = audit(pages, "image-alt", wait_for=selector, timeout=4.0)

    assert _reason(result) == expected


def test_an_element_that_comes_is_awaited(site: Any, audit: Any, pages_at: Any) -> None:
    script = f"""<script>
      setTimeout(() => document.body.insertAdjacentHTML("beforeend", "<div id=late>{DEFECT}</div>"), 2500);
    </script>"""
    pages = pages_at(site(f"{HEAD}<main>{'Text. ' * 40}</main>{script}"), "index.html")

    (evidence,) = audit(pages, "image-alt", wait_for="#late")

    assert [result.rule for result in evidence.axe] == ["image-alt"]
