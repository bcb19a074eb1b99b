"""Suppressions and the baseline on the command line, from the first finding to the last."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

import command
from a11ycheck.cli import main

pytestmark = pytest.mark.browser

PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><main><h1>{title}</h1><p>Text.</p>{more}</main></html>"""
IMAGE = '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">'
LINK = '<p><a href="about.html"></a></p>'
CONFIG = 'variants = ["desktop-light"]\nselect = ["image-alt", "link-name", "cat.policy"]\n'
BASELINE = "a11ycheck-baseline.json"


def run(*arguments: object, cwd: Path, check: int) -> str:
    """Return what the command printed, on standard output and then on standard error."""
    done = command.run(*arguments, cwd=cwd, check=check)
    assert "Traceback" not in done.stderr
    return " ".join((done.stdout + done.stderr).split())


def write(site: Path, **pages: str) -> None:
    site.mkdir(exist_ok=True)
    for name, more in pages.items():
        (site / f"{name}.html").write_text(PAGE.format(title=name, more=more), "utf-8")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "a11ycheck.toml").write_text(CONFIG, "utf-8")
    write(tmp_path / "site", index=IMAGE, about="")
    return tmp_path


def entries(project: Path) -> dict[str, tuple[dict[str, int], str]]:
    """Return pages and reason of each entry, by rule."""
    content = json.loads((project / BASELINE).read_text("utf-8"))
    return {item["rule"]: (item["pages"], item["reason"]) for item in content["entries"]}


def test_a_baseline_from_the_first_finding_to_the_last(project: Path) -> None:
    run("audit", "site", cwd=project, check=1)
    output = run("baseline", "create", "site", "--reason", "Soon.", cwd=project, check=0)
    assert f"Wrote {BASELINE}: 1 entry, 1 location." in output
    assert "1 known" in run("audit", "site", cwd=project, check=0)

    write(project / "site", index=IMAGE, about=IMAGE + LINK)  # a new page, and a new finding
    output = run("audit", "site", cwd=project, check=1)
    assert "findings 2 new, 0 need review, 1 known, 0 fixed" in output
    output = run("baseline", "update", "site", cwd=project, check=1)
    assert "2 new findings are not in the baseline" in output
    assert entries(project) == {"image-alt": ({"index.html": 1}, "Soon.")}

    run("baseline", "update", "site", "--grow", "--reason", "Later.", cwd=project, check=0)
    assert entries(project) == {
        "image-alt": ({"about.html": 1, "index.html": 1}, "Later."),
        "link-name": ({"about.html": 1}, "Later."),
    }
    run("audit", "site", cwd=project, check=0)

    write(project / "site", index="", about=LINK + LINK)
    output = run("audit", "site", cwd=project, check=1)
    assert "findings 1 new, 0 need review, 1 known, 2 fixed" in output
    run("baseline", "prune", "site", cwd=project, check=0)
    assert entries(project) == {"link-name": ({"about.html": 1}, "Later.")}
    part = run("audit", "site/index.html", cwd=project, check=0)
    assert "fixed" not in part  # the other pages were not audited

    (project / "site" / "about.html").unlink()
    run("baseline", "prune", "site", cwd=project, check=0)
    assert entries(project) == {}


def test_nothing_is_written_where_not_all_was_tested(project: Path) -> None:
    none = ("--browser", "/nowhere/chromium")
    output = run("baseline", "create", "site", "--reason", "Soon.", *none, cwd=project, check=2)
    assert "not everything was tested" in output
    assert "/nowhere/chromium does not exist" in output
    assert not (project / BASELINE).exists()


