"""Compare `a11ycheck audit` with a plain Selenium loop: the same pages, the same axe, alternately.

Each round runs both as programs of their own, start and end of the browser included, and compares
what axe found: the sets of (page, rule, target) must be equal, but for questions on contrast that we
answer. The exit code is 0 where they are in every round, else 1; with `--at-most`, it is 1 as well
where the ratio of the medians is higher.
"""

import argparse
import contextlib
import ctypes
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from a11ycheck.browser import find_binaries

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "build" / "corpus" / "html" / "black"
VARIANT = "desktop-light"
SHOWN = 10
# 1 says that there are findings, which is what these pages are for.
AUDITED = (0, 1)

PR_SET_CHILD_SUBREAPER = 36  # linux/prctl.h

# The questions of axe that other measurements of ours answer.
ANSWERED = frozenset({"color-contrast"})

Locations = frozenset[tuple[str, str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of one side: wall and processor time in seconds, pages, and what axe found."""

    seconds: float
    cpu: float
    pages: int
    violations: Locations
    incomplete: Locations
    versions: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Used:
    """Wall time of a program, and processor time of it and its descendants, in seconds."""

    wall: float
    cpu: float


class BenchError(Exception):
    """A side that failed, in one sentence."""


def run_ours(folder: Path, scratch: Path, browser: str = "") -> Run:
    """Audit the folder with the command line, with a browser of its choice or this one; read its report."""
    report = scratch / "report.json"
    program = Path(sys.executable).with_name("a11ycheck")
    options = ["--variant", VARIANT, "--no-cache", "--all-pages", "--format", f"json={report}"]
    if browser:
        options += ["--browser", browser]
    used = _timed([str(program), "audit", str(folder), *options], scratch, AUDITED)
    record = json.loads(report.read_text(encoding="utf-8"))
    tool = record["tool"]
    return Run(
        seconds=used.wall,
        cpu=used.cpu,
        pages=record["summary"]["audited"],
        violations=_locations_of(record, "failed"),
        incomplete=_locations_of(record, "cantTell"),
        versions=f"{tool['name']} {tool['version']}, axe {tool['axe']}, {tool['browser']}",
    )


def run_plain(folder: Path, scratch: Path) -> Run:
    """Audit the folder with the plain loop and read what it wrote."""
    output = scratch / "plain.json"
    command = [sys.executable, str(HERE / "plain_loop.py"), str(folder), str(output)]
    used = _timed(command, scratch, (0,))
    record = json.loads(output.read_text(encoding="utf-8"))
    return Run(
        seconds=used.wall,
        cpu=used.cpu,
        pages=record["pages"],
        violations=frozenset((page, rule, target) for page, rule, target in record["violations"]),
        incomplete=frozenset((page, rule, target) for page, rule, target in record["incomplete"]),
    )


def _timed(command: Sequence[str], folder: Path, expected: Sequence[int]) -> Used:
    """Run a program and return its times; BenchError if its exit code is not in `expected`."""
    with tempfile.TemporaryFile(dir=folder) as errors:
        program = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=errors)
        used, code = _wait(program.pid)
        program.returncode = code
        if code in expected:
            return used
        errors.seek(0)
        output = errors.read().decode(errors="replace").strip()
    message = f"{Path(command[0]).name} exited with {code}:\n{output}"
    raise BenchError(message)


def _wait(program: int) -> tuple[Used, int]:
    """Wait for the program and its descendants; return their times, and the program's exit code."""
    start = time.perf_counter()
    wall = cpu = 0.0
    code = 0
    while True:
        try:
            number, status, usage = os.wait4(-1, 0)
        except ChildProcessError:
            return Used(wall=wall, cpu=cpu), code
        cpu += usage.ru_utime + usage.ru_stime
        if number == program:
            wall, code = time.perf_counter() - start, os.waitstatus_to_exitcode(status)


def _adopt_orphans() -> None:
    """Adopt orphaned processes, so that their processor time is counted (Linux only)."""
    with contextlib.suppress(AttributeError, OSError):
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def _locations_of(record: dict[str, Any], outcome: str) -> Locations:
    return frozenset(
        (record["pages"][number]["page"], finding["rule"], json.dumps(location["target"]))
        for finding in record["findings"]
        if finding["engine"] == "axe" and finding["outcome"] == outcome
        for location in finding["locations"]
        for number in location["pages"]
    )


def differences(ours: Run, plain: Run) -> list[str]:
    """Return a line for each result that only one side has."""
    lines = [f"pages: {ours.pages} and {plain.pages}"] if ours.pages != plain.pages else []
    for kind in ("violations", "incomplete"):
        mine, theirs = getattr(ours, kind), getattr(plain, kind)
        if kind == "incomplete":
            # What the contrast is of covered or scrolled text, or of text on an image, we measure.
            theirs = frozenset(one for one in theirs if one in mine or one[1] not in ANSWERED)
        lines += [f"{kind}, a11ycheck only: {' '.join(one)}" for one in sorted(mine - theirs)]
        lines += [f"{kind}, plain loop only: {' '.join(one)}" for one in sorted(theirs - mine)]
    return lines


def compare(folder: Path, rounds: int, browser: str = "") -> tuple[float, bool]:
    """Run both sides alternately, ours with `browser` if it is given, and print the results.

    Returns the ratio, and whether all results are equal.
    """
    ours: list[Run] = []
    plain: list[Run] = []
    unequal: list[str] = []
    for number in range(1, rounds + 1):
        with tempfile.TemporaryDirectory(prefix="bench-") as scratch:
            ours.append(run_ours(folder, Path(scratch), browser))
            plain.append(run_plain(folder, Path(scratch)))
        unequal += [f"round {number}: {line}" for line in differences(ours[-1], plain[-1])]
        _print_round(number, ours[-1], plain[-1])
    ratio = _print_summary(ours, plain)
    _print_differences(unequal)
    return ratio, not unequal


def _print_round(number: int, ours: Run, plain: Run) -> None:
    if number == 1:
        print(f"{ours.pages} pages, {VARIANT}; {ours.versions}", flush=True)
        print(f"{os.cpu_count()} cores, Python {sys.version.split()[0]}", flush=True)
        print(
            f"{'wall time':<12}{'a11ycheck':>10}{'plain loop':>12}{'ratio':>8}{'load':>7}", end=""
        )
        print(f"    {'processors':<11}{'a11ycheck':>10}{'plain loop':>12}{'ratio':>8}")
    load = f"{os.getloadavg()[0]:>7.1f}"
    wall, cpu = (ours.seconds, plain.seconds), (ours.cpu, plain.cpu)
    print(f"{number:<12}{_columns(*wall)}{load}{'':<15}{_columns(*cpu)}", flush=True)


def _columns(ours: float, plain: float) -> str:
    return f"{ours:>8.1f} s{plain:>10.1f} s{ours / plain:>8.2f}"


def _print_summary(ours: list[Run], plain: list[Run]) -> float:
    wall = [statistics.median(run.seconds for run in runs) for runs in (ours, plain)]
    cpu = [statistics.median(run.cpu for run in runs) for runs in (ours, plain)]
    print(f"{'median':<12}{_columns(*wall)}{'':<22}{_columns(*cpu)}")
    return wall[0] / wall[1]


def _print_differences(lines: list[str]) -> None:
    if not lines:
        print("axe found the same on both sides: page, rule and target, violations and incomplete.")
        return
    print(f"{len(lines)} differences:")
    for line in lines[:SHOWN]:
        print(f"  {line}")
    if len(lines) > SHOWN:
        print(f"  and {len(lines) - SHOWN} more")


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare both sides on a folder, and return the exit code."""
    parser = argparse.ArgumentParser(description="Measure the audit against a plain loop.")
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--at-most", type=float, metavar="RATIO", help="fail above this ratio")
    parser.add_argument(
        "--same-browser",
        action="store_true",
        help="audit with the plain loop's browser, even where a headless shell is installed",
    )
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        print(f"bench: {options.folder} is not a folder; `make corpus` builds it.", file=sys.stderr)
        return 1
    _adopt_orphans()
    browser = find_binaries().browser if options.same_browser else ""
    try:
        ratio, equal = compare(options.folder.resolve(), max(1, options.rounds), browser)
    except BenchError as error:
        print(f"bench: {error}", file=sys.stderr)
        return 1
    slow = options.at_most is not None and ratio > options.at_most
    return 0 if equal and not slow else 1


if __name__ == "__main__":
    sys.exit(main())
