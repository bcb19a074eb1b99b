"""Audit thousands of small pages in one process, and measure whether memory and rate stay the same.

The pages are audited by the Python API, which the command calls as well, in a process of its own. This one
samples it and its browsers. What the audit keeps on purpose, the evidence of every page, is measured at the
end and subtracted from the growth.

.venv/bin/python bench/soak.py --pages 5000
.venv/bin/python bench/soak.py --pages 500 --jobs 2
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from a11ycheck.api import Progress, audit
from a11ycheck.config import Config
from a11ycheck.model import PageEvidence
from a11ycheck.reporters import render
from process_tree import descendants

DISTINCT = 250
WARM_UP = 0.02
SHARE = 0.1
INTERVAL = 1.0
SHOWN = 60  # every so many samples
TICKS = os.sysconf("SC_CLK_TCK")
KILOBYTE = 1024
STYLE = "body { font: 1rem/1.5 sans-serif } .faint { color: #999; background: #fff }\n"
PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page {number}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="style.css"></head>
<body><header><nav><a href="p0000.html">Home</a></nav></header><main><h1>Page {number}</h1>
{body}</main></body></html>
"""
PARTS = (
    "<p>Water is carried from the well to the kitchen in the morning.</p>",
    '<p class="faint">Faint words about letters.</p>',
    "<h2>A section</h2><ul><li>Bread</li><li>Tea</li></ul>",
    '<p>See the <a href="p0001.html">next page</a>.</p>',
    '<p><img src="dot.svg" width="9" height="9"></p>',
    "<table><tr><th>Name</th><th>Age</th></tr><tr><td>Ann</td><td>9</td></tr></table>",
    "<p><label>Name <input></label></p>",
    "<pre>code = 1</pre>",
)
# After pages that store something, a browser context is closed; after the others, it may be kept.
STORING = "<script>localStorage.seen = 1; document.cookie = 'seen=1'</script>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One look: seconds since the start, pages done, memory in bytes, processes, CPU seconds until then."""

    seconds: float
    pages: int
    own: int
    browsers: int
    processes: int
    cpu: float

    @property
    def line(self) -> str:
        """The sample for people."""
        return (
            f"{self.pages:6} pages {self.seconds:7.0f} s {self.own / 1e6:7.1f} MB own"
            f" {self.browsers / 1e6:7.1f} MB in {self.processes:2} processes {self.cpu:7.0f} s of CPU"
        )


