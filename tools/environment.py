"""A virtual environment for reproducible builds, created once for its inputs."""

import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from programs import Programs

__all__ = ["Environment"]


class Environment:
    """A virtual environment in a folder, without pip."""

    def __init__(self, folder: Path, programs: Programs) -> None:
        """Set the folder, and the runner of programs."""
        self.python = folder / "bin" / "python"
        self._folder = folder
        self._programs = programs
        # Its scripts contain the path of the folder, so it cannot be moved when it is complete: a file that
        # is written last marks it as complete.
        self._stamp = folder / ".complete"

    def is_current(self, inputs: str) -> bool:
        """Return whether the environment is complete and was created for these inputs."""
        return self._stamp.is_file() and self._stamp.read_text(encoding="utf-8") == inputs

    def create(self, inputs: str, packages: Sequence[str], constraints: Path) -> None:
        """Create the environment and install the packages; ProgramError if that fails."""
        shutil.rmtree(self._folder, ignore_errors=True)
        venv = [sys.executable, "-m", "venv", "--without-pip", str(self._folder)]
        self._programs.run("venv", venv, "the virtual environment could not be created")
        problem = "pip could not install the packages"
        self.pip("install", "--constraint", str(constraints), *packages, problem=problem)
        self._stamp.write_text(inputs, encoding="utf-8")

    def pip(self, *arguments: str, problem: str) -> None:
        """Run pip for this environment; the message of ProgramError begins with the problem."""
        quiet = ("--disable-pip-version-check", "--no-input", "--quiet")
        pip = [sys.executable, "-m", "pip", f"--python={self.python}", *quiet]
        self._programs.run("pip", [*pip, *arguments], problem)

    def variables(self, home: Path, epoch: str) -> dict[str, str]:
        """Return the environment variables of a reproducible build; dates come from `epoch`."""
        path = os.pathsep.join((str(self.python.parent), os.environ.get("PATH", os.defpath)))
        fixed = {"LANG": "C.UTF-8", "SOURCE_DATE_EPOCH": epoch, "TZ": "UTC"}
        return {"PATH": path, "HOME": str(home), **fixed}
