"""A virtual environment that is made once for its inputs, for builds that are the same for everyone."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from programs import Programs

__all__ = ["Environment"]


class Environment:
    """A virtual environment in a folder, with pip kept outside of it."""

    def __init__(self, folder: Path, programs: Programs) -> None:
        """Take the folder, and what runs the programs."""
        self.python = folder / "bin" / "python"
        self._folder = folder
        self._programs = programs
        # Its scripts name their own folder, so it cannot be moved into place when it is whole: a file
        # in it, written last, says that it is.
        self._whole = folder / ".whole"

    def is_made_of(self, inputs: str) -> bool:
        """Tell whether it is there, whole, and made of these inputs."""
        return self._whole.is_file() and self._whole.read_text(encoding="utf-8") == inputs

    def make(self, inputs: str, wanted: Sequence[str], constraints: Path) -> None:
        """Make it anew and install what is wanted; ProgramError where that fails."""
        shutil.rmtree(self._folder, ignore_errors=True)
        venv = [sys.executable, "-m", "venv", "--without-pip", str(self._folder)]
        self._programs.run("venv", venv, "the virtual environment could not be made")
        problem = "pip could not install what the builds need"
        self.pip("install", "--constraint", str(constraints), *wanted, problem=problem)
        self._whole.write_text(inputs, encoding="utf-8")

    def pip(self, *arguments: str, problem: str) -> None:
        """Run pip for this environment; ProgramError begins with the problem."""
        quiet = ("--disable-pip-version-check", "--no-input", "--quiet")
        pip = [sys.executable, "-m", "pip", f"--python={self.python}", *quiet]
        self._programs.run("pip", [*pip, *arguments], problem)

    def variables(self, home: Path, epoch: str) -> dict[str, str]:
        """Return the environment variables of a build: the same for everyone, dates from `epoch`."""
        path = os.pathsep.join((str(self.python.parent), os.environ.get("PATH", os.defpath)))
        fixed = {"LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": epoch, "TZ": "UTC"}
        return {"PATH": path, "HOME": str(home), **fixed}
