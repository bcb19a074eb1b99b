"""The locations of SARIF results: the line to edit, the other lines, and their URIs."""

import json
import re
from dataclasses import replace
from urllib.parse import unquote, urlsplit

import jsonschema
import pytest

from a11ycheck.model import Report
from a11ycheck.reporters import render
from sarif_log import Samples, file_and_line, message_text, notifications, of_rule, results


def test_every_result_has_a_relative_file_and_a_line(report: Report) -> None:
    for result in results(report):
        uri, line = file_and_line(result)
        assert uri == urlsplit(uri).path != ""
        assert not uri.startswith(("/", ".."))
        assert line >= 1
        physical = result["locations"][0]["physicalLocation"]
        assert physical["artifactLocation"]["uriBaseId"] == "SRCROOT"


def test_links_in_messages_lead_to_related_locations(report: Report) -> None:
    for result in results(report):
        ids = [item["id"] for item in result.get("relatedLocations", ())]
        assert ids == list(range(1, len(ids) + 1))
        for number in re.findall(r"(?<!\\)\]\((.*?)\)", message_text(result)):
            assert int(number) in ids


def test_names_the_line_to_edit(samples: Samples) -> None:
    found = of_rule(samples["sources"], "image-alt")
    assert [file_and_line(item) for item in found] == [
        ("docs/guide/help.md", 12),
        ("docs/guide/help.md", 24),
        ("docs/guide/help.md", 36),
        ("docs/guide/help.md", 48),
    ]
    assert [item["locations"][0]["properties"]["precision"] for item in found] == [
        "exact",
        "block",
        "section",
        "page",
    ]
    assert "starts at this line" not in message_text(found[0])
    assert "in the block that starts at this line" in message_text(found[1])
    assert "in the section that starts at this line" in message_text(found[2])
    assert "somewhere in this file" in message_text(found[3])
    # The page that was looked at is another file than the one to edit.
    assert found[0]["analysisTarget"]["uri"] == "build/html/guide/help.html"


def test_a_finding_in_the_source_has_its_line(samples: Samples) -> None:
    unused, *found = sorted(
        results(samples["in-source"]), key=lambda item: item["ruleId"], reverse=True
    )
    assert file_and_line(unused) == ("pyproject.toml", 41)
    assert "Page:" not in message_text(unused)
    assert {file_and_line(item) for item in found} == {
        ("docs/guide/help.md", 12),
        ("docs/_parts/map.md", 3),
        ("docs/orphan.md", 5),
    }
    for item in found:
        region = item["locations"][0]["physicalLocation"]["region"]
        assert region["snippet"] == {"text": "![](map.png)"}
        # No page was looked at.
        assert "analysisTarget" not in item


def test_an_audit_of_sources_alone_names_no_built_page(samples: Samples) -> None:
    (item,) = results(samples["source-only"])
    assert file_and_line(item) == ("docs/guide/help.md", 12)
    (broken,) = notifications(samples["source-only"])
    physical = broken["locations"][0]["physicalLocation"]
    assert physical["artifactLocation"]["uri"] == "docs/broken.md"


def test_related_locations_are_distinct_lines(samples: Samples) -> None:
    (spread,) = of_rule(samples["sources"], "link-in-text-block")
    assert file_and_line(spread) == ("docs/index.md", 7)
    related = [file_and_line({"locations": [item]}) for item in spread["relatedLocations"]]
    assert related == [
        ("docs/guide/help.md", 40),
        ("docs/_parts/more.md", 3),
        ("build/html/guide/phone.html", 1),
    ]
    assert "Found in 5 locations on 3 pages, also [docs/guide/help.md:40](1)" in message_text(
        spread
    )


def test_of_1200_locations_100_others_are_named(
    samples: Samples, sarif_validator: jsonschema.Draft4Validator
) -> None:
    report = samples["many-locations"]
    sarif_validator.validate(json.loads(render(report, "sarif")))
    found = results(report)
    assert len(found) == len(report.findings) > 0
    for result in found:
        assert result["occurrenceCount"] == 1200
        assert len(result["relatedLocations"]) == 100
        assert "Found in 1,200 locations on 1,200 pages" in message_text(result)
        assert message_text(result).count("](") == 5
        assert "and more." in message_text(result)


def test_names_the_built_page_where_the_source_is_not_known(samples: Samples) -> None:
    (theme,) = results(samples["theme-finding"])
    assert file_and_line(theme) == ("build/html/index.html", 1)
    assert theme["locations"][0]["properties"] == {"precision": "page"}
    assert "The source line is unknown; this is the built page." in message_text(theme)
    assert "analysisTarget" not in theme


@pytest.mark.parametrize(
    ("targets", "page", "uri"),
    [
        (("build/html",), "guide/help.html", "build/html/guide/help.html"),
        (("./build/html/",), "guide/help.html", "build/html/guide/help.html"),
        ((".",), "index.html", "index.html"),
        (("build/html/guide/help.html",), "guide/help.html", "build/html/guide/help.html"),
        (("build/en", "build/ar"), "ar/index.html", "build/ar/index.html"),
        (("/work/site/build",), "index.html", "build/index.html"),
        (("https://example.org/sitemap.xml", "build"), "index.html", "build/index.html"),
        (("https://example.org/",), "https://example.org/a/?q=1", "example.org/a%3Fq%3D1"),
    ],
)
def test_built_pages_are_named_from_the_repositorys_top(
    targets: tuple[str, ...], page: str, uri: str, samples: Samples
) -> None:
    report = samples["site"]
    location = replace(report.findings[0].locations[0], pages=(page,))
    finding = replace(report.findings[0], locations=(location,))
    report = replace(report, targets=targets, findings=(finding,))
    assert file_and_line(results(report, root="/work/site")[0]) == (uri, 1)


@pytest.mark.parametrize(
    ("target", "uri"),
    [
        ("build/html", "packages/water/build/html/index.html"),
        ("../../public", "public/index.html"),
        ("/work/site/packages/water/build", "packages/water/build/index.html"),
    ],
)
def test_built_pages_of_a_project_in_the_repository_are_named_from_its_top(
    target: str, uri: str, samples: Samples
) -> None:
    report = samples["site"]
    location = replace(report.findings[0].locations[0], pages=("index.html",))
    finding = replace(report.findings[0], locations=(location,))
    report = replace(report, targets=(target,), findings=(finding,))

    shown = results(report, root="/work/site", folder="packages/water")[0]

    assert file_and_line(shown) == (uri, 1)


def test_a_file_outside_the_repository_has_an_absolute_url(samples: Samples) -> None:
    report = replace(samples["site"], targets=("/srv/my site",))
    location = results(report, root="/work/site")[0]["locations"][0]["physicalLocation"]
    assert location["artifactLocation"] == {"uri": "file:///srv/my%20site/index.html"}


def test_file_names_come_back_as_they_were(samples: Samples) -> None:
    report = samples["unusual-names"]
    found = results(report)
    for result, finding in zip(found, report.findings, strict=True):
        uri, _ = file_and_line(result)
        page = finding.locations[0].page
        file = finding.source.file if finding.source else f"build/html/{page}"
        assert unquote(uri, errors="surrogateescape") == file
        assert re.fullmatch(r"(?:[A-Za-z0-9/._~-]|%[0-9A-F]{2})+", uri)
