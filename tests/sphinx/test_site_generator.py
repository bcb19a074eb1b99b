"""The generated sites of the benches are what Sphinx and furo make of the same sources."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

GENERATOR = Path(__file__).parents[2] / "bench" / "site_generator.py"


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name not in {"objects.inv", "searchindex.js", "search.html"}
    }


@pytest.mark.parametrize("shape", ["flat", "nested"])
def test_multiplied_pages_are_those_of_sphinx(tmp_path: Path, shape: str) -> None:
    command = [sys.executable, str(GENERATOR), "--pages", "27", "--shape", shape]
    subprocess.run([*command, str(tmp_path / "fast")], check=True)
    subprocess.run([*command, "--sphinx", str(tmp_path / "sphinx")], check=True)
    assert files(tmp_path / "fast") == files(tmp_path / "sphinx")
    assert len([*(tmp_path / "fast").rglob("*.html")]) == 27
