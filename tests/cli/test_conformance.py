"""`a11ycheck conformance` and `a11ycheck statement`, as a publisher runs them after an audit."""

from pathlib import Path

import pytest

from command import good, run, site


def test_conformance_lists_every_criterion_and_counts_them(tmp_path: Path) -> None:
    done = run("conformance", cwd=tmp_path)
    assert done.returncode == 0
    assert "1.1.1" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("55 criteria: ")
    manual = run("conformance", "--manual", cwd=tmp_path)
    assert "captions" in manual.stdout


@pytest.mark.browser
def test_an_audit_becomes_a_draft_that_is_never_overwritten(tmp_path: Path) -> None:
    image = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>'
    folder = site(tmp_path / "site", index=good("Home").replace("<p>", image, 1))
    run(
        "audit", folder, "--variant", "phone-light", "--format", "json=report.json", cwd=tmp_path
    )  # fmt: skip
    arguments = ("statement", "report.json", "--site", "Water", "--output", "statement.md")
    assert run(*arguments, cwd=tmp_path).returncode == 0
    text = (tmp_path / "statement.md").read_text(encoding="utf-8")
    assert "does not fully conform" in text
    assert "| failed: image-alt |" in text
    again = run(*arguments, cwd=tmp_path)
    assert again.returncode == 3
    assert "statement.md exists" in again.stderr
