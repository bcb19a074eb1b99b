"""Standard output that is not UTF-8, or closed: no report is lost, and the exit code is the audit's."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from a11ycheck.reporters import REPORTERS
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


@pytest.mark.parametrize("name", REPORTERS)
def test_file_names_that_are_not_utf_8_are_reported_in_every_format(
    folder: Path, name: str
) -> None:
    page = Path(os.fsdecode(b"caf\xe9 \xff.html"))
    (folder / "site" / page).write_text(good("Café"), encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, *AUDIT[:-1], f"{name}=out", "--format", "terminal"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        check=False,
    )

    assert done.returncode == 2, done.stderr
    assert b"Traceback" not in done.stderr
    assert "caf\ufffd \ufffd.html" in done.stdout.decode("utf-8")
    assert (folder / "out").read_text(encoding="utf-8")


def test_reports_are_written_through_links_and_into_pipes(folder: Path) -> None:
    (folder / "report.json").symlink_to("real.json")
    os.mkfifo(folder / "pipe")
    with subprocess.Popen(
        [*COMMAND, *AUDIT, "--format", "junit=pipe", "--format", "terminal"],
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    ) as process:
        received = (folder / "pipe").read_text(encoding="utf-8")
        process.communicate(timeout=120)

    assert process.returncode == 2
    assert received.startswith("<?xml")
    assert (folder / "report.json").is_symlink()
    assert written(folder) == "صفحة.html"


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_a_full_disk_costs_one_report_and_no_other(folder: Path) -> None:
    (folder / "full.xml").symlink_to("/dev/full")
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [*COMMAND, *AUDIT, "--format", "junit=full.xml", "--format", "terminal"],
            cwd=folder,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode == 2
    assert done.stderr.count("No space left on device") == 2
    assert "Traceback" not in done.stderr
    assert written(folder) == "صفحة.html"


def test_no_line_of_standard_error_is_a_command_that_a_page_wrote(folder: Path) -> None:
    for page in (folder / "site").glob("*.html"):
        page.rename(folder / "site" / "\n::error::forged.html")
    command = [*COMMAND, "baseline", "create", "--reason", "r", *AUDIT[1:-2]]
    done = subprocess.run(
        command, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )

    assert done.returncode == 2
    assert r"\x3a:error::forged.html" in done.stderr
    assert [line for line in done.stderr.splitlines() if line.lstrip().startswith("::")] == []


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


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_programs_read_utf_8_whatever_the_encoding_of_the_terminal(encoding: str) -> None:
    script = (
        "from a11ycheck.cli.console import prepare_streams, to_stdout\n"
        "prepare_streams()\nto_stdout('\\u0645\\U0001f600', as_utf8=True)\nto_stdout('\\u0645')\n"
    )

    done = subprocess.run(
        [sys.executable, "-c", script],
        env=environment(PYTHONIOENCODING=encoding, PYTHONUTF8="0"),
        capture_output=True,
        check=True,
    )

    assert done.stdout == "\u0645\U0001f600".encode() + rb"\u0645"


@pytest.mark.parametrize(
    ("options", "who"), [((), "a11ycheck"), (("--debug",), "a11ycheck.cache.database")]
)
def test_a_cache_that_cannot_be_written_is_named_with_a_remedy(
    folder: Path, options: tuple[str, ...], who: str
) -> None:
    (folder / "file").write_text("no folder")
    done = subprocess.run(
        [*COMMAND, *options, "audit", "site", "--cache-dir", "file", "--select", "document-title"],
        cwd=folder,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    message = next(line for line in done.stderr.splitlines() if "could not be cached" in line)
    assert message.startswith(f"{who}: ")
    assert message.endswith("Name another folder with --cache-dir.")
