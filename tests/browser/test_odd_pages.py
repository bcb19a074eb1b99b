"""Pages as they come: malformed, empty, huge, in another encoding, with hostile scripts."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import NotTested, PageEvidence

pytestmark = pytest.mark.browser

DEFECTS = """
<main><h1>Defects</h1>
<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">
<p style="color: #aaa; background: #fff">Too little contrast</p>
<a href="#top"></a>
<ul><p>Not an item</p></ul>
<button></button>
<div><template shadowrootmode="open"><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></template></div>
</main>
"""
PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Odd</title>{}' + DEFECTS


def _violations(evidence: PageEvidence) -> set[tuple[str, str, Any]]:
    return {
        (result.rule, str(result.outcome), node.element.target)
        for result in evidence.axe
        for node in result.nodes
    }


@pytest.mark.parametrize(
    "source",
    [
        "<",
        "just text, and no tag at all",
        "<p>1<b>2<p>3</b>4<table><td>5<p>6</table></p></i>7<div",
        "<!doctype html><title>x</title><svg><p>foreign</svg><math><mi>x",
        "<plaintext><html lang=en>",
    ],
)
def test_anything_that_a_browser_shows_is_audited(source: str, visit: Any) -> None:
    evidence = visit(source, names=("phone-light", "desktop-dark"))

    assert not [result for result in evidence.axe if result.error]
    assert not [probed for probed in evidence.probes if probed.error]


def test_a_page_that_removes_itself_is_not_tested(site: Any, outcome_of: Any) -> None:
    base = site(PAGE.format("<script>onload = () => document.documentElement.remove()</script>"))

    result = outcome_of(base + "index.html", "image-alt")

    assert isinstance(result, NotTested)
    assert str(result.reason) == "a script removes the whole document"


SKIPPED = """<title>Chapters</title><style>
@supports (content-visibility: auto) {
  section { content-visibility: auto; contain-intrinsic-size: 1px auto 200px }
}
h2, p { font: 16px/18px sans-serif; margin: 0 }
</style>
<main><h1>Chapters</h1><div style="height: 6000px"></div>
"""
SECTION = f"<section {{style}}><h2>Chapter</h2>{'<p>Words</p>' * 10}</section>"


def test_content_that_is_laid_out_when_it_is_scrolled_to_is_measured_as_it_is_then(
    visit: Any,
) -> None:
    sections = SECTION.format(style="") * 2 + SECTION.format(
        style="style='content-visibility: auto'"
    )

    evidence = visit(
        f'<!doctype html><html lang="en">{SKIPPED}{sections}</main>', names=("desktop-light",)
    )

    (spaced,) = (probe for probe in evidence.probes if probe.rule == "text-clipped-when-spaced")

    assert [fact.element.target for fact in spaced.facts] == [("html",)], "a text overlaps another"


WIDE = "<section {style}><p style='width: 2000px'>Wide words</p></section>"
SKIPPING = {
    "style": "<style>section { content-visibility: auto }</style>" + WIDE.format(style=""),
    "attribute": WIDE.format(style="style='content-visibility: auto'"),
}
ROOTS = {
    "shadow root": "<x-chapter><template shadowrootmode=open>{}</template></x-chapter>",
    "nested root": "<x-a><template shadowrootmode=open><x-b><template shadowrootmode=open>{}"
    "</template></x-b></template></x-a>",
}


@pytest.mark.parametrize("skipping", SKIPPING)
@pytest.mark.parametrize("root", ROOTS)
def test_content_in_a_shadow_root_is_laid_out_too(root: str, skipping: str, visit: Any) -> None:
    evidence = visit(
        f'<!doctype html><html lang="en"><title>A</title><main><h1>A</h1>'
        f"<div style='height: 6000px'></div>{ROOTS[root].format(SKIPPING[skipping])}</main>",
        "reflow",
        names=("desktop-light",),
    )

    (probe,) = evidence.probes
    _, wide = probe.facts
    assert wide.element.text == "Wide words"


@pytest.mark.parametrize(
    ("name", "body"),
    [
        (
            "page.xhtml",
            '<html xmlns="http://www.w3.org/1999/xhtml" lang="en"><body>x</body></html>',
        ),
    ],
)
def test_documents_of_other_kinds_are_audited(name: str, body: str, visit: Any) -> None:
    evidence = visit({name: body}, page=name)

    assert not [result for result in evidence.axe if result.error]
    assert not [probed for probed in evidence.probes if probed.error]


@pytest.mark.parametrize("encoding", ["windows-1256", "utf-16", "iso-8859-1"])
def test_a_page_in_another_encoding_is_audited(encoding: str, visit: Any) -> None:
    text = PAGE.format("<p>نص</p>").replace('<meta charset="utf-8">', "")

    evidence = visit({"index.html": text.encode(encoding, "replace")}, "image-alt")

    assert [result.rule for result in evidence.axe] == ["image-alt"]


def test_a_page_that_is_no_text_at_all_is_audited(visit: Any) -> None:
    noise = bytes(range(256)) * 8

    evidence = visit({"index.html": b"<!doctype html><title>x</title><img>" + noise}, "image-alt")

    assert [result.rule for result in evidence.axe] == ["image-alt"]


def test_halves_of_letters_become_text(visit: Any) -> None:
    """A cut may fall into a letter of two units, and a script may write half of one."""
    cut = '<img id="cut" class="' + "x" * 370 + "\U0001f600" * 20 + '">'
    script = (
        "<script>part.title = '\\ud83d'; part.textContent = 'x'.repeat(79) + '\\u{1F600}'</script>"
    )
    source = PAGE.format("").replace(
        DEFECTS, f'<main><a id="part" href="#x"></a>{cut}</main>{script}'
    )

    evidence = visit(source, "image-alt", "link-name", "landmark-one-main", "page-has-heading-one")

    for result in evidence.axe:
        for node in result.nodes:
            node.element.html.encode()
            node.element.text.encode()
    assert {result.rule for result in evidence.axe} >= {"image-alt"}


def test_a_huge_page_is_audited(visit: Any) -> None:
    """Two megabytes, twenty thousand elements, one of them without a name."""
    rows = "".join(f"<li><span>{'word ' * 36}{number}</span></li>" for number in range(10_000))
    source = PAGE.format("").replace(DEFECTS, f"<main><h1>Long</h1><ul>{rows}</ul><img></main>")
    assert len(source) > 2_000_000

    evidence = visit(source, "image-alt", "list", "reflow", names=("phone-light", "desktop-light"))

    assert [result.rule for result in evidence.axe] == ["image-alt"]
    assert evidence.axe[0].variants == ("phone-light", "desktop-light")


HOSTILE = {
    "broken Array": "Array.prototype.map = Array.prototype.push = () => { throw 1; };",
    "broken querySelector": """
        Element.prototype.querySelectorAll = Document.prototype.querySelectorAll = () => [];
        Element.prototype.matches = () => true; Element.prototype.closest = () => null;""",
    "broken JSON": "JSON.stringify = () => '{}'; JSON.parse = () => ({});",
    "broken getters": """
        for (const name of ["shadowRoot", "attributes", "localName"])
          Object.defineProperty(Element.prototype, name, { get() { throw 1; } });""",
    "old prototype.js": "Array.prototype.toJSON = Object.prototype.toJSON = () => 'x';",
    "no Promise": "window.Promise = window.Map = window.Set = window.Object = null;",
    "no getComputedStyle": "window.getComputedStyle = () => ({});",
    "no frames": "window.requestAnimationFrame = window.setTimeout = () => 0;",
    "AMD": "window.define = () => { throw 1; }; define.amd = {}; window.module = { exports: 1 };",
    "own axe": "window.axe = window.a11ycheck = window.a11yProbes = 'mine';",
    "frozen": "Object.freeze(window.Array); Object.freeze(Element.prototype); Object.freeze(JSON);",
    "clobbered": "</script><form name=querySelector hidden><input name=body></form><script>",
}


def test_no_script_of_the_page_changes_what_is_found(visit: Any) -> None:
    clean = _violations(visit(PAGE.format("<script></script>")))
    assert {rule for rule, _, _ in clean} >= {"image-alt", "color-contrast", "link-name", "list"}

    for name, script in HOSTILE.items():
        evidence = visit(PAGE.format(f"<script>{script}</script>"))
        assert _violations(evidence) == clean, name


@pytest.mark.parametrize(
    "policy",
    [
        "default-src 'none'",
        "require-trusted-types-for 'script'; trusted-types 'none'",
    ],
)
def test_a_strict_policy_changes_nothing(
    policy: str, visit: Any, server: Any, reply: Any, outcome_of: Any
) -> None:
    source = PAGE.format("").replace(' style="color: #aaa; background: #fff"', "")

    strict = outcome_of(server.answer("page", reply(source, Content_Security_Policy=policy)))

    assert isinstance(strict, PageEvidence), strict
    assert _violations(strict) == _violations(visit(source))


def test_no_page_leaves_anything_for_the_next(site: Any, outcome_of: Any) -> None:
    writes = """
      localStorage.theme = sessionStorage.theme = document.cookie = "theme=dark";
      indexedDB.open("left"); caches.open("left"); navigator.serviceWorker.register("worker.js");
    """
    reads = """
      const left = [...Object.keys(localStorage), document.cookie,
                    navigator.serviceWorker.controller && "controlled"].filter(Boolean);
      document.title = left.length ? "Left: " + left : "Nothing left";
    """
    page = (
        '<!doctype html><html lang="en"><title>x</title><main><h1>x</h1></main><script>{}</script>'
    )
    base = site(
        {
            "writes.html": page.format(writes),
            "reads.html": page.format(reads),
            "worker.js": "onfetch = (event) => event.respondWith(new Response('from a worker'))",
        }
    )

    outcome_of(base + "writes.html", "document-title")
    evidence = outcome_of(base + "reads.html", "duplicate-page-title")

    (fact,) = [fact for probed in evidence.probes for fact in probed.facts]
    assert fact.facts["title"] == "Nothing left"


def test_an_audit_changes_nothing_in_the_page(visit: Any) -> None:
    """The page watches itself, and calls a dialog when it is changed: dialogs are noted."""
    watch = """<script>
      onload = () => setTimeout(() => {
        const report = (changes) => alert(changes.map((change) => change.type).join());
        const all = { attributes: true, childList: true, characterData: true, subtree: true };
        new MutationObserver(report).observe(document, all);
      });
    </script>"""

    evidence = visit(PAGE.format(watch), names=("phone-light", "desktop-dark"))

    assert evidence.axe
    assert evidence.notices == ()


STYLES_NO_SCRIPT_MAY_READ = {
    "import": '<style>@import url("https://fonts.example/a.css");</style>',
    "import in a file": '<link rel="stylesheet" href="imports.css">',
    "import in a query": '<style>@import "https://fonts.example/a" (orientation: portrait);</style>',
    "link": '<link rel="stylesheet" href="https://fonts.example/a.css">',
    "URL that cannot be parsed": '<link rel="stylesheet" href="https://["><script src="https://["></script>',
    "import that cannot be parsed": '<style>@import url("https://[");</style>',
}


@pytest.mark.parametrize("name", STYLES_NO_SCRIPT_MAY_READ)
def test_a_stylesheet_that_no_script_may_read_stops_no_rule(name: str, visit: Any) -> None:
    head = STYLES_NO_SCRIPT_MAY_READ[name]
    icon = '<p><a href="#i"><i class="icon"></i></a></p>'
    own = "<style>h1 { color: black }</style>"
    page = f'<!doctype html><html lang="en"><title>Odd</title>{head}{own}<main><h1>Odd</h1>{icon}</main>'

    evidence = visit({"index.html": page, "imports.css": '@import "https://fonts.example/a.css";'})

    assert [probed.rule for probed in evidence.probes if probed.error] == []
    assert [result.rule for result in evidence.axe if result.error] == []


def test_a_message_names_the_window_that_sent_it(visit: Any) -> None:
    """Many parts that a page embeds are shown only once their frame has sent word."""
    frame = "<!doctype html><title>Part</title><script>parent.postMessage('ready', '*')</script>"
    page = f"""<!doctype html><html lang="en"><title>Parts</title><main><h1>Parts</h1>
    <iframe id="part" title="Part" src="part.html"></iframe><p id="shown"></p></main><script>
    onmessage = ({{ source }}) => {{
      if (source === part.contentWindow) shown.innerHTML = '<img src="{PIXEL}">';
    }};
    </script></html>"""

    evidence = visit({"index.html": page, "part.html": frame}, "image-alt")

    assert [node.element.target for result in evidence.axe for node in result.nodes] == [("img",)]
