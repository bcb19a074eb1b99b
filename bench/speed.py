"""Compare a11ycheck with pa11y-ci, @axe-core/cli and a plain loop: same pages, browser and axe-core.

.venv/bin/python bench/speed.py [FOLDER] [--rounds N] [--json FILE]

All run in turn in each round, as programs of their own, start and end of the browser included. After
that, generated sites show how a11ycheck's time grows, and what a run costs if nothing or a page changed.
"""

import argparse
import json
import os
import platform
import statistics
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from contestants import (
    VARIANT,
    AxeCli,
    Contestant,
    Ours,
    Pa11yCi,
    PlainLoop,
    Run,
    Site,
    differences,
    install_peers,
)
from site_generator import generate
from timed_program import ProgramError, adopt_orphans

from a11ycheck.browser import Binaries, find_binaries
from a11ycheck.rules import axe_version

BUILD = Path(__file__).resolve().parent.parent / "build"
CORPUS = BUILD / "corpus" / "html" / "black"
ONE, AXE_ONLY, ALL = (
    "a11ycheck, one variant",
    "a11ycheck, axe's rules only",
    "a11ycheck, 4 variants",
)
SHOWN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """All runs of each contestant, by name; `failures` are programs that did not end as they should."""

    site: Site
    runs: dict[str, list[Run]] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)

    def median(self, name: str) -> float:
        """Return the median wall time."""
        return statistics.median(run.wall for run in self.runs[name])

    def ratio(self, name: str, ours: str) -> float | None:
        """Return how many times longer a contestant takes, None if one of the two has no result."""
        both = self.runs.get(name) and self.runs.get(ours)
        return self.median(name) / self.median(ours) if both else None

    def record(self) -> dict[str, Any]:
        """Return all numbers for a JSON file."""
        return {name: self._one(name) for name in self.runs} | {
            name: {"failure": text} for name, text in self.failures.items()
        }

    def _one(self, name: str) -> dict[str, Any]:
        runs = self.runs[name]
        unlike = [*differences(self.runs[ONE][0], runs[0])] if ONE in self.runs else []
        return {
            "wall": [round(run.wall, 3) for run in runs],
            "cpu": [round(run.cpu, 3) for run in runs],
            "own_cpu": [round(run.own, 3) for run in runs if run.own is not None],
            "median": round(self.median(name), 3),
            "slower_than": {
                ours: round(ratio, 2)
                for ours in (ONE, AXE_ONLY, ALL)
                if (ratio := self.ratio(name, ours)) is not None
            },
            "lost_pages": [len(self.site.pages) - len(run.pages) for run in runs],
            "violations": sum(runs[0].violations.values()),
            "incomplete": sum(runs[0].incomplete.values()),
            "differences_from_ours": unlike,
        }


def contestants(binaries: Binaries, peers: Path, concurrency: Iterable[int]) -> list[Contestant]:
    """Return everything that is compared."""
    one = ("--variant", VARIANT)
    return [
        Ours(name=ONE, binaries=binaries, options=one),
        Ours(name=AXE_ONLY, binaries=binaries, options=(*one, *Ours.only_axe())),
        Ours(name=ALL, binaries=binaries),
        PlainLoop(),
        *(Pa11yCi(peers=peers, binaries=binaries, concurrency=number) for number in concurrency),
        AxeCli(peers=peers, binaries=binaries),
    ]


def compare(site: Site, everyone: Sequence[Contestant], rounds: int) -> Results:
    """Run everyone in turn, in as many rounds; who fails does not run again."""
    results = Results(site=site)
    for number in range(1, rounds + 1):
        for one in everyone:
            if one.name in results.failures:
                continue
            with tempfile.TemporaryDirectory(prefix="speed-") as scratch:
                try:
                    run = one.run(site, Path(scratch))
                except (ProgramError, ValueError, LookupError) as error:
                    results.failures[one.name] = str(error)
                    print(f"round {number}  {one.name}: {error}", flush=True)
                    continue
            results.runs.setdefault(one.name, []).append(run)
            print(
                f"round {number}  {one.name:28} {run.wall:8.2f} s  {run.cpu:8.2f} s CPU", flush=True
            )
    return results


