"""Measure what the theme adds to a page's content, compressed.

That is the page's bytes minus those of its least HTML (floor.py). Without arguments our own site is
measured (`make build` comes first), and a sample: 900 words of the guide with a table, code and an
admonition, built with each theme. Folders of built sites may be named instead, such as the
documentation of black built with `furo_light`. Requests are those that the page itself asks for: the
page, stylesheets, scripts, pictures.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from floor import compressed, count_words, minimal
from lxml import html

ROOT = Path(__file__).parents[1]
SITE = ROOT / "build" / "html"
GUIDE = ROOT / "docs" / "guide"
WORDS = 880
LONG = 900
TABLE = """
| Name on the label | One litre | Ten litres |
| ----------------- | --------- | ---------- |
| weak              | 10 drops  | 100 drops  |
| usual             | 2 drops   | 20 drops   |
| strong            | 1 drop    | 10 drops   |
"""
CODE = '''
```python
def drops(litres, strength=5.0):
    """Return how many drops a canister takes."""
    return round(litres * 10 / strength)  # never less than one
```
'''
ADMONITION = """
:::{warning}
Ask somebody who knows before you try this at home.
:::
"""


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
    """Write a project with a page of our own words, and four short ones around it."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in sorted(GUIDE.glob("*.md")))
    plain = re.compile(r"[A-Z][^#:{}|`\[\]<>*]+[.?!]")
    paragraphs = (" ".join(one.split()) for one in re.split(r"\n\s*\n", text))
    kept, count, parts = 0, 0, ["# A sample of the guide"]
    for paragraph in paragraphs:
        if plain.fullmatch(paragraph) and count < WORDS:
            if kept % 6 == 0:
                parts.append("## " + " ".join(paragraph.split()[:4]).strip(".,;?!"))
            parts.append(paragraph)
            kept, count = kept + 1, count + len(paragraph.split())
    parts[4:4] = [ADMONITION]
    folder.mkdir(parents=True)
    (folder / "sample.md").write_text("\n\n".join([*parts, TABLE, CODE]), encoding="utf-8")
    names = ["Where to find help", "Short words", "More to read", "About this sample"]
    for name in names:
        (folder / f"{name.split()[0].lower()}.md").write_text(
            f"# {name}\n\nText.\n", encoding="utf-8"
        )
    pages = "\n".join(["sample", *(name.split()[0].lower() for name in names)])
    index = f"# Sample\n\n```{{toctree}}\n:caption: Guide\n\n{pages}\n```\n"
    (folder / "index.md").write_text(index, encoding="utf-8")
    conf = 'project = html_title = "Sample guide"\ncopyright = "2026, nobody"\n'
    conf += 'extensions = ["myst_parser"]\nmyst_enable_extensions = ["colon_fence"]\n'
    conf += "html_show_sphinx = html_show_sourcelink = False\n"
    (folder / "conf.py").write_text(conf, encoding="utf-8")


def build(source: Path, out: Path, theme: str) -> Path:
    """Build a project with a theme."""
    command = [sys.executable, "-m", "sphinx", "-q", "-D", f"html_theme={theme}", source, out]
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


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sites", nargs="*", type=Path, help="folders of built sites")
    parser.add_argument("--count", type=int, default=5, help="how many pages to show of each")
    options = parser.parse_args()
    if options.sites:
        for site in options.sites:
            show(str(site), list(weights(site)), options.count)
        return
    with tempfile.TemporaryDirectory() as scratch:
        write_sample(Path(scratch) / "sample")
        for theme in ("furo_light", "furo", "alabaster"):
            out = build(Path(scratch) / "sample", Path(scratch) / theme, theme)
            show(f"sample, {theme}", [weigh(out, "sample.html")], 1)
    if SITE.is_dir():
        show("our site", list(weights(SITE)), options.count)


if __name__ == "__main__":
    main()
