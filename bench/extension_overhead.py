"""Measure what the extension adds to `sphinx-build` on the corpus, and compare all that is published.

Builds with and without the extension take turns, so that a slow minute harms both. Printed are the least
processor time of each side, since other work on a machine only ever adds to it, the medians of both
clocks, and the ratios. The exit code is 1 where a published file differs, or where the processor time
of all projects together grows by more than `--at-most`.
"""

import argparse
import statistics
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from corpus_builds import NAMES, Cost, build, copy_sources, missing

# Sphinx's own notes on a build, which no reader gets.
NOTES = {".buildinfo", ".doctrees"}


def differing(one: Path, other: Path) -> tuple[int, list[str]]:
    """Return how many files were compared, and the names of those that are not the same."""
    files = [
        {
            path.relative_to(site).as_posix(): path
            for path in site.rglob("*")
            if path.is_file() and path.relative_to(site).parts[0] not in NOTES
        }
        for site in (one, other)
    ]
    names = sorted(files[0].keys() | files[1].keys())
    return len(names), [name for name in names if not _same(*(side.get(name) for side in files))]


def _same(one: Path | None, other: Path | None) -> bool:
    return one is not None and other is not None and one.read_bytes() == other.read_bytes()


def measure(name: str, rounds: int, folder: Path) -> tuple[list[Cost], list[Cost], list[str]]:
    """Return the costs without and with the extension, and the files that differ."""
    docs = copy_sources(name, folder)
    plain: list[Cost] = []
    mapped: list[Cost] = []
    for number in range(rounds):
        # The side that goes first changes, for the first build warms the disk's cache.
        for extension in (False, True) if number % 2 else (True, False):
            site = folder / ("mapped" if extension else "plain") / name
            (mapped if extension else plain).append(build(docs, site, extension=extension))
    count, differ = differing(folder / "plain" / name, folder / "mapped" / name)
    _tell(name, plain, mapped, f"{len(differ)} of {count} files differ")
    for file in differ[:10]:
        print(f"  differs: {file}")
    return plain, mapped, differ


def _tell(name: str, plain: Sequence[Cost], mapped: Sequence[Cost], note: str) -> None:
    least = [min(cost.cpu for cost in side) for side in (plain, mapped)]
    cpu, wall = (
        [statistics.median(getattr(cost, clock) for cost in side) for side in (plain, mapped)]
        for clock in ("cpu", "wall")
    )
    print(
        f"{name:<10} least cpu {least[0]:6.2f} s {least[1]:6.2f} s {least[1] / least[0]:6.3f}"
        f"   median cpu {cpu[1] / cpu[0]:6.3f}   median wall {wall[1] / wall[0]:6.3f}   {note}",
        flush=True,
    )


def main() -> int:
    """Measure each project, print the ratios, and return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3, help="Builds of each side (default: 3).")
    parser.add_argument("--at-most", type=float, default=1.10, help="The goal (default: 1.10).")
    parser.add_argument("-v", action="store_true", help="Show what Sphinx says.")
    options = parser.parse_args()
    if problem := missing():
        sys.exit(problem)
    least = [0.0, 0.0]
    same = True
    with tempfile.TemporaryDirectory(prefix="overhead-") as folder:
        for name in NAMES:
            plain, mapped, differ = measure(name, options.rounds, Path(folder))
            for side, costs in enumerate((plain, mapped)):
                least[side] += min(cost.cpu for cost in costs)
            same &= not differ
    ratio = least[1] / least[0]
    print(f"all        least cpu {least[0]:6.2f} s {least[1]:6.2f} s {ratio:6.3f}")
    return 0 if same and ratio <= options.at_most else 1


if __name__ == "__main__":
    sys.exit(main())