def test_nothing_is_written_where_nothing_was_audited(project: Path) -> None:
    arguments = ("create", "site", "--reason", "Soon.", "--exclude", "**")
    output = run("baseline", *arguments, "--baseline", BASELINE, cwd=project, check=2)
    assert "NOTHING AUDITED: All 2 pages were skipped." in output
    assert not (project / BASELINE).exists()


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("create", "site"), "--reason"),
        (("create", "--reason", "x"), "Name what to audit"),
        (("create", "site", "--reason", "x", "--baseline", ""), "No baseline is configured"),
        (("update", "site"), "There is no baseline"),
        (("update", "site", "--grow"), "--reason"),
        (
            ("prune", "site", "--baseline", "known.json", "--select", "image-alt"),
            "without --select",
        ),
        (("prune", "site/index.html", "--baseline", "known.json"), "not a whole site"),
        (("create", "site", "--reason", "x", "--baseline", "known.json"), "already exists"),
        (("update", "site", "--baseline", "broken.json"), "broken.json:1: invalid JSON"),
        (("update", "site", "--format", "json"), "No such option"),
        ((), "Commands: create"),
    ],
)
def test_mistakes_end_with_3_before_any_page_is_opened(
    project: Path,
    arguments: tuple[str, ...],
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(project)
    known = '{"schema": "a11ycheck-baseline/1", "entries": []}\n'
    (project / "known.json").write_text(known, "utf-8")
    (project / "broken.json").write_text("{", "utf-8")

    assert main(["baseline", *arguments]) == 3
    assert words in " ".join(capsys.readouterr().err.split())
    assert (project / "known.json").read_text("utf-8") == known


def test_an_audit_refuses_a_broken_or_missing_baseline(project: Path) -> None:
    (project / BASELINE).write_text('{"schema": "a11ycheck-baseline/1",\n"entries": [{}]}', "utf-8")
    assert f'{BASELINE}:2: the entry needs the key "rule"' in run(
        "audit", "site", cwd=project, check=3
    )
    output = run("audit", "site", "--baseline", "mine.json", cwd=project, check=3)
    assert "There is no baseline mine.json" in output
    run("audit", "site", "--baseline", "", cwd=project, check=1)


SUPPRESS = """
[[suppress]]
rule = "image-alt"
reason = "A spacer of one pixel."
contains = "data:image/gif"

[[suppress]]
rule = "link-name"
reason = "Nobody links so any more."
file = "about.html"
"""


def test_the_configuration_suppresses_and_what_is_unused_is_reported(project: Path) -> None:
    (project / "a11ycheck.toml").write_text(CONFIG + SUPPRESS, "utf-8")
    output = run(
        "audit", "site", "--format", "json=r.json", "--format", "terminal", "--profile", "strict",
        cwd=project, check=1,
    )  # fmt: skip
    assert "unused-suppression" in output
    assert "a11ycheck.toml:9" in output
    report = json.loads((project / "r.json").read_text("utf-8"))
    found = {item["rule"]: item["suppression"] for item in report["findings"]}
    assert found["image-alt"] == {"reason": "A spacer of one pixel.", "where": "a11ycheck.toml:4"}
    assert report["summary"]["findings"]["suppressed"] == 1

    run(
        "audit", "site", "--ignore", "reflow", cwd=project, check=0
    )  # not all ran: it may be in use
    write(project / "site", index=IMAGE, about=LINK)
    run("audit", "site", cwd=project, check=0)


SOURCE = """\
# Home

% a11ycheck: ignore image-alt -- A spacer of one pixel.
```{raw} html
<p>Text.</p>

<p><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="></p>
```

% a11ycheck: ignore link-name until=2026-01-31 -- Waits for the designer.
```{raw} html
<p><a href="index.html"></a></p>
```
"""


def test_comments_in_the_sources_suppress_what_stands_below_them(project: Path) -> None:
    docs = project / "docs"
    docs.mkdir()
    (docs / "conf.py").write_text('extensions = ["myst_parser", "a11ycheck.sphinxext"]\n', "utf-8")
    (docs / "index.md").write_text(SOURCE, "utf-8")
    build = [sys.executable, "-m", "sphinx", "-q", "docs", "build/html"]
    subprocess.run(build, cwd=project, check=True, timeout=120)

    run("audit", "build/html", "--format", "json=r.json", cwd=project, check=1)
    findings = json.loads((project / "r.json").read_text("utf-8"))["findings"]
    assert {
        (item["rule"], item["source"]["line"], bool(item["suppression"])) for item in findings
    } == {
        ("image-alt", 7, True),
        ("link-name", 12, False),
        ("expired-suppression", 10, False),
    }

    (docs / "index.md").write_text(SOURCE.replace(" -- A spacer of one pixel.", ""), "utf-8")
    output = run("audit", "build/html", cwd=project, check=3)
    assert "index.md:3: the suppression of image-alt gives no reason." in output
