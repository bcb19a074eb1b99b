"""Standard output that is not UTF-8, or closed: no report is lost, and the exit code is the audit's."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from command import environment, good, site

# Without a browser no page is tested, which is reported as any other result is: no test here needs one.
AUDIT = ("audit", "site", "--browser", "/nowhere/chromium", "--format", "json=report.json")
COMMAND = (sys.executable, "-m", "a11ycheck")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    site(tmp_path / "site", صفحة=good("صفحة"))
    return tmp_path


def written(folder: Path) -> str:
    """Return the page in the report that was written to a file."""
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    (page,) = report["not_tested"]
    return str(page["page"])


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_what_standard_output_cannot_encode_is_escaped(folder: Path, encoding: str) -> None:
    done = subprocess.run(
        [*COMMAND, *AUDIT, "--format", "terminal"],
        cwd=folder,
        env=environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2, done.stderr
    name = "صفحة" if encoding == "utf-8" else r"\u0635\u0641\u062d\u0629"
    assert name in done.stdout.decode(encoding)
    assert b"Traceback" not in done.stderr
    assert written(folder) == "صفحة.html"


def run_without_reader(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    """Run the command with a standard output whose reader has closed it."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return subprocess.run(
            [*COMMAND, *arguments],
            cwd=cwd,
            env=environment(),
            stdout=writing,
            stderr=subprocess.PIPE,
            check=False,
        )
    finally:
        os.close(writing)


def test_a_reader_that_has_gone_away_is_no_error(folder: Path) -> None:
    done = run_without_reader(*AUDIT, "--format", "terminal", cwd=folder)

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr
    assert written(folder) == "صفحة.html"


@pytest.mark.parametrize("arguments", [("rules",), ("explain", "reflow"), ("audit", "--help")])
def test_other_output_may_have_no_reader_either(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    done = run_without_reader(*arguments, cwd=tmp_path)

    assert (done.returncode, done.stderr) == (0, b"")


@pytest.mark.parametrize("closed", [">&-", ">&- 2>&-", "<&- >&- 2>&-"])
def test_closed_streams_lose_no_report(folder: Path, closed: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "$@" {closed}', "sh", *COMMAND, *AUDIT, "--format", "terminal"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2
    assert b"Traceback" not in done.stderr
    assert written(folder) == "صفحة.html"


def test_an_unencodable_error_is_still_an_error(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "audit", "صفحة"],
        cwd=tmp_path,
        env=environment(PYTHONIOENCODING="ascii"),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 3
    assert rb"\u0635" in done.stderr
    assert b"Traceback" not in done.stderr
