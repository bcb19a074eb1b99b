"""What is known of an element is reported once."""

from __future__ import annotations

import pytest

from a11ycheck.evaluate import judge
from a11ycheck.evaluate.repeated_results import without_repeated_results
from a11ycheck.model import (
    Assertion,
    AxeNode,
    AxeResult,
    Element,
    Fact,
    Impact,
    Outcome,
    PageEvidence,
    PageTree,
    ProbeResult,
    Rule,
    TreeNode,
)
from a11ycheck.rules import by_id

NAMES = (
    "color-contrast",
    "text-contrast-on-image",
    "link-name",
    "name-is-punctuation",
    "name-lang-matches-text",
    "untranslated-text",
    "focus-in-hidden-content",
    "focus-obscured",
)
RULES: tuple[Rule, ...] = tuple(rule for name in NAMES if (rule := by_id(name)) is not None)
TITLE = Element(target=("#title",), html='<h1 id="title">', in_main=True)
NOTE = Element(target=("#note",), html='<p id="note">', in_main=True)


def contrast(outcome: Outcome, variant: str, *elements: Element, look: str = "") -> AxeResult:
    nodes = tuple(
        AxeNode(element=element, impact=Impact.SERIOUS, checks=(), data={"look": look})
        for element in elements
    )
    return AxeResult(rule="color-contrast", outcome=outcome, variants=(variant,), nodes=nodes)


def questions(page: PageEvidence) -> list[Assertion]:
    found = judge([page], RULES, {}).assertions
    return [item for item in found if item.outcome is Outcome.CANT_TELL]


MEASURED = ProbeResult(
    rule="text-contrast-on-image",
    variants=("phone-light",),
    facts=(
        Fact(
            element=TITLE,
            facts={
                "low": 9.0,
                "middle": 12.0,
                "high": 15.0,
                "size": 16.0,
                "weight": 400,
                "same": 1,
            },
        ),
    ),
)


def test_axe_does_not_ask_about_text_that_was_measured_on_its_image() -> None:
    page = PageEvidence(
        page="index.html",
        axe=(contrast(Outcome.CANT_TELL, "phone-light", TITLE, NOTE),),
        probes=(MEASURED,),
    )

    assert [item.element for item in questions(page)] == [NOTE]


def test_axe_asks_where_a_text_looks_otherwise_than_where_it_was_measured() -> None:
    looks = {"phone-light": "a", "phone-dark": "b", "desktop-light": "a", "desktop-dark": ""}
    page = PageEvidence(
        page="index.html",
        axe=tuple(
            contrast(Outcome.CANT_TELL, name, TITLE, look=look) for name, look in looks.items()
        ),
        probes=(MEASURED,),
    )

    assert [item.variants for item in questions(page)] == [("phone-dark", "desktop-dark")]


def icon_link(target: str, html: str) -> TreeNode:
    element = Element(target=(target,), html=html, in_main=True)
    return TreeNode(depth=1, role="link", name="\ue5cd", origin="contents", element=element)


def test_a_link_whose_icon_is_no_name_is_reported_by_axe_alone() -> None:
    missing = Element(
        target=("main > .b",),
        html='<a class="b"\n href="/b"><i class="icon"></i></a>',
        in_main=True,
    )
    node = AxeNode(element=missing, impact=Impact.SERIOUS, checks=())
    links = (
        icon_link("a:nth-child(1)", '<a href="/a">'),
        icon_link("a:nth-child(2)", '<a class="b" href="/b">'),
    )
    page = PageEvidence(
        page="index.html",
        axe=(
            AxeResult(
                rule="link-name", outcome=Outcome.FAILED, variants=("phone-light",), nodes=(node,)
            ),
        ),
        trees=(PageTree(variants=("phone-light",), nodes=links),),
    )

    found = judge([page], RULES, {}).assertions

    assert {(item.rule, item.element.target if item.element else ()) for item in found} == {
        ("link-name", ("main > .b",)),
        ("name-is-punctuation", ("a:nth-child(1)",)),
    }


