"""The memory that copies take does not grow with the site."""

from __future__ import annotations

import gc
from pathlib import Path

import pytest

from furo_light.offline import build_date, copies, offer_folder
from furo_light.settings import Settings
from sized_site import large_pages, peak_memory


def test_four_times_the_pages_take_no_more_memory(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = copies.parse_page

    def parse_page(text: str, name: str) -> object:
        gc.collect()  # html5lib leaves cycles, which the collector would free later
        return parse(text, name)

    monkeypatch.setattr(copies, "parse_page", parse_page)
    peaks = []
    for count in (1, 5, 20):  # the first one loads templates and tables
        site = tmp_path / f"{count}"
        site.mkdir()
        for name, text in large_pages(count, kilobytes=10).items():
            (site / name).write_text(text, "utf-8")
        work = lambda site=site: offer_folder(site, Settings(), day=build_date("0"))  # noqa: E731
        peaks.append(peak_memory(work))
    assert peaks[2] < 1.2 * peaks[1]