def write(folder: Path, count: int) -> None:
    """Write pages, of which every 250th has the same content except for its number."""
    folder.mkdir()
    (folder / "style.css").write_text(STYLE, encoding="utf-8")
    (folder / "dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg"/>', encoding="utf-8")
    for number in range(count):
        kind = number % DISTINCT + 1
        body = "\n".join(part for bit, part in enumerate(PARTS) if kind >> bit & 1)
        body += STORING if number % 2 else ""
        text = PAGE.format(number=number, body=body)
        (folder / f"p{number:04}.html").write_text(text, encoding="utf-8")


# --- the audited process --------------------------------------------------------------------------------


def audit_folder(folder: str, jobs: int) -> None:
    """Audit a folder; print a line of JSON for each page, and one about the evidence and the report."""

    def show(event: Progress) -> None:
        line: dict[str, float] = {"done": event.done, "at": time.monotonic()}
        if event.done == event.planned:
            line["evidence"] = size_of(
                [item for item in gc.get_objects() if isinstance(item, PageEvidence)]
            )
        print(json.dumps(line), flush=True)

    config = Config(variants=("desktop-light",), jobs=jobs, cache=False)
    report = audit([folder], config, on_progress=show).report
    result = {
        "audited": len(report.audited),
        "planned": report.planned,
        "json": len(render(report, "json")),
    }
    print(json.dumps(result), flush=True)


def size_of(root: object) -> int:
    """Return the bytes of an object and all objects that it refers to, each counted once."""
    seen: set[int] = set()
    waiting = [root]
    size = 0
    while waiting:
        item = waiting.pop()
        if id(item) not in seen and not isinstance(item, type):
            seen.add(id(item))
            size += sys.getsizeof(item)
            waiting += gc.get_referents(item)
    return size


# --- the measuring process ------------------------------------------------------------------------------


class Watch:
    """Reads the lines of the audited process, and samples it and its browsers."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.samples: list[Sample] = []
        self.times: list[float] = []
        self.result: dict[str, float] = {}
        self._process = process
        self._spent: dict[int, float] = {}

    def run(self) -> None:
        """Return when the process has ended."""
        reader = threading.Thread(target=self._read)
        reader.start()
        begun = time.monotonic()
        while self._process.poll() is None:
            if self.times:
                self.samples.append(self._sample(begun))
                if len(self.samples) % SHOWN == 1:
                    print(self.samples[-1].line, flush=True)
            time.sleep(INTERVAL)
        reader.join()

    def _read(self) -> None:
        for line in self._process.stdout or ():
            record = json.loads(line)
            if "at" in record:
                self.times.append(record["at"])
            self.result |= record

    def _sample(self, begun: float) -> Sample:
        browsers = descendants(self._process.pid)
        for number in (self._process.pid, *browsers):
            self._spent[number] = max(self._spent.get(number, 0), _cpu(number))
        return Sample(
            seconds=time.monotonic() - begun,
            pages=len(self.times),
            own=_memory(self._process.pid),
            browsers=sum(map(_memory, browsers)),
            processes=len(browsers),
            cpu=sum(self._spent.values()),
        )


def _memory(process: int) -> int:
    """Return the memory of a process; what it shares with others is divided among them."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * KILOBYTE for line in lines if line.startswith("Pss:")), 0)


def _cpu(process: int) -> float:
    try:
        values = (
            Path(f"/proc/{process}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        )
    except OSError:
        return 0
    return (int(values[11]) + int(values[12])) / TICKS


def slope(points: Sequence[tuple[float, float]]) -> float:
    """Return the slope of the line that fits points best (least squares)."""
    middle = sum(x for x, _ in points) / len(points)
    mean = sum(y for _, y in points) / len(points)
    below = sum((x - middle) ** 2 for x, _ in points)
    return sum((x - middle) * (y - mean) for x, y in points) / below if below else 0.0


def show(watch: Watch) -> float:
    """Print the figures; return the rate at the end relative to that at the start."""
    times = watch.times
    count = len(times)
    first, part = int(count * WARM_UP), int(count * SHARE)
    start = part / (times[first + part] - times[first])
    end = part / (times[-1] - times[-1 - part])
    warm = [item for item in watch.samples if first <= item.pages < count]
    own = slope([(item.pages, item.own) for item in warm])
    browsers = slope([(item.pages, item.browsers) for item in warm])
    evidence = watch.result.get("evidence", 0) / count
    edges = [[item for item in warm if low <= item.pages <= high] for low, high in (
        (first, first + part), (count - part, count))]  # fmt: skip
    cpu = [slope([(item.pages, item.cpu) for item in edge]) for edge in edges if edge]
    counts = [max(item.processes for item in edge) for edge in edges if edge]
    print(f"audited {watch.result.get('audited')} of {watch.result.get('planned')}")
    print(f"rate: {start:.2f} pages a second at the start, {end:.2f} at the end: {end / start:.3f}")
    print(f"CPU: {' s a page at the start, '.join(f'{value:.3f}' for value in cpu)} s at the end")
    print(f"processes of browsers: {' at the start, '.join(map(str, counts))} at the end")
    print(
        f"memory of our process: {own / 1e3:.1f} kB a page, of which evidence {evidence / 1e3:.1f} kB;"
        f" the JSON report has {watch.result.get('json', 0) / count / 1e3:.1f} kB a page"
    )
    print(f"memory of browsers: {browsers / 1e3:.1f} kB a page")
    return end / start


def main() -> int:
    """Measure; return 1 if the rate falls below the limit."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=5000)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument(
        "--at-least", type=float, default=0.95, help="rate at the end by that at the start"
    )
    parser.add_argument("--audit", metavar="FOLDER", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.audit:
        audit_folder(options.audit, options.jobs)
        return 0
    with tempfile.TemporaryDirectory(prefix="s-") as name:
        work = Path(name)
        write(work / "site", options.pages)
        scratch = work / "t"
        scratch.mkdir()
        command = [
            sys.executable,
            __file__,
            "--audit",
            str(work / "site"),
            "--jobs",
            str(options.jobs),
        ]
        environment = {**os.environ, "TMPDIR": str(scratch)}
        with subprocess.Popen(
            command, env=environment, stdout=subprocess.PIPE, text=True, cwd=work
        ) as process:
            watch = Watch(process)
            watch.run()
        left = sorted(path.name for path in scratch.iterdir())
        print(f"left behind: {left or 'nothing'}")
        ratio = show(watch)
    return 0 if ratio >= options.at_least and not left else 1


if __name__ == "__main__":
    sys.exit(main())
