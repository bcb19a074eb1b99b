"""What rules say: at the edge of a budget, of many hosts, of a language's script."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.model import Element, Fact, Outcome, PageEvidence, Request
from a11ycheck.rules.duplicate_page_title import rule as duplicate_page_title
from a11ycheck.rules.first_paint import rule as first_paint
from a11ycheck.rules.focus_in_hidden_content import rule as focus_in_hidden_content
from a11ycheck.rules.html_dir_matches_lang import rule as html_dir_matches_lang
from a11ycheck.rules.keyboard_menu_reachable import rule as keyboard_menu_reachable
from a11ycheck.rules.page_weight import rule as page_weight
from a11ycheck.rules.reflow import rule as reflow
from a11ycheck.rules.render_blocking_resource import rule as render_blocking_resource
from a11ycheck.rules.request_count import rule as request_count
from a11ycheck.rules.third_party_request import rule as third_party_request
from a11ycheck.rules.web_font import rule as web_font

ORIGIN = "http://127.0.0.1:4000"


def _page(*requests: Request) -> PageEvidence:
    return PageEvidence(page="a.html", requests=requests)


def _file(name: str, size: int | None) -> Request:
    return Request(url=f"{ORIGIN}/{name}", kind="other", status=200, wire_bytes=size)


def _blocked(url: str) -> Request:
    return Request(url=url, kind="image", third_party=True, blocked=True)


@pytest.mark.parametrize(
    ("size", "outcome"), [(999, Outcome.PASSED), (1000, Outcome.PASSED), (1001, Outcome.FAILED)]
)
def test_a_budget_of_bytes_may_be_used_up(size: int, outcome: Outcome) -> None:
    page = _page(_file("a.html", size - 400), _file("b.css", 400), _file("c.png", None))

    (verdict,) = page_weight.expectation(page, page_weight.Options(max_bytes=1000))

    assert verdict.outcome is outcome


def test_the_heaviest_files_are_named_first() -> None:
    sizes = {"": 10, "small.js": 1000, "deep/large.png": 20_000, "font.woff2": 5000}
    page = _page(*(_file(name, size) for name, size in sizes.items()))

    (verdict,) = page_weight.expectation(page, page_weight.Options(max_bytes=5))

    assert verdict.message == (
        "A first visit brings 26,010 bytes; the budget is 5. "
        "Heaviest: large.png 20,000 bytes, font.woff2 5,000 bytes, small.js 1,000 bytes."
    )


def test_each_type_can_have_a_budget_of_its_own() -> None:
    page = _page(
        _typed("document", 900), _typed("script", 70, "a.js"), _typed("script", 40, "b.js")
    )
    options = page_weight.Options(max_script_bytes=100, max_image_bytes=0, max_style_bytes=0)

    (verdict,) = page_weight.expectation(page, options)

    assert verdict.message == (
        "A first visit brings 110 bytes of scripts; the budget is 100. "
        "Heaviest: a.js 70 bytes, b.js 40 bytes."
    )


def _typed(kind: str, size: int, name: str = "index.html", *, blocking: bool = False) -> Request:
    url = f"{ORIGIN}/{name}"
    return Request(url=url, kind=kind, status=200, wire_bytes=size, blocking=blocking)


@pytest.mark.parametrize(("budget", "outcome"), [(2, Outcome.PASSED), (1, Outcome.FAILED)])
def test_what_blocks_rendering_is_counted_and_named(budget: int, outcome: Outcome) -> None:
    lost = Request(url="https://cdn.invalid/x.css", kind="stylesheet", blocking=True)
    page = _page(
        _typed("document", 900), _typed("stylesheet", 70, "a.css", blocking=True), lost,
        _typed("script", 9000, "late.js"),
    )  # fmt: skip

    options = render_blocking_resource.Options(max_resources=budget)
    (verdict,) = render_blocking_resource.expectation(page, options)

    assert verdict.outcome is outcome
    if outcome is Outcome.FAILED:
        assert verdict.message == (
            "Nothing is drawn before 2 of the page's files are there; the budget is 1: "
            "x.css 0 bytes, a.css 70 bytes."
        )


@pytest.mark.parametrize(
    ("fonts", "size", "outcome"), [(2, 600, "passed"), (1, 600, "failed"), (2, 599, "failed")]
)
def test_fonts_have_a_budget_of_number_and_of_bytes(fonts: int, size: int, outcome: str) -> None:
    page = _page(_typed("font", 200, "a.woff2"), _typed("font", 400, "b.woff2"))

    options = web_font.Options(max_fonts=fonts, max_bytes=size)
    (verdict,) = web_font.expectation(page, options)

    assert verdict.outcome == outcome
    if outcome == "failed":
        assert verdict.message == (
            f"A first visit brings 2 fonts with 600 bytes; the budget is {fonts} with {size}: "
            "b.woff2 400 bytes, a.woff2 200 bytes."
        )


@pytest.mark.parametrize(("link", "outcome"), [("2g", "failed"), ("3g", "passed")])
def test_a_late_first_paint_names_what_has_to_come_before_it(link: str, outcome: str) -> None:
    page = _page(
        _typed("document", 3000), _typed("stylesheet", 20_000, "a.css", blocking=True),
        _typed("image", 90_000, "b.png"),
    )  # fmt: skip

    options = first_paint.Options(link=link, max_seconds=5)  # type: ignore[arg-type]
    (verdict,) = first_paint.expectation(page, options)

    assert verdict.outcome == outcome
    if outcome == "failed":
        assert verdict.message == (
            "On 2g (50 kbit/s, 500 ms) the first text is seen after about 6.8 s; "
            "the budget is 5 s. Needed before it: a.css 20,000 bytes, index.html 3,000 bytes."
        )


@pytest.mark.parametrize(("budget", "outcome"), [(3, Outcome.PASSED), (2, Outcome.FAILED)])
def test_a_budget_of_requests_may_be_used_up(budget: int, outcome: Outcome) -> None:
    page = _page(*(_file(str(number), 1) for number in range(3)))

    (verdict,) = request_count.expectation(page, request_count.Options(max_requests=budget))

    assert verdict.outcome is outcome
    if outcome is Outcome.FAILED:
        assert verdict.message == "A first visit makes 3 requests; the budget is 2."


def test_each_other_host_is_named_once_with_what_is_asked_of_it() -> None:
    page = _page(
        _file("a.html", 1),
        *(_blocked(f"https://fonts.invalid/{name}.woff2?v={name}") for name in "abcde"),
        _blocked("https://fonts.invalid/a.woff2?again"),
        _blocked("http://counter.invalid:8080"),
    )

    fonts, counter = third_party_request.expectation(page, None)

    assert fonts.message == (
        "The page asks another host, fonts.invalid, for /a.woff2, /b.woff2, /c.woff2 and 2 more."
    )
    assert counter.message == "The page asks another host, counter.invalid:8080, for /."
    assert [item.data["host"] for item in (fonts, counter)] == [
        "fonts.invalid",
        "counter.invalid:8080",
    ]


def test_a_host_that_may_be_asked_is_not_reported() -> None:
    allowed = Request(url="http://cdn.invalid/x", kind="image", status=200, third_party=True)

    (verdict,) = third_party_request.expectation(_page(allowed), None)

    assert verdict.outcome is Outcome.PASSED


@given(lang=st.text(min_size=1), direction=st.sampled_from(["ltr", "rtl"]))
def test_any_language_tag_is_judged(lang: str, direction: str) -> None:
    verdict = html_dir_matches_lang.expectation({"lang": lang, "direction": direction}, None)

    assert verdict.outcome in {Outcome.PASSED, Outcome.FAILED, Outcome.CANT_TELL}
    assert (verdict.outcome is Outcome.PASSED) == (verdict.message == "")


def test_a_wrong_direction_is_said_in_words() -> None:
    verdict = html_dir_matches_lang.expectation({"lang": "ckb", "direction": "ltr"}, None)

    assert verdict.message == (
        'The page is in "ckb", which is written from right to left, '
        "but it is laid out from left to right."
    )


@pytest.mark.parametrize(("tag", "outcome"), [("p", "failed"), ("table", "cantTell")])
def test_what_sticks_out_is_said_with_its_size(tag: str, outcome: str) -> None:
    verdict = reflow.expectation({"tag": tag, "overflow": 88, "page_width": 408}, None)

    assert verdict.outcome == outcome
    assert "88 pixels" in verdict.message


def test_pages_that_share_a_title_are_each_named() -> None:
    element = Element(target=("title",), html="<title>")
    pages = {
        page: [Fact(element=element, facts={"title": title, "lang": lang})]
        for page, title, lang in [
            ("a", "One", "en"),
            ("b", "One", "en"),
            ("c", "One", "ar"),
            ("d", "Two", "en"),
        ]
    }

    verdicts = duplicate_page_title.expectation({**pages, "e": []}, None)

    assert [verdict.page for verdict in verdicts] == ["a", "b"]
    assert {verdict.message for verdict in verdicts} == {'The title "One" is shared by 2 pages.'}


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"why": "outside", "stops": 12, "names": ["Home", "Help"], "single": False},
            (
                "Tab leads to 12 places in this part (“Home”, “Help”, …), and nothing of it can be "
                "seen: it lies outside of the screen, or is cut off."
            ),
        ),
        (
            {"why": "covered", "stops": 1, "names": ["Help"], "single": True},
            "Tab leads to this (“Help”), and nothing of it can be seen: something else covers it.",
        ),
        (
            {"why": "transparent", "stops": 1, "names": [], "single": False},
            "Tab leads to 1 place in this part, and nothing of it can be seen: it is transparent.",
        ),
    ],
)
def test_focus_out_of_sight_is_said_with_its_reason(facts: dict[str, Any], message: str) -> None:
    verdict = focus_in_hidden_content.expectation(facts, None)

    assert (verdict.outcome, verdict.message) == (Outcome.FAILED, message)


@pytest.mark.parametrize(
    ("facts", "message"),
    [
        (
            {"label": True, "links": 5, "names": ["Home", "Help"]},
            "A click on this label of a hidden box shows 5 links (“Home”, “Help”, …), and no key does.",
        ),
        (
            {"label": False, "links": 2, "names": []},
            "A click on this element shows 2 links (without names), and no key does.",
        ),
    ],
)
def test_a_menu_without_a_key_is_said_with_its_links(facts: dict[str, Any], message: str) -> None:
    verdict = keyboard_menu_reachable.expectation(facts, None)

    assert (verdict.outcome, verdict.message) == (Outcome.FAILED, message)