@pytest.mark.parametrize(
    ("outcome", "name", "rules"),
    [
        (Outcome.CANT_TELL, "#", {"link-name"}),
        (Outcome.CANT_TELL, "\ue5cd", {"link-name", "name-is-punctuation"}),
        (Outcome.FAILED, "\ue5cd", {"link-name"}),
    ],
)
def test_a_question_about_the_name_of_a_link_is_asked_once(
    outcome: Outcome, name: str, rules: set[str]
) -> None:
    link = Element(target=("main > a",), html='<a href="#a"></a>', in_main=True)
    node = AxeNode(element=link, impact=Impact.SERIOUS, checks=())
    named = Element(target=("a:nth-child(1)",), html='<a href="#a">', in_main=True)
    tree = TreeNode(depth=1, role="link", name=name, origin="contents", element=named)
    result = AxeResult(rule="link-name", outcome=outcome, variants=("phone-light",), nodes=(node,))
    trees = (PageTree(variants=("phone-light",), nodes=(tree,)),)

    found = judge(
        [PageEvidence(page="index.html", axe=(result,), trees=trees)], RULES, {}
    ).assertions

    assert {str(item.rule) for item in found} == rules


def named_image(target: str, name: str) -> TreeNode:
    element = Element(target=(target,), html=f'<img id="{target}">', in_main=True)
    return TreeNode(depth=1, role="image", name=name, origin="alt", language="ar", element=element)


def test_a_label_in_another_language_is_reported_once_for_all_elements() -> None:
    label, other = "Open the navigation menu", "Uns auf dem Wochenmarkt besuchen und kennenlernen"
    fact = Fact(element=TITLE, facts={"lang": "ar", "where": "alt", "text": label})
    images = (named_image("#a", label), named_image("#b", label), named_image("#c", other))
    page = PageEvidence(
        page="index.html",
        axe=(),
        probes=(ProbeResult(rule="untranslated-text", variants=("phone-light",), facts=(fact,)),),
        trees=(PageTree(variants=("phone-light",), nodes=images),),
    )

    found = judge([page], RULES, {}).assertions

    assert {(item.rule, item.element.target if item.element else ()) for item in found} == {
        ("untranslated-text", TITLE.target),
        ("name-lang-matches-text", ("#c",)),
    }


def test_what_covers_a_focused_element_is_named_once() -> None:
    seen = {"tag": "a", "rendered": True, "on_screen": True, "click_through": False, "labels": []}
    focused = {**seen, "cover": 1}
    part = {"stops": 1, "names": ["Help"], "single": True, "hosts": [], "focused": focused}
    hidden = tuple(Fact(element=element, facts=part) for element in (TITLE, NOTE))
    covered = Fact(element=NOTE, facts={"cover": "div.banner", "cover_tag": "<div>"})
    page = PageEvidence(
        page="index.html",
        axe=(),
        probes=(
            ProbeResult(
                rule="focus-in-hidden-content",
                variants=("phone-light", "phone-dark"),
                facts=hidden,
            ),
            ProbeResult(rule="focus-obscured", variants=("phone-light",), facts=(covered,)),
        ),
    )

    found = judge([page], RULES, {}).assertions

    assert {(item.rule, item.element) for item in found} == {
        ("focus-in-hidden-content", TITLE),
        ("focus-obscured", NOTE),
    }


@pytest.mark.parametrize(
    ("outcome", "kept"),
    [
        (Outcome.FAILED, {"autoplay-audio"}),
        (Outcome.CANT_TELL, {"autoplay-audio", "no-autoplay-audio"}),
    ],
)
def test_a_failure_is_not_left_out_for_a_question(outcome: Outcome, kept: set[str]) -> None:
    sound = Element(target=("audio",), html="<audio autoplay>", in_main=True)
    kinds = {"autoplay-audio": outcome, "no-autoplay-audio": Outcome.FAILED}
    assertions = {
        rule: (
            Assertion(
                rule=rule,
                outcome=found,
                pages=("a.html",),
                variants=("phone-light",),
                impact=Impact.MODERATE,
                messages=(),
                element=sound,
            ),
        )
        for rule, found in kinds.items()
    }

    assert set(without_repeated_results(assertions, PageEvidence(page="a.html", axe=()))) == kept
