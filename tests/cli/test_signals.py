"""SIGTERM, SIGHUP and Ctrl-C, once or several times: a report, the exit code 2, and nothing left behind."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from a11ycheck.api import AuditResult
from a11ycheck.cache import cache_info
from a11ycheck.cli import main
from a11ycheck.cli.fix import FixResult
from a11ycheck.signals import hold_signals
from command import environment, good, site
from sample_reports import SAMPLES

ENDLESS = good("Endless").replace("</main>", "<script>for (;;) {}</script></main>")
COMMAND = (sys.executable, "-m", "a11ycheck")
AUDIT = (
    *("--jobs", "1", "--timeout", "100", "--variant", "desktop-light", "--cache-dir", "cache"),
    *("--format", "json=report.json", "--format", "html=report.html", "--format", "terminal"),
)
_PATIENCE = 60.0


def wait_until(true: Callable[[], bool]) -> None:
    deadline, pause = time.monotonic() + _PATIENCE, Event()
    while not true():
        assert time.monotonic() < deadline
        pause.wait(0.02)


@pytest.fixture
def scratch() -> Iterator[Path]:
    """The temporary folder of the audits of a test, which has to be empty in the end."""
    folder = Path(tempfile.mkdtemp(prefix="left-", dir="/tmp"))
    yield folder
    try:
        wait_until(lambda: not any(folder.iterdir()) and not processes(folder))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def processes(folder: Path) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            words = (process / "cmdline").read_bytes() + (process / "environ").read_bytes()
            if bytes(folder) in words:
                found.append(process.name)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two pages, of which the browser then visits a third that keeps it busy."""
    # The largest pages are visited first.
    pages = {name: good(name) + f"<!--{'x' * 1000}-->" for name in ("a", "b")}
    site(tmp_path / "site", **pages, endless=ENDLESS)
    return tmp_path


@pytest.fixture(autouse=True)
def _heeded_signals() -> Iterator[None]:
    """Heed signals that a shell or a service ignores, since what we start would ignore them, too."""
    before = {number: signal.getsignal(number) for number in (signal.SIGINT, signal.SIGHUP)}
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    yield
    for number, handler in before.items():
        signal.signal(number, handler)


