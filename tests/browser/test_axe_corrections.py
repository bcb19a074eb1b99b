"""What axe fails or asks, and W3C's ACT rules pass: no finding; and what axe overlooks: a finding."""

from collections.abc import Mapping

import pytest

import a11ycheck
from a11ycheck import Config, Report

pytestmark = pytest.mark.browser

DIALOG = (
    "<dialog>Sure? <button>Yes</button></dialog>"
    "<script>document.querySelector('dialog').showModal()</script>"
)
PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title><p>Some text</p>'
FRAME = "<iframe title=Links {} srcdoc='<a href=/>Home</a>' tabindex=-1></iframe>"
DRAWER = """<style>
  body { overflow-x: hidden }
  nav { position: absolute; left: -300px; width: 250px; height: 40px; overflow: auto }
  i { white-space: nowrap; color: #bbb }
</style>
<nav><p><i>%s</i></p><p>Two</p><p>Three</p></nav>"""
# An element that is hosted, but assigned to no slot, refers to one that is shown.
HOST = """<section>{}</section><script>
  document.querySelector('section').attachShadow({{ mode: 'open' }}).innerHTML = '<slot name=shown></slot>';
</script>"""
LINK = """<style>a {{ color: #222; text-decoration: none }} code {{ background: #eee }}</style>
<p>To leave words on paper, call <a href="#">{}</a>, which makes {} in it with a small hammer."""
# An app that fills the window: its page does not scroll, its main content does.
SHELL = """<style>
  html, body { height: 100%%; margin: 0; overflow: hidden } main { height: 80%%; overflow: auto }
  .far { margin-top: 3000px } a { color: #222; text-decoration: none } i { color: #ccc }
</style><main><p>Near</p><div class=far>%s</div></main>"""
CARD = """<style>
  .card { overflow: hidden; width: 300px } pre { overflow: auto; width: 100%% } i { color: #ccc }
</style>
<div class=card style="%s"><pre>%s<i>the end</i></pre></div>"""
LINES = """<style>span {{ display: block }}</style>
<a href="#" aria-label="{}"><span>Boats</span><span>Times of the ferries</span></a>"""
UPLOAD = """<style>b { display: block } i { position: absolute; clip-path: inset(50%) }</style>
<span id=what>A photo</span>
<button id=own aria-labelledby="what own"><b>No file</b><i>, </i><b>Choose</b></button>"""
# A name that only a stylesheet says, as browsers read it.
ADDED = """<style>i::before, button::before {{ content: {} }}</style><button><i></i></button>"""
CLEAN: Mapping[str, tuple[str, str]] = {
    "abbreviation": (
        "label-content-name-mismatch",
        '<a href="#" aria-label="University Avenue">University Ave.</a>',
    ),
    "initials": ("label-content-name-mismatch", '<a href="#" aria-label="World Wide Web">WWW</a>'),
    "hyphen": ("label-content-name-mismatch", '<button aria-label="E-mail us">Email us</button>'),
    "spelling": (
        "label-content-name-mismatch",
        '<button aria-label="Change color">Change colour</button>',
    ),
    "icon": (
        "label-content-name-mismatch",
        '<button aria-label="Find" style="font-family: Material Icons">search</button>',
    ),
    "keys": (
        "label-content-name-mismatch",
        '<button aria-label="Search"><span>Search</span> <span><kbd>Ctrl</kbd><kbd>K</kbd></span></button>',
    ),
    "joined-keys": (
        "label-content-name-mismatch",
        '<button aria-label="Search"><span>Search</span><span><kbd>Ctrl</kbd>+<kbd>K</kbd></span></button>',
    ),
    "typed-keys": (
        "label-content-name-mismatch",
        '<button aria-label="Save">Save <small>Ctrl+Shift+S</small></button>',
    ),
    "typed-symbols": (
        "label-content-name-mismatch",
        '<button aria-label="Open">Open <small>⌘O</small></button>',
    ),
    "two-lines": ("label-content-name-mismatch", LINES.format("Boats Times of the ferries")),
    "label-in-own-name": ("label-content-name-mismatch", UPLOAD),
    "split-word": (
        "label-content-name-mismatch",
        '<button aria-label="Save it"><b>S</b>ave</button>',
    ),
    "symbol": ("label-content-name-mismatch", '<button aria-label="Next page">›</button>'),
    "emoji": ("label-content-name-mismatch", '<button aria-label="Find">🔍</button>'),
    "number": ("label-content-name-mismatch", '<a href="#" aria-label="Page 1">1</a>'),
    "below-a-shell": (
        "color-contrast",
        SHELL % "Far"
        + '<aside style="position: absolute; top: 2000px; color: #ccc">Waits below</aside>',
    ),
    "closed-card": ("color-contrast", CARD % ("height: 0", "word " * 90)),
    "below-a-closed-card": (
        "color-contrast",
        CARD % ("height: 0", "word " * 90)
        + "<style>pre { height: 9em; background: #222 }</style><p>Some text</p><p>More text</p>",
    ),
    "inert": ("frame-focusable-content", f"<div inert>{FRAME.format('')}</div>"),
    "dialog": ("frame-focusable-content", FRAME.format("") + DIALOG),
    "no-refresh": ("meta-refresh", '<meta http-equiv="refresh" content="; 30">'),
    "first-refresh": (
        "meta-refresh",
        '<meta http-equiv="refresh" content="90000"><meta http-equiv="refresh" content="30">',
    ),
    "no-styles": ("css-orientation-lock", "<p>Text"),
    "arrow": ("color-contrast", "<code>f() <span style='color: #444'>→</span> int</code>"),
    "separators": (
        "color-contrast",
        '<p style="color: #ccc"><a href="#a">Wells</a> | <a href="#b">Pumps</a> | <a href="#c">Pipes</a>',
    ),
    "middle-dots": (
        "color-contrast",
        '<p style="color: #ccc"><a href="#a">Wells</a> · <a href="#b">Pumps</a> · <a href="#c">Pipes</a>',
    ),
    "separators-in-name": (
        "color-contrast",
        '<div role=group aria-labelledby=x style="color: #ccc"><p id=x><a href="#a">Wells</a> / / /</div>',
    ),
    "link-of-code": ("link-in-text-block", LINK.format("<code>print</code>", "a dent")),
    "closed-drawer": ("color-contrast", DRAWER % ("a-name-without-a-space-" * 5)),
}
WRONG: Mapping[str, tuple[str, str]] = {
    "prefix": (
        "label-content-name-mismatch",
        '<a href="#" aria-label="Discover Italy">Discover It</a>',
    ),
    "keys-of-another-name": (
        "label-content-name-mismatch",
        '<button aria-label="Find">Search <kbd>K</kbd></button>',
    ),
    "keys-that-are-the-label": (
        "label-content-name-mismatch",
        '<button aria-label="Search"><kbd>Ctrl</kbd>+<kbd>K</kbd></button>',
    ),
    "a-letter-that-is-no-key": (
        "label-content-name-mismatch",
        '<button aria-label="Choose">Choose option A</button>',
    ),
    "two-other-lines": ("label-content-name-mismatch", LINES.format("Boats of the harbour")),
    "far-text": ("color-contrast", SHELL % "<i>Pale</i>"),
    "far-link": (
        "link-in-text-block",
        SHELL % "<p>See <a href=#>the tide tables</a> before you leave the harbour.</p>",
    ),
    "far-target": ("target-size", SHELL % (f"<p>{'<button style=padding:0>x</button>' * 3}</p>")),
    "end-of-a-line": ("color-contrast", CARD % ("", "word " * 90)),
    "icon-of-a-font": ("button-name", ADDED.format(r"'\f0c1'")),
    "icon-without-words": ("button-name", ADDED.format(r"'Link' / ''")),
    "image-of-a-stylesheet": ("button-name", ADDED.format("url(link.svg)")),
    "hidden-words": ("button-name", ADDED.format("'Link'; display: none")),
    "spaces": ("label-content-name-mismatch", '<a href="#" aria-label="just ice">justice</a>'),
    "frame": ("frame-focusable-content", FRAME.format("")),
    "refresh": ("meta-refresh", '<meta http-equiv="refresh" content="30">'),
    "crowded": (
        "avoid-inline-spacing",
        '<p style="font-size: 20px; line-height: 18px !important; width: 7em">Memories of the forest',
    ),
    "capital-refresh": ("meta-refresh", '<meta http-equiv="Refresh" content="30">'),
    "capital-viewport": ("meta-viewport", '<meta name="ViewPort" content="user-scalable=no">'),
    "capital-type": ("input-image-alt", '<input type="IMAGE" src="go.png">'),
    "capital-role": ("aria-dialog-name", '<div role="Dialog">Sure?</div>'),
    "labels-what-is-unshown": (
        "color-contrast",
        HOST.format(
            "<b slot=shown id=pale style='color: #ccc'>A tab</b><p aria-labelledby=pale>Its panel</p>"
        ),
    ),
    "owned-by-what-is-unshown": (
        "aria-required-parent",
        HOST.format("<b slot=shown id=item role=option>One</b><p role=listbox aria-owns=item></p>"),
    ),
    "contrast": ("color-contrast-enhanced", '<p style="color: #aaa">Text that is hard to read'),
}


