"""What a page lacks may be in a frame that axe cannot test: a person is asked, and told which frame."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

import a11ycheck
from a11ycheck import Config, Report

pytestmark = pytest.mark.browser

PAGE = '<!doctype html><html lang="en"><meta charset="utf-8"><title>Test</title>'
SANDBOX = "<iframe id=f title=F {} sandbox srcdoc='<h1>Head</h1>'></iframe>"
TESTED = "<iframe id=f title=F srcdoc='<title>F</title><p>Text</p>{}'></iframe>"
NESTED = TESTED.format("<iframe id=g title=G sandbox srcdoc=Text></iframe>")
HEADING, MAIN, ORDER = "page-has-heading-one", "landmark-one-main", "heading-order"
NO_HEADING = "No level-one heading was found; frames that could not be tested may have one: {}."
NO_MAIN = "No main landmark was found; frames that could not be tested may have one: {}."
SKIPPED = "A level is skipped; the heading before may be in a frame that could not be tested: {}."
ASKED: Mapping[str, tuple[str, str, str]] = {
    "sandbox": (HEADING, f"<main><p>Text</p>{SANDBOX}</main>", NO_HEADING.format("iframe#f")),
    "another-host": (
        HEADING,
        "<main><p>Text</p><iframe id=f title=F src=https://frame.invalid></iframe></main>",
        NO_HEADING.format("iframe#f"),
    ),
    "nested": (
        HEADING,
        f"<main><p>Text</p>{NESTED}</main>",
        NO_HEADING.format("iframe#f → iframe#g"),
    ),
    "main": (MAIN, f"<h1>Head</h1>{SANDBOX}", NO_MAIN.format("iframe#f")),
    "object": (
        MAIN,
        "<h1>Head</h1><object type=text/html data=sandbox.html></object>",
        NO_MAIN.format("object"),
    ),
    "order": (ORDER, f"<h1>Head</h1>{SANDBOX}<h3>Part</h3>", SKIPPED.format("iframe#f")),
    "order-in-frame": (
        ORDER,
        f"<h1>Head</h1>{NESTED.replace('</iframe>', '</iframe><h3>Part</h3>', 1)}",
        SKIPPED.format("iframe#g"),
    ),
}
WRONG: Mapping[str, tuple[str, str]] = {
    "no-frame": (HEADING, "<main><p>Text</p></main>"),
    "tested": (HEADING, f"<main><p>Text</p>{TESTED.format('')}</main>"),
    "hidden": (HEADING, f"<main><p>Text</p>{SANDBOX.format('hidden')}</main>"),
    "ignored": (HEADING, f"<main><p>Text</p>{SANDBOX.format('aria-hidden=true')}</main>"),
    "counter": (
        HEADING,
        f"<main><p>Text</p>{SANDBOX.format('width=1 height=1 style=border:0')}</main>",
    ),
    "tested-without-main": (MAIN, f"<h1>Head</h1>{TESTED.format('')}"),
    "frame-after": (ORDER, f"<h1>Head</h1><h3>Part</h3>{SANDBOX}"),
    "frame-before-the-other": (ORDER, f"{SANDBOX}<h1>Head</h1><h3>Part</h3>"),
    "tested-between": (ORDER, f"<h1>Head</h1>{TESTED.format('<h2>In it</h2>')}<h4>Part</h4>"),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    folder = tmp_path_factory.mktemp("site")
    bodies = {name: body for name, (_, body, _) in ASKED.items()}
    for name, body in {**bodies, **{name: body for name, (_, body) in WRONG.items()}}.items():
        (folder / f"{name}.html").write_text(PAGE + body.replace("{}", ""), "utf-8")
    config = Config(select=(HEADING, MAIN, ORDER), variants=("desktop-light",), cache=False)
    return a11ycheck.audit([str(folder)], config).report


@pytest.mark.parametrize("name", ASKED)
def test_what_an_untested_frame_may_have_is_asked(name: str, report: Report) -> None:
    rule, _, message = ASKED[name]
    page = f"{name}.html"

    assert report.outcomes[page][rule] == "cantTell"
    places = [place for item in report.findings if item.rule == rule for place in item.locations]
    assert message in {place.message for place in places if page in place.pages}


@pytest.mark.parametrize("name", WRONG)
def test_what_no_untested_frame_can_have_fails(name: str, report: Report) -> None:
    rule, _ = WRONG[name]
    assert report.outcomes[f"{name}.html"][rule] == "failed"
