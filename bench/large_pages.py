"""Measure how the time of an audit grows with a page: 30 kinds of pages, each with four times as much, too.

.venv/bin/python bench/large_pages.py                   all kinds, with 300 and 1200 of what they repeat
.venv/bin/python bench/large_pages.py tables forms      these kinds of `large_pages.toml`
.venv/bin/python bench/large_pages.py --items 1000      with 1000 and 4000

The time of an empty page is subtracted. If each item takes time for all others, the ratio nears 16.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import tomllib
from collections.abc import Mapping
from pathlib import Path

from timed_program import ProgramError, adopt_orphans, run_timed

CLEAN, FINDINGS = 0, 1
FACTOR = 4
KINDS: dict[str, Mapping[str, str]] = tomllib.loads(
    Path(__file__).with_suffix(".toml").read_text(encoding="utf-8")
)
WORDS = tuple(
    "river valley market price water school women travel paper office number doctor house window garden"  # noqa: SIM905
    " little morning people language country village teacher answer question bread letter".split()
)
PLACE = re.compile(r"\{(i|\d+)\}")
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Page of {name}</title>'
    '<meta name="viewport" content="width=device-width, initial-scale=1"><style>{style}</style></head>'
    "<body><main><h1>Page of {name}</h1>{body}</main></body></html>"
)


def page_of(name: str, kind: Mapping[str, str], items: int) -> str:
    """Return a page with so many items, the same in every run."""
    chance = random.Random(name)  # noqa: S311 - words for a measurement

    def filled(number: int) -> str:
        def text(place: re.Match[str]) -> str:
            if place[1] == "i":
                return str(number)
            return f"{' '.join(chance.choices(WORDS, k=int(place[1]))).capitalize()}."

        return PLACE.sub(text, kind.get("item", ""))

    body = "".join((kind.get("start", ""), *map(filled, range(items)), kind.get("end", "")))
    return PAGE.format(name=name, style=kind.get("style", ""), body=body)


def seconds_of(page: str, folder: Path) -> float:
    """Return how long the audit of a page takes."""
    (folder / "page.html").write_text(page, encoding="utf-8")
    options = ("--variant", "desktop-light", "--jobs", "1", "--no-cache", "--quiet")
    program = (sys.executable, "-m", "a11ycheck", "audit", "page.html", *options)
    return run_timed(program, folder, (CLEAN, FINDINGS)).wall


def main() -> int:
    """Print a line for each kind; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("kinds", nargs="*", metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("--items", type=int, default=300, help="default: 300")
    options = parser.parse_args()
    if unknown := [name for name in options.kinds if name not in KINDS]:
        parser.error(f"there is no kind {unknown[0]}")
    adopt_orphans()
    counts = (options.items, options.items * FACTOR)
    print(f"{'':<16}{counts[0]:>8}{counts[1]:>9}{'ratio':>8}")
    with tempfile.TemporaryDirectory() as name:
        try:
            empty = seconds_of(page_of("nothing", {}, 0), Path(name))
            for kind in options.kinds or KINDS:
                pages = (page_of(kind, KINDS[kind], items) for items in counts)
                few, many = (max(0.1, seconds_of(page, Path(name)) - empty) for page in pages)
                print(f"{kind:<16}{few:>6.1f} s{many:>7.1f} s{many / few:>8.1f}", flush=True)
        except ProgramError as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
