"""Kill audits at random moments: the browser, a renderer, the driver, or the process itself by a signal.

After each kill it is checked that the report exists, is valid and accounts for all pages, that the exit
code is right, that no process and no file is left, and that a second run, with the cache of the first, has
the findings of an undisturbed one. A signal may come before a report is possible: then the exit code is
128 plus its number. SIGKILL leaves no report, and what it leaves behind may be removed by the second run.

    bench/kills.py --kills 200 --seed 1 --json kills.json
"""

import argparse
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import asdict, dataclass, field
from pathlib import Path

from killed_processes import Victims, alive, handles

from a11ycheck.cache import cache_info

PAGE = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Page {n}</title>'
    '<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="s.css">'
    '<main><h1>Page {n}</h1><p>{text}</p><img src="i{n}.png" width="9" height="9"></main></html>'
)
# What is killed, and the signals with which; several signals come shortly after each other.
SIGNALS = {
    "TERM": (signal.SIGTERM,),
    "HUP": (signal.SIGHUP,),
    "INT": (signal.SIGINT,),
    "INT x2": (signal.SIGINT,) * 2,
    "INT x3": (signal.SIGINT,) * 3,
    "KILL": (signal.SIGKILL,),
}
PARTS = ("browser", "renderer", "driver")
END_SECONDS = 60.0
LEFT_SECONDS = 15.0
GAP_SECONDS = 0.3
PAUSE = 0.005


@dataclass(kw_only=True)
class Kill:
    """One kill, and what was wrong after it; `after` are seconds, or a number of pages."""

    victim: str
    after: float
    is_page: bool
    is_hit: bool = False
    code: int = 0
    report: str = "none"
    note: str = ""
    wrong: list[str] = field(default_factory=list)


