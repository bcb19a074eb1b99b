"""The options of the theme as values: Sphinx passes them as they are written."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from a11ycheck.errors import UserError

__all__ = ["ThemeOptions", "read_theme_options"]

_YES = frozenset({"true", "1", "yes", "on"})
_NO = frozenset({"false", "0", "no", "off", "", "none"})


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeOptions:
    """The options that Python reads; furo's own are read by templates alone."""

    inline_css: bool
    navigation_siblings: int
    navigation_expand: bool
    page_icons: bool
    theme_switch: bool
    copy_button: bool
    search: bool
    light_css_variables: Mapping[str, str] = field(default_factory=dict)
    dark_css_variables: Mapping[str, str] = field(default_factory=dict)


def read_theme_options(options: Mapping[str, Any]) -> ThemeOptions:
    """Return the options of a build; UserError for an invalid value."""
    return ThemeOptions(
        inline_css=_boolean(options, "inline_css"),
        navigation_siblings=_number(options, "navigation_siblings"),
        navigation_expand=_boolean(options, "navigation_expand"),
        page_icons=_boolean(options, "page_icons"),
        theme_switch=_boolean(options, "theme_switch"),
        copy_button=_boolean(options, "copy_button"),
        search=_boolean(options, "search"),
        light_css_variables=_variables(options, "light_css_variables"),
        dark_css_variables=_variables(options, "dark_css_variables"),
    )


def _boolean(options: Mapping[str, Any], name: str) -> bool:
    value = str(options[name]).strip().lower()
    if value not in _YES | _NO:
        raise _refused(name, options[name], "True or False")
    return value in _YES


def _number(options: Mapping[str, Any], name: str) -> int:
    value = str(options[name]).strip()
    if not value.isdecimal() or int(value) < 1:
        raise _refused(name, options[name], "a number from 1")
    return int(value)


def _variables(options: Mapping[str, Any], name: str) -> Mapping[str, str]:
    value = options[name] or {}
    if not isinstance(value, Mapping):
        raise _refused(name, value, 'a dictionary such as {"color-brand-primary": "#336790"}')
    return {str(key): str(colour) for key, colour in value.items()}


def _refused(name: str, value: object, wanted: str) -> UserError:
    message = f"html_theme_options in conf.py: {name!r} is {value!r}."
    return UserError(message, f"Write {wanted}.")
