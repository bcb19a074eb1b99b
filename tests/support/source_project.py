"""Small documentation projects, and the command run in them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

__all__ = ["Run", "run", "write_project"]

Run = Callable[..., subprocess.CompletedProcess[str]]


def write_project(root: Path, documents: Mapping[str, str]) -> Path:
    """Write documents below `docs`, byte for byte, and an empty pyproject.toml; return the root."""
    for name, text in documents.items():
        path = root / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())
    (root / "pyproject.toml").touch()
    return root


@pytest.fixture
def run(project: Path) -> Run:
    """Return a function that runs a module of Python in the folder of the fixture `project`."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=project,
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

    return run
