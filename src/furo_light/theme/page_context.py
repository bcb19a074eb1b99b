"""The values that the templates get for a page: direction, navigation, contents, files, buttons."""

import os
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.util import logging

from a11ycheck.language import text_direction
from furo_light.theme.foreign_settings import own_sidebars
from furo_light.theme.generated_pages import ALL_PAGES, generated_pages, has_pages_of_its_own
from furo_light.theme.logo import logo_size
from furo_light.theme.navigation import SiteTree, render_branch
from furo_light.theme.page_styles import PLACEHOLDER, PageStyles
from furo_light.theme.theme_options import ThemeOptions

__all__ = [
    "describe_page",
    "hide_whole_tree",
    "local_contents",
    "needed_scripts",
    "needed_styles",
    "show_whole_tree",
]

logger = logging.getLogger(__name__)

_OUTER_ITEM = re.compile(
    r"<ul>\s*<li><a[^>]*>(?:(?!</a>).)*</a>(<ul>.*</ul>)\s*</li>\s*</ul>", re.DOTALL
)
_LIST_TAG = re.compile(r"<(/?)ul>")
_NOISE: Final = ' class="reference internal"'


def describe_page(
    app: Sphinx,
    pagename: str,
    context: dict[str, Any],
    *,
    options: ThemeOptions,
    tree: SiteTree,
    styles: PageStyles,
) -> None:
    """Add to the context of a page what the templates cannot compute."""
    body = context.get("body") or ""
    own_pages = has_pages_of_its_own(app)
    name, _css = ("", "") if options.inline_css else styles.file()
    link = f'<link rel="stylesheet" href="{context["pathto"](name, True)}">' if name else ""  # noqa: FBT003
    navigation = _navigation(app, pagename, options, tree)
    # A menu with all pages needs no link to a list of them.
    is_partial = navigation.count("<a ") < tree.size or bool(generated_pages(app))
    context |= {
        "text_direction": text_direction(app.config.language) or "ltr",
        "page_buttons": _page_buttons(context),
        "page_icons_on": options.page_icons,
        "logo_size": logo_size(app, context),
        "sidebars": own_sidebars(app, context.get("sidebars") or ()),
        "toc": local_contents(context.get("toc") or ""),
        "furo_navigation_tree": navigation,
        "all_pages": ALL_PAGES if own_pages and tree.below else "",
        "all_pages_in_menu": is_partial,
        "search_on": own_pages and options.search,
        "theme_switch_on": options.theme_switch,
        "copy_button_on": options.copy_button and "<pre" in body,
        "furo_light_styles": link or PLACEHOLDER,
        # The templates call these: until then extensions may add files.
        "needed_styles": lambda files: needed_styles(files, body),
        "needed_scripts": lambda files: needed_scripts(files, body),
    }


def _navigation(app: Sphinx, pagename: str, options: ThemeOptions, tree: SiteTree) -> str:
    return render_branch(
        tree,
        app.builder,  # type: ignore[arg-type]
        pagename,
        siblings=options.navigation_siblings,
        expand=options.navigation_expand,
    )


def local_contents(toc: str) -> str:
    """Return the contents of a page without its own title, of which Sphinx makes the outermost entry."""
    toc = toc.strip().replace(_NOISE, "")
    found = _OUTER_ITEM.fullmatch(toc)
    return found[1] if found and _is_one_list(found[1]) else toc


def _is_one_list(html: str) -> bool:
    depth = 0
    for tag in _LIST_TAG.finditer(html):
        depth += -1 if tag[1] else 1
        if depth == 0:
            return tag.end() == len(html)
    return False


def _page_buttons(context: dict[str, Any]) -> list[str]:
    """Return the buttons that furo's options select, `view` (source) and `edit`, in their order."""
    buttons = context["theme_top_of_page_buttons"]
    if buttons == "":
        return [] if context["theme_top_of_page_button"] is None else ["view", "edit"]
    for unknown in set(buttons) - {"view", "edit"}:
        logger.warning("The theme option top_of_page_buttons knows no button %r.", unknown)
    return [button for button in buttons if button in {"view", "edit"}]


def hide_whole_tree(context: dict[str, Any]) -> None:
    """Hide `toctree` from furo, which would render the tree of all pages with it."""
    context["_toctree"] = context.pop("toctree", None)


def show_whole_tree(context: dict[str, Any]) -> None:
    """Restore `toctree` for templates of the project that call it."""
    if (toctree := context.pop("_toctree", None)) is not None:
        context["toctree"] = toctree


# --- stylesheets and scripts ------------------------------------------------------------------------

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
"""Scripts that other scripts may call."""

_NEEDED_FOR: Final[Mapping[str, re.Pattern[str]]] = {
    "_static/sphinx-design.min.css": re.compile(r'class="[^"]*\bsd-'),
    "_static/design-tabs.js": re.compile(r'class="[^"]*\bsd-tab-'),
    "_static/copybutton.css": re.compile("<pre"),
    "_static/clipboard.min.js": re.compile("<pre"),
    "_static/copybutton.js": re.compile("<pre"),
    "_static/tabs.css": re.compile(r'class="[^"]*\b(?:tab-set|sphinx-tabs)\b'),
    "_static/tabs.js": re.compile(r'class="[^"]*\b(?:tab-set|sphinx-tabs)\b'),
    "_static/graphviz.css": re.compile(r'class="[^"]*\bgraphviz\b'),
}
"""Files that well-known extensions add to every page, and the markup that needs them."""

_OPTIONS: Final = "_static/documentation_options.js"
_CALLS: Final[Mapping[str, frozenset[str]]] = {
    "_static/clipboard.min.js": frozenset(),
    "_static/copybutton.js": frozenset({_OPTIONS}),
    "_static/design-tabs.js": frozenset(),
}
"""The scripts of Sphinx that those of well-known extensions use; any other may use all."""


def needed_styles(files: Iterable[Any], body: str) -> list[Any]:
    """Return which of Sphinx's `css_files` a page with this body needs."""
    return [file for file in files if _name(file) not in _OF_FURO and _wanted(file, body)]


def needed_scripts(files: Sequence[Any], body: str) -> list[Any]:
    """Return which of Sphinx's `script_files` a page with this body needs."""
    others = [file for file in files if _name(file) not in _OF_FURO | _OF_SPHINX]
    needed = {id(file) for file in others if _wanted(file, body)}
    own = frozenset[str]().union(*(_called(file) for file in others if id(file) in needed))
    return [file for file in files if id(file) in needed or _name(file) in own]


def _called(file: Any) -> frozenset[str]:
    """Return the scripts of Sphinx that a script may call: a file any, an inline one only by name."""
    name, attributes = _name(file), getattr(file, "attributes", {})
    calls = name or "ocumentation" in attributes.get("body", "").lower()
    return _CALLS.get(name, _OF_SPHINX - {"_static/sphinx_highlight.js"}) if calls else frozenset()


def _wanted(file: Any, body: str) -> bool:
    mark = _NEEDED_FOR.get(_name(file))
    return mark is None or mark.search(body) is not None


def _name(file: Any) -> str:
    """Return the name of a file: an attribute of Sphinx's objects, where old projects have strings."""
    return os.fspath(getattr(file, "filename", file) or "")
