"""Plant changes into a site, and count those that `a11ycheck compare` reports at their lines.

    .venv/bin/python bench/planted_changes.py

Builds the same small site four times with Sphinx: as it is; with the changes of `planted_changes.toml`,
one to a page; with changes of the theme on all pages; and in another folder with one page more. Prints
what `compare` did not report, and what it reported besides.
"""

import json
import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Mapping, Sequence
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
# Of the theme: what is replaced on each page, and the kinds of which one is reported.
THEME: Final = (
    (' role="main"', "", ("role", "removed")),
    ("</body>", "<p>Printed on paper.</p></body>", ("added",)),
    ('<div class="footer">', '<div class="footer"><a href="#">Upwards</a>', ("added",)),
    ("<h3>Navigation</h3>", "<p>Navigation</p>", ("role",)),
    (' aria-label="Main"', "", ("name",)),
)


def build(folder: Path, pages: Mapping[str, str]) -> Path:
    """Return the folder of HTML that Sphinx builds from Markdown."""
    folder.mkdir()
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
    command = [PROGRAMS / "sphinx-build", "-Q", "-b", "html", folder, made]
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


def is_reported(found: Mapping[str, Any], name: str, change: Mapping[str, Any]) -> bool:
    """Return whether a change is reported on its page, at a line of its part, before or after."""
    first = page_text(0, "\0").partition("\0")[0].count("\n") + 1
    last = first + max(change[side].count("\n") for side in ("before", "after"))
    return any(
        item["kind"] in change["kinds"]
        and item["pages"] == [f"{name}.html"]
        and item["source"] is not None
        and first <= item["source"]["line"] <= last
        for item in found["changes"]
    )


def main() -> int:
    """Plant all changes; return 1 if one is not reported, or something else is."""
    changes: Sequence[Mapping[str, Any]] = tomllib.loads(
        (HERE / "planted_changes.toml").read_text("utf-8")
    )["change"]
    named = {f"page{number}": change for number, change in enumerate(changes)}
    failures: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        texts = [
            {name: page_text(n, item[side]) for n, (name, item) in enumerate(named.items())}
            for side in ("before", "after")
        ]
        before = build(work / "before", texts[0])
        found = compare(before, build(work / "after", texts[1]))
        failures += [
            f"not reported at its line: {name} {item['after']!r}; reported: {on_page(found, name)}"
            for name, item in named.items()
            if not is_reported(found, name, item)
        ]
        missed = len(failures)
        failures += [
            f"reported of the index: {item['text']}"
            for item in found["changes"]
            if "index.html" in item["pages"]
        ]
        few = dict(list(texts[0].items())[:4])
        plain, themed = build(work / "plain", few), build(work / "themed", few)
        for page in themed.glob("*.html"):
            text = page.read_text("utf-8")
            for old, new, _ in THEME:
                text = text.replace(old, new)
            page.write_text(text, "utf-8")
        found = compare(plain, themed)
        kinds = [item["kind"] for item in found["changes"] if item["scope"] == "theme"]
        lost = [old for old, _, wanted in THEME if not set(wanted) & set(kinds)]
        failures += [f"not reported of the theme: {old}" for old in lost]
        print(f"theme: {[item['text'] for item in found['changes']]}")
        more = build(work / "more", {**few, "new": page_text(99, "A page more.")})
        found = compare(plain, more)
        if found["added_pages"] != ["new.html"]:
            failures.append(f"added pages: {found['added_pages']}")
        failures += [
            f"with one page more: {item['text']} {item['pages']}" for item in found["changes"]
        ]
        found = compare(plain, build(work / "again", few))
        failures += [f"after rebuilding: {item['text']}" for item in found["changes"]]
        failures += [f"after rebuilding: {item['page']} weighs more" for item in found["weights"]]
    total = len(named) + len(THEME)
    print("\n".join(failures))
    print(f"{total - missed - len(lost)} of {total} changes reported")
    return int(bool(failures))


def on_page(found: Mapping[str, Any], name: str) -> list[tuple[Any, ...]]:
    """Return what is reported of a page."""
    return [
        (item["kind"], item["text"], item["source"])
        for item in found["changes"]
        if f"{name}.html" in item["pages"]
    ]


if __name__ == "__main__":
    sys.exit(main())
