"""A run in shards, as CI jobs start it, and the merge of their reports."""

import json
from pathlib import Path
from typing import Any

import pytest

from command import good, run, site

pytestmark = pytest.mark.browser

VARIANT = ("--variant", "phone-light")
TIMES = ("started", "seconds")


@pytest.fixture
def pages(tmp_path: Path) -> Path:
    """Give a site with a missing alt, and a title that two pages share."""
    image = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>'
    return site(
        tmp_path / "site",
        index=good("Home"),
        about=good("About").replace("<p>", image),
        again=good("About"),
        more=good("More"),
    )


def audit_shards(folder: Path, cwd: Path, count: int) -> list[str]:
    names = [f"shard-{number}.json" for number in range(1, count + 1)]
    for number, name in enumerate(names, start=1):
        done = run(
            "audit", folder, "--shard", f"{number}/{count}", "--format", f"json={name}", *VARIANT,
            cwd=cwd,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stdout + done.stderr
    return names


def without_times(path: Path) -> dict[str, Any]:
    report = json.loads(path.read_text(encoding="utf-8"))
    return {key: value for key, value in report.items() if key not in TIMES}


def test_merged_shards_equal_the_whole_run(pages: Path, tmp_path: Path) -> None:
    run("audit", pages, "--format", "json=full.json", "--no-cache", *VARIANT, cwd=tmp_path, check=1)
    names = audit_shards(pages, tmp_path, 2)

    done = run(
        "merge", *names, "--format", "json=merged.json", "--format", "terminal",
        cwd=tmp_path, check=1,
    )  # fmt: skip

    full, merged = (without_times(tmp_path / f"{name}.json") for name in ("full", "merged"))
    assert merged == full
    assert {item["rule"] for item in merged["findings"]} >= {"image-alt", "duplicate-page-title"}
    assert "4 planned = 4 audited" in done.stdout


def test_a_missing_shard_ends_with_2_and_is_named(pages: Path, tmp_path: Path) -> None:
    names = audit_shards(pages, tmp_path, 2)
    done = run("merge", names[1], cwd=tmp_path, check=2)
    assert "the report of shard 1 of 2 is missing" in done.stdout
    assert "2 of 4 pages could not be tested" in done.stdout


def test_a_shard_without_a_json_report_is_refused(pages: Path, tmp_path: Path) -> None:
    done = run("audit", pages, "--shard", "1/2", cwd=tmp_path, check=3)
    assert "No report of shard 1/2 could be merged" in done.stderr
    assert "--format json=FILE" in done.stderr


def test_what_cannot_be_merged_ends_with_3(pages: Path, tmp_path: Path) -> None:
    names = audit_shards(pages, tmp_path, 2)
    done = run("merge", names[0], names[0], cwd=tmp_path, check=3)
    assert "are both of shard 1" in done.stderr
    assert done.stderr.count("\n") == 2
    done = run("merge", "nowhere.json", cwd=tmp_path, check=3)
    assert "nowhere.json cannot be read" in done.stderr
    done = run("merge", cwd=tmp_path, check=3)
    assert "REPORT" in done.stderr
