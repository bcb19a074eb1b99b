"""Make the pages of a build light when they are finished, as `a11ycheck lighten` does."""

from collections.abc import Mapping
from typing import Final

from sphinx.application import Sphinx

from a11ycheck.sphinxext.theme import in_use

__all__ = ["KINDS", "PREFIX", "setup"]

AFTER_THE_MAP: Final = 955
"""Event priority: the map is written at 950, and its marks move with the pages; audits come later."""

PREFIX: Final = "a11ycheck_"
"""What stands before a setting's name in `conf.py`."""

KINDS: Final[Mapping[str, frozenset[type]]] = {
    "lighten_pictures": frozenset({bool}),
    "lighten_minify": frozenset({bool}),
    "lighten_precompress": frozenset({bool}),
    "lighten_phone_width": frozenset({int}),
    "lighten_content_width": frozenset({int}),
    "lighten_similarity": frozenset({float, int}),
    "lighten_leave": frozenset({list, tuple}),
}
"""The settings of the configuration for this step, and the types of Python that Sphinx takes for each.

They stand here once more since the configuration brings all rules, which most builds need not load.
"""

_BUILDERS: Final = frozenset({"html", "dirhtml", "singlehtml", "a11y"})
_NONE: Final = frozenset({type(None)})


def setup(app: Sphinx) -> None:
    """Register the settings, and the step at the end of a build."""
    app.add_config_value("a11ycheck_lighten", default=None, rebuild="", types=_NONE | {bool})
    for name, kinds in KINDS.items():
        app.add_config_value(PREFIX + name, None, rebuild="", types=_NONE | kinds)
    app.connect("build-finished", _lighten, priority=AFTER_THE_MAP)


def _is_wanted(app: Sphinx) -> bool:
    """Tell whether this build is to be lightened: as `conf.py` says, else where the theme is ours."""
    if app.builder.name not in _BUILDERS:
        return False
    wanted: bool | None = app.config.a11ycheck_lighten
    return in_use(app) if wanted is None else wanted


def _lighten(app: Sphinx, error: Exception | None) -> None:
    if error is None and _is_wanted(app):
        # It brings the libraries for pictures, which a build that asks for nothing need not load.
        from a11ycheck.sphinxext.lightening import lighten_pages  # noqa: PLC0415

        lighten_pages(app)
