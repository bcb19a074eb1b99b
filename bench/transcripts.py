"""Compare transcripts with those of an independent screen reader: @guidepup/virtual-screen-reader.

    npm install --prefix build/guidepup @guidepup/virtual-screen-reader@0.33.0 esbuild
    .venv/bin/python bench/transcripts.py build/html tests/rules --pages 20

Guidepup computes roles and names from the document by itself, in the same page, without the browser's
accessibility tree. Both are reduced to what they have in common: role and name of each item, text between
items as one, and no sizes, positions and ends of containers. It lists the items that only one of them has.
Guidepup reads what a closed `details` hides, and gives `summary` no role. HTML hides the first and
HTML-AAM maps the second to a button that is expanded or collapsed. So pages are corrected for guidepup
before it reads them, unless there is `--uncorrected`.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.visit import Visitor
from a11ycheck.collect import collect
from a11ycheck.config import Config
from a11ycheck.errors import BrowserError
from a11ycheck.model import PageEvidence
from a11ycheck.run.browsers import choose_browsers
from a11ycheck.speech import announce_page
from a11ycheck.speech.subtrees import end_of

ROOT = Path(__file__).resolve().parents[1]
ENTRY = 'import { virtual } from "@guidepup/virtual-screen-reader"; globalThis.guidepup = virtual;'
RUN = """(async () => {
  await guidepup.start({ container: document.body });
  for (let count = 0; count < 4000; count += 1) {
    if ((await guidepup.lastSpokenPhrase()) === "end of document") break;
    await guidepup.next();
  }
  const log = await guidepup.spokenPhraseLog();
  await guidepup.stop();
  return JSON.stringify(log);
})()"""
# What HTML hides and maps, in terms that guidepup knows.
CORRECTIONS = """(() => {
  const close = (node) => {
    if (node instanceof Element) node.hidden = true;
    else if (node.nodeType === Node.TEXT_NODE) node.data = "";
  };
  for (const details of document.querySelectorAll("details")) {
    const summary = details.querySelector(":scope > summary");
    if (summary && !summary.hasAttribute("role")) summary.setAttribute("role", "button");
    if (!details.open) [...details.childNodes].filter((node) => node !== summary).forEach(close);
  }
})()"""
# Roles that one of them announces for what the other leaves to its contents.
DROPPED: Final = frozenset(
    """document paragraph listitem term definition rowgroup row caption strong emphasis code generic group
    list superscript subscript deletion insertion mark time presentation none blockquote article figure
    separator table""".split()  # noqa: SIM905
)
ROLES: Final = frozenset(
    """alert banner button checkbox combobox complementary contentinfo dialog form heading image img link
    main math menu menuitem meter navigation note option progressbar radio region search searchbox slider
    spinbutton status switch tab tablist tabpanel textbox toolbar tree treeitem""".split()  # noqa: SIM905
)
CELLS: Final = frozenset({"cell", "gridcell", "columnheader", "rowheader"})
Item = tuple[str, str]


def bundle(modules: Path, folder: Path) -> str:
    """Return guidepup as one script."""
    entry, made = modules / "entry.js", folder / "guidepup.js"
    entry.write_text(ENTRY, encoding="utf-8")
    command = [
        modules / "node_modules" / ".bin" / "esbuild",
        entry,
        "--bundle",
        f"--outfile={made}",
    ]
    subprocess.run([*map(str, command), "--log-level=error"], check=True)
    return made.read_text(encoding="utf-8")


def own_items(evidence: PageEvidence) -> Iterator[Item]:
    """Yield the items of our transcript; links within a heading count as part of its name, as there."""
    nodes = evidence.trees[0].nodes
    heading = -1
    for item in announce_page(nodes):
        if item.role in ("language", "iframe") or item.number < heading:
            continue
        if item.role == "heading":
            heading = end_of(nodes, item.number)
            yield item.role, nodes[item.number].name
        else:
            if item.role == "text" and item.states.get("current") == "page":
                yield item.role, "current page"  # which they announce before it
            yield item.role, item.name


def their_items(phrases: Sequence[str], own: Sequence[Item]) -> Iterator[Item]:
    """Yield the items of guidepup's log; what a heading or a control contains was its name already.

    States and descriptions follow a name after a comma, and a name can contain commas: it ends where one of
    our names ends, else at the first comma. A role alone is one only as often as we have it without a name.
    """
    names = {folded(name) for _, name in own}
    nameless = Counter(role for role, name in own if not folded(name))
    place = 0
    while place < len(phrases):
        phrase = phrases[place]
        role, _, rest = phrase.partition(", ")
        parts = rest.split(", ")
        starts = [", ".join(parts[:count]) for count in range(len(parts), 0, -1)]
        name = next((text for text in starts if folded(text) in names), parts[0])
        end = f"end of {phrase}"
        place += 1
        if phrase.startswith(("end of ", "end, ")):
            continue
        if role in ("heading", "link", "button") and end in phrases[place:]:
            place = phrases.index(end, place) + 1
        if role in DROPPED or role in CELLS or role == "graphics-document":
            continue
        known = "image" if role == "img" else role
        # A text can be the word of a role, such as "main" in code.
        is_text = not rest and not nameless[known]
        if role in ROLES and not is_text:
            nameless[known] -= not rest
            yield known, name
        else:
            yield "text", phrase


def folded(text: str) -> str:
    """Return a text without white space and case, which `text-transform` changes in the browser's tree."""
    return "".join(text.split()).casefold()


