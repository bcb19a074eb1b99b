"""Make a folder of built pages light: pictures, white space, packed copies.

It works on the files of any static site, and needs neither Sphinx nor a browser. What a reader or a screen
reader gets stays the same: the text, its structure and the names of things.
"""

import os
from pathlib import Path

from a11ycheck.errors import UserError
from furo_light.optimise.options import LightenOptions
from furo_light.optimise.result import KINDS, Left, Lightened, Moved, PageWeight, Tally
from furo_light.optimise.run import Run

__all__ = [
    "KINDS",
    "Left",
    "LightenOptions",
    "Lightened",
    "Moved",
    "PageWeight",
    "Tally",
    "lighten",
]


def lighten(folder: Path, options: LightenOptions) -> Lightened:
    """Lighten a folder of built pages, and say what was done and what was left.

    UserError where the folder is missing, holds no page, or cannot be read or written, and for options that
    cannot be used.
    """
    root = folder.resolve()
    if not root.is_dir():
        message = f"There is no folder {folder}."
        raise UserError(message, "Build the site first, and name the folder with the built HTML.")
    if not options.dry_run and not os.access(root, os.W_OK | os.X_OK):
        message = f"The folder {folder} cannot be written to."
        raise UserError(message, "Check its permissions; --dry-run needs none.")
    return Run(root, options).whole()
