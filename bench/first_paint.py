"""Measure first paints over a slow link, packet by packet, and compare them with the audit's estimate.

The same sample is built with furo_light, furo and alabaster, compressed, and served by nginx over HTTP/2
and TLS 1.3. A fresh Chromium opens a page (cold), then a second one over the connection that is open
(warm). An empty page shows what the link alone takes. Everything runs in two network namespaces that this
makes and takes away. Needs root.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from slow_link import SlowLink, inside
from tls_site import Certificate, compress, make_certificate, served

from a11ycheck.cost import LINKS, RECORD_BYTES

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
SAMPLE = HERE / "sample"
FIRST, SECOND = "water.html", "illness.html"
THEMES = ("furo_light", "furo", "alabaster")
EMPTY = '<!doctype html><html lang="en"><meta charset="utf-8"><title>x</title><p>x'
NEEDED = ("ip", "nginx", "openssl")
# 1 says that there are findings.
AUDITED = (0, 1)
# The first page may take so much longer than an empty one, the second so long in all.
OVER_EMPTY, SECOND_PAGE = 0.7, 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """Medians in seconds: the first page's paint and load, the second one's paint; and the estimate."""

    paint: float
    load: float
    second: float
    requests: int
    estimate: float


def build(theme: str, folder: Path, sample: Path) -> Path:
    """Build the sample with a theme, lighten nothing, compress it, and return its folder."""
    target = folder / theme
    command = [sys.executable, "-m", "sphinx", "-q", "-D", f"html_theme={theme}"]
    subprocess.run([*command, str(sample), str(target)], check=True, capture_output=True)
    compress(target)
    return target


def empty(folder: Path) -> Path:
    """Make a site of pages with one letter each."""
    target = folder / "empty"
    target.mkdir()
    for name in (FIRST, SECOND):
        (target / name).write_text(EMPTY, "utf-8")
    compress(target)
    return target


def estimates(site: Path, scratch: Path) -> Mapping[str, float]:
    """Return what the audit estimates for the first page, in seconds by link."""
    report = scratch / f"{site.name}.json"
    program = Path(sys.executable).with_name("a11ycheck")
    options = ("--select", "first-paint", "--variant", "phone-light", "--no-cache")
    command = [str(program), "audit", str(site), *options, "--format", f"json={report}"]
    done = subprocess.run(command, cwd=scratch, capture_output=True, text=True, check=False)
    if done.returncode not in AUDITED:
        message = f"the audit failed:\n{done.stderr.strip()}"
        raise SystemExit(message)
    pages = json.loads(report.read_text("utf-8"))["pages"]
    return next(dict(page["first_paint"]) for page in pages if page["page"] == FIRST)


def measure(link: SlowLink, base: str, certificate: Certificate) -> list[dict[str, Any]]:
    """Open both pages once with a fresh browser, and return the times of each."""
    client = (sys.executable, str(HERE / "paint_client.py"), certificate.pin)
    command = inside(link.client, *client, base + FIRST, base + SECOND)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"the browser failed:\n{done.stderr.strip()[-2000:]}"
        raise SystemExit(message)
    return list(json.loads(done.stdout))


def median(runs: Sequence[list[dict[str, Any]]], page: int, name: str) -> float:
    """Return the median of one figure of one page."""
    return float(statistics.median(run[page][name] for run in runs))


def compare(name: str, sites: Mapping[str, Path], scratch: Path, options: Any) -> None:
    """Measure all sites over one link, in turns, and print a line for each."""
    link = LINKS[name]
    certificate = make_certificate(scratch)
    foreseen = {label: estimates(site, scratch)[name] for label, site in sites.items()}
    runs: dict[str, list[list[dict[str, Any]]]] = {label: [] for label in sites}
    made = SlowLink(bits_per_second=link.bits_per_second, round_trip=link.round_trip)
    with made:
        for _ in range(options.rounds):
            for label, site in sites.items():
                with served(site, made.server, certificate, scratch, options.record) as base:
                    runs[label].append(measure(made, base, certificate))
    _print(link.words, {label: _result(runs[label], foreseen[label]) for label in sites})


def _result(runs: Sequence[list[dict[str, Any]]], estimate: float) -> Result:
    protocols = {page["protocol"] for run in runs for page in run}
    if protocols != {"h2"}:
        message = f"the pages came over {protocols}, and not over HTTP/2"
        raise SystemExit(message)
    return Result(
        paint=median(runs, 0, "paint"),
        load=median(runs, 0, "load"),
        second=median(runs, 1, "paint"),
        requests=int(median(runs, 0, "requests")),
        estimate=estimate,
    )


def _print(link: str, results: Mapping[str, Result]) -> None:
    print(f"\n{link}; {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    print(
        f"{'page':<12}{'requests':>9}{'paint':>8}{'load':>8}{'second':>8}{'estimate':>10}{'off':>7}"
    )
    for label, item in results.items():
        off = (item.estimate - item.paint) / item.paint
        print(
            f"{label:<12}{item.requests:>9}{item.paint:>7.2f}s{item.load:>7.2f}s{item.second:>7.2f}s"
            f"{item.estimate:>9.2f}s{off:>+7.0%}"
        )
    over = results["furo_light"].paint - results["empty"].paint
    print(f"furo_light over an empty page: {over:.2f} s (goal: at most {OVER_EMPTY} s)")
    second = results["furo_light"].second
    print(
        f"furo_light, second page: {second:.2f} s (goal on 2g: at most {SECOND_PAGE} s)", flush=True
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Build, measure and print; return the exit code."""
    parser = argparse.ArgumentParser(description="Measure first paints over a slow link.")
    parser.add_argument("--rounds", type=int, default=3, metavar="N")
    parser.add_argument("--link", action="append", choices=list(LINKS), help="default: 2g")
    parser.add_argument("--record", type=int, default=RECORD_BYTES, metavar="BYTES", help="of TLS")
    parser.add_argument("--sample", type=Path, default=SAMPLE, metavar="FOLDER")
    options = parser.parse_args(arguments)
    missing = [program for program in NEEDED if shutil.which(program) is None]
    if os.geteuid() or missing:
        print(f"bench: needs root, {', '.join(NEEDED)}; see README.md", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory(prefix="paint-") as name:
        folder = Path(name)
        sites = {"empty": empty(folder)}
        sites |= {theme: build(theme, folder, options.sample) for theme in THEMES}
        for link in options.link or ["2g"]:
            scratch = folder / f"run-{link}"
            scratch.mkdir()
            compare(link, sites, scratch, options)
    return 0


if __name__ == "__main__":
    sys.exit(main())
