"""Tell how many findings on the corpus get the line of their source, and how sure these lines are.

The corpus is built with the extension and audited in a browser. Counted is each place of a finding that
failed or needs a person and stands inside the page's main content: what surrounds it was made by the
theme, and has no line. The exit code is 1 where fewer than 95 % have a file and a line, or fewer than
80 % an exact line or that of their block.
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
from a11ycheck.model import Finding, Place, Precision

SURE = (Precision.EXACT, Precision.BLOCK)
WITH_LINE, SURE_ENOUGH = 0.95, 0.80


def inside(findings: tuple[Finding, ...]) -> Iterator[tuple[Finding, Place]]:
    """Yield the places inside the main content, those that were seen in the source too."""
    for finding in findings:
        for place in finding.places:
            if place.element.in_main if place.element else place.source is not None:
                yield finding, place


def judge(name: str, folder: Path, variants: tuple[str, ...]) -> Counter[str]:
    """Build and audit a project, and count its places by how sure their line is."""
    site = folder / "html" / name
    build(copy_sources(name, folder), site, extension=True)
    report = audit([str(site)], Config(variants=variants, cache=False, baseline=""))
    for page in report.not_tested:
        print(f"  {page.page} was not tested: {page.reason}")
    sure: Counter[str] = Counter()
    lost: Counter[str] = Counter()
    for finding, place in inside(report.findings):
        sure[place.source.precision if place.source else "none"] += 1
        if place.source is None and place.element is not None:
            lost[f"{finding.rule} {place.page}: {place.element.html[:120]}"] += 1
    tell(name, sure)
    for what, count in lost.most_common(10):
        print(f"  no line, {count} times: {what}")
    return sure


def tell(name: str, sure: Counter[str]) -> bool:
    """Print the shares of a project, and tell whether they reach the goals."""
    total = sure.total() or 1
    known, close = (total - sure["none"]) / total, sum(sure[one] for one in SURE) / total
    kinds = ", ".join(f"{sure[kind]} {kind}" for kind in (*Precision, "none"))
    print(
        f"{name:<10} {total:>5} places  with a line {known:6.1%}  exact or block {close:6.1%}  ({kinds})",
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
    with tempfile.TemporaryDirectory(prefix="places-") as folder:
        for name in NAMES:
            whole += judge(name, Path(folder), variants)
    return 0 if tell("all", whole) else 1


if __name__ == "__main__":
    sys.exit(main())
