"""The one door to Sphinx: it is found when it is needed, and missed in a sentence."""

from importlib import import_module
from pathlib import Path
from typing import Any

from a11ycheck.errors import UserError

__all__ = ["read_project"]

_READER = "a11ycheck.sphinxext.project_reader"


def read_project(folder: Path, configuration: Path | None, cache: Path) -> Any:
    """Return the reading of a Sphinx project; see `sphinxext.project_reader`. UserError without Sphinx."""
    try:
        reader = import_module(_READER)
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"sphinx", "docutils"}:
            raise
        message = "Sphinx is not installed, and only Sphinx can read its sources."
        raise UserError(message, "Install a11ycheck[sphinx].") from None
    return reader.read_project(folder, configuration, cache)
