"""The stylesheet of a page: inline, with the rules that the page needs, or one file with all rules."""

import hashlib
import re
from pathlib import Path
from typing import Final

from pygments.style import Style
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

from a11ycheck.web.atomic_files import write_file
from furo_light.theme import THEME_PATH
from furo_light.theme.code_styles import CodeStyles, light_formatter
from furo_light.theme.colours import DARK, FURO_NAMES, LIGHT, palette, renamed
from furo_light.theme.stylesheet import Names, Stylesheet, names_in
from furo_light.theme.theme_options import ThemeOptions
from furo_light.theme.unused_markup import classes_in, has_foreign_parts, remove_unused

__all__ = ["PLACEHOLDER", "PageStyles"]

PLACEHOLDER: Final = "<!--furo_light-->"
"""The position of the rules in a rendered page; only the whole page shows which ones it needs."""

_SOURCES: Final = THEME_PATH / "styles"
_EXTRA: Final = {
    "sphinx-design": re.compile(r'class="[^"]*\bsd-'),
    "tabs": re.compile(r'class="[^"]*\btab-set\b'),
    "copybutton": re.compile(r"/copybutton\.css"),
    "copy": re.compile(r"/furo-light-copy\.js"),
}
"""Stylesheets beside the main one, and the markup that needs them."""

_FOLDER: Final = "_static/styles"

_FOR_SCRIPTS: Final = frozenset({"highlight", "gp", "go", "gt", "linenos"})
"""Classes that the script of the copy button queries."""


class PageStyles:
    """Writes the stylesheets of one build, with its colours and its code styles."""

    def __init__(self, app: Sphinx, options: ThemeOptions) -> None:
        """Read the theme's stylesheets, and the colours in the project's options."""
        self._switch, self._copy = options.theme_switch, options.copy_button
        self._rules = _read("furo-light")
        self._extra = {name: _read(name).css() for name in _EXTRA}
        self._light = renamed(options.light_css_variables)
        self._dark = renamed(options.dark_css_variables)
        highlighter = app.builder.highlighter  # type: ignore[attr-defined]
        dark = PygmentsBridge("html", app.config.pygments_dark_style)
        self._code = CodeStyles(_style(highlighter), _style(dark))
        highlighter.formatter = light_formatter(self._code)

    def finish(self, html: str) -> str:
        """Return a rendered page with the rules that it needs, and without unused markup."""
        foreign = has_foreign_parts(html)
        names = names_in(html)
        if PLACEHOLDER in html:
            extra = "".join(self._extra[name] for name, mark in _EXTRA.items() if mark.search(html))
            css = self._whole(names, names.classes, extra, aliases=foreign)
        else:
            css = self.file()[1]
        if not foreign:
            html = remove_unused(
                html, classes_in(css) | (_FOR_SCRIPTS if self._copy else frozenset())
            )
        return html.replace(PLACEHOLDER, f"<style>{css}</style>", 1)

    def file(self) -> tuple[str, str]:
        """Return the path of the file with all rules in the site, and its text."""
        css = self._whole(None, None, "".join(self._extra.values()), aliases=True)
        digest = hashlib.sha256(css.encode()).hexdigest()[:8]
        return f"{_FOLDER}/furo-light.{digest}.css", css

    def write_file(self, outdir: Path) -> None:
        """Write that file, and remove those of earlier builds."""
        name, css = self.file()
        for old in (outdir / _FOLDER).glob("furo-light.*.css"):
            if old != outdir / name:
                old.unlink()
        write_file(outdir / name, css, mode=0o644, durable=False)

    def _whole(
        self, names: Names | None, classes: frozenset[str] | None, extra: str, *, aliases: bool
    ) -> str:
        code = self._code.css(classes)
        rules = self._rules.css(names) + code.rules + extra
        foreign = _FOR_OTHERS if aliases else ""
        theirs = "".join(f"var(--{name})" for name in {*self._light, *self._dark} - {*LIGHT})
        colours = palette(
            {**LIGHT, **code.light, **self._light},
            {**DARK, **code.dark, **self._dark},
            switch=self._switch,
            css=rules + foreign + theirs,
        )
        return colours + foreign + rules


_FOR_OTHERS: Final = (
    "body{" + ";".join(f"--{furo}:var(--{ours})" for furo, ours in FURO_NAMES.items()) + "}"
)
"""furo's names for our colours, for other stylesheets that use them."""


def _read(name: str) -> Stylesheet:
    path = _SOURCES / f"{name}.css"
    return Stylesheet.parse(path.read_text(encoding="utf-8"), str(path))


def _style(bridge: PygmentsBridge) -> type[Style]:
    style: type[Style] = bridge.formatter_args["style"]
    return style
