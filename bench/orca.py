"""Compare transcripts with what a real screen reader says: Orca, with Chromium on a virtual display.

    apt-get install orca at-spi2-core dbus xvfb openbox chromium speech-dispatcher-audio-plugins
    .venv/bin/python bench/orca.py                 # ten pages, after `make build` and `make corpus`
    .venv/bin/python bench/orca.py FOLDER:PAGE ...

Orca reads each page on its own when it has loaded, and logs what it sends to the speech server. Both are
reduced to what they have in common: role and name of each item, text between items as one, the sizes of
lists and tables. It lists the items that only one of them has.
"""

import argparse
import re
import sys
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Final

from orca_desktop import Spoken, phrases_of_page, start_desktop
from transcripts import Item, compared, folded

from a11ycheck.browser.plan import VisitPlan
from a11ycheck.browser.visit import Visitor
from a11ycheck.collect import collect
from a11ycheck.config import Config
from a11ycheck.model import PageEvidence
from a11ycheck.run.browsers import choose_browsers
from a11ycheck.speech import announce_page
from a11ycheck.speech.announcements import Announcement, Counted

PAGES: Final = (
    "build/html:index.html",
    "build/html:guide/about.html",
    "build/html:publish/tutorial-hear-your-page.html",
    "build/corpus/html/black:index.html",
    "build/corpus/html/structlog:index.html",
    "build/html/ar:index.html",
    "build/html/ar:guide/about.html",
    "build/html/ar:guide/languages.html",
    "build/html/ar:guide/for-publishers.html",
    "build/html/ar:guide/community-workers.html",
)
LANDMARKS: Final = {
    "banner": "banner",
    "complementary content": "complementary",
    "form": "form",
    "information": "contentinfo",
    "main content": "main",
    "navigation": "navigation",
    "region": "region",
    "search": "search",
}
# Orca says them after the name.
ROLES: Final = {
    "check box": "checkbox",
    "combo box": "combobox",
    "entry": "textbox",
    "image": "image",
    "panel": "group",
    "link": "link",
    "push button": "button",
    "radio button": "radio",
    "spin button": "spinbutton",
    "toggle button": "button",
}
SIZES: Final = re.compile(
    r"(?P<list>List with (?P<items>\d+) items?)"
    r"|table with (?P<rows>\d+) rows? (?P<columns>\d+) columns?"
)
# Of the place in a table or list, and states: ours has them as parts of an item.
PLACES: Final = re.compile(
    r"(?:leaving .*\.|Nesting level \d+|row \d+|column \d+|column header|row header"
    r"|collapsed|expanded|checked|not checked|selected|clickable|separator)",
    re.IGNORECASE,
)
LEAVING: Final = re.compile(r"(?:leaving list|Leaving (?P<count>\d+) lists)\.")
MARKER: Final = re.compile(r"^(?:[•◦▪■]|\d+\.|\.\d+)\s*")
HEADING: Final = re.compile(r"heading level \d")
DROPPED: Final = frozenset({"document", "language", "figure", "iframe", "article", "separator"})


def own_items(evidence: PageEvidence) -> Iterator[Item]:
    """Yield the items of our transcript."""
    for item in announce_page(evidence.trees[0].nodes):
        if item.role in DROPPED:
            continue
        if item.role in ("list", "table"):
            yield item.role, _sizes(item)
        elif item.role == "searchbox":
            yield "textbox", item.name
        elif item.role == "blockquote":
            yield item.role, ""
        elif item.role == "heading":
            yield f"heading {item.level}", item.name
        else:
            yield item.role, item.name


def _sizes(item: Announcement) -> str:
    return " ".join(str(part.number) for part in item.parts if isinstance(part, Counted))


def their_items(spoken: Sequence[Spoken], own: Sequence[Item]) -> Iterator[Item]:
    """Yield the items of Orca's log; a label follows its landmark, all other roles follow their name.

    A list is announced again after a list within it, and a link or heading part by part if it has markup.
    """
    names = {(role, folded(name)) for role, name in own if name}
    lists: list[str] = []
    part = ("", "")
    for each in spoken:
        for role, name in _items(each, names):
            whole = (role, part[1] + folded(name))
            if role == "left":
                del lists[len(lists) - int(name) :]
            elif role == "list" and lists and lists[-1] == name and _leaves(each):
                continue
            elif role == part[0] and any(_begins(whole, known) for known in names):
                part = whole
            else:
                if part[0]:
                    yield part
                part = ("", "")
                if role == "list":
                    lists.append(name)
                if role == "link" or role.startswith("heading"):
                    part = (role, folded(name))
                else:
                    yield role, name
    if part[0]:
        yield part


