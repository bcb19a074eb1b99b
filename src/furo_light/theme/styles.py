"""The stylesheet of a page: in the page with the rules that it needs, or one file with all rules."""

import hashlib
import re
from pathlib import Path
from typing import Final

from pygments.style import Style
from sphinx.application import Sphinx
from sphinx.highlighting import PygmentsBridge

from a11ycheck.web.atomic_files import write_file
from furo_light.theme import THEME_PATH
from furo_light.theme.code import CodeStyles, light_formatter
from furo_light.theme.colours import DARK, FURO_NAMES, LIGHT, renamed
from furo_light.theme.options import Options
from furo_light.theme.slim import classes_in, has_foreign_parts, slim
from furo_light.theme.stylesheet import Names, Stylesheet, names_in, palette

__all__ = ["MARK", "PageStyles"]

MARK: Final = "<!--furo_light-->"
"""Stands in a rendered page where the rules belong: only then is known which ones the page needs."""

_SOURCES: Final = THEME_PATH / "styles"
_EXTRA: Final = {
    "sphinx-design": re.compile(r'class="[^"]*\bsd-'),
    "tabs": re.compile(r'class="[^"]*\btab-set\b'),
    "copybutton": re.compile(r"/copybutton\.css"),
    "copy": re.compile(r"/furo-light-copy\.js"),
}
"""Stylesheets beside the main one, and what a page has that needs them."""

_FOLDER: Final = "_static/styles"

_FOR_SCRIPTS: Final = frozenset({"highlight", "gp", "go", "gt", "linenos"})
"""Classes that the script of the copy button looks for."""


class PageStyles:
    """Writes stylesheets for one build: its colours, its styles of code, its theme switch or none."""

    def __init__(self, app: Sphinx, options: Options) -> None:
        """Read the theme's stylesheet, and the colours that the project's options name."""
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
        """Return a rendered page with the rules that it needs, and without what nothing uses."""
        foreign = has_foreign_parts(html)
        names = names_in(html)
        if MARK in html:
            extra = "".join(self._extra[name] for name, mark in _EXTRA.items() if mark.search(html))
            css = self._whole(names, names.classes, extra, aliases=foreign)
        else:
            css = self.file()[1]
        if not foreign:
            html = slim(html, classes_in(css) | (_FOR_SCRIPTS if self._copy else frozenset()))
        return html.replace(MARK, f"<style>{css}</style>", 1)

    def file(self) -> tuple[str, str]:
        """Return the name of the file with all rules, from the site's root, and its text."""
        css = self._whole(None, None, "".join(self._extra.values()), aliases=True)
        digest = hashlib.sha256(css.encode()).hexdigest()[:8]
        return f"{_FOLDER}/furo-light.{digest}.css", css

    def write_file(self, outdir: Path) -> None:
        """Write that file, and remove those of builds before."""
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
"""furo's names for our colours, for stylesheets of others that use them."""


def _read(name: str) -> Stylesheet:
    path = _SOURCES / f"{name}.css"
    return Stylesheet.parse(path.read_text(encoding="utf-8"), str(path))


def _style(bridge: PygmentsBridge) -> type[Style]:
    style: type[Style] = bridge.formatter_args["style"]
    return style
