"""Count how many findings in the corpus have a source line, by precision.

The corpus is built with the extension and audited in a browser. Every location inside the main content is
counted: everything else is made by the theme, and has no line. The exit code is 1 if fewer than 95 % have a
source line, or fewer than 80 % an exact line or that of their block.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from corpus_builds import NAMES, build, copy_sources, missing

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.model import Finding, Location, Precision

SURE = (Precision.EXACT, Precision.BLOCK)
WITH_LINE, SURE_ENOUGH = 0.95, 0.80


def inside(findings: tuple[Finding, ...]) -> Iterator[tuple[Finding, Location]]:
    """Yield the locations inside the main content, and those in a source file."""
    for finding in findings:
        for location in finding.locations:
            if location.element.in_main if location.element else location.source is not None:
                yield finding, location


def judge(name: str, folder: Path, variants: tuple[str, ...]) -> Counter[str]:
    """Build and audit a project, and count its locations, on each page, by precision."""
    site = folder / "html" / name
    build(copy_sources(name, folder), site, extension=True)
    report = audit([str(site)], Config(variants=variants, cache=False, baseline="")).report
    for page in report.not_tested:
        print(f"  {page.page} was not tested: {page.reason}")
    sure: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for finding, location in inside(report.findings):
        sure[location.source.precision if location.source else "none"] += location.count
        if location.source is None and location.element is not None:
            lost[f"{finding.rule} {location.page}: {location.element.html[:120]}"] += location.count
    print_shares(name, sure)
    for what, count in lost.most_common(10):
        print(f"  no line, {count} times: {what}")
    return sure


def print_shares(name: str, sure: Counter[str]) -> bool:
    """Print the shares of a project, and return whether they reach the goals."""
    total = sure.total() or 1
    known, close = (total - sure["none"]) / total, sum(sure[one] for one in SURE) / total
    kinds = ", ".join(f"{sure[kind]} {kind}" for kind in (*Precision, "none"))
    print(
        f"{name:<10} {total:>5} locations  with a line {known:6.1%}  close {close:6.1%}  ({kinds})",
        flush=True,
    )
    return known >= WITH_LINE and close >= SURE_ENOUGH


def main() -> int:
    """Judge each project and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    variant = "A variant to audit in; repeatable (default: desktop-light and phone-dark)."
    parser.add_argument("--variant", action="append", help=variant)
    options = parser.parse_args()
    if problem := missing():
        sys.exit(problem)
    variants = tuple(options.variant or ("desktop-light", "phone-dark"))
    whole: Counter[str] = Counter()
    with tempfile.TemporaryDirectory(prefix="locations-") as folder:
        for name in NAMES:
            whole += judge(name, Path(folder), variants)
    return 0 if print_shares("all", whole) else 1


if __name__ == "__main__":
    sys.exit(main())
