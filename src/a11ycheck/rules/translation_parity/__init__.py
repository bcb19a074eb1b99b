"""Translations have every part of their original.

## What it checks

Pages that link to each other with `<link rel="alternate" hreflang="…">`. The page marked
`x-default`, or else the first one listed, is the original. The rule compares the main content of
each translation with the original: headings with their levels, links by their target, images by
their file and whether they have alternative text, admonitions by their kind, and the steps of
numbered lists. It fails on each part that the translation lacks. An additional part is `cantTell`.

## Why it matters

Readers of a translation do not know what is missing: a warning, a step, or the link to the next
page. Translations lose such parts when a sentence is rewritten, or when only the original is
updated.

## Example

```po
msgid "Call [the hotline](tel:123)."
msgstr "اتصل بالخط الساخن."
```

## Use instead

```po
msgid "Call [the hotline](tel:123)."
msgstr "اتصل [بالخط الساخن](tel:123)."
```

Each link of the `msgid` belongs in the `msgstr` as well. If the entry is empty or stale,
`translation-missing` and `translation-stale` report it.

## Known limits

Whether the text means the same. Pages without `hreflang` links, and originals that were not
audited. Links within a page are compared by number only, because their targets are named after
translated headings. Content in shadow roots is not compared.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from a11ycheck.model import (
    Fact,
    Facts,
    Impact,
    Message,
    MessageTemplate,
    Outcome,
    Reach,
    SiteRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

MISSING = MessageTemplate(
    "missing", "{part} of the original {original} is missing from the translation."
)
EXTRA = MessageTemplate(
    "extra", "{part} is not in the original {original}; review whether it belongs there."
)
NO_ALT = MessageTemplate(
    "no-alt", 'Image {key} has no alternative text; in the original {original} it has "{alt}".'
)
PARTS = {
    "heading": MessageTemplate("heading", 'Heading "{text}" (level {key})'),
    "link": MessageTemplate("link", 'Link "{text}" to {key}'),
    "image": MessageTemplate("image", "Image {key}"),
    "note": MessageTemplate("note", 'Admonition "{text}" ({key})'),
    "step": MessageTemplate("step", 'Step "{text}"'),
}
_SHOWN: Final = 60
_NOTE_CLASSES = ("danger", "warning", "caution", "attention", "error", "important", "tip", "hint")
NOTES = {kind: Message(f"kind-{kind}", kind) for kind in (*_NOTE_CLASSES, "note")}


def judge(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
    """Judge {page: its structure}: the parts that each translation lacks or has in addition."""
    by_path = {f"/{unquote(urlsplit(name).path).lstrip('/')}": name for name in pages}
    return [
        verdict
        for name, facts in pages.items()
        if (original := _original_of(name, facts, pages, by_path)) is not None
        for verdict in _compare(original, pages[original], name, facts)
    ]


def _original_of(
    name: str,
    facts: Sequence[Fact],
    pages: Mapping[str, Sequence[Fact]],
    by_path: Mapping[str, str],
) -> str | None:
    """Return the original of a translation; None if the page is no translation, or it is unknown."""
    page = _whole(facts)
    if page is None:
        return None
    named = dict(reversed(page["alternates"]))
    wanted = named.get("x-default") or page["alternates"][0][1]
    found = _find(unquote(wanted), by_path)
    other = _whole(pages[found]) if found else None
    if found is None or other is None or found == name or other["lang"] == page["lang"]:
        return None
    return found if page["lang"] in named else None


def _find(path: str, by_path: Mapping[str, str]) -> str | None:
    """Return the page at a path; if the site is audited below another root, at the path's end."""
    while path:
        if path in by_path:
            return by_path[path]
        path = path.partition("/")[2].partition("/")[2]
        path = f"/{path}" if path else ""
    return None


def _whole(facts: Sequence[Fact]) -> Facts | None:
    return next((fact.facts for fact in facts if fact.facts["kind"] == "page"), None)


def _compare(
    original: str, wanted: Sequence[Fact], page: str, found: Sequence[Fact]
) -> Iterator[Verdict]:
    for kind in PARTS:
        theirs, ours = _of(kind, wanted), _of(kind, found)
        missing, extra = _ordered(theirs, ours) if kind == "heading" else _counted(theirs, ours)
        for fact in missing:
            message = MISSING.format(part=_part(fact), original=original)
            place = _place(fact, wanted, found)
            yield _verdict(Outcome.FAILED, message, page, fact, place)
        for fact in extra:
            message = EXTRA.format(part=_part(fact), original=original)
            yield _verdict(Outcome.CANT_TELL, message, page, fact, fact)
    alts = {fact.facts["key"]: fact.facts["alt"] for fact in _of("image", wanted)}
    for fact in _of("image", found):
        alt = alts.get(fact.facts["key"], "")
        if alt and not fact.facts["alt"]:
            message = NO_ALT.format(key=fact.facts["key"], original=original, alt=alt[:_SHOWN])
            yield _verdict(Outcome.FAILED, message, page, fact, fact)


def _of(kind: str, facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.facts["kind"] == kind]


def _ordered(wanted: list[Fact], found: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return the headings that are missing and those in addition, by their levels in order."""
    theirs, ours = (tuple(str(fact.facts["key"]) for fact in facts) for facts in (wanted, found))
    missing, extra = list(wanted), list(found)
    matcher = SequenceMatcher(None, theirs, ours, autojunk=False)
    for block in reversed(matcher.get_matching_blocks()):
        del missing[block.a : block.a + block.size]
        del extra[block.b : block.b + block.size]
    return missing, extra


def _counted(wanted: list[Fact], found: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return the parts that are missing and those in addition; translation may reorder them."""
    missing, extra = _without(wanted, found, "block"), _without(found, wanted, "block")
    return _without(missing, extra), _without(extra, missing)


def _without(facts: list[Fact], others: list[Fact], *also: str) -> list[Fact]:
    """Return the facts without a counterpart of the same key; each counterpart is used once."""
    names = ("key", *also)
    left = Counter(tuple(fact.facts[name] for name in names) for fact in others)
    alone = []
    for fact in facts:
        key = tuple(fact.facts[name] for name in names)
        if left[key]:
            left[key] -= 1
        else:
            alone.append(fact)
    return alone


def _part(fact: Fact) -> Message:
    facts = fact.facts
    key = facts["key"]
    return PARTS[facts["kind"]].format(
        text=facts["text"][:_SHOWN].strip(),
        key=NOTES.get(key, key) if facts["kind"] == "note" else key,
    )


def _place(fact: Fact, wanted: Sequence[Fact], found: Sequence[Fact]) -> Fact:
    """Return where a part belongs in the translation: the corresponding block, else the page."""
    blocks, ours = _of("block", wanted), _of("block", found)
    number = fact.facts["block"]
    same = len(blocks) == len(ours) and 0 < number <= len(ours)
    return ours[number - 1] if same else found[0]


def _verdict(outcome: Outcome, message: Message, page: str, fact: Fact, place: Fact) -> Verdict:
    part = (f"kind={fact.facts['kind']}", f"key={fact.facts['key']}")
    return Verdict(
        outcome=outcome,
        message=message,
        cause=(f"message={message.id}", *part, f"page={page}"),
        page=page,
        element=place.element,
    )


RULE = SiteRule(
    id="translation-parity",
    title="Translations should have every part of their original",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/International/questions/qa-navigation-select",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={
        "notes": ".admonition,[role=note],.warning,.danger",
        "note_kinds": list(_NOTE_CLASSES),
        "ignored": ".not-reviewed,.language-links",
    },
    judge=judge,
)
