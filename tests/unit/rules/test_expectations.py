"""What rules say: at the edge of a budget, of many hosts, of a language's script."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.model import Element, Fact, Outcome, PageEvidence, Request
from a11ycheck.rules.duplicate_page_title import rule as duplicate_page_title
from a11ycheck.rules.html_dir_matches_lang import rule as html_dir_matches_lang
from a11ycheck.rules.page_weight import rule as page_weight
from a11ycheck.rules.reflow import rule as reflow
from a11ycheck.rules.request_count import rule as request_count
from a11ycheck.rules.third_party_request import rule as third_party_request

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
        "Heaviest: large.png 20,000, font.woff2 5,000, small.js 1,000."
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
