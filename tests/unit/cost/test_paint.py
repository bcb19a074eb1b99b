"""The estimate of the first paint: against times of real loads, and what it must follow from."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.cost import LINKS, first_paint
from a11ycheck.cost.paint import Link, first_paints
from a11ycheck.model import Request

SLOW = LINKS["2g"]
HEADERS = 250


def page(size: int, status: int = 200, url: str = "/index.html") -> Request:
    return Request(url=url, kind="document", status=status, wire_bytes=size)


def style(name: str, size: int, by: str = "/index.html") -> Request:
    return Request(
        url=name, kind="stylesheet", status=200, wire_bytes=size, blocking=True, initiator=by
    )


# Measured with Chromium and nginx on an emulated link, without this model (seconds; brotli bytes).
EMPTY = [page(80 + HEADERS)]
INLINED = [page(3374 + HEADERS)]
FURO = [page(5535 + HEADERS), *(style(f"/{size}", size + HEADERS) for size in (9213, 1889, 991))]
ALABASTER = [page(3312 + HEADERS), style("/a.css", 6041 + 3 * HEADERS), style("/a.js", 3077 + 750)]


@pytest.mark.parametrize(
    ("requests", "link", "record", "measured"),
    [
        (EMPTY, "2g", 16_384, 2.48), (EMPTY, "edge", 16_384, 1.87),
        (INLINED, "2g", 16_384, 3.09), (INLINED, "edge", 16_384, 1.93),
        (INLINED, "3g", 16_384, 1.49), (INLINED, "2g", 1400, 2.79), (INLINED, "edge", 1400, 1.88),
        (FURO, "2g", 16_384, 6.22), (FURO, "edge", 16_384, 3.64), (FURO, "3g", 16_384, 2.23),
        (ALABASTER, "2g", 16_384, 5.34), (ALABASTER, "edge", 16_384, 3.12),
        (ALABASTER, "3g", 16_384, 2.24),
    ],
)  # fmt: skip
def test_it_comes_near_to_what_was_measured(
    requests: list[Request], link: str, record: int, measured: float
) -> None:
    assert first_paint(requests, LINKS[link], record) == pytest.approx(measured, rel=0.1)


def test_a_page_alone_takes_what_the_formula_says() -> None:
    # Two round trips and the handshake's 4,500 bytes, one round trip and the request's 800, 1,000 bytes.
    on_the_wire = (1900 + 2600 + 800 + 1000) * 1400 / 1348

    seconds = first_paint([page(1000)], SLOW)

    assert seconds == pytest.approx(3 * 0.5 + on_the_wire * 8 / 50_000 + 0.1)


def test_a_style_sheet_costs_a_round_trip_and_an_import_another_one() -> None:
    fast = Link(name="fast", bits_per_second=10**12, round_trip=1.0)
    one = [page(1000), style("/a.css", 100)]
    chain = [*one, style("/b.css", 100, by="/a.css"), style("/c.css", 100, by="/b.css")]

    assert first_paint([page(1000)], fast) == pytest.approx(3.1)
    assert first_paint(one, fast) == pytest.approx(4.1)
    assert first_paint([*one, style("/z.css", 100)], fast) == pytest.approx(4.1)
    assert first_paint(chain, fast) == pytest.approx(6.1)


def test_another_host_and_a_redirect_cost_round_trips() -> None:
    fast = Link(name="fast", bits_per_second=10**12, round_trip=1.0)
    elsewhere = style("https://cdn.example/a.css", 100)

    assert first_paint([page(1000), elsewhere], fast) == pytest.approx(6.1)
    moved = [page(100, status=301, url="/old"), page(1000)]
    assert first_paint(moved, fast) == pytest.approx(4.1)


def test_slow_start_costs_round_trips_where_the_link_is_fast() -> None:
    fast = Link(name="fast", bits_per_second=10**12, round_trip=1.0)
    window = 13_480
    sheet = 100_000

    # The window has grown by what came before, then doubles: 14,480, 28,960, 57,920.
    seconds = first_paint([page(1000), style("/a.css", sheet)], fast)

    assert seconds == pytest.approx(4.1 + 2)
    assert window + 1000 + 28_960 < sheet < window + 1000 + 28_960 + 57_920


def test_without_a_page_there_is_no_estimate() -> None:
    assert first_paint([], SLOW) is None
    assert first_paints([style("/a.css", 1)]) == {}
    assert first_paint([page(100, status=301)], SLOW) is None


def test_style_sheets_that_import_each_other_end() -> None:
    ring = [style("/a.css", 10, by="/b.css"), style("/b.css", 10, by="/a.css")]

    assert first_paint([page(1000), *ring], SLOW) is not None


@given(
    document=st.integers(min_value=1, max_value=10**6),
    sheet=st.integers(min_value=0, max_value=10**6),
    more=st.integers(min_value=1, max_value=10**5),
)
def test_more_bytes_never_come_sooner(document: int, sheet: int, more: int) -> None:
    requests = [page(document), style("/a.css", sheet)]
    heavier = [requests[0], replace(requests[1], wire_bytes=sheet + more)]

    for link in LINKS.values():
        before, after = first_paint(requests, link), first_paint(heavier, link)
        assert before is not None
        assert after is not None
        assert after > before


@given(document=st.integers(min_value=1, max_value=10**6))
def test_what_blocks_nothing_costs_no_time(document: int) -> None:
    image = Request(url="/p.png", kind="image", status=200, wire_bytes=10**6)

    assert first_paints([page(document), image]) == first_paints([page(document)])
