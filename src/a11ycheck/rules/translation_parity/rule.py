"""A page says the same in each of its languages.

## What it checks

Pages that name each other with `<link rel="alternate" hreflang="…">`. The page that is `x-default`, else
the first that is named, is the original. In the main content of each translation the rule looks for the
original's headings with their levels, links by where they lead, pictures by their file and whether they
have a text, notes and warnings by their kind, and the steps of numbered lists. What the translation lacks
is a failure. What it has beyond the original is a question for a person.

## Why it matters

Who reads a translation does not know what is missing in it: a warning, a step, or the link that leads
on. Translations lose such parts when a sentence is rewritten, or when only the original is brought up to
date.

## How to fix

Write into the translation what it lacks. In a gettext catalogue the parts of an entry are those of its
original: each link in the `msgid`, in MyST `[words](address)`, belongs into the `msgstr` too. Where the
entry is empty or stale the rules `translation-missing` and `translation-stale` name it.

## What it cannot see

Whether the words mean the same. Pages that do not name their twins, and twins that were not audited.
Links to another place of the same page are compared by number alone, since such places are named by
translated headings.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from a11ycheck.model import (
    Fact,
    Impact,
    Message,
    MessageTemplate,
    Outcome,
    Reach,
    RuleId,
    SiteRule,
    Verdict,
)

__all__ = ["RULE", "judge"]

MISSING = MessageTemplate(
    "missing",
    "{what} of the original, {original}, is missing in this translation.",
)
EXTRA = MessageTemplate(
    "extra",
    "{what} is in this translation and not in the original, {original}.",
)
NO_ALT = MessageTemplate(
    "no-alt",
    'The picture {key} has no text here; in the original, {original}, it has "{alt}".',
)

_WHAT: Final = {
    "heading": 'The heading "{text}" (level {key})',
    "link": 'The link "{text}" to {key}',
    "image": "The picture {key}",
    "note": 'The {key} "{text}"',
    "step": 'The step "{text}"',
}
_SHOWN: Final = 60
_NOTES: Final = ("danger", "warning", "caution", "attention", "error", "important", "tip", "hint")


def judge(pages: Mapping[str, Sequence[Fact]], options: object) -> Sequence[Verdict]:
    """Judge {page: its structure}: what each translation lacks, and has beyond its original."""
    del options
    by_path = {_path(name): name for name in pages}
    return [
        verdict
        for name, facts in pages.items()
        if (original := _original_of(name, facts, pages, by_path)) is not None
        for verdict in _compare(original, pages[original], name, facts)
    ]


def _path(page: str) -> str:
    return "/" + unquote(urlsplit(page).path).lstrip("/")


def _original_of(
    name: str,
    facts: Sequence[Fact],
    pages: Mapping[str, Sequence[Fact]],
    by_path: Mapping[str, str],
) -> str | None:
    """Return the page of which another is a translation; None where it is none, or that is unknown."""
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
    """Return the page at a path; where the site was audited below another root, at the end of the path."""
    while path:
        if path in by_path:
            return by_path[path]
        path = path.partition("/")[2].partition("/")[2]
        path = f"/{path}" if path else ""
    return None


def _whole(facts: Sequence[Fact]) -> Mapping[str, Any] | None:
    return next((fact.facts for fact in facts if fact.facts["kind"] == "page"), None)


def _compare(
    original: str, wanted: Sequence[Fact], page: str, found: Sequence[Fact]
) -> Iterator[Verdict]:
    for kind in _WHAT:
        theirs, ours = _of(kind, wanted), _of(kind, found)
        missing, extra = _ordered(theirs, ours) if kind == "heading" else _counted(theirs, ours)
        for fact in missing:
            message = MISSING.format(what=_what(fact), original=original)
            yield _verdict(Outcome.FAILED, message, page, _place(fact, wanted, found))
        for fact in extra:
            message = EXTRA.format(what=_what(fact), original=original)
            yield _verdict(Outcome.CANT_TELL, message, page, fact)
    yield from _without_alt(original, _of("image", wanted), page, _of("image", found))


def _without_alt(
    original: str, wanted: Sequence[Fact], page: str, found: Sequence[Fact]
) -> Iterator[Verdict]:
    alts = {fact.facts["key"]: fact.facts["alt"] for fact in wanted}
    for fact in found:
        alt = alts.get(fact.facts["key"], "")
        if alt and not fact.facts["alt"]:
            message = NO_ALT.format(key=fact.facts["key"], original=original, alt=alt[:_SHOWN])
            yield _verdict(Outcome.FAILED, message, page, fact)


def _of(kind: str, facts: Sequence[Fact]) -> list[Fact]:
    return [fact for fact in facts if fact.facts["kind"] == kind]


def _ordered(wanted: list[Fact], found: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return what of a row of headings is missing, and what is too many, by their levels in order."""
    theirs, ours = (tuple(str(fact.facts["key"]) for fact in facts) for facts in (wanted, found))
    missing, extra = list(wanted), list(found)
    for block in reversed(
        SequenceMatcher(None, theirs, ours, autojunk=False).get_matching_blocks()
    ):
        del missing[block.a : block.a + block.size]
        del extra[block.b : block.b + block.size]
    return missing, extra


def _counted(wanted: list[Fact], found: list[Fact]) -> tuple[list[Fact], list[Fact]]:
    """Return what is missing and what is too many, in any order: sentences turn parts round."""
    missing, extra = _without(wanted, found, "block"), _without(found, wanted, "block")
    return _without(missing, extra), _without(extra, missing)


def _without(facts: list[Fact], others: list[Fact], *also: str) -> list[Fact]:
    """Return the facts that have no partner among others with the same key, each partner once."""
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


def _what(fact: Fact) -> str:
    facts = fact.facts
    text = facts["text"][:_SHOWN].strip()
    return _WHAT[facts["kind"]].format(text=text, key=facts["key"])


def _place(fact: Fact, wanted: Sequence[Fact], found: Sequence[Fact]) -> Fact:
    """Return where in the translation a part belongs: the block in its block's place, else the page."""
    blocks, ours = _of("block", wanted), _of("block", found)
    number = fact.facts["block"]
    same = len(blocks) == len(ours) and 0 < number <= len(ours)
    return ours[number - 1] if same else found[0]


def _verdict(outcome: Outcome, message: Message, page: str, fact: Fact) -> Verdict:
    return Verdict(outcome=outcome, message=message, page=page, element=fact.element)


RULE = SiteRule(
    id=RuleId("translation-parity"),
    title="A translation should have every part of its original",
    impact=Impact.SERIOUS,
    tags=("best-practice", "cat.language"),
    since="0.1.0",
    reach=Reach.SITE,
    help_url="https://www.w3.org/International/questions/qa-navigation-select",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    probe_options={
        "notes": ".admonition,[role=note],.warning,.danger",
        "note_kinds": list(_NOTES),
        "ignored": ".not-reviewed,.language-links",
    },
    judge=judge,
)