@pytest.fixture
def started(scratch: Path, folder: Path) -> Iterator[Callable[..., subprocess.Popen[str]]]:
    """Return a function that starts an audit, and waits for so many results."""
    running = []

    def started(*arguments: str, results: int = 2, **extra: str) -> subprocess.Popen[str]:
        process = subprocess.Popen(
            [*arguments, *COMMAND, "audit", "site", *AUDIT],
            cwd=folder,
            env=environment(TMPDIR=str(scratch), **extra),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        running.append(process)
        cache = folder / "cache"
        wait_until(lambda: cache_info(cache).pages >= results or process.poll() is not None)
        return process

    yield started
    for process in running:
        process.kill()
        process.communicate()


def report_of(folder: Path) -> Any:
    return json.loads((folder / "report.json").read_text(encoding="utf-8"))


@pytest.mark.browser
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_an_audit_with_a_partial_report(
    number: int, started: Callable[..., subprocess.Popen[str]], folder: Path
) -> None:
    process = started()

    os.killpg(process.pid, number)
    output, errors = process.communicate(timeout=_PATIENCE)

    report = report_of(folder)
    assert process.returncode == report["exit_code"] == 2, errors
    assert report["interrupted"] is True
    # The second result may have been cached a moment before it was counted.
    audited = report["summary"]["audited"]
    assert audited in {1, 2}
    assert "endless.html" in [item["page"] for item in report["not_tested"]]
    stopped = f"Stopped after {audited} of 3 pages"
    assert stopped in output
    assert stopped in (folder / "report.html").read_text(encoding="utf-8")
    assert "Traceback" not in errors


@pytest.mark.browser
@pytest.mark.parametrize("times", [2, 3])
def test_further_signals_lose_no_report(
    times: int, started: Callable[..., subprocess.Popen[str]], folder: Path
) -> None:
    process = started()

    for _ in range(times):
        os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate(timeout=_PATIENCE)

    report = report_of(folder)
    assert process.returncode == 2, errors
    assert report["interrupted"] is True
    assert report["summary"]["planned"] == 3
    assert len(report["not_tested"]) == 3 - report["summary"]["audited"]
    assert "Traceback" not in errors


@pytest.mark.browser
def test_a_killed_audit_leaves_nothing(started: Callable[..., subprocess.Popen[str]]) -> None:
    process = started()

    process.kill()

    process.communicate(timeout=_PATIENCE)
    assert process.returncode == -signal.SIGKILL


# Runs a command with a terminal, as a terminal emulator does.
IN_TERMINAL = """
import fcntl, os, sys, termios
terminal = os.open(sys.argv[1], os.O_RDWR)
fcntl.ioctl(terminal, termios.TIOCSCTTY, 0)
os.dup2(terminal, 1)
os.dup2(terminal, 2)
os.execv(sys.argv[2], sys.argv[2:])
"""


@pytest.mark.browser
def test_a_terminal_that_is_closed_loses_no_report(
    started: Callable[..., subprocess.Popen[str]], folder: Path
) -> None:
    """The terminal sends SIGHUP, and nothing can be printed to it any more."""
    ours, theirs = os.openpty()
    process = started(sys.executable, "-c", IN_TERMINAL, os.ttyname(theirs), TERM="xterm")
    os.close(theirs)

    os.close(ours)

    process.communicate(timeout=_PATIENCE)
    assert process.returncode == 2
    assert report_of(folder)["interrupted"] is True


# Stands in for a module that an audit imports.
SIGNALLED = """
import os, signal
try:
    os.kill(os.getpid(), signal.{name})
except BaseException:
    pass
"""


@pytest.mark.parametrize("module", ["click", "lxml"])
@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGHUP"])
def test_while_modules_are_imported_a_signal_ends_the_command_in_one_line(
    module: str, name: str, folder: Path, scratch: Path
) -> None:
    (folder / "modules").mkdir()
    (folder / "modules" / f"{module}.py").write_text(SIGNALLED.format(name=name), encoding="utf-8")
    done = subprocess.run(
        [*COMMAND, "audit", "site", *AUDIT],
        cwd=folder,
        env=environment(TMPDIR=str(scratch), PYTHONPATH=str(folder / "modules")),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 128 + getattr(signal, name)
    assert done.stderr == f"a11ycheck: Ended by {name}.\n"
    assert done.stdout == ""
    assert not (folder / "report.json").exists()


def test_a_report_that_nobody_reads_can_be_interrupted(folder: Path, scratch: Path) -> None:
    """The pipe is full, so that printing blocks; files have been written before."""
    (folder / "site" / "long.html").write_text(good("<b>x</b>" * 20_000), encoding="utf-8")
    command = [*COMMAND, "audit", "site", "--browser", "/nowhere", "--format", "json"]
    command += ["--format", "html=report.html"]
    for number in range(2000):
        (folder / "site" / f"{number}.html").write_text("<p>", encoding="utf-8")
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(TMPDIR=str(scratch)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.read(10)  # it is being printed

    process.terminate()

    assert process.wait(timeout=_PATIENCE) == 2
    process.stdout.close()
    assert process.stderr is not None
    assert "Traceback" not in process.stderr.read()
    process.stderr.close()
    assert "Stopped after" in (folder / "report.html").read_text(encoding="utf-8")


def test_a_signal_during_fix_marks_the_report(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report has been written by then, and is written again."""

    def interrupted(*_how: object, **_more: object) -> FixResult:
        assert report_of(folder)["interrupted"] is False
        signal.raise_signal(signal.SIGTERM)
        return FixResult.ALL

    def audited(*_targets: object, **_how: object) -> AuditResult:
        hold_signals()
        return AuditResult(report=SAMPLES["page-findings"])

    monkeypatch.chdir(folder)
    monkeypatch.setattr("a11ycheck.api.audit", audited)
    monkeypatch.setattr("a11ycheck.cli.site_audit.fix_findings", interrupted)

    code = main(["audit", "site", "--fix", "--format", "json=report.json"])

    assert code == 2
    assert report_of(folder)["interrupted"] is True
    assert report_of(folder)["exit_code"] == 2
