"""A finding in translated text: every format names the original's line and the catalogue entry."""

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest

from a11ycheck.model import CatalogueEntry, Outcome, Precision, Report, SourceLocation
from a11ycheck.reporters import REPORTERS, render

CATALOGUE = "docs/locales/ckb/LC_MESSAGES/water.po"


@pytest.fixture
def translated(samples: Mapping[str, Report]) -> Report:
    """A report with one finding of an element, in a translated text."""
    entry = CatalogueEntry(file=CATALOGUE, line=412)
    source = SourceLocation(
        file="docs/water.md", line=9, precision=Precision.EXACT, catalogue=entry
    )
    report, found = next(
        (report, finding)
        for report in samples.values()
        for finding in report.with_outcome(Outcome.FAILED)
        if finding.locations[0].element and finding.locations[0].page and not finding.known
    )
    location = replace(found.locations[0], source=source)
    return replace(report, findings=(replace(found, locations=(location,)),))


@pytest.mark.parametrize("form", REPORTERS)
def test_every_format_names_both(form: str, translated: Report) -> None:
    text = render(translated, form)

    assert "docs/water.md" in text
    assert CATALOGUE in text
    assert "412" in text


def test_sarif_gives_the_entry_as_a_related_location(translated: Report) -> None:
    (result,) = json.loads(render(translated, "sarif"))["runs"][0]["results"]

    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == CATALOGUE
    assert related["physicalLocation"]["region"] == {"startLine": 412}
    assert "translation" in related["message"]["text"]


def test_json_gives_file_and_line(translated: Report) -> None:
    (found,) = json.loads(render(translated, "json"))["findings"]

    assert found["source"]["catalogue"] == {"file": CATALOGUE, "line": 412}
