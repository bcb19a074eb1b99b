"""Compare audits by local browsers with audits by a Selenium Grid on loopback: the same number of sessions.

    python bench/grid.py [--pages 40] [--rounds 3]

Needs `make grid` and Java. Each round audits a generated site by local browsers and by two nodes with one
browser each, in turns, with the same program; the reports must be equal. The last line has the medians of
the seconds per page and their ratio; the goal is 1.25 or less. The start of the browsers is included.
"""

import argparse
import os
import shutil
import statistics
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from a11ycheck import api
from a11ycheck.config import Config
from a11ycheck.model import Report

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))
from selenium_grid import selenium_grid, why_no_grid

_NODES = 2
_JAVA = ("java", "-Xmx512m", "-jar")
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Page {number}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css">
<main><h1>Page {number}</h1>{body}</main></html>"""
_PART = '<h2>Part {part}</h2><p>Text <a href="/page-{part}.html">of page {part}</a>, {words}</p>'


def write_site(folder: Path, pages: int) -> None:
    """Write pages with about 100 links, and one finding on each."""
    folder.mkdir()
    (folder / "robots.txt").touch()
    (folder / "style.css").write_text("body { color: #222 } a { color: #05a }")
    for number in range(pages):
        parts = (_PART.format(part=part, words="some words " * 20) for part in range(100))
        body = f'<img src="x.svg">{"".join(parts)}'
        (folder / f"page-{number}.html").write_text(_PAGE.format(number=number, body=body))


def audit(site: Path, grid: str) -> Report:
    """Return the report of an audit without the cache."""
    config = Config(cache=False, baseline="", grid=grid, jobs=_NODES, browser="", timeout=120.0)
    return api.audit([str(site)], config).report


def comparable(report: Report) -> Report:
    """Return a report without times and the name of the browser."""
    return replace(report, seconds=0.0, started="", tool=replace(report.tool, browser=""))


def main() -> None:
    """Audit in turns, and print each time and the medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    if reason := why_no_grid():
        parser.exit(1, f"{reason}\n")
    folder = Path(tempfile.mkdtemp(prefix="bench-"))
    try:
        site = folder / "site"
        write_site(site, options.pages)
        seconds: dict[str, list[float]] = {"local": [], "grid": []}
        with selenium_grid(folder / "grid", nodes=_NODES, slots=1, java=_JAVA) as grid:
            audit(site, grid.url)  # Java compiles what runs often
            for number in range(options.rounds):
                reports = {}
                for side in ("local", "grid") if number % 2 else ("grid", "local"):
                    report = audit(site, grid.url if side == "grid" else "")
                    reports[side] = comparable(report)
                    seconds[side].append(report.seconds / options.pages)
                    load = os.getloadavg()[0]
                    print(
                        f"{side:5}  {seconds[side][-1]:.3f} s per page  load {load:.1f}", flush=True
                    )
                print("equal" if reports["local"] == reports["grid"] else "DIFFERENT", flush=True)
        local, remote = (statistics.median(seconds[side]) for side in ("local", "grid"))
        print(f"local {local:.3f}, grid {remote:.3f} s per page; ratio {remote / local:.2f}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