class Run:
    """A folder with a site, in which audits run with a temporary folder of their own."""

    def __init__(self, folder: Path, site: Path) -> None:
        self.site = site
        self.scratch, self.out = folder / "tmp", folder / "out"
        self.cache, self.report = self.out / "cache", self.out / "report.json"
        self.scratch.mkdir(parents=True)
        self.out.mkdir()
        self.started: list[subprocess.Popen[str]] = []

    def start(self) -> "subprocess.Popen[str]":
        """Start an audit."""
        command = [
            *(sys.executable, "-m", "a11ycheck", "audit", str(self.site), "--jobs", "2"),
            *("--variant", "desktop-light", "--all-pages", "--format", f"json={self.report}"),
            *("--cache-dir", str(self.cache)),
        ]
        # A terminal's Ctrl-C reaches a whole process group: this is one.
        process = subprocess.Popen(
            command,
            cwd=self.out,
            env={**os.environ, "TMPDIR": str(self.scratch)},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        self.started.append(process)
        return process

    def close(self) -> None:
        """End its audits, and remove the folder."""
        for process in self.started:
            process.kill()
            process.wait()
        self.wait_for_end(Victims())
        shutil.rmtree(self.out.parent, ignore_errors=True)

    def cached(self) -> int:
        """Return how many pages have a result."""
        return cache_info(self.cache).pages

    def leftovers(self, seen: Victims) -> Iterator[str]:
        """Yield processes, scratch folders and scratch files that are there."""
        yield from (f"process {text}" for text in alive(self.scratch, seen))
        yield from (f"folder {path.name}" for path in self.scratch.iterdir())
        for path in self.out.rglob(".a11ycheck-new-*"):
            yield f"file {path.relative_to(self.out)}"

    def wait_for_end(self, seen: Victims) -> list[str]:
        """Return what is still left when everything has had the time to end."""
        deadline = time.monotonic() + LEFT_SECONDS
        while (left := list(self.leftovers(seen))) and time.monotonic() < deadline:
            time.sleep(PAUSE)
        return left

    def findings(self) -> list[list[str]]:
        """Return rule and page of each finding in the report."""
        found = json.loads(self.report.read_text("utf-8"))["findings"]
        return sorted(
            [item["rule"], page]
            for item in found
            for where in item["locations"]
            for page in where["pages"]
        )


def make_site(folder: Path, pages: int) -> Path:
    """Write a site whose pages have one finding each."""
    folder.mkdir(parents=True)
    (folder / "s.css").write_text("main { margin: 1rem }", encoding="utf-8")
    for number in range(pages):
        text = "Some words of text. " * (10 + 40 * number)
        (folder / f"p{number:02}.html").write_text(
            PAGE.format(n=number, text=text), encoding="utf-8"
        )
    return folder


def plan(kills: int, seed: int, seconds: float, pages: int) -> list[Kill]:
    """Return kills of everything in turn, at random moments of a run of so many seconds and pages."""
    chosen = random.Random(seed)  # noqa: S311 - reproducible
    victims = [*SIGNALS, *PARTS]
    chosen.shuffle(victims)
    planned = []
    for number in range(kills):
        is_page = chosen.random() < 1 / 3
        after = chosen.randrange(pages) if is_page else chosen.uniform(0, seconds)
        planned.append(Kill(victim=victims[number % len(victims)], after=after, is_page=is_page))
    return planned


def kill(run: Run, planned: Kill, expected: list[list[str]], gaps: random.Random) -> None:
    """Start an audit, kill as planned, and write down what is wrong."""
    process = run.start()
    started = time.monotonic()

    def is_time() -> bool:
        if planned.is_page:
            return run.cached() >= planned.after and run.cache.is_dir()
        return time.monotonic() - started >= planned.after

    wait(lambda: is_time() or process.poll() is not None)
    seen = Victims.of(run.scratch)
    is_handled = True
    if planned.victim in SIGNALS:
        is_handled = handles(process.pid, signal.SIGTERM)
        for number in SIGNALS[planned.victim]:
            send = os.killpg if number in (signal.SIGINT, signal.SIGHUP) else os.kill
            if process.poll() is None:
                planned.is_hit = True
                send(process.pid, number)
            time.sleep(gaps.uniform(0, GAP_SECONDS) if len(SIGNALS[planned.victim]) > 1 else 0)
    else:
        wait(
            lambda: (
                process.poll() is not None or seen.update(run.scratch).kill(planned.victim, gaps)
            )
        )
        planned.is_hit = seen.is_hit
    try:
        _, errors = process.communicate(timeout=END_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        _, errors = process.communicate()
        planned.wrong.append(f"it did not end in {END_SECONDS:g} s")
    planned.code = process.returncode
    if not is_handled and not run.report.exists():
        # Python itself was starting. It answers Ctrl-C by a traceback, and by 1 while it imports `site`.
        planned.note = "before the first line of the program"
    else:
        planned.wrong += check(run, planned, expected, errors)
    left = run.wait_for_end(seen)
    if planned.victim == "KILL":
        planned.note += "; ".join(left)
    else:
        planned.wrong += left
    planned.wrong += check_again(run, seen, expected)


def wait(is_true: Callable[[], object]) -> None:
    """Wait until a condition holds, or for a minute."""
    deadline = time.monotonic() + END_SECONDS
    while not is_true() and time.monotonic() < deadline:
        time.sleep(PAUSE)


def check(run: Run, planned: Kill, expected: list[list[str]], errors: str) -> Iterator[str]:
    """Yield what is wrong with report and exit code."""
    if "Traceback" in errors or "Exception ignored" in errors:
        yield f"traceback: {errors[-1500:]}"
    if not run.report.exists():
        yield from check_code(planned, errors)
        return
    try:
        report = json.loads(run.report.read_text("utf-8"))
    except ValueError as error:
        yield f"the report is not valid: {error}"
        return
    planned.report = "partial" if report["interrupted"] else "whole"
    if planned.code == -signal.SIGKILL:
        return
    counts = report["summary"]
    counted = counts["audited"] + counts["skipped"] + counts["not_tested"]
    if not counts["planned"] == counted == len({page for _rule, page in expected}):
        yield f"pages are missing: {counts}"
    code = 2 if planned.report == "partial" else 1
    if not planned.code == code == report["exit_code"]:
        yield f"exit code {planned.code}, in the report {report['exit_code']}: {report['not_tested']}"
    if planned.report == "whole" and run.findings() != expected:
        yield f"other findings: {run.findings()}"
    if planned.report == "partial" and planned.victim in PARTS:
        yield "the report is partial"


def check_code(planned: Kill, errors: str) -> Iterator[str]:
    """Yield what is wrong with the exit code and the message of a run without a report."""
    number = SIGNALS.get(planned.victim, (0,))[0]
    if planned.code not in {-number, 128 + number}:
        yield f"no report, exit code {planned.code}: {errors[-500:]}"
    if len(errors.splitlines()) > 1:
        yield f"more than one line: {errors[-500:]}"


def check_again(run: Run, seen: Victims, expected: list[list[str]]) -> Iterator[str]:
    """Yield what is wrong with a second run."""
    run.report.unlink(missing_ok=True)
    process = run.start()
    _, errors = process.communicate(timeout=END_SECONDS)
    if process.returncode != 1 or run.findings() != expected:
        yield f"the second run: exit code {process.returncode}, {errors[-500:]}"
    yield from (f"after the second run: {text}" for text in run.wait_for_end(seen))


def main() -> int:
    """Run the kills, print a summary, and return whether anything was wrong."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--pages", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", type=Path)
    options = parser.parse_args()
    # A shell that starts this in the background ignores Ctrl-C, and so would the audits.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
    folder = Path(tempfile.mkdtemp(prefix="kills-", dir="/tmp"))  # a short path, for sockets
    try:
        site = make_site(folder / "site", options.pages)
        with closing(Run(folder / "calm", site)) as calm:
            started = time.monotonic()
            _, errors = calm.start().communicate()
            seconds = time.monotonic() - started
            expected = calm.findings()
        if len({page for _rule, page in expected}) != options.pages:
            sys.exit(f"The undisturbed run has other findings: {expected} {errors}")
        gaps = random.Random(options.seed)  # noqa: S311 - reproducible
        done = plan(options.kills, options.seed, seconds, options.pages)
        for number, planned in enumerate(done):
            with closing(Run(folder / str(number), site)) as run:
                kill(run, planned, expected, gaps)
            if planned.wrong:
                print(f"{number}: {planned}", flush=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    if options.json:
        options.json.write_text(json.dumps([asdict(item) for item in done], indent=1), "utf-8")
    reports = Counter(item.report for item in done)
    hits, wrong = sum(item.is_hit for item in done), sum(bool(item.wrong) for item in done)
    print(
        f"{len(done)} kills, seed {options.seed}, {hits} before the run ended: "
        f"{reports['whole']} whole reports, {reports['partial']} partial, {reports['none']} none; "
        f"{wrong} kills with something wrong"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
