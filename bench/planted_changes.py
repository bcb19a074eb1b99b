"""Measure `a11ycheck compare`: plants changes into a site that Sphinx builds, and counts those it reports.

    .venv/bin/python bench/planted_changes.py

25 changes of pages (`planted_changes.toml`), one to a page, and five of the theme, which are on all pages:
30 of 12 kinds. A change of a page counts if it is reported on that page, at its line, as its kind; one of
the theme if it is reported once for all pages. Prints what is not reported, what is reported besides, and
all differences of a rebuilt site, of a build from another folder, and, with one page added, of other pages.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

HERE = Path(__file__).resolve().parent
PROGRAMS = Path(sys.executable).parent
CONFIGURATION: Final = (
    'extensions = ["myst_parser", "a11ycheck.sphinxext"]\nhtml_theme = "alabaster"\n'
)
FIGURE: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60"><path d="M0 0h90v60z"/></svg>'
)
TOP: Final = "Words that stay as they are.\n\n"
MISSED: Final = "not reported"
GENERATED: Final = ("genindex", "search")
# Of the theme: what is replaced on each page, and the kinds of which one is reported.
THEME: Final = (
    (' role="main"', "", ("role", "removed")),
    ("</body>", "<p>Printed on paper.</p></body>", ("added",)),
    ('<div class="footer">', '<div class="footer"><a href="#">Upwards</a>', ("added",)),
    ("<h3>Navigation</h3>", "<p>Navigation</p>", ("role",)),
    (' aria-label="Main"', "", ("name",)),
)


def build(folder: Path, pages: Mapping[str, str]) -> Path:
    """Return the folder of HTML that Sphinx builds from Markdown, without its cache."""
    folder.mkdir(exist_ok=True)
    (folder / "pyproject.toml").touch()
    (folder / "conf.py").write_text(CONFIGURATION, "utf-8")
    (folder / "map.svg").write_text(FIGURE, "utf-8")
    names = "\n".join(pages)
    (folder / "index.md").write_text(
        f"# Index\n\n```{{toctree}}\n:maxdepth: 1\n\n{names}\n```\n", "utf-8"
    )
    for name, text in pages.items():
        (folder / f"{name}.md").write_text(text, "utf-8")
    made = folder / "html"
    command = [PROGRAMS / "sphinx-build", "-Q", "-a", "-E", "-b", "html", folder, made]
    subprocess.run(list(map(str, command)), check=True)
    return made


def compare(before: Path, after: Path) -> dict[str, Any]:
    """Return the report of `a11ycheck compare`."""
    command = [PROGRAMS / "a11ycheck", "compare", before, after, "--format", "json"]
    options = ["--variant", "desktop-light", "--select", "page-weight", "--jobs", "1"]
    done = subprocess.run([*map(str, command), *options], capture_output=True, check=False)
    if not done.stdout:
        sys.exit(done.stderr.decode())
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def page_text(number: int, part: str) -> str:
    """Return the source of a page."""
    return f"# Page {number}\n\n{TOP}{part}\n\nWords at the end.\n"


def is_of(item: Mapping[str, Any], name: str, change: Mapping[str, Any]) -> bool:
    """Return whether a reported change is this one, on its page."""
    return item["pages"] == [f"{name}.html"] and item["kind"] in change["kinds"]


def has_line(item: Mapping[str, Any], change: Mapping[str, Any]) -> bool:
    """Return whether a reported change is at a line of its part, before or after."""
    first = page_text(0, "\0").partition("\0")[0].count("\n") + 1
    last = first + max(change[side].count("\n") for side in ("before", "after"))
    return item["source"] is not None and first <= item["source"]["line"] <= last


def page_failures(work: Path, changes: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Yield one text for each change of a page that is not reported, and for what is reported besides."""
    named = {f"page{number}": change for number, change in enumerate(changes)}
    before, after = (
        {name: page_text(n, item[side]) for n, (name, item) in enumerate(named.items())}
        for side in ("before", "after")
    )
    reported = compare(build(work / "before", before), build(work / "after", after))["changes"]
    for name, change in named.items():
        if not any(is_of(item, name, change) and has_line(item, change) for item in reported):
            yield f"{MISSED} of {name}: {change['after']!r}"
    wider = {
        name: {"kinds": [*item["kinds"], *item.get("also", ())]} for name, item in named.items()
    }
    for item in reported:
        if not any(is_of(item, name, change) for name, change in wider.items()):
            yield f"besides: {item['kind']} {item['text']} {item['pages']}"


def theme_failures(plain: Path, themed: Path) -> Iterator[str]:
    """Yield one text for each change of the theme that is not reported once for all pages."""
    pages = sorted(page.name for page in themed.glob("*.html") if page.stem not in GENERATED)
    for page in themed.glob("*.html"):
        text = page.read_text("utf-8")
        for old, new, _ in THEME:
            text = text.replace(old, new)
        page.write_text(text, "utf-8")
    reported = compare(plain, themed)["changes"]
    everywhere = [item["kind"] for item in reported if not set(pages) - set(item["pages"])]
    yield from (
        f"{MISSED} of the theme: {old}"
        for old, _, kinds in THEME
        if not set(kinds) & set(everywhere)
    )


def differences(name: str, found: Mapping[str, Any]) -> Iterator[str]:
    """Yield all that is reported where nothing has changed."""
    for part in (
        "changes",
        "weights",
        "new_findings",
        "fixed_findings",
        "removed_pages",
        "not_tested",
    ):
        yield from (f"{name}: {part}: {item}" for item in found[part])


def unchanged_failures(work: Path, pages: Mapping[str, str]) -> Iterator[str]:
    """Yield the differences of a rebuilt site, of another folder's, and of pages beside an added one."""
    first = work / "first"
    shutil.copytree(build(work / "plain", pages), first)
    shutil.copy(work / "plain" / "html.sourcemap.json", work / "first.sourcemap.json")
    yield from differences("rebuilt", compare(first, build(work / "plain", pages)))
    yield from differences("another folder", compare(first, build(work / "other", pages)))
    more = build(work / "more", {**pages, "new": page_text(99, "A page more.")})
    found = compare(first, more)
    yield from differences("one page more", found)
    if found["added_pages"] != ["new.html"]:
        yield f"one page more: added pages: {found['added_pages']}"


def main() -> int:
    """Plant all changes; return 1 if one is not reported, or something else is."""
    changes = tomllib.loads((HERE / "planted_changes.toml").read_text("utf-8"))["change"]
    few = {f"page{n}": page_text(n, item["before"]) for n, item in enumerate(changes[:4])}
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        failures = list(page_failures(work, changes))
        unchanged = list(unchanged_failures(work, few))
        failures += theme_failures(work / "first", build(work / "themed", few))
    total, kinds = len(changes) + len(THEME), {kind for item in changes for kind in item["kinds"]}
    missed = sum(failure.startswith(MISSED) for failure in failures)
    print(*failures, *unchanged, sep="\n")
    print(f"{total - missed} of {total} changes of {len(kinds)} kinds reported")
    print(f"{len(failures) - missed} reported besides; {len(unchanged)} where nothing has changed")
    return int(bool(failures or unchanged))


if __name__ == "__main__":
    sys.exit(main())
