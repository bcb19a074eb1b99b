"""Which stylesheets and scripts a page links: those of others that it needs, none of furo's own."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

__all__ = ["needed_scripts", "needed_styles"]

_OF_FURO: Final = frozenset(
    {
        "_static/pygments.css",
        "_static/pygments_dark.css",
        "_static/styles/furo.css",
        "_static/styles/furo-extensions.css",
        "_static/scripts/furo.js",
    }
)
_OF_SPHINX: Final = frozenset(
    {
        "_static/documentation_options.js",
        "_static/doctools.js",
        "_static/translations.js",
        "_static/sphinx_highlight.js",
    }
)
"""Scripts that other scripts may call; a page without others needs none of them."""

_MARKS: Final[Mapping[str, re.Pattern[str]]] = {
    "_static/sphinx-design.min.css": re.compile(r'class="[^"]*\bsd-'),
    "_static/design-tabs.js": re.compile(r'class="[^"]*\bsd-tab-'),
    "_static/copybutton.css": re.compile("<pre"),
    "_static/clipboard.min.js": re.compile("<pre"),
    "_static/copybutton.js": re.compile("<pre"),
    "_static/tabs.css": re.compile(r'class="[^"]*\b(?:tab-set|sphinx-tabs)\b'),
    "_static/tabs.js": re.compile(r'class="[^"]*\b(?:tab-set|sphinx-tabs)\b'),
    "_static/graphviz.css": re.compile(r'class="[^"]*\bgraphviz\b'),
}
"""Files of well-known extensions, which these add to every page, and what they are for."""

_OPTIONS: Final = "_static/documentation_options.js"
_CALLS: Final[Mapping[str, frozenset[str]]] = {
    "_static/clipboard.min.js": frozenset(),
    "_static/copybutton.js": frozenset({_OPTIONS}),
    "_static/design-tabs.js": frozenset(),
}
"""Which of Sphinx's scripts those of well-known extensions use. A script that is not here may use any."""


def needed_styles(files: Iterable[Any], body: str) -> list[Any]:
    """Return which of Sphinx's `css_files` a page with this body links."""
    return [file for file in files if _name(file) not in _OF_FURO and _wanted(file, body)]


def needed_scripts(files: Sequence[Any], body: str) -> list[Any]:
    """Return which of Sphinx's `script_files` a page with this body loads."""
    others = [file for file in files if _name(file) not in _OF_FURO | _OF_SPHINX]
    needed = {id(file) for file in others if _wanted(file, body)}
    own = frozenset[str]().union(*(_called(file) for file in others if id(file) in needed))
    return [file for file in files if id(file) in needed or _name(file) in own]


def _called(file: Any) -> frozenset[str]:
    """Return which of Sphinx's scripts a script may call: a file any, a line in the page only by name."""
    name, attributes = _name(file), getattr(file, "attributes", {})
    calls = name or "ocumentation" in attributes.get("body", "").lower()
    return _CALLS.get(name, _OF_SPHINX - {"_static/sphinx_highlight.js"}) if calls else frozenset()


def _wanted(file: Any, body: str) -> bool:
    mark = _MARKS.get(_name(file))
    return mark is None or mark.search(body) is not None


def _name(file: Any) -> str:
    """Return a file's name: Sphinx's objects have it as an attribute, and old projects put in strings."""
    return os.fspath(getattr(file, "filename", file) or "")
