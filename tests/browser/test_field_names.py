"""Form fields, images and forms that are named like properties of the DOM hide nothing from an audit."""

from __future__ import annotations

from typing import Any

import pytest

from a11ycheck.model import PageEvidence

pytestmark = pytest.mark.browser

PIXEL = "data:image/gif;base64,R0lGODlhAQABAAAAACw="
PAGE = f"""<!doctype html><html lang="en"><meta charset="utf-8"><title>Order</title>
<main><h1>Order</h1>{{before}}<form><label>Value <input {{field}}></label><img src="{PIXEL}">
<a href="#nowhere">Jump to the end</a><input type="text"></form></main>"""
RULES = ("image-alt", "label", "in-page-link-broken", "form-label-not-descriptive")
NAMES = (
    *("childNodes", "children", "nodeType", "nodeName", "tagName", "localName", "attributes"),
    *("parentNode", "parentElement", "getAttribute", "querySelectorAll", "matches", "closest"),
    *("style", "id", "classList", "contains", "getBoundingClientRect", "checkVisibility"),
)


def _found(evidence: object) -> set[tuple[str, str]]:
    assert isinstance(evidence, PageEvidence), evidence
    assert not [result for result in evidence.axe if result.error]
    assert not [probed for probed in evidence.probes if probed.error]
    axe = {(result.rule, node.element.html) for result in evidence.axe for node in result.nodes}
    probed = {
        (result.rule, fact.element.html) for result in evidence.probes for fact in result.facts
    }
    return axe | probed


@pytest.mark.parametrize("attribute", ["name", "id"])
def test_fields_named_like_properties_hide_nothing(attribute: str, visit: Any) -> None:
    usual = _found(visit(PAGE.format(before="", field=f'{attribute}="usual"'), *RULES))
    pages = {
        f"{name}.html": PAGE.format(before="", field=f'{attribute}="{name}"') for name in NAMES
    }

    for name in NAMES:
        found = _found(visit(pages, *RULES, page=f"{name}.html"))
        assert found == {(rule, html.replace("usual", name)) for rule, html in usual}, name


def test_fields_of_forms_in_shadow_trees_hide_nothing(visit: Any) -> None:
    page = PAGE.replace("<form>", "<x-order><template shadowrootmode=open><form>").replace(
        "</form>", "</form></template></x-order>"
    )
    usual = _found(visit(page.format(before="", field='name="usual"'), *RULES))
    assert ("image-alt", f'<img src="{PIXEL}">') in usual

    for name in ("childNodes", "localName", "matches", "parentElement", "shadowRoot"):
        found = _found(visit(page.format(before="", field=f'name="{name}"'), *RULES))
        assert found == {(rule, html.replace("usual", name)) for rule, html in usual}, name


def test_fields_that_a_script_inserts_late_hide_nothing(visit: Any) -> None:
    script = """<script>addEventListener("load", () => setTimeout(() => {
      document.body.append(document.querySelector("template").content);
    }, 20))</script>"""
    start = PAGE.replace("<main>", "<template><main>")

    def page(name: str) -> str:
        return f"{start.format(before='', field=f'name={name}')}</template>{script}"

    usual = _found(visit(page("usual"), *RULES))
    assert ("image-alt", f'<img src="{PIXEL}">') in usual

    for name in ("childNodes", "matches"):
        found = _found(visit(page(name), *RULES))
        assert found == {(rule, html.replace("usual", name)) for rule, html in usual}, name


def test_fields_that_a_script_inserts_late_into_a_frame_hide_nothing(visit: Any) -> None:
    script = """<script>addEventListener("load", () => setTimeout(() => {
      document.body.insertAdjacentHTML("beforeend", "<form><input name=nodeName><img src=i.png></form>");
    }))</script>"""
    inside = f'<!doctype html><html lang="en"><title>Inside</title><p>Text</p>{script}'
    page = PAGE.format(before='<iframe title="F" src="inside.html"></iframe>', field='name="usual"')

    evidence = visit({"index.html": page, "inside.html": inside}, *RULES)

    assert ("image-alt", '<img src="i.png">') in _found(evidence)


def test_a_name_that_the_page_asked_for_hides_nothing(visit: Any) -> None:
    script = "<script>void document.querySelector('form').childNodes</script>"
    page = PAGE.format(before="", field='name="childNodes"') + script

    assert ("image-alt", f'<img src="{PIXEL}">') in _found(visit(page, *RULES))


@pytest.mark.parametrize("name", ["querySelectorAll", "documentElement", "body", "createElement"])
def test_forms_and_images_named_like_properties_of_the_document_hide_nothing(
    name: str, visit: Any
) -> None:
    before = f'<form name="{name}"></form><img name="{name}" src="{PIXEL}">'

    found = _found(visit(PAGE.format(before=before, field='name="usual"'), *RULES))

    assert ("image-alt", f'<img name="{name}" src="{PIXEL}">') in found
    assert ("image-alt", f'<img src="{PIXEL}">') in found
