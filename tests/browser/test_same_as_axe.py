"""What axe finds here is what it finds in a plain driver: in frames and shadow roots too."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from axe_selenium_python import Axe
from selenium import webdriver
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By

from a11ycheck.browser import find_binaries
from a11ycheck.model import Outcome, PageEvidence
from a11ycheck.rules import axe_rules, default_rules

pytestmark = pytest.mark.browser

FAULTS = (
    '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><a href="#top"></a><button></button>'
)
PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>A page</title>'
    "<main><h1>A page</h1>{}</main>"
)
FRAME = f'<!doctype html><title>A frame</title><div class="frame">{FAULTS}</div>'
SRCDOC = f"<title>srcdoc</title><div class='inside'>{FAULTS}</div>".replace('"', "&quot;")

PAGES: Mapping[str, str] = {
    "plain.html": PAGE.format(
        FAULTS
        + '<p style="color: #aaa; background: #fff">Grey</p><ul><p>No item</p></ul>'
        + '<input type="text"><select></select><div role="button">x</div><video autoplay></video>'
        + '<table><tr><td>1<td>2</table><p id="twice"></p><p id="twice"></p>'
    ),
    "frames.html": PAGE.format(
        '<iframe src="nested.html" title="Nested"></iframe>'
        '<iframe src="frame.html"></iframe>'
        f'<iframe srcdoc="{SRCDOC}" title="srcdoc"></iframe>'
        '<iframe src="missing.html" title="Missing"></iframe>'
        '<iframe src="http://elsewhere.invalid/" title="Elsewhere"></iframe>'
    ),
    "shadow.html": PAGE.format(
        f'<div id="host"><template shadowrootmode="open">{FAULTS}'
        f'<section id="inner"><template shadowrootmode="open">{FAULTS}'
        '<iframe src="frame.html" title="In a shadow root"></iframe></template></section>'
        "<slot></slot></template><img></div>"
        f'<div id="closed"><template shadowrootmode="closed">{FAULTS}</template></div>'
    ),
    "scripted.html": PAGE.format(
        "<script>customElements.define('x-part', class extends HTMLElement {"
        " connectedCallback() { this.attachShadow({ mode: 'open' }).innerHTML ="
        " '<img><button></button><slot></slot>'; } })</script>"
        "<x-part><a href='#top'></a></x-part><x-part></x-part>"
    ),
    "rtl.html": PAGE.replace('lang="en"', 'lang="ar" dir="rtl"').format(FAULTS + "<p>نص</p>"),
}
PARTS = {
    "frame.html": FRAME,
    "nested.html": f'<!doctype html><title>Nested</title>{FAULTS}<iframe src="frame.html"></iframe>',
}
RULES = sorted({rule.id for rule in axe_rules()} & {rule.id for rule in default_rules()})
Violations = set[tuple[str, str]]


@pytest.fixture(scope="module")
def driver() -> Iterator[webdriver.Chrome]:
    binaries = find_binaries()
    options = webdriver.ChromeOptions()
    options.binary_location = binaries.browser
    for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"):
        options.add_argument(flag)
    options.add_argument("--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")
    with webdriver.Chrome(options=options, service=Service(binaries.driver)) as driver:
        size = {"width": 1280, "height": 800, "mobile": False, "deviceScaleFactor": 1}
        driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
        yield driver


def _inject(axe: Axe, driver: webdriver.Chrome) -> None:
    """Put axe into the document and, unlike the wrapper, into its frames."""
    axe.inject()
    deep = """
      const all = (root) => [...root.querySelectorAll("*")].flatMap((element) =>
        [element, ...(element.shadowRoot ? all(element.shadowRoot) : [])]);
      return all(document).filter((element) => element.localName === "iframe");
    """
    for frame in driver.execute_script(deep):
        driver.switch_to.frame(frame)
        if driver.find_elements(By.CSS_SELECTOR, "html"):
            _inject(axe, driver)
        driver.switch_to.parent_frame()


def _plain(driver: webdriver.Chrome, url: str, axe_path: Any) -> Violations:
    driver.get(url)
    axe = Axe(driver, script_url=str(axe_path))
    _inject(axe, driver)
    options = {"runOnly": {"type": "rule", "values": RULES}, "resultTypes": ["violations"]}
    results = axe.run(options=json.dumps(options))
    return {
        (found["id"], json.dumps(node["target"]))
        for found in results["violations"]
        for node in found["nodes"]
    }


def _ours(evidence: PageEvidence) -> Violations:
    return {
        (result.rule, json.dumps(node.element.target))
        for result in evidence.axe
        if result.outcome is Outcome.FAILED
        for node in result.nodes
    }


@pytest.mark.parametrize("name", PAGES)
def test_the_violations_are_those_of_a_plain_driver(
    name: str, site: Any, outcome_of: Any, driver: webdriver.Chrome, axe_path: Any
) -> None:
    url = site({**PAGES, **PARTS}) + name

    evidence = outcome_of(url, names=("desktop-light",))
    plain = _plain(driver, url, axe_path)

    assert isinstance(evidence, PageEvidence)
    assert _ours(evidence) == plain
    assert len(plain) >= 3


def test_a_frame_that_cannot_be_looked_into_is_left_to_a_person(visit: Any) -> None:
    frames = "".join(
        f'<iframe sandbox="{allowed}" srcdoc="{SRCDOC}" title="A {number}. frame"></iframe>'
        for number, allowed in enumerate(("", "allow-scripts"))
    )

    evidence = visit(PAGE.format(frames), "frame-tested", "image-alt", names=("desktop-light",))

    open_questions = [result for result in evidence.axe if result.rule == "frame-tested"]
    assert [result.outcome for result in open_questions] == [Outcome.CANT_TELL]
    assert len(open_questions[0].nodes) == 2


def test_each_message_comes_with_its_check_and_the_data_behind_it(visit: Any) -> None:
    body = (
        '<p style="color: #aaa; background: #fff">Grey</p><a href="#top"></a>'
        '<p role="heading" aria-checked="true" aria-level="2">Odd</p>'
    )
    rules = ("color-contrast", "link-name", "aria-allowed-attr")

    evidence = visit(PAGE.format(body), *rules, names=("desktop-light",))

    nodes = {result.rule: result.nodes[0] for result in evidence.axe}
    assert set(nodes) == set(rules)
    assert all(check.message for node in nodes.values() for check in node.checks)
    (contrast,) = nodes["color-contrast"].checks
    assert (contrast.id, contrast.message_key) == ("color-contrast", "")
    assert contrast.data["fgColor"] == "#aaaaaa"
    assert contrast.data["expectedContrastRatio"] in contrast.message
    assert [check.id for check in nodes["link-name"].checks] == [
        "has-visible-text",
        "focusable-no-name",
    ]
    (attribute,) = nodes["aria-allowed-attr"].checks
    assert attribute.message_key == "singular"
    assert attribute.data == {"messageKey": "singular", "values": ['aria-checked="true"']}
