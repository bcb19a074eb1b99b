"""Measure what the isolation of pages costs: the same pages, visited in three ways, alternately.

`kept` leaves everything of a page in the tab for the next one, as a plain loop does; `checked` is what
audits do: a page's context is used again only if nothing is left in it; `fresh` gives each page a new
context. Each page is visited in all three ways before the next one, in turn. The report is the median of
the differences to `kept` in milliseconds, with the 5th and 95th percentile. With `--at-most`, the exit
code is 1 if `checked` costs more.
"""

import argparse
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from unittest.mock import patch

from a11ycheck.browser import Launcher, visit
from a11ycheck.browser.context_reuse import leave_page
from a11ycheck.browser.visit import Visitor
from a11ycheck.config import Config
from a11ycheck.model import Page
from a11ycheck.run.selection import make_plan, make_selection
from a11ycheck.web.site_pages import find_pages
from a11ycheck.web.site_server import SiteServer

__all__ = ["main"]

HERE = Path(__file__).resolve().parent
FOLDER = HERE.parent / "build" / "corpus" / "html" / "black"
WAYS: dict[str, Callable[..., bool]] = {
    "kept": lambda _tab, **_how: True,
    "checked": leave_page,
    "fresh": lambda _tab, **_how: False,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Print what each way costs, and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=FOLDER, help="built HTML")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--variant", default="desktop-light")
    parser.add_argument("--at-most", type=float, help="milliseconds that `checked` may cost")
    options = parser.parse_args(arguments)
    config = Config(variants=(options.variant,))
    plan = make_plan(make_selection(config), config.variant_values(), timeout=30)
    launcher = Launcher(timeout=30)
    found = find_pages(options.folder.resolve())
    seconds: dict[str, list[float]] = {way: [] for way in WAYS}
    with SiteServer(options.folder) as server:
        pages = [
            Page(path=path.name, url=server.url_for(path.relative_to(server.root).as_posix()))
            for path in found.pages
        ]
        sessions = {way: launcher.start() for way in WAYS}
        try:
            visitors = {way: Visitor(session, plan) for way, session in sessions.items()}
            for visitor in visitors.values():
                visitor.visit(pages[0])
            order = list(WAYS)
            for _ in range(options.rounds):
                for page in pages:
                    order.append(order.pop(0))
                    for way in order:
                        with patch.object(visit, "leave_page", WAYS[way]):
                            start = time.perf_counter()
                            visitors[way].visit(page)
                            seconds[way].append(time.perf_counter() - start)
        finally:
            for session in sessions.values():
                with closing(session):
                    pass
    return _print(seconds, options.at_most)


def _print(seconds: dict[str, list[float]], at_most: float | None) -> int:
    kept = seconds["kept"]
    print(f"{len(kept)} visits in each way; kept: median {1000 * statistics.median(kept):.0f} ms")
    costs = {}
    for way in ("checked", "fresh"):
        differences = [1000 * (one - other) for one, other in zip(seconds[way], kept, strict=True)]
        cuts = statistics.quantiles(differences, n=20)
        costs[way] = statistics.median(differences)
        print(f"{way}: {costs[way]:+.0f} ms a page ({cuts[0]:+.0f} to {cuts[-1]:+.0f})")
    return int(at_most is not None and costs["checked"] > at_most)


if __name__ == "__main__":
    sys.exit(main())