def reduced(items: Iterable[Item]) -> list[Item]:
    """Join texts that follow each other, and leave out containers."""
    found: list[Item] = []
    for role, name in items:
        if role in DROPPED or (role in CELLS and not name):
            continue
        words = folded(name)
        if role == "text" or role in CELLS:
            if not words:
                continue
            if found and found[-1][0] == "text":
                found[-1] = ("text", found[-1][1] + words)
                continue
            found.append(("text", words))
        else:
            found.append((role, words))
    return found


def compared(ours: Sequence[Item], theirs: Sequence[Item]) -> tuple[int, int, Counter[str]]:
    """Return the items that are equal, all items, and the differences."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    same = sum(block.size for block in matcher.get_matching_blocks())
    differences: Counter[str] = Counter()
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag != "equal":
            own, other = (
                " ".join(f"{r}:{n[:30]}" for r, n in part[:3])
                for part in (ours[i1:i2], theirs[j1:j2])
            )
            differences[f"{own or '-'}  |  {other or '-'}"] += 1
    return same, max(len(ours), len(theirs)), differences


def _listed(items: Sequence[Item]) -> str:
    return " ".join(f"{role}:{name[:30]}" for role, name in items[:3]) or "-"


def main() -> int:
    """Compare the pages of all targets; return 1 below 95 % of equal items."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("targets", nargs="+")
    parser.add_argument("--modules", type=Path, default=ROOT / "build" / "guidepup")
    parser.add_argument("--pages", type=int, default=20, help="of each target")
    parser.add_argument("--uncorrected", action="store_true", help="pages as they are")
    options = parser.parse_args()
    corrections = "" if options.uncorrected else CORRECTIONS
    config = Config(variants=("desktop-light",))
    plan = VisitPlan(variants=config.variant_values(), axe_rules={}, probes=(), reads_tree=True)
    same = total = pages = 0
    differences: Counter[str] = Counter()
    session = choose_browsers(config).launcher.start()
    try:
        with tempfile.TemporaryDirectory() as folder:
            script = bundle(options.modules, Path(folder))
            visitor = Visitor(session, plan)
            for target in options.targets:
                with collect((target,)) as collection:
                    for page in collection.pages[:: max(1, len(collection.pages) // options.pages)]:
                        try:
                            evidence = visitor.visit(page).evidence
                            theirs = phrases_of(session, f"{corrections};{script}", page.url)
                        except BrowserError as error:
                            print(f"{page.path}: {error}")
                            continue
                        own = list(own_items(evidence))
                        items = reduced(their_items(theirs, own))
                        found = compared(reduced(own), items)
                        same, total, pages = same + found[0], total + found[1], pages + 1
                        differences += found[2]
                        print(f"{page.path}: {found[0]} of {found[1]}")
    finally:
        session.close()
    print(f"\n{pages} pages, {same} of {total} items are the same: {same / max(total, 1):.1%}\n")
    for text, count in differences.most_common(40):
        print(f"{count:4}  {text}")
    return int(same < 0.95 * total)


def phrases_of(session: Any, script: str, url: str) -> list[str]:
    """Return guidepup's log of a page."""
    tab = session.open_tab((urlsplit(url).netloc,), 30.0)
    try:
        metrics = {"width": 1280, "height": 800, "deviceScaleFactor": 1, "mobile": False}
        tab.cdp("Emulation.setDeviceMetricsOverride", metrics)
        tab.navigate(url)
        tab.cdp("Runtime.evaluate", {"expression": script})
        parameters = {"expression": RUN, "awaitPromise": True, "returnByValue": True}
        answer = tab.cdp("Runtime.evaluate", parameters, patience=2)
        phrases: list[str] = json.loads(answer["result"].get("value") or "[]")
        return phrases
    finally:
        tab.close()


if __name__ == "__main__":
    sys.exit(main())
