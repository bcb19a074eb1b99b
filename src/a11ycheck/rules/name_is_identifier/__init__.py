"""Accessible names are words, not identifiers.

## What it checks

The accessible names of controls, links, headings, landmarks, frames and images, if they are given
by an attribute (`aria-label`, `alt`, `title`, `placeholder`) or are the whole visible text. The
rule fails if the name is a key of a translation that is missing (`nav.title`, `search_placeholder`,
`HEADER.MENU.CLOSE`) or the placeholder of a template (`{{ title }}`, `${label}`, `undefined`).
Other names in snake case, and `undefined`, `null` or `NaN` as the text of a link or heading, are
`cantTell`. File names, host names and code pass, and so do links and headings with the name in their
URL or `id`, as in the reference of a program.

## Why it matters

A screen reader announces "nav dot title, navigation". Those who see the page do not notice, because
the name is not displayed, or because the text has an icon beside it.

## Example

```html
<nav aria-label="nav.title">
```

## Use instead

```html
<nav aria-label="Main menu">
```

Add the missing entry to the catalogue of the language, and let a missing key stop the build.

## Known limits

Identifiers without the words of an interface in them, and keys that are plain words.
"""

import re
import tomllib
from functools import cache
from pathlib import Path

from a11ycheck.model import Dependency, FactRule, Facts, Impact, MessageTemplate, Verdict

__all__ = ["RULE", "judge"]

KEY = MessageTemplate("key", 'Accessible name "{name}" is an identifier, not words.')
TEMPLATE = MessageTemplate(
    "template", 'Accessible name "{name}" is what a template was to replace.'
)
PERHAPS = MessageTemplate(
    "possible-identifier",
    'Accessible name "{name}" has the form of an identifier; review whether it can be read out.',
)
_TEMPLATE = re.compile(
    r"\{\{.*\}\}|\{%.*%\}|\$\{.*\}|<%.*%>|%\(\w+\)[sd]|\[object \w+\]|undefined|null|NaN"
)
# Words of programming languages too, which their documentation names and links.
_VALUES = frozenset({"undefined", "null", "NaN"})
_PATH = re.compile(r"[A-Za-z][\w-]*(?:[.:][A-Za-z][\w-]*)+")
_SNAKE = re.compile(r"[a-z][a-z0-9]*(?:_[a-z0-9]+)+|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")
_CAMEL = re.compile(r"[a-z]+(?:[A-Z][a-z0-9]+)+")
_PARTS = re.compile(r"[A-Z]?[a-z0-9]+|[A-Z0-9]+")
# Attributes whose text nobody sees, so that a missing translation stays.
_UNSEEN = frozenset({"aria-label", "title", "placeholder"})


def judge(facts: Facts, options: object) -> Verdict:
    """Judge one name: {name, where}; `where` is an attribute, "control" or "text"."""
    name, where = facts["name"].strip(), facts["where"]
    if where == "text" and name in _VALUES:
        return Verdict.cant_tell(PERHAPS.format(name=name))
    # Of alternative texts, `image-alt-is-placeholder` knows more.
    if where != "alt" and _TEMPLATE.fullmatch(name):
        return Verdict.failed(TEMPLATE.format(name=name))
    if _is_key(name, where):
        return Verdict.failed(KEY.format(name=name))
    if where in _UNSEEN and _SNAKE.fullmatch(name):
        return Verdict.cant_tell(PERHAPS.format(name=name))
    return Verdict.passed()


def _is_key(name: str, where: str) -> bool:
    roots, words = _words()
    if _PATH.fullmatch(name):
        first, *_, last = re.split(r"[.:]", name.lower())
        if not words.isdisjoint(_parts(re.split(r"[.:]", name)[-1])):
            return where != "text" or first in roots
        return where in _UNSEEN and first in roots and last not in _extensions()
    if _SNAKE.fullmatch(name):
        return where != "text" and not words.isdisjoint(_parts(name))
    return bool(_CAMEL.fullmatch(name)) and where in _UNSEEN and words.issuperset(_parts(name))


def _parts(name: str) -> set[str]:
    return {part.lower() for part in _PARTS.findall(name)}


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of catalogues and their parts, and the words that name parts of an interface."""
    lists = _lists()
    return frozenset(lists["roots"].split()), frozenset(lists["words"].split())


@cache
def _extensions() -> frozenset[str]:
    return frozenset(_lists()["extensions"].split())


@cache
def _lists() -> dict[str, str]:
    return tomllib.loads(Path(__file__).with_name("identifiers.toml").read_text(encoding="utf-8"))


RULE = FactRule(
    id="name-is-identifier",
    title="Accessible names must be words, not identifiers",
    impact=Impact.SERIOUS,
    criteria=("2.4.6",),
    tags=("wcag2aa", "wcag246", "cat.name-role-value"),
    since="0.1.0",
    depends=frozenset({Dependency.VISIBILITY}),
    help_url="https://www.w3.org/WAI/WCAG22/Understanding/headings-and-labels.html",
    documentation=__doc__ or "",
    probe=Path(__file__).with_name("probe.js"),
    judge=judge,
)
