"""The memory of a run does not grow with the site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sized_site import large_pages, peak_memory

if TYPE_CHECKING:
    from conftest import Lab

# Each page has rules of its own, as furo_light writes them.
HEAD = "<style>.c{number} p {{ white-space: normal; width: {number}px }}</style>"


def test_four_times_the_pages_take_no_more_memory(lab: Lab) -> None:
    few, many = (
        lab.build(large_pages(count, HEAD, kilobytes=30), name=f"html{count}") for count in (8, 32)
    )
    lab.run(few, dry_run=True)  # imports, and what is kept of the first page
    peaks = [peak_memory(lambda site=site: lab.run(site, cached=False)) for site in (few, many)]
    assert peaks[1] < 1.3 * peaks[0]
    assert len(list(many.glob("*.html.br"))) == 32
