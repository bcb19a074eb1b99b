"""The command line as a user meets it: what it prints, what it writes, how it ends."""

import json
import re
from pathlib import Path

import pytest

from a11ycheck.cli import main
from command import good, run, site

pytestmark = pytest.mark.browser


def test_clean_site_ends_with_0_and_says_so(clean: Path, tmp_path: Path) -> None:
    done = run("audit", clean, cwd=tmp_path, check=0)
    assert "2 planned = 2 audited" in done.stdout
    assert "\x1b" not in done.stdout + done.stderr


def test_a_broken_source_map_ends_with_2_and_is_named(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "site.sourcemap.json").write_text('{"schema": ')
    done = run("audit", clean, "--variant", "desktop-light", cwd=tmp_path, check=2)
    assert "site.sourcemap.json" in done.stdout
    assert "no rule judges the source" in " ".join(done.stdout.split())
    assert "3 planned = 2 audited" in done.stdout


def test_findings_end_with_1_and_name_page_rule_and_element(clean: Path, tmp_path: Path) -> None:
    broken = good("About").replace(
        "<p>", '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><p>'
    )
    (clean / "about.html").write_text(broken, encoding="utf-8")
    arguments = ("audit", clean, "--variant", "desktop-light")
    done = run(*arguments, cwd=tmp_path, check=1)
    assert "\n  about.html image-alt Element does not have an alt attribute: <img" in done.stdout
    assert done.stdout.rpartition("\n\n")[2].startswith("Exit code 1: ")
    details = run(*arguments, "--verbose", cwd=tmp_path, check=1).stdout
    assert "<img src=" in details
    assert "1.1.1" in details


def test_profile_fail_on_and_never_decide_the_exit_code(clean: Path, tmp_path: Path) -> None:
    (clean / "about.html").write_text(good("Home"), encoding="utf-8")
    arguments = ("audit", clean, "--variant", "desktop-light")
    run(*arguments, cwd=tmp_path, check=0)
    run(*arguments, "--profile", "strict", cwd=tmp_path, check=1)
    run(*arguments, "--fail-on", "minor", cwd=tmp_path, check=1)
    run(*arguments, "--fail-on", "serious", cwd=tmp_path, check=0)
    run(*arguments, "--fail-on", "never", cwd=tmp_path, check=0)


def test_reports_go_to_files_and_terminal_at_once(clean: Path, tmp_path: Path) -> None:
    done = run(
        "audit", clean, "--format", "terminal", "--format", "json=out/report.json",
        "--format", "html=out/report.html", "--variant", "phone-dark", cwd=tmp_path, check=0,
    )  # fmt: skip
    report = json.loads((tmp_path / "out" / "report.json").read_text(encoding="utf-8"))
    assert report["schema"] == "a11ycheck-report/2"
    assert report["summary"]["planned"] == report["summary"]["audited"] == 2
    assert report["tool"]["axe"] == "4.14.1"
    assert "2 audited" in done.stdout
    assert (
        (tmp_path / "out" / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    )
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "report.html",
        "report.json",
    ]


def test_annotations_are_chosen_by_themselves_on_github(clean: Path, tmp_path: Path) -> None:
    (clean / "about.html").write_text(good("Home"), encoding="utf-8")
    arguments = ("audit", clean, "--variant", "phone-dark", "--profile", "strict")
    done = run(*arguments, cwd=tmp_path, check=1, GITHUB_ACTIONS="true")
    assert "::warning " in done.stdout
    done = run(*arguments, "--format", "terminal", cwd=tmp_path, check=1, GITHUB_ACTIONS="true")
    assert "::warning " not in done.stdout


def test_json_on_standard_output_is_only_json(clean: Path, tmp_path: Path) -> None:
    done = run("audit", clean, "--format", "json", "--variant", "phone-dark", cwd=tmp_path, check=0)
    assert json.loads(done.stdout)["exit_code"] == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("audit", "missing"), "missing"),
        (("audit", "empty"), "empty"),
        (("audit", "no-html"), "no-html"),
        (("audit",), "Name what to audit"),
        (("audit", "site", "--selekt", "x"), "--select"),
        (("audit", "site", "--select", "image-altt"), 'Did you mean "image-alt"'),
        (("audit", "site", "--variant", "fone"), "There is no variant"),
        (("audit", "site", "--format", "pdf"), 'There is no report format "pdf".'),
        (("audit", "site", "--format", "json", "--format", "terminal"), "Only one format"),
        (("audit", "site", "--config", "nope.toml"), "nope.toml"),
        (("explain", "image-altt"), 'Did you mean "image-alt"'),
        (("audti",), 'There is no command "audti".'),
        (("audti",), 'Did you mean "audit"?'),
        (("site",), "To audit it, write a11ycheck audit site."),
        (("https://example.org/",), "To audit it, write a11ycheck audit https://example.org/."),
        (("zzz",), "See `a11ycheck --help`."),
        (("audit", "site", "--format", "html="), "--format: html= names no file."),
        (("audit", "example.org"), "For a website, write https://example.org."),
    ],
)
def test_usage_mistakes_end_with_3_and_one_sentence(
    tmp_path: Path,
    arguments: tuple[str, ...],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    site(tmp_path / "site", index=good("Home"))
    (tmp_path / "empty").mkdir()
    (tmp_path / "no-html").mkdir()
    (tmp_path / "no-html" / "data.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert main(arguments) == 3
    captured = capsys.readouterr()
    assert words in captured.err
    assert captured.out == ""


def test_unknown_configuration_key_names_file_line_and_remedy(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "a11ycheck.toml").write_text(
        '\nfail-on = "minor"\nvariantz = ["phone"]\n', encoding="utf-8"
    )
    done = run("audit", clean, cwd=tmp_path, check=3)
    assert "a11ycheck.toml:3" in done.stderr
    assert 'Did you mean "variants"' in done.stderr


def test_flags_win_over_the_file(clean: Path, tmp_path: Path) -> None:
    (tmp_path / "a11ycheck.toml").write_text("jobs = 3\ntimeout = 7\n", encoding="utf-8")
    done = run("audit", clean, "--print-config", "--jobs", "5", cwd=tmp_path, check=0)
    assert "jobs = 5" in done.stdout
    assert "timeout = 7" in done.stdout


def test_second_run_needs_no_browser(clean: Path, tmp_path: Path) -> None:
    run("audit", clean, "--variant", "desktop-light", cwd=tmp_path, check=0)
    done = run(
        "audit", clean, "--variant", "desktop-light", cwd=tmp_path, check=0, PATH="/usr/bin:/bin"
    )
    assert "2 pages unchanged" in done.stdout


def test_doctor_names_what_an_audit_uses(tmp_path: Path) -> None:
    done = run("doctor", cwd=tmp_path, check=0)
    assert re.search(r"axe-core +4\.14\.1", done.stdout)
    for word in ("browser", "driver", "sandbox", "fonts"):
        assert word in done.stdout


def test_rules_and_explain(tmp_path: Path) -> None:
    assert "reflow" in run("rules", cwd=tmp_path, check=0).stdout
    text = run("explain", "reflow", cwd=tmp_path, check=0).stdout
    for heading in ("What it checks", "Why it matters", "Use instead", "Known limits"):
        assert heading in text
