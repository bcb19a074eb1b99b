"""`a11ycheck compare`: two states of a site, as folders and as reports."""

import json
from pathlib import Path

import jsonschema
import pytest

from a11ycheck.reporters.comparisons import comparison_schema
from command import good, run, site

pytestmark = pytest.mark.browser

QUICK = ("--variant", "phone-light", "--select", "page-weight")


@pytest.fixture
def before(tmp_path: Path) -> Path:
    return site(tmp_path / "before", index=good("Home"), about=good("About"), more=good("More"))


@pytest.fixture
def after(tmp_path: Path) -> Path:
    broken = good("About").replace("<h1>", "<p>").replace("</h1>", "</p>")
    return site(tmp_path / "after", index=good("Home"), about=broken, more=good("More"))


def test_the_same_site_from_another_folder_has_no_difference(before: Path, tmp_path: Path) -> None:
    other = site(tmp_path / "other", index=good("Home"), about=good("About"), more=good("More"))

    done = run("compare", before, other, *QUICK, cwd=tmp_path, check=0)

    assert done.stdout == "No difference on 3 pages.\n"


def test_a_loss_is_reported_and_fails_if_asked_to(
    before: Path, after: Path, tmp_path: Path
) -> None:
    done = run("compare", before, after, "--fail-on", "lost", *QUICK, cwd=tmp_path, check=1)

    assert done.stdout.startswith("3 pages compared: 1 change on 1 page, of which 1 loss.\n")
    assert 'heading level 1, About → text "About" [about.html]' in done.stdout
    assert "index.html" not in done.stdout


def test_reports_that_kept_their_evidence_are_compared(
    before: Path, after: Path, tmp_path: Path
) -> None:
    for folder in (before, after):
        report = f"json={folder.name}.json"
        run("audit", folder, "--keep-evidence", "--format", report, *QUICK, cwd=tmp_path, check=0)

    done = run(
        "compare", "before.json", "after.json", "--format", "json", *QUICK, cwd=tmp_path, check=0
    )

    found = json.loads(done.stdout)
    jsonschema.validate(found, comparison_schema())
    assert (found["pages_compared"], found["changed_pages"]) == (3, ["about.html"])
    assert [(item["kind"], item["is_loss"], item["pages"]) for item in found["changes"]] == [
        ("role", True, ["about.html"])
    ]


def test_a_report_is_compared_as_its_folder(before: Path, after: Path, tmp_path: Path) -> None:
    for folder in (before, after):
        report = f"json={folder.name}.json"
        run("audit", folder, "--keep-evidence", "--format", report, *QUICK, cwd=tmp_path, check=0)

    reports = run("compare", "before.json", "after.json", *QUICK, cwd=tmp_path, check=0)
    mixed = run("compare", "before.json", after, *QUICK, cwd=tmp_path, check=0)
    folders = run("compare", before, after, *QUICK, cwd=tmp_path, check=0)
    same = run("compare", "after.json", after, *QUICK, cwd=tmp_path, check=0)

    assert reports.stdout == mixed.stdout == folders.stdout
    assert same.stdout == "No difference on 3 pages.\n"


def test_a_page_more_is_no_change_of_the_others(before: Path, tmp_path: Path) -> None:
    pages = {"index": good("Home"), "about": good("About"), "more": good("More")}
    larger = site(tmp_path / "larger", **pages, new=good("New"))

    done = run("compare", before, larger, *QUICK, cwd=tmp_path, check=0)

    assert done.stdout == (
        "3 pages compared: no change for assistive technology.\n\nAdded pages:\n  new.html\n"
    )


def test_markdown_is_for_a_pull_request(before: Path, after: Path, tmp_path: Path) -> None:
    done = run("compare", before, after, "--format", "markdown", *QUICK, cwd=tmp_path, check=0)

    assert done.stdout.startswith("### What changed for assistive technology\n")
    assert "**Losses**" in done.stdout


def test_a_report_without_evidence_is_an_error(before: Path, tmp_path: Path) -> None:
    run("audit", before, "--format", "json=r.json", *QUICK, cwd=tmp_path, check=0)

    done = run("compare", "r.json", before, *QUICK, cwd=tmp_path, check=3)

    assert "The report r.json kept no evidence." in done.stderr
    assert "--keep-evidence" in done.stderr
