"""Measure what is heard before the main content of one page, built with six Sphinx themes.

    .venv/bin/python bench/listening.py          # the sample; themes of others go to build/themes

Each theme is used with its defaults, in the version that is pinned here. The page is the longest of the
sample: five pages, a table, code and an admonition. Items and words are those of `a11ycheck read`.
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from page_bytes import ROOT, write_sample

from a11ycheck.config import Config
from a11ycheck.run.read_pages import read_pages
from a11ycheck.speech import listening_cost
from a11ycheck.speech.listening import Cost, Way

PAGE: Final = "water.html"
VARIANTS: Final = ("desktop-light", "phone-light")
OWN: Final = ("furo_light", "furo", "alabaster")
OTHERS: Final = {
    "pydata_sphinx_theme": "pydata-sphinx-theme==0.20.0",
    "sphinx_rtd_theme": "sphinx-rtd-theme==3.1.0",
    "sphinx_book_theme": "sphinx-book-theme==1.4.0",
}
SPHINX: Final = ("sphinx==8.2.3", "myst-parser==5.2.0")


def environment(folder: Path) -> Path:
    """Return the Python of an environment with the themes of others."""
    python = folder / "bin" / "python"
    if not python.is_file():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        packages = (*SPHINX, *OTHERS.values())
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
    return python


def build(python: Path | str, theme: str, source: Path, out: Path) -> Path:
    """Build the sample with a theme."""
    options = ["-q", "-b", "html", "-D", f"html_theme={theme}"]
    subprocess.run([python, "-m", "sphinx", *options, source, out], check=True)
    return out


def costs(site: Path, variant: str) -> dict[Way, Cost]:
    """Return the cost of each way to the main content of the page."""
    config = Config(variants=(variant,), cache=False)
    (page,) = read_pages([str(site)], config, pages=[PAGE]).pages
    found = listening_cost(page.trees[0].nodes)
    return dict(found.ways) if found else {}


def row(theme: str, site: Path) -> Iterator[str]:
    """Yield the cells of a theme: reading on in both variants, then the other ways in the first."""
    desktop, phone = (costs(site, variant) for variant in VARIANTS)
    yield f"`{theme}`"
    for found, way in (
        (desktop, Way.READING),
        (phone, Way.READING),
        (desktop, Way.HEADINGS),
        (desktop, Way.TAB),
        (desktop, Way.SKIP_LINK),
    ):
        cost = found.get(way)
        yield f"{cost.items} / {cost.words}" if cost else "none"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--environment", type=Path, default=ROOT / "build" / "themes")
    options = parser.parse_args()
    python = environment(options.environment)
    titles = "Theme", "Reading on", "Reading on, phone", "Headings", "Tab", "Skip link"
    print(f"| {' | '.join(titles)} |\n|{' --- |' * len(titles)}")
    with tempfile.TemporaryDirectory() as scratch:
        source = Path(scratch) / "sample"
        write_sample(source)
        for theme in (*OWN, *OTHERS):
            program = python if theme in OTHERS else sys.executable
            site = build(program, theme, source, Path(scratch) / theme)
            print(f"| {' | '.join(row(theme, site))} |", flush=True)


if __name__ == "__main__":
    main()
