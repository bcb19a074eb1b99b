"""Audit hostile pages mixed with clean ones in random order, and compare with what is right.

Each round audits the site twice: as a folder, and by its URLs on a server that misbehaves as well. The exit
code is 0 where every run ends, nothing leaves the machine, nothing is left behind, every page is accounted
for, clean pages have the evidence that they have alone, and no page passes that should not.

.venv/bin/python bench/hostile.py --rounds 3
.venv/bin/python bench/hostile.py --kind popup --kind worker-late    only these kinds, and the clean pages
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))

from hostile_pages import CLEAN, HEADER_PAGES, HOSTILE, Case, write_site
from hostile_pages.bad_server import URL_CASES, serving
from hostile_pages.check import (
    LOST,
    Run,
    audit,
    differences,
    evidence,
    wrong_reasons,
    wrong_results,
)
from hostile_pages.sentinel import Sentinel

LARGE = 20_000_000
TOPICS = (
    "run",
    "requests that left",
    "lost pages",
    "changed evidence",
    "clean pages",
    "false greens",
    "wrong reasons",
)
Alone = Mapping[str, Mapping[str, Any]]
SHOWN, WIDTH = 40, 160


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The command line."""

    seed: int
    rounds: int
    jobs: int
    timeout: float
    limit: float
    together: bool
    kinds: frozenset[str]
    through: tuple[str, ...]
    output: Path | None

    @property
    def audit(self) -> tuple[str, ...]:
        """Options of the command."""
        return (
            *("--jobs", str(self.jobs), "--timeout", f"{self.timeout:g}"),
            *("--variant", "desktop-light", "--fail-on", "minor"),
        )

    def chosen(self, cases: Sequence[Case]) -> list[Case]:
        """Return the cases of the kinds that the command line names, by default all."""
        return [case for case in cases if not self.kinds or case.kind in self.kinds]


