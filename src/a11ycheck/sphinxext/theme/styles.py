"""The stylesheet of a page: in the page with the rules that it needs, or one file with all rules."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any, Final

from pygments.style import Style
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

from a11ycheck.light import THEME_PATH
from a11ycheck.light.colours import DARK, FURO_NAMES, LIGHT, renamed
from a11ycheck.light.slim import classes_in, has_foreign_parts, slim
from a11ycheck.light.stylesheet import Stylesheet, names_in, palette
from a11ycheck.sphinxext.parts import write_atomically
from a11ycheck.sphinxext.theme.code import CodeStyles, light_formatter
from a11ycheck.sphinxext.theme.options import Options

__all__ = ["MARK", "PageStyles"]

MARK: Final = "<!--furo_light-->"
"""Stands in a rendered page where the rules belong: only then is known which ones the page needs."""

_SOURCE: Final = THEME_PATH / "styles" / "furo-light.css"
_FOLDER: Final = "_static/styles"

_FOR_SCRIPTS: Final = frozenset({"highlight", "gp", "go", "gt", "linenos"})
"""Classes that the script of the copy button looks for."""


class PageStyles:
    """Writes stylesheets for one build: its colours, its styles of code, its theme switch or none."""

    def __init__(self, app: Sphinx, options: Options) -> None:
        """Read the theme's stylesheet, and the colours that the project's options name."""
        self._switch, self._copy = options.theme_switch, options.copy_button
        self._rules = Stylesheet.parse(_SOURCE.read_text(encoding="utf-8"), str(_SOURCE))
        self._light = renamed(options.light_css_variables)
        self._dark = renamed(options.dark_css_variables)
        highlighter = app.builder.highlighter  # type: ignore[attr-defined]
        dark = PygmentsBridge("html", app.config.pygments_dark_style)
        self._code = CodeStyles(_style(highlighter), _style(dark))
        highlighter.formatter = light_formatter(self._code)

    def finish(self, html: str) -> str:
        """Return a rendered page with the rules that it needs, and without what nothing uses."""
        foreign = has_foreign_parts(html)
        names = names_in(html)
        css = self._whole(names, names.classes, aliases=foreign) if MARK in html else self.file()[1]
        if not foreign:
            html = slim(html, classes_in(css) | (_FOR_SCRIPTS if self._copy else frozenset()))
        return html.replace(MARK, f"<style>{css}</style>", 1)

    def file(self) -> tuple[str, str]:
        """Return the name of the file with all rules, from the site's root, and its text."""
        css = self._whole(None, None, aliases=True)
        digest = hashlib.sha256(css.encode()).hexdigest()[:8]
        return f"{_FOLDER}/furo-light.{digest}.css", css

    def write_file(self, outdir: Path) -> None:
        """Write that file, and remove those of builds before."""
        name, css = self.file()
        for old in (outdir / _FOLDER).glob("furo-light.*.css"):
            if old != outdir / name:
                old.unlink()
        write_atomically(outdir / name, css)

    def _whole(self, names: Any, classes: frozenset[str] | None, *, aliases: bool) -> str:
        code = self._code.css(classes)
        css = self._rules.css(names) + code.rules
        light = {**LIGHT, **code.light, **self._light}
        dark = {**DARK, **code.dark, **self._dark}
        own = {name: css_value for name, css_value in self._foreign(aliases=aliases).items()}
        used = css + "".join(f"var(--{name})" for name in {*self._light, *self._dark}) + "".join(own.values())
        colours = palette(light, dark, switch=self._switch, css=used)
        declared = "".join(f"--{name}:{value};" for name, value in own.items())
        return colours + (f":root{{{declared[:-1]}}}" if declared else "") + css

    @staticmethod
    def _foreign(*, aliases: bool) -> dict[str, str]:
        """Return furo's names for our colours, for stylesheets of others that use them."""
        return {furo: f"var(--{ours})" for furo, ours in FURO_NAMES.items()} if aliases else {}


def _style(bridge: PygmentsBridge) -> type[Style]:
    style: type[Style] = bridge.formatter_args["style"]
    return style