ASKED: Mapping[str, tuple[str, str]] = {
    "letter": ("label-content-name-mismatch", '<button aria-label="Close">x</button>'),
    "words-of-a-stylesheet": ("button-name", ADDED.format("'Read more'")),
    "words-for-an-icon": ("button-name", ADDED.format(r"'\f0c1' / 'Permalink'")),
    "words-with-an-icon": ("button-name", ADDED.format("url(link.svg) 'Permalink'")),
    "number-of-a-stylesheet": ("button-name", ADDED.format("counter(line)")),
    "words-of-a-stylesheet-in-a-link": (
        "link-name",
        "<style>a::after { content: 'Read more' }</style><p>The tides <a href=#></a></p>",
    ),
    "link-of-same-style": ("link-in-text-block", LINK.format("<span>print</span>", "a dent")),
    "link-of-code-among-code": (
        "link-in-text-block",
        LINK.format("<code>print</code>", "a <code>Dent</code>"),
    ),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("site")
    for name, (_, body) in {**CLEAN, **WRONG, **ASKED}.items():
        (folder / f"{name}.html").write_text(PAGE + body, "utf-8")
    rules = {rule for rule, _ in {**CLEAN, **WRONG, **ASKED}.values()}
    config = Config(
        select=tuple(sorted(rules)),
        variants=("desktop-light",),
        cache=False,
        # What a dialog covers is judged, too.
        allow_empty=True,
    )
    return a11ycheck.audit([str(folder)], config).report


@pytest.mark.parametrize("name", CLEAN)
def test_what_is_right_is_no_finding(name: str, report: Report) -> None:
    rule, _ = CLEAN[name]
    assert report.outcomes[f"{name}.html"][rule] in {"passed", "inapplicable"}


@pytest.mark.parametrize("name", WRONG)
def test_what_is_wrong_still_fails(name: str, report: Report) -> None:
    rule, _ = WRONG[name]
    assert report.outcomes[f"{name}.html"][rule] == "failed"


@pytest.mark.parametrize("name", ASKED)
def test_what_only_a_person_can_tell_is_asked(name: str, report: Report) -> None:
    rule, _ = ASKED[name]
    assert report.outcomes[f"{name}.html"][rule] == "cantTell"
