"""Compare our answers for axe's rules on contrast and lines of text with axe's own, on pages of any kind.

    python bench/random_styles.py [--pages 1000] [--seed 1]
    python bench/random_styles.py --folder build/corpus/html/black [--pages 10]

Each page goes through axe twice in one document: with axe's own checks and matchers, and with ours. All
results must be equal: outcomes, their order, data, messages and related nodes. Random pages alternate
between the default variants; pages of a folder are shown in each. Prints each page that differs, and how
many elements axe's own code judged on either side. The exit code is 1 if a page differs.
"""

import argparse
import itertools
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "support"))
from axe_comparison import AxeComparison, Comparison
from loopback import Server, running
from plain_chrome import plain_chrome
from random_page import random_page

VARIANTS = tuple(itertools.product(((1280, 800), (390, 844)), ("light", "dark")))
_PATIENCE = 120.0
_SHOWN = 3
_WIDTH = 600
# A page of its own now and then keeps the renderer small.
_RELOAD = 200
_EMPTY = "<!doctype html><title>Page</title>"


def compare_random(
    comparison: AxeComparison, server: Server, folder: Path, seeds: range
) -> Iterator[tuple[str, Comparison]]:
    """Compare the pages of these seeds; the folder is for the page that they replace."""
    (folder / "empty.html").write_text(_EMPTY)
    url = server.mount(folder) + "empty.html"
    for number, seed in enumerate(seeds):
        if number % _RELOAD == 0:
            comparison.open(url)
        (width, height), scheme = VARIANTS[seed % len(VARIANTS)]
        comparison.show(width, height, scheme)
        comparison.write(random_page(seed))
        yield f"seed {seed}", comparison.compare()


def compare_folder(
    comparison: AxeComparison, server: Server, folder: Path, pages: int
) -> Iterator[tuple[str, Comparison]]:
    """Compare up to so many pages of a folder, evenly chosen, in each variant."""
    base = server.mount(folder)
    found = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.html"))
    for path in found[:: max(1, len(found) // pages)]:
        for (width, height), scheme in VARIANTS:
            comparison.show(width, height, scheme)
            comparison.open(base + path)
            yield f"{path} {width}x{height} {scheme}", comparison.compare()


def report(results: Iterator[tuple[str, Comparison]]) -> bool:
    """Print what differs and the counts; return whether anything does."""
    counts: Counter[str] = Counter()
    for name, result in results:
        counts["pages"] += 1
        for key in ("evaluated", "matched"):
            theirs, ours = getattr(result, key)
            counts[f"{key} by axe"] += theirs
            counts[f"{key} by axe beside ours"] += ours
        counts["results"] += len(result.theirs)
        if result.differences:
            counts["pages that differ"] += 1
            print(f"{name}: {len(result.differences)} differences")
            for line in result.differences[:_SHOWN]:
                print(f"  {line[:_WIDTH]}", flush=True)
    print(", ".join(f"{key}: {count}" for key, count in counts.items()))
    return counts["pages that differ"] > 0


def main() -> None:
    """Compare all pages and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as scratch,
        plain_chrome(Path(scratch) / "profile", patience=_PATIENCE) as driver,
    ):
        comparison = AxeComparison(driver)
        for server in running(Server()):
            if options.folder:
                results = compare_folder(comparison, server, options.folder, options.pages)
            else:
                seeds = range(options.seed, options.seed + options.pages)
                results = compare_random(comparison, server, Path(scratch), seeds)
            sys.exit(report(results))


if __name__ == "__main__":
    main()
