"""The programs whose speed is compared: each audits the same pages with the same browser and axe-core.

The peers are installed with npm into a folder of their own, in pinned versions, with our version of
axe-core instead of theirs.
"""

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from urllib.parse import urlsplit

from plain_loop import TAGS
from timed_program import ProgramError, Used, run_timed

from a11ycheck.browser import Binaries, axe_path
from a11ycheck.rules import axe_version, own_rules

__all__ = [
    "AxeCli",
    "Contestant",
    "Ours",
    "Pa11yCi",
    "PlainLoop",
    "Run",
    "Site",
    "differences",
    "install_peers",
]

HERE = Path(__file__).resolve().parent
PEERS = {"pa11y-ci": "4.1.1", "@axe-core/cli": "4.13.0"}
# 1 and 2 mean findings, which these pages are for, and pages without a result, which are counted.
AUDITED = (0, 1, 2)
VIEWPORT = {"width": 1280, "height": 800}
VARIANT = "desktop-light"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """Pages in a folder, by their paths in it, which a server on loopback serves at `origin`."""

    folder: Path
    origin: str
    pages: tuple[str, ...]

    def urls(self) -> list[str]:
        """Return the URL of each page."""
        return [f"{self.origin}/{page}" for page in self.pages]

    def page(self, url: str) -> str:
        """Return the page of a URL."""
        return urlsplit(url).path.removeprefix("/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run: seconds, pages with a result, and the number of elements by page and rule.

    `own` is the processor time of a11ycheck's process without the browser's, None for others.
    """

    wall: float
    cpu: float
    pages: frozenset[str]
    violations: Counter[tuple[str, str]]
    incomplete: Counter[tuple[str, str]]
    own: float | None = None


class Contestant(Protocol):
    """A program to run."""

    @property
    def name(self) -> str:
        """What the tables call it."""
        ...

    def run(self, site: Site, scratch: Path) -> Run:
        """Audit a site with a scratch folder that is empty; ProgramError if the program fails."""
        ...


def install_peers(folder: Path) -> None:
    """Install the peers, unless they are there."""
    wanted = json.dumps(
        {"private": True, "dependencies": PEERS, "overrides": {"axe-core": axe_version()}}, indent=1
    )
    manifest = folder / "package.json"
    if manifest.is_file() and manifest.read_text(encoding="utf-8") == wanted:
        return
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "package-lock.json").unlink(missing_ok=True)
    unfinished = folder / "package.json.new"
    manifest.write_text(wanted, encoding="utf-8")
    command = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    try:
        subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError) as error:
        manifest.rename(unfinished)
        raise ProgramError(f"npm could not install {', '.join(PEERS)}: {error}") from None


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """a11ycheck with options of its own; `cache` is kept from run to run, None is none."""

    name: str
    binaries: Binaries
    options: tuple[str, ...] = ()
    cache: Path | None = None

    @staticmethod
    def only_axe() -> tuple[str, ...]:
        """Return the options that leave only axe's rules, those that the others run."""
        return tuple(part for rule in own_rules() for part in ("--ignore", rule.id))

    def run(self, site: Site, scratch: Path) -> Run:
        """Audit the folder: a11ycheck serves it on loopback itself."""
        report, own = scratch / "report.json", scratch / "own.txt"
        kept = ("--no-cache",) if self.cache is None else ("--cache-dir", str(self.cache))
        programs = ["--browser", self.binaries.browser]
        used = run_timed(
            [
                *(sys.executable, str(HERE / "own_time.py"), str(own), "audit", str(site.folder)),
                *(*self.options, *kept, *programs, "--all-pages", "--format", f"json={report}"),
            ],
            scratch,
            AUDITED,
        )
        record = json.loads(report.read_text(encoding="utf-8"))
        found: dict[str, Counter[tuple[str, str]]] = {"failed": Counter(), "cantTell": Counter()}
        for finding in record["findings"]:
            if finding["engine"] == "axe" and finding["outcome"] in found:
                counted = found[finding["outcome"]]
                for location in finding["locations"]:
                    pages = (record["pages"][number]["page"] for number in location["pages"])
                    counted.update((page, finding["rule"]) for page in pages)
        return Run(
            wall=used.wall,
            cpu=used.cpu,
            pages=frozenset(page["page"] for page in record["pages"]),
            violations=found["failed"],
            incomplete=found["cantTell"],
            own=float(own.read_text(encoding="ascii")),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainLoop:
    """One Selenium driver and axe-selenium-python, one page after the other."""

    name: str = "plain loop"

    def run(self, site: Site, scratch: Path) -> Run:
        """Audit the folder: the loop serves it on loopback itself."""
        output = scratch / "plain.json"
        command = [sys.executable, str(HERE / "plain_loop.py"), str(site.folder), str(output)]
        used = run_timed(command, scratch, (0,))
        record = json.loads(output.read_text(encoding="utf-8"))
        return Run(
            wall=used.wall,
            cpu=used.cpu,
            pages=frozenset(site.pages[: record["pages"]]),
            violations=Counter((page, rule) for page, rule, *_ in record["violations"]),
            incomplete=Counter((page, rule) for page, rule, *_ in record["incomplete"]),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Pa11yCi:
    """pa11y-ci with axe, as many pages at a time as its setting says."""

    peers: Path
    binaries: Binaries
    concurrency: int

    @property
    def name(self) -> str:
        """Return the name with the setting."""
        return f"pa11y-ci, concurrency {self.concurrency}"

    def run(self, site: Site, scratch: Path) -> Run:
        """Audit the URLs."""
        config = scratch / "pa11yci.json"
        flags = ["--no-sandbox"] if os.geteuid() == 0 else []
        defaults = {
            "runners": ["axe"],
            "concurrency": self.concurrency,
            "viewport": VIEWPORT,
            "includeWarnings": True,
            "includeNotices": True,
            "chromeLaunchConfig": {"executablePath": self.binaries.browser, "args": flags},
        }
        content = {"defaults": defaults, "urls": site.urls()}
        config.write_text(json.dumps(content), encoding="utf-8")
        program = str(self.peers / "node_modules" / ".bin" / "pa11y-ci")
        used = run_timed([program, "--config", str(config), "--json"], scratch, AUDITED)
        results = {
            site.page(url): issues for url, issues in json.loads(used.output)["results"].items()
        }
        done = {page: issues for page, issues in results.items() if _is_complete(issues)}
        found: dict[bool, Counter[tuple[str, str]]] = {True: Counter(), False: Counter()}
        for page, issues in done.items():
            for issue in issues:
                review = bool(issue["runnerExtras"]["needsFurtherReview"])
                found[review][page, issue["code"]] += 1
        return _run(used, done, found[False], found[True])


def _is_complete(issues: Sequence[dict[str, Any]]) -> bool:
    """Return whether a page has results: an error has no rule."""
    return all("code" in issue and "runnerExtras" in issue for issue in issues)


@dataclass(frozen=True, slots=True, kw_only=True)
class AxeCli:
    """The command line of axe-core's makers; its viewport is the browser's own, 800 by 600."""

    peers: Path
    binaries: Binaries
    name: str = "@axe-core/cli"

    def run(self, site: Site, scratch: Path) -> Run:
        """Audit the URLs."""
        command = [
            *(str(self.peers / "node_modules" / ".bin" / "axe"), *site.urls(), "--stdout"),
            *("--tags", ",".join(TAGS), "--axe-source", str(axe_path())),
            *("--chrome-path", self.binaries.browser),
            *("--chromedriver-path", self.binaries.driver or ""),
            *(("--chrome-options", "no-sandbox") if os.geteuid() == 0 else ()),
        ]
        used = run_timed(command, scratch, AUDITED)
        done = {site.page(result["url"]): result for result in json.loads(used.output)}
        violations, incomplete = (
            Counter(
                (page, issue["id"])
                for page, result in done.items()
                for issue in result[kind]
                for _ in issue["nodes"]
            )
            for kind in ("violations", "incomplete")
        )
        return _run(used, done, violations, incomplete)


def _run(
    used: Used,
    pages: dict[str, Any],
    violations: Counter[tuple[str, str]],
    incomplete: Counter[tuple[str, str]],
) -> Run:
    return Run(
        wall=used.wall,
        cpu=used.cpu,
        pages=frozenset(pages),
        violations=violations,
        incomplete=incomplete,
    )


def differences(one: Run, other: Run) -> Iterator[str]:
    """Yield a line for each page and rule of which the runs found different numbers of elements."""
    for kind, mine, theirs in (
        ("violations", one.violations, other.violations),
        ("incomplete", one.incomplete, other.incomplete),
    ):
        for page, rule in sorted(mine.keys() | theirs.keys()):
            if page in one.pages and page in other.pages and mine[page, rule] != theirs[page, rule]:
                yield f"{kind}: {page} {rule} {mine[page, rule]} and {theirs[page, rule]}"
