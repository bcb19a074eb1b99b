"""What DevTools returns of one node of the accessibility tree: role, texts, properties."""

from collections.abc import Mapping
from typing import Any, Final, TypeGuard

from a11ycheck.browser.accessibility_roles import ROLES
from a11ycheck.model.accessibility import TEXT

__all__ = [
    "STATE_ATTRIBUTES",
    "chrome_role",
    "is_set",
    "origin_of_name",
    "properties_of",
    "role_of",
    "space_of",
    "states_of",
    "tab_index_of",
    "text_of",
]

STATE_ATTRIBUTES: Final = (
    "aria-current",
    "aria-sort",
    "colspan",
    "rowspan",
    "scope",
    "headers",
    "type",
)
"""Attributes that are states, though Chromium's tree has none for them."""
_STATES: Final = frozenset(
    """
    autocomplete busy checked disabled expanded haspopup invalid modal multiline
    multiselectable pressed readonly required roledescription selected
    """.split()  # noqa: SIM905 - shorter
)
# The value that a state has where there is nothing to announce.
_UNSET: Final = ("", "false", "none", "undefined")
_SHOWN_IF_FALSE: Final = ("checked", "expanded", "pressed", "selected")
_ORIGINS: Final = {
    "labelfor": "label",
    "labelwrapped": "label",
    "labelcontainer": "label",
    "tablecaption": "caption",
    "figcaption": "caption",
}


def chrome_role(node: Mapping[str, Any]) -> str:
    """Return Chromium's own name of the role."""
    return str(node.get("role", {}).get("value", "none"))


def role_of(node: Mapping[str, Any]) -> str:
    """Return the role, as ARIA names it."""
    name = chrome_role(node)
    return ROLES.get(name, name)


def text_of(node: Mapping[str, Any], name: str) -> str:
    """Return the name, the description or the value, "" for none."""
    value = node.get(name, {}).get("value", "")
    return f"{value:g}" if isinstance(value, float) else str(value)


def space_of(node: Mapping[str, Any], role: str) -> str:
    """Return a text of white space alone, which separates the words beside it; "" for all else."""
    name = text_of(node, "name") if role == TEXT else ""
    return name if name.isspace() else ""


def properties_of(node: Mapping[str, Any]) -> dict[str, str]:
    """Return the properties of a node as texts, by their names in lower case."""
    found = {}
    for item in node.get("properties", ()):
        value = item["value"].get("value")
        if value is not None:
            found[item["name"].lower()] = (
                str(value).lower() if isinstance(value, bool) else str(value)
            )
    return found


def tab_index_of(found: Mapping[str, str], role: str, attribute: str | None) -> int | None:
    """Return the `tabindex` of a node with these properties, None where Tab never stops."""
    if found.get("focusable") != "true" or found.get("disabled") == "true":
        return None
    if role in ("document", "option", "dialog", "iframe"):
        return None
    try:
        index = int(attribute or 0)
    except ValueError:
        index = 0
    return index if index >= 0 else None


def origin_of_name(node: Mapping[str, Any]) -> str:
    """Return where the name of a node comes from: an attribute, an element, or its contents."""
    for source in node.get("name", {}).get("sources", ()):
        if source.get("superseded") or "value" not in source:
            continue
        name = str(source.get("nativeSource") or source.get("attribute") or source["type"])
        return _ORIGINS.get(name, name)
    return "contents"


def states_of(found: Mapping[str, str]) -> dict[str, str]:
    """Return the states that are announced, of all properties of a node."""
    return {
        name: value
        for name, value in found.items()
        if name in _STATES and (is_set(value) or (value == "false" and name in _SHOWN_IF_FALSE))
    }


def is_set(value: str | None) -> TypeGuard[str]:
    """Return whether a state has a value that is announced."""
    return value is not None and value not in _UNSET
