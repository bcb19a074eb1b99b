"""What the templates are told of a page: direction, navigation, contents, files, buttons."""

import re
from typing import Any, Final

from sphinx.application import Sphinx
from sphinx.util import logging

from a11ycheck.language import text_direction
from furo_light.theme.assets import needed_scripts, needed_styles
from furo_light.theme.navigation import SiteTree, render_branch
from furo_light.theme.options import Options
from furo_light.theme.pages import ALL_PAGES, has_pages_of_its_own
from furo_light.theme.styles import MARK, PageStyles

__all__ = ["describe_page", "hide_whole_tree", "local_contents", "show_whole_tree"]

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
    options: Options,
    tree: SiteTree,
    styles: PageStyles,
) -> None:
    """Put into a page's context what the templates cannot work out."""
    body = context.get("body") or ""
    own_pages = has_pages_of_its_own(app)
    name, _css = ("", "") if options.inline_css else styles.file()
    link = f'<link rel="stylesheet" href="{context["pathto"](name, True)}">' if name else ""  # noqa: FBT003
    context |= {
        "text_direction": text_direction(app.config.language) or "ltr",
        "page_buttons": _page_buttons(context),
        "toc": local_contents(context.get("toc") or ""),
        "furo_navigation_tree": _navigation(app, pagename, options, tree),
        "all_pages": ALL_PAGES if own_pages and tree.below else "",
        "search_on": own_pages and options.search,
        "theme_switch_on": options.theme_switch,
        "copy_button_on": options.copy_button and "<pre" in body,
        "furo_light_styles": link or MARK,
        # Called by the templates: extensions go on adding files until then.
        "needed_styles": lambda files: needed_styles(files, body),
        "needed_scripts": lambda files: needed_scripts(files, body),
    }


def _navigation(app: Sphinx, pagename: str, options: Options, tree: SiteTree) -> str:
    return render_branch(tree, app.builder, pagename, options.navigation_siblings)  # type: ignore[arg-type]


def local_contents(toc: str) -> str:
    """Return the contents of a page without its own title, under which Sphinx puts all the others."""
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
    """Return which buttons furo's options ask for: `view` (source) and `edit`, in their order."""
    buttons = context["theme_top_of_page_buttons"]
    if buttons == "":
        return [] if context["theme_top_of_page_button"] is None else ["view", "edit"]
    for unknown in set(buttons) - {"view", "edit"}:
        logger.warning("The theme option top_of_page_buttons knows no button %r.", unknown)
    return [button for button in buttons if button in {"view", "edit"}]


def hide_whole_tree(context: dict[str, Any]) -> None:
    """Keep furo from rendering the whole tree of pages, which it does where it finds `toctree`."""
    context["_toctree"] = context.pop("toctree", None)


def show_whole_tree(context: dict[str, Any]) -> None:
    """Give `toctree` back to templates of the project that call it."""
    if (toctree := context.pop("_toctree", None)) is not None:
        context["toctree"] = toctree
