"""The templates and scripts of the offline parts, and how they are filled in."""

from functools import cache
from pathlib import Path

import jinja2

__all__ = ["asset", "fill", "template"]

_FOLDER = Path(__file__).parent


def asset(name: str) -> str:
    """Return the text of a file in `assets/`."""
    return (_FOLDER / "assets" / name).read_text(encoding="utf-8")


def fill(name: str, **values: object) -> str:
    """Return a template from `templates/` with its values, escaped for HTML and XML."""
    return _environment().get_template(name).render(**values)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )


def template(name: str) -> str:
    """Return the text of a file in `templates/` as it is."""
    return (_FOLDER / "templates" / name).read_text(encoding="utf-8")
