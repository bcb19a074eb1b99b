"""Find the sources of a Sphinx project where no folder is named."""

from pathlib import Path

__all__ = ["SPHINX_FOLDERS", "find_source_folder"]

SPHINX_FOLDERS = ("docs", "doc", "source", "docs/source", "doc/source", "documentation")
"""Where projects have the conf.py of their documentation, in this order."""

_CONFIGURATION = "conf.py"


def find_source_folder(folder: Path) -> Path:
    """Return a folder if it, or one above it in its repository, has a conf.py; else that of `docs` or so.

    If none has one, the folder itself is returned.
    """
    here = folder.resolve()
    for parent in (here, *here.parents):
        if (parent / _CONFIGURATION).is_file():
            return folder
        if (parent / ".git").exists():
            break
    found = (folder / name for name in SPHINX_FOLDERS if (folder / name / _CONFIGURATION).is_file())
    return next(found, folder)
