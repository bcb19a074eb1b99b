"""Where reports go: an error of one destination or format costs no other report."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from a11ycheck.cli.destinations import (
    Destination,
    demand_mergeable,
    destinations_of,
    write_reports,
)
from a11ycheck.cli.presentation import Presentation
from a11ycheck.config import Config, LoadedConfig
from a11ycheck.errors import UserError
from a11ycheck.model import Report
from a11ycheck.reporters import REPORTERS, Context
from sample_reports import SAMPLES


def broken(report: Report, context: Context) -> str:
    del report, context
    message = "a bug\n::error::forged"
    raise LookupError(message)


@pytest.fixture
def html_is_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    changed = replace(REPORTERS["html"], render=broken)
    monkeypatch.setattr("a11ycheck.reporters.html.HTML", changed)


@pytest.mark.usefixtures("html_is_broken")
@pytest.mark.parametrize("printed", ["terminal", "html"])
def test_a_bug_in_one_format_costs_no_other_report(
    printed: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    destinations = [
        Destination(reporter=REPORTERS[name], path=None if name == printed else tmp_path / name)
        for name in REPORTERS
    ]

    is_complete = write_reports(SAMPLES["everything"], destinations, Presentation())

    assert not is_complete
    kept = {name for name in REPORTERS if name not in {"html", printed}}
    assert {path.name for path in tmp_path.iterdir()} == kept
    output = capsys.readouterr()
    assert ("NOT TESTED" in output.out) == (printed == "terminal")
    assert "LookupError: a bug" in output.err
    assert "The html report could not be made: this is a bug in a11ycheck." in output.err
    assert "\n::error" not in output.err


def destinations(*formats: str) -> tuple[Destination, ...]:
    config = replace(Config(), formats=formats)
    return destinations_of(LoadedConfig(config=config, origins={"formats": "--format"}))


@pytest.mark.parametrize(
    ("settings", "problem"),
    [
        ({"editor": "typewriter"}, 'a11ycheck.toml:2: there is no editor "typewriter".'),
        ({"source_url": "https://git.example/"}, '"https://git.example/" is not an https URL'),
        ({"source_url": "ssh://git.example/{file}"}, "is not an https URL"),
    ],
)
def test_a_template_of_links_is_read_before_the_audit(
    settings: dict[str, str], problem: str
) -> None:
    def read(name: str) -> tuple[Destination, ...]:
        config = replace(Config(), formats=(name,), **settings)
        origins = dict.fromkeys((*settings, "formats"), "a11ycheck.toml:2")
        return destinations_of(LoadedConfig(config=config, origins=origins))

    with pytest.raises(UserError) as refused:
        read("html=report.html")

    assert problem in refused.value.message
    assert read("json=report.json")


@pytest.mark.parametrize(
    ("text", "problem", "hint"),
    [
        ("json=report.html", "the format json would be written to report.html", "json=report.json"),
        ("html=a/report.JSON", "the name of another", "html=a/report.html"),
        ("terminal=report.html", "the name of another", "terminal=report.txt"),
        ("junit=report.json", "the name of another", "junit=report.xml"),
        ("json=report.sarif", "the name of another", "json=report.json"),
        ("html=new/", "new/ is a folder", "html=new/report.html"),
        ("html=.", ". is a folder", "html=report.html"),
    ],
)
def test_a_file_that_cannot_be_meant_is_refused_before_the_audit(
    text: str, problem: str, hint: str
) -> None:
    with pytest.raises(UserError) as refused:
        destinations(text)

    assert refused.value.message.startswith("--format: ")
    assert problem in refused.value.message
    assert refused.value.hint.endswith(hint)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "json=report.json",
            "sarif=report.sarif.json",
            "sarif=x.sarif",
            "earl=x.json",
            "html=x.htm",
        ),
        *(
            "junit=junit.xml",
            "json=x",
            "html=x.txt",
            "markdown=x.md",
            "json=/dev/stdout",
            "json=x.tmp",
        ),
        *("terminal=x.log", "concise=x.v1.html.txt", "github=x"),
    ],
)
def test_a_file_that_fits_its_format_or_promises_none_is_taken(text: str) -> None:
    assert destinations(text)[0].path == Path(text.partition("=")[2])


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names.")
def test_the_name_of_a_site_may_be_no_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)
    target = os.fsdecode(b"caf\xe9")
    Path(target).mkdir()
    report = replace(SAMPLES["page-findings"], targets=(target,))

    assert write_reports(report, destinations("html=report.html"), Presentation())

    assert 'href="caf%E9/' in Path("report.html").read_text("utf-8")
    assert "Wrote report.html" in capsys.readouterr().err


@pytest.mark.parametrize("template", ["none", "https://git.example/{file}?line={line}"])
def test_a_valid_template_of_links(template: str) -> None:
    config = replace(Config(), formats=("html=report.html",), source_url=template)

    assert destinations_of(LoadedConfig(config=config, origins={"formats": "--format"}))


@pytest.mark.parametrize(
    ("shard", "problem"),
    [("4/3", "--shard: '4/3' is not a shard."), ("1/3", "No report of shard 1/3 could be merged")],
)
def test_a_mistake_in_the_shard_comes_before_its_report(shard: str, problem: str) -> None:
    loaded = LoadedConfig(config=replace(Config(), shard=shard))

    with pytest.raises(UserError) as refused:
        demand_mergeable(loaded, destinations("terminal"))

    assert problem in refused.value.message


def test_a_hyphen_is_standard_output(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("GITHUB_STEP_SUMMARY", raising=False)

    assert write_reports(SAMPLES["clean"], destinations("json=-"), Presentation())

    assert capsys.readouterr().out.startswith('{\n  "schema": ')


def test_the_summary_of_a_job_is_extended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("Before\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    assert write_reports(SAMPLES["page-findings"], destinations("json=-"), Presentation())

    text = summary.read_text(encoding="utf-8")
    assert text.startswith("Before\n### ❌ a11ycheck: FAILED\n")
    assert "Exit code 1" in text
    assert "summary" not in capsys.readouterr().err


def test_a_full_summary_is_left_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    summary = tmp_path / "summary.md"
    summary.write_bytes(b"x" * ((1 << 20) - 10))
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    assert write_reports(SAMPLES["clean"], destinations("json=-"), Presentation())

    assert summary.stat().st_size == (1 << 20) - 10


def test_a_summary_that_is_a_destination_is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))

    (only,) = destinations(f"markdown={summary}")

    assert only.path == summary


def test_an_html_report_compares_with_the_one_it_replaces(tmp_path: Path) -> None:
    path = tmp_path / "report.html"
    html = [Destination(reporter=REPORTERS["html"], path=path)]
    before = SAMPLES["page-findings"]
    after = replace(before, findings=before.findings[2:], started="2026-04-01T00:00:00+00:00")

    write_reports(before, html, Presentation())
    write_reports(after, html, Presentation())

    assert "0 new, 2 fixed" in path.read_text(encoding="utf-8")
