"""Measure how many findings of our own rules are wrong on sites of other people.

    python bench/precision.py build/precision

Each site of `precision_sites.toml` is built and audited. Of every own rule, up to 20 failed locations per
site are compared with `precision_judged.txt`, which has a verdict for each: the first 391 were judged as
groups of one rule and site of which about two were read, the others one by one. Locations that
are not in the file are appended with `?`; judge them by hand. The exit code is 1 if more than 2 % are
wrong, or any is not judged.
"""

import argparse
import hashlib
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from precision_sites import build, environment, read_sites

from a11ycheck.api import audit
from a11ycheck.config import Config
from a11ycheck.model import Finding, Location, Outcome
from a11ycheck.reporters.i18n import format_messages
from a11ycheck.rules import own_rules

JUDGED = Path(__file__).with_name("precision_judged.txt")
MOST_LOCATIONS, MOST_PAGES = 20, 12
MOST_WRONG = 0.02
HEAD = """\
# Failed findings of our own rules on the sites of precision_sites.toml: right, wrong, or
# ? for not yet. The first 391 were judged by rule and site, of which about two each were
# read; each line after them was read by itself, and doubtful ones compared with the page.
# Site, rule, page, element and message follow, separated by tabs.
"""

Key = tuple[str, ...]


def pages_of(folder: Path) -> tuple[list[str], list[str]]:
    """Return the pages of a site that are audited, and the others: a fixed sample of large sites."""
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*.html")]
    names = [name for name in names if not name.startswith("_static/")]
    names.sort(key=lambda name: hashlib.sha256(name.encode()).hexdigest())
    return names[:MOST_PAGES], names[MOST_PAGES:]


def failures(folder: Path) -> Iterator[tuple[Finding, Location]]:
    """Audit a site, and yield the locations of what own rules failed."""
    own = {str(rule.id) for rule in own_rules()}
    _, others = pages_of(folder)
    config = Config(variants=("phone-light", "desktop-dark"), baseline="", exclude=tuple(others))
    for finding in audit([str(folder)], config).report.findings:
        if finding.outcome is Outcome.FAILED and finding.rule in own:
            for location in finding.locations:
                yield finding, location


def sampled(site: str, folder: Path) -> Iterator[Key]:
    """Yield up to 20 locations of each rule: site, rule, page, element and message."""
    by_rule: dict[str, set[Key]] = defaultdict(set)
    for finding, location in failures(folder):
        element = location.element.selector if location.element else ""
        message = " ".join(format_messages(location.messages).split())[:160]
        by_rule[finding.rule].add((site, str(finding.rule), location.page, element, message))
    for keys in by_rule.values():
        yield from sorted(keys, key=lambda key: hashlib.sha256(repr(key).encode()).hexdigest())[
            :MOST_LOCATIONS
        ]


def read_judged() -> dict[Key, str]:
    """Return the verdicts by location."""
    text = JUDGED.read_text(encoding="utf-8") if JUDGED.is_file() else ""
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {tuple(key): verdict for verdict, *key in lines}


def main() -> int:
    """Audit the sites, and compare; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path, help="where archives and sites are kept")
    parser.add_argument("sites", nargs="*", help="only these sites")
    given = parser.parse_args()
    given.folder = given.folder.resolve()  # programs run in other folders
    given.folder.mkdir(parents=True, exist_ok=True)
    sites, packages = read_sites()
    programs = environment(given.folder, packages)
    judged = read_judged()
    seen: Counter[str] = Counter()
    new: list[Key] = []
    for site in sites:
        if given.sites and site.name not in given.sites:
            continue
        folder = build(site, given.folder, programs)
        keys = list(sampled(site.name, folder))
        verdicts = Counter(judged.get(key, "?") for key in keys)
        new += [key for key in keys if key not in judged]
        seen += verdicts
        pages = len(pages_of(folder)[0])
        print(f"{site.name:<20} {site.theme:<20} {pages:>3} pages  {dict(verdicts)}", flush=True)
    if new:
        lines = ["\t".join(("?", *key)) for key in new]
        text = JUDGED.read_text(encoding="utf-8") if JUDGED.is_file() else HEAD
        JUDGED.write_text(text + "\n".join(lines) + "\n", encoding="utf-8")
    known = seen["right"] + seen["wrong"]
    share = seen["wrong"] / known if known else 0.0
    print(f"{known} judged, {seen['wrong']} wrong ({share:.1%}), {seen['?']} not judged")
    return int(share > MOST_WRONG or seen["?"] > 0)


if __name__ == "__main__":
    sys.exit(main())