def show(results: Results) -> None:
    """Print the table of medians, and what was found differently."""
    print(
        f"\n{'':28} {'median':>9} {'÷ one':>7} {'÷ axe':>7} {'÷ four':>7} {'lost':>5} {'own CPU':>8}"
    )
    for name, runs in results.runs.items():
        ratios = (results.ratio(name, ours) for ours in (ONE, AXE_ONLY, ALL))
        columns = "".join(f"{'-' if ratio is None else f'{ratio:.2f}':>8}" for ratio in ratios)
        lost = max(len(results.site.pages) - len(run.pages) for run in runs)
        shares = [run.own / run.cpu for run in runs if run.own is not None and run.cpu]
        share = f"{statistics.median(shares):8.0%}" if shares else f"{'-':>8}"
        print(f"{name:28} {results.median(name):7.2f} s{columns} {lost:5d} {share}")
    for name, runs in results.runs.items():
        if name in {ALL, ONE} or ONE not in results.runs:
            continue
        unlike = [*differences(results.runs[ONE][0], runs[0])]
        print(f"{name}: {len(unlike) or 'no'} differences from {ONE}, by page and rule")
        for line in unlike[:SHOWN]:
            print(f"  {line}")


def grow(binaries: Binaries, sizes: Sequence[int]) -> dict[str, Any]:
    """Measure one variant on flat sites: cold by size; for the largest unchanged, and one page edited."""
    found: dict[str, Any] = {}
    with tempfile.TemporaryDirectory(prefix="speed-sites-", dir=BUILD) as scratch:
        for pages in sizes:
            place = Path(scratch, str(pages))
            generate(place, pages, "flat")
            with serve(place / "html") as site:
                ours = Ours(
                    name=ONE,
                    binaries=binaries,
                    options=("--variant", VARIANT),
                    cache=place / "cache",
                )
                found[f"{pages} pages"] = measured(ours, site, place)
                if pages == max(sizes):
                    found["unchanged"] = measured(ours, site, place)
                    edited = site.folder / site.pages[len(site.pages) // 2]
                    text = edited.read_text(encoding="utf-8")
                    edited.write_text(text.replace("</article>", "<p>New.</p></article>"))
                    found["one page edited"] = measured(ours, site, place)
    small, large = (found[f"{pages} pages"]["per_page"] for pages in (min(sizes), max(sizes)))
    found["growth_per_page"] = round(large / small, 3)
    return found


def measured(ours: Ours, site: Site, scratch: Path) -> dict[str, float]:
    """Run once, print and return the times in seconds."""
    run = ours.run(site, scratch)
    per_page = run.wall / len(site.pages)
    print(
        f"{len(site.pages):5d} pages {run.wall:8.2f} s, {per_page * 1000:.1f} ms a page", flush=True
    )
    return {
        "wall": round(run.wall, 3),
        "cpu": round(run.cpu, 3),
        "own_cpu": round(run.own or 0, 3),
        "per_page": round(per_page, 5),
    }


class Quiet(SimpleHTTPRequestHandler):
    """A request handler that prints nothing."""

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the base class's name
        """Print nothing."""


@contextmanager
def serve(folder: Path) -> Iterator[Site]:
    """Serve a folder on loopback."""
    handler = partial(Quiet, directory=str(folder))
    pages = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        try:
            origin = f"http://127.0.0.1:{server.server_port}"
            yield Site(folder=folder, origin=origin, pages=tuple(pages))
        finally:
            server.shutdown()


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare as the command line says, and return the exit code."""
    parser = argparse.ArgumentParser(description="Compare the speed of accessibility checkers.")
    parser.add_argument("folder", nargs="?", type=Path, default=CORPUS, help="built pages")
    parser.add_argument("--rounds", type=int, default=5, metavar="N")
    parser.add_argument("--concurrency", type=int, nargs="*", default=[1, 2, 4], metavar="N")
    parser.add_argument("--sizes", type=int, nargs="*", default=[100, 1000], metavar="PAGES")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write all numbers there")
    options = parser.parse_args(arguments)
    if not options.folder.is_dir():
        parser.error(f"{options.folder} is no folder; `make corpus` builds it")
    adopt_orphans()
    binaries = find_binaries()
    record: dict[str, Any] = {
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "axe": axe_version(),
    }
    try:
        install_peers(BUILD / "peers")
        with serve(options.folder.resolve()) as site:
            everyone = contestants(binaries, BUILD / "peers", options.concurrency)
            results = compare(site, everyone, max(1, options.rounds))
            show(results)
            record |= {"pages": len(site.pages), "rounds": options.rounds}
            record["programs"] = results.record()
        if options.sizes:
            record["flat_sites"] = grow(binaries, options.sizes)
    except ProgramError as error:
        print(f"speed: {error}", file=sys.stderr)
        return 1
    finally:
        if options.json:
            options.json.parent.mkdir(parents=True, exist_ok=True)
            options.json.write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return 1 if results.failures else 0


if __name__ == "__main__":
    sys.exit(main())
