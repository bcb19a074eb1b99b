"""Measure how pages grow with a site: bytes of a page and of all, and the time of the build.

.venv/bin/python bench/growth.py            furo_light, flat and as a tree
.venv/bin/python bench/growth.py --furo 100 furo beside it, with at most so many pages: it takes minutes
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from floor import compressed

WORDS = tuple(
    "water phone network page reader village school mother market letter charge battery story"  # noqa: SIM905
    " signal winter road answer question teacher friend window kitchen garden bread morning".split()
)
BRANCH = 10
CONF = 'project = html_title = "Growth"\ncopyright = "2026, nobody"\n'


def text(seed: int) -> str:
    """Return about 150 words, the same for the same page in every run."""
    chance = random.Random(seed)  # noqa: S311 - words for a measurement
    parts = [f"{' '.join(chance.choices(WORDS, k=3)).capitalize()} {seed}"]
    parts.append("=" * len(parts[0]))
    for section in range(3):
        title = f"{chance.choice(WORDS).capitalize()} {section}"
        parts += ["", title, "-" * len(title), ""]
        parts += [" ".join(chance.choices(WORDS, k=12)).capitalize() + "." for _ in range(4)]
    return "\n".join(parts) + "\n"


def write(folder: Path, pages: int, *, tree: bool) -> None:
    """Write a project of so many pages: in one list, or ten in each section."""
    folder.mkdir(parents=True)
    (folder / "conf.py").write_text(CONF, encoding="utf-8")
    names = [f"page{number}" for number in range(pages - 1)]
    tops = names[::BRANCH] if tree else names
    for number, name in enumerate(names):
        below = names[number + 1 : number + BRANCH] if name in tops[:] and tree else []
        (folder / f"{name}.rst").write_text(text(number) + toctree(below), encoding="utf-8")
    (folder / "index.rst").write_text("Growth\n======\n\n" + toctree(tops), encoding="utf-8")


def toctree(names: list[str]) -> str:
    """Return the directive for these pages."""
    return "\n.. toctree::\n\n" + "".join(f"   {name}\n" for name in names) if names else ""


def measure(scratch: Path, theme: str, pages: int, *, tree: bool) -> float:
    """Build, print a line, and return the compressed bytes of a page in the middle."""
    source, out = scratch / f"{pages}-{tree}", scratch / f"out-{theme}-{pages}-{tree}"
    if not source.exists():
        write(source, pages, tree=tree)
    begun = time.perf_counter()
    command = [sys.executable, "-m", "sphinx", "-q", "-D", f"html_theme={theme}"]
    subprocess.run([*command, str(source), str(out)], check=True)
    took = time.perf_counter() - begun
    documents = [out / f"page{number}.html" for number in range(pages - 1)]
    sample = documents[:: max(len(documents) // 40, 1)]
    mean = sum(compressed(path.read_bytes()) for path in sample) / len(sample)
    whole = sum(path.stat().st_size for path in out.rglob("*.html")) / 1e6
    kind = "tree" if tree else "flat"
    print(f"{theme:10} {kind} {pages:5d} {mean:9,.0f} {whole:9.2f} {took:8.1f}", flush=True)
    return mean


def main() -> None:
    """Measure as the command line says."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--pages", type=int, default=1000, help="of the large site")
    parser.add_argument(
        "--furo", type=int, default=0, help="measure furo, too, up to so many pages"
    )
    options = parser.parse_args()
    print("theme      kind pages br a page  HTML, MB  build, s")
    with tempfile.TemporaryDirectory() as scratch:
        for tree in (False, True):
            for theme, most in (("furo_light", options.pages), ("furo", options.furo)):
                if most:
                    small = measure(Path(scratch), theme, 10, tree=tree)
                    large = measure(Path(scratch), theme, most, tree=tree)
                    print(f"{theme:10} grows {large / small:.2f} x from 10 to {most} pages")


if __name__ == "__main__":
    main()
