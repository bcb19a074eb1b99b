"""Measure what the theme adds to a page's content, compressed.

That is the page's bytes minus those of its least HTML (floor.py). Without arguments our own site is
measured (`make build` comes first), and two pages of the sample with a table, code and an admonition, of
955 and 1,115 words, built with each theme. `--black` measures the documentation of black instead, built
with furo and with `furo_light` (`make corpus` comes first); folders of built sites may be named, too.
Requests are those of the page itself: the document, stylesheets, scripts, images.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from corpus_builds import build as build_corpus
from corpus_builds import copy_sources, missing
from floor import compressed, count_words, minimal
from lxml import html

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build" / "html"
LONG = 900
LEFT_OUT = ("### Tablets", "### Sunlight")


@dataclass(frozen=True, slots=True, kw_only=True)
class Weight:
    """A page: its compressed bytes, those of its content, its words, its subresources."""

    name: str
    page: int
    floor: int
    words: int
    requests: int

    @property
    def over(self) -> int:
        """Bytes beside the content."""
        return self.page - self.floor

    @property
    def ratio(self) -> float:
        """The page by its content."""
        return self.page / self.floor

    def line(self) -> str:
        """Return a line of the table."""
        return (
            f"{self.over:7,d} {self.ratio:6.2f} {self.page:7,d} {self.floor:7,d}"
            f" {self.words:6,d} {self.requests + 1:4d}  {self.name}"
        )


def weigh(site: Path, name: str) -> Weight:
    """Weigh one page."""
    page = (site / name).read_bytes()
    tree = html.fromstring(page)
    subresources = tree.xpath(
        "//link[@rel='stylesheet']/@href | //script/@src | //img[not(@loading='lazy')]/@src"
        " | //link[@rel='icon' and not(starts-with(@href, 'data:'))]/@href"
    )
    return Weight(
        name=name,
        page=compressed(page),
        floor=compressed(minimal(page)),
        words=count_words(page),
        requests=len(set(subresources)),
    )


def weights(site: Path) -> Iterator[Weight]:
    """Weigh every page that has content of its own."""
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if "<main" in path.read_text(encoding="utf-8") or "article" in path.read_text(
            encoding="utf-8"
        ):
            yield weigh(site, name)


def write_sample(folder: Path) -> None:
    """Copy the sample, and put a shorter page beside its long one: without two of its sections."""
    shutil.copytree(ROOT / "bench" / "sample", folder)
    parts = re.split(r"(?m)^(?=#)", (folder / "water.md").read_text(encoding="utf-8"))
    kept = "".join(part for part in parts if not part.startswith(LEFT_OUT))
    (folder / "short.md").write_text(kept, encoding="utf-8")
    index = folder / "index.md"
    text = index.read_text(encoding="utf-8").replace("children\n", "children\nshort\n")
    index.write_text(text, encoding="utf-8")


def build(source: Path, out: Path, theme: str, *options: str) -> Path:
    """Build a project with a theme."""
    command = [
        sys.executable,
        "-m",
        "sphinx",
        "-q",
        "-D",
        f"html_theme={theme}",
        *options,
        source,
        out,
    ]
    subprocess.run(command, check=True)
    return out


def show(title: str, found: list[Weight], count: int) -> None:
    """Print the pages with the most beside their content."""
    print(
        f"\n{title}: {len(found)} pages\n{'over':>7} {'ratio':>6} {'page':>7} {'floor':>7}  words  req"
    )
    for one in sorted(found, key=lambda one: -one.over)[:count]:
        print(one.line())
    long = [one.ratio for one in found if one.words > LONG]
    middle = sorted(one.over for one in found)[len(found) // 2]
    print(
        f"median over {middle:,d}; most for pages over {LONG} words: {max(long, default=0):.2f} x"
    )


def compare_linked(source: Path, out: Path) -> None:
    """Print what a first and a second page take with rules in the page, and with one linked file."""
    print(f"\n{'rules':10} {'first':>7}  req {'second':>7}  req")
    for name, inline in (("in a page", "1"), ("linked", "0")):
        site = out / name.replace(" ", "-")
        build(source, site, "furo_light", f"-Dhtml_theme_options.inline_css={inline}")
        pages = [weigh(site, page) for page in ("water.html", "illness.html")]
        href = re.search(
            r'rel="stylesheet" href="([^"?]+)', (site / "water.html").read_text("utf-8")
        )
        extra = compressed((site / href[1]).read_bytes()) if href else 0
        first, second = (one.page for one in pages)
        print(f"{name:10} {first + extra:7,d} {1 + bool(href):4d} {second:7,d} {1:4d}")


def measure_black(count: int) -> None:
    """Build the documentation of black with two themes, and weigh it."""
    if problem := missing():
        sys.exit(problem)
    with tempfile.TemporaryDirectory() as scratch:
        docs = copy_sources("black", Path(scratch))
        for theme in ("furo_light", "furo"):
            site = Path(scratch) / theme
            build_corpus(docs, site, extension=False, theme=theme)
            show(f"black, {theme}", list(weights(site)), count)


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sites", nargs="*", type=Path, help="folders of built sites")
    parser.add_argument("--count", type=int, default=5, help="how many pages to show of each")
    parser.add_argument("--black", action="store_true", help="measure the documentation of black")
    options = parser.parse_args()
    if options.black:
        measure_black(options.count)
        return
    if options.sites:
        for site in options.sites:
            show(str(site), list(weights(site)), options.count)
        return
    with tempfile.TemporaryDirectory() as scratch:
        write_sample(Path(scratch) / "sample")
        for theme in ("furo_light", "furo", "alabaster"):
            out = build(Path(scratch) / "sample", Path(scratch) / theme, theme)
            show(f"sample, {theme}", [weigh(out, name) for name in ("short.html", "water.html")], 2)
        compare_linked(Path(scratch) / "sample", Path(scratch))
    if SITE.is_dir():
        show("our site", list(weights(SITE)), options.count)


if __name__ == "__main__":
    main()