@dataclass(slots=True, kw_only=True)
class Outcome:
    """What one run showed: failures by topic, each with the page or the detail."""

    round: int
    through: str
    seconds: float
    summary: Mapping[str, Any]
    report_bytes: int
    not_tested: Mapping[str, str] = field(default_factory=dict)
    failures: dict[str, list[str]] = field(default_factory=dict)

    def add(self, topic: str, texts: Iterable[str]) -> None:
        """Add failures of one topic."""
        if found := list(texts):
            self.failures.setdefault(topic, []).extend(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where sites are written, through what they are audited, and what must not be reached."""

    options: Options
    scratch: Path
    through: str
    sentinel: Sentinel

    def site(self, name: str, cases: Sequence[Case], seed: str) -> tuple[Path, Mapping[str, Case]]:
        """Write a site; return its folder and its pages by file name."""
        folder = self.scratch / f"{self.through}-{name}"
        return folder, write_site(folder, cases, seed, self.sentinel.host)

    def run(self, folder: Path, pages: Mapping[str, Case], *more: str) -> Run:
        """Audit a written site as a folder, or by its URLs."""
        arguments = (*self.options.audit, *more)
        if self.through == "folder":
            return audit([str(folder)], *arguments, limit=self.options.limit)
        with serving(folder, pages, self.sentinel.host) as server:
            urls = [f"{server.origin}/{name}" for name in pages]
            return audit(urls, *arguments, limit=self.options.limit)

    def evidence_alone(self) -> Alone:
        """Return the evidence of clean pages without hostile ones, by default of each in its own run."""
        groups = [list(CLEAN)] if self.options.together else [[case] for case in CLEAN]
        found: dict[str, Mapping[str, Any]] = {}
        for number, group in enumerate(groups):
            folder, pages = self.site(f"alone-{number}", group, "0")
            found |= evidence(self.run(folder, pages, "--no-cache").report)
        missing = [case.name for case in CLEAN if case.name not in found]
        if missing:
            sys.exit(f"clean pages are not audited even alone: {missing}")
        return found

    def round(self, number: int, alone: Alone) -> Iterator[Outcome]:
        """Yield the outcome of a run over all pages, and of one over clean pages from the cache it left."""
        cases = [*self.options.chosen(HOSTILE), *CLEAN]
        if self.through == "urls":
            cases += self.options.chosen((*HEADER_PAGES, *URL_CASES))
        seed = f"{self.options.seed}-{number}-{self.through}"
        folder, pages = self.site(str(number), cases, seed)
        cache = ("--cache-dir", str(self.scratch / f"cache-{self.through}-{number}"))
        done = self.run(folder, pages, *cache)
        yield self.judged(number, self.through, done, cases, alone)
        if self.through == "folder" and done.report:
            for name, case in pages.items():
                if case.kind != "clean":
                    (folder / name).unlink()
            yield self.judged(number, "cache", self.run(folder, pages, *cache), CLEAN, alone)

    def judged(
        self, number: int, through: str, done: Run, cases: Sequence[Case], alone: Alone
    ) -> Outcome:
        """Return the outcome of a run over these cases."""
        outcome = Outcome(
            round=number,
            through=through,
            seconds=round(done.seconds, 1),
            summary=done.report.get("summary", {}),
            report_bytes=done.size,
            not_tested={
                item["page"].rpartition("/")[2]: item["reason"]["text"]
                for item in done.report.get("not_tested", [])
            },
        )
        outcome.add("run", done.failures)
        if done.size > LARGE:
            outcome.add("run", [f"the report has {done.size:,} bytes"])
        outcome.add("requests that left", (repr(text) for text in self.sentinel.received))
        self.sentinel.received.clear()
        if done.report:
            for case, text in wrong_results(done.report, cases):
                topic = "clean pages" if case.kind == "clean" else "false greens"
                if text == LOST:
                    topic = "lost pages"
                outcome.add(topic, [f"{case.name}: {text}"])
            outcome.add("wrong reasons", wrong_reasons(done.report, cases))
            outcome.add("changed evidence", differences(alone, evidence(done.report)))
        return outcome


def show(outcome: Outcome) -> None:
    """Print what a run showed."""
    counts = {
        key: outcome.summary.get(key) for key in ("planned", "audited", "skipped", "not_tested")
    }
    print(
        f"round {outcome.round} {outcome.through:6} {outcome.seconds:6.1f} s"
        f" {outcome.report_bytes / 1e6:5.1f} MB {counts}",
        flush=True,
    )
    for topic, texts in outcome.failures.items():
        print(f"  {topic}: {len(texts)}")
        for text in texts[:SHOWN]:
            print(f"    {text[:WIDTH]}", flush=True)


def parsed() -> Options:
    """Return the options of the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--timeout", type=float, default=8, help="of a page, in seconds")
    parser.add_argument("--limit", type=float, default=3600, help="of a run, in seconds")
    parser.add_argument(
        "--together",
        action="store_true",
        help="compare with one run of all clean pages, not with one of each",
    )
    parser.add_argument("--kind", action="append", default=[], help="only pages of this kind")
    parser.add_argument("--through", choices=("folder", "urls"), help="default: both")
    parser.add_argument("--output", type=Path, help="write all results as JSON")
    given = parser.parse_args()
    return Options(
        seed=given.seed,
        rounds=given.rounds,
        jobs=given.jobs,
        timeout=given.timeout,
        limit=given.limit,
        together=given.together,
        kinds=frozenset(given.kind),
        through=(given.through,) if given.through else ("folder", "urls"),
        output=given.output,
    )


def main() -> int:
    """Run all rounds; return the exit code."""
    options = parsed()
    outcomes: list[Outcome] = []
    hostile = [*HOSTILE, *HEADER_PAGES]
    print(
        f"{len(hostile)} hostile pages of {len({case.kind for case in hostile})} kinds, "
        f"{len(CLEAN)} clean pages, {len(URL_CASES)} misbehaving URLs, seed {options.seed}"
    )
    with tempfile.TemporaryDirectory(prefix="hostile-") as name, Sentinel() as sentinel:
        for through in options.through:
            bench = Bench(options=options, scratch=Path(name), through=through, sentinel=sentinel)
            alone = bench.evidence_alone()
            for number in range(1, options.rounds + 1):
                for outcome in bench.round(number, alone):
                    outcomes.append(outcome)
                    show(outcome)
    total = Counter(dict.fromkeys(TOPICS, 0))
    for outcome in outcomes:
        total.update({topic: len(texts) for topic, texts in outcome.failures.items()})
    print(", ".join(f"{topic}: {count}" for topic, count in total.items()))
    print(f"{len(outcomes)} runs in {sum(outcome.seconds for outcome in outcomes):.0f} s")
    if options.output:
        records = [asdict(outcome) for outcome in outcomes]
        options.output.write_text(json.dumps(records, indent=1), encoding="utf-8")
    return 1 if total.total() else 0


if __name__ == "__main__":
    sys.exit(main())