def _begins(part: Item, whole: Item) -> bool:
    return part[0] == whole[0] and whole[1].startswith(part[1])


def _leaves(each: Spoken) -> bool:
    return any(LEAVING.fullmatch(phrase) for phrase in each.phrases)


def _is_role(phrase: str) -> bool:
    return phrase in ROLES or bool(HEADING.fullmatch(phrase) or PLACES.fullmatch(phrase))


def _items(each: Spoken, labels: Collection[Item]) -> Iterator[Item]:
    found: list[Item] = []
    # All punctuation of code is spoken as words.
    own = next((text for text in reversed(each.phrases) if not _is_role(text)), "")
    is_code = each.role == "static" and folded(each.text)
    for phrase in each.phrases:
        text = each.text.strip() if is_code and phrase is own else phrase.strip()
        if found and not found[-1][1] and (found[-1][0], folded(text)) in labels:
            found[-1] = (found[-1][0], text)
        elif landmark := LANDMARKS.get(text):
            found.append((landmark, ""))
        elif sizes := SIZES.fullmatch(text):
            numbers = sizes["items"] or f"{sizes['columns']} {sizes['rows']}"
            found.append(("list" if sizes["list"] else "table", numbers))
        elif left := LEAVING.fullmatch(text):
            found.append(("left", left["count"] or "1"))
        elif text == "block quote":
            found.append(("blockquote", ""))
        elif role := ROLES.get(text) or (HEADING.fullmatch(text) and f"heading {text[-1]}"):
            has_name = found and found[-1][0] in ("text", "image", "link")
            found.append((role, found.pop()[1] if has_name else ""))
        elif not PLACES.fullmatch(text):
            found.append(("text", MARKER.sub("", text) if each.role == "list item" else text))
    yield from found


def joined(items: Sequence[Item]) -> list[Item]:
    """Join texts that follow each other."""
    found: list[Item] = []
    for role, name in items:
        words = folded(name)
        is_text = role in ("text", "cell", "columnheader", "rowheader", "gridcell")
        if is_text and found and found[-1][0] == "text":
            found[-1] = ("text", found[-1][1] + words)
        elif not is_text or words:
            found.append(("text" if is_text else role, words))
    return found


def main() -> int:
    """Compare pages of folders; return 1 below 90 % of equal items."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("pages", nargs="*", default=PAGES, metavar="FOLDER:PAGE")
    parser.add_argument("--speak", action="store_true", help="use speech-dispatcher's dummy output")
    parser.add_argument("-v", "--verbose", action="store_true", help="print both lists of items")
    options = parser.parse_args()
    config = Config(variants=("desktop-light",))
    plan = VisitPlan(variants=config.variant_values(), axe_rules={}, probes=(), reads_tree=True)
    same = total = 0
    differences: Counter[str] = Counter()
    session = choose_browsers(config).launcher.start()
    try:
        visitor = Visitor(session, plan)
        with start_desktop(speaks=options.speak) as log:
            for target in options.pages:
                folder, _, name = target.rpartition(":")
                with collect((folder,)) as collection:
                    page = next(page for page in collection.pages if page.path == name)
                    evidence = visitor.visit(page).evidence
                    spoken = phrases_of_page(page.url, log)
                own = list(own_items(evidence))
                ours, theirs = joined(own), joined(list(their_items(spoken, own)))
                if options.verbose:
                    print(*ours, "", *theirs, sep="\n")
                found = compared(ours, theirs)
                same, total = same + found[0], total + found[1]
                differences += found[2]
                print(f"{Path(folder).name}/{name}: {found[0]} of {found[1]}", flush=True)
    finally:
        session.close()
    print(f"\n{same} of {total} items are the same: {same / max(total, 1):.1%}\n")
    for text, count in differences.most_common(60):
        print(f"{count:4}  {text}")
    return int(same < 0.9 * total)


if __name__ == "__main__":
    sys.exit(main())
