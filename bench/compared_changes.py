"""Plant changes into a small site, and count those that `a11ycheck compare` reports, and reports alone.

    .venv/bin/python bench/compared_changes.py       # all changes; --only WORD for some, -v for reports

A change counts if it is reported on the pages that have it, once for all of them, as a change of the
expected kind, with its line if it is in the main content, and if nothing else is reported. A copy in
another folder must have no difference, and an added page none on other pages.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from compared_plants import PLANTS, Plant
from compared_site import PAGES, line_of, page_texts, write_site

PROGRAM: Final = (sys.executable, "-m", "a11ycheck")
QUICK: Final = ("--variant", "phone-light", "--select", "page-weight", "--jobs", "1", "--quiet")

MOST_DETAILS: Final = 12


class Bench:
    """The site before, audited once, in a folder of its own."""

    def __init__(self, folder: Path, cache: Path) -> None:
        """Write the site and the report that keeps its evidence."""
        self.folder = folder
        self.options = (*QUICK, "--cache-dir", str(cache.absolute()))
        self.texts = page_texts()
        self.before = folder / "before.json"
        site = write_site(folder / "before" / "html", self.texts)
        command = (
            "audit",
            site,
            *self.options,
            "--keep-evidence",
            "--format",
            f"json={self.before}",
        )
        _run(*command, cwd=folder)

    def compare(self, name: str, pages: Mapping[str, str], heavy: str = "") -> dict[str, Any]:
        """Return the comparison with a site of these pages, in a folder of this name."""
        site = write_site(self.folder / name / "html", pages, heavy=heavy)
        output = _run(
            "compare", self.before, site, *self.options, "--format", "json", cwd=self.folder
        )
        found: dict[str, Any] = json.loads(output)
        return found


def _run(*command: object, cwd: Path) -> str:
    done = subprocess.run(
        [*PROGRAM, *map(str, command)], cwd=cwd, check=False, capture_output=True, text=True
    )
    if done.returncode:
        sys.stderr.write(done.stderr)
        done.check_returncode()
    return done.stdout


def errors(plant: Plant, texts: Mapping[str, str], found: Mapping[str, Any]) -> Iterator[str]:
    """Yield what is wrong with the comparison of a planted change."""
    if found["not_tested"]:
        yield f"not tested: {found['not_tested']}"
    expected = list(PAGES) if plant.is_of_theme else [plant.page]
    weights = [item["page"] for item in found["weights"]]
    if sorted(weights) != (expected if plant.is_weight else []):
        yield f"weights of {weights}"
    changes = found["changes"]
    if sorted(item["kind"] for item in changes) != sorted(plant.kinds):
        yield f"reported as {[item['kind'] for item in changes]}, not as {list(plant.kinds)}"
    for item in changes:
        if sorted(item["pages"]) != sorted(expected):
            yield f"reported on {item['pages']}"
        if item["is_loss"] is not plant.is_loss:
            yield f"is_loss is {item['is_loss']}"
        source = item["source"] and (item["source"]["file"], item["source"]["line"])
        if plant.old and not plant.is_of_theme and plant.is_mapped:
            line = line_of(texts[plant.page], plant.old) + plant.lines_below
            if source != (f"sources/{plant.page}", line):
                yield f"source is {source}, not line {line}"
    if found["added_pages"] or found["removed_pages"]:
        yield "pages were added or removed"


def differences_elsewhere(bench: Bench) -> Iterator[str]:
    """Yield what is reported for a copy in another folder, and for other pages than an added one."""
    copy = bench.compare("another folder", bench.texts)
    if any(copy[name] for name in copy if name not in ("schema", "pages_compared")):
        yield f"a copy differs: {copy}"
    link = '<li><a href="travel.html"'
    new = '<li><a href="school.html">School</a></li>\n'
    pages = {page: text.replace(link, new + link, 1) for page, text in bench.texts.items()}
    pages["school.html"] = pages["food.html"].replace("food", "school").replace("Food", "School")
    more = bench.compare("added page", pages)
    if more["added_pages"] != ["school.html"]:
        yield f"added: {more['added_pages']}"
    if more["changes"] or more["weights"] or more["new_findings"] or more["fixed_findings"]:
        yield f"other pages differ: {more}"


def main() -> int:
    """Print one line for each change, and the number of those that are reported."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", default="", help="Only changes whose name has this word.")
    parser.add_argument("-v", "--verbose", action="store_true", help="Print what is reported.")
    parser.add_argument("--cache", type=Path, help="Reuse the evidence in this folder.")
    options = parser.parse_args()
    right, plants = 0, [plant for plant in PLANTS if options.only in plant.name]
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), options.cache or Path(folder) / "cache")
        for number, plant in enumerate(plants):
            found = bench.compare(f"after{number}", plant.planted(bench.texts), plant.heavy)
            wrong = list(dict.fromkeys(errors(plant, bench.texts, found)))
            right += not wrong
            print(f"{'wrong' if wrong else 'right'}  {plant.name}", flush=True)
            details = [f"{item['text']} {item['pages']}" for item in found["changes"]]
            for line in (*wrong, *(details[:MOST_DETAILS] if wrong or options.verbose else ())):
                print(f"       {line}", flush=True)
        others = [] if options.only else list(differences_elsewhere(bench))
    print(
        *others,
        f"{right} of {len(plants)} planted changes are reported, and nothing else",
        sep="\n",
    )
    return int(right < len(plants) or bool(others))


if __name__ == "__main__":
    sys.exit(main())
