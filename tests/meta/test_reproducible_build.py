"""Two builds of the same sources give the same bytes, wherever, whenever and by whomever they are made."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

pytest.importorskip("hatchling")

ROOT = Path(__file__).resolve().parents[2]
SOURCES = ("src", "changelog.d", "tools/hatch_build.py", "pyproject.toml", "README.md", "LICENSE")
EPOCH = "1790000000"


def copy_sources(target: Path, *, time: int, mode: int) -> None:
    """Copy what a build reads, with other times and permissions of files, in another order."""
    for name in SOURCES:
        source, copy = ROOT / name, target / name
        copy.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            ignored = shutil.ignore_patterns("__pycache__", "*.egg-info")
            shutil.copytree(source, copy, ignore=ignored)
        else:
            shutil.copy(source, copy)
    for path in sorted(target.rglob("*"), reverse=bool(mode & 0o40)):
        path.chmod(mode | (0o111 if path.is_dir() else 0))
        os.utime(path, (time, time))


def build(folder: Path, locale: str) -> dict[str, str]:
    """Build wheel and sdist, and return the hash of each by its name."""
    output = folder / "dist"
    command = [sys.executable, "-m", "hatchling", "build", "-d", output]
    environment = os.environ | {"SOURCE_DATE_EPOCH": EPOCH, "LC_ALL": locale, "TZ": locale}
    subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
    return {path.name: sha256(path.read_bytes()).hexdigest() for path in output.iterdir()}


def test_what_the_build_downloads_changes_neither_sdist_nor_metadata(tmp_path: Path) -> None:
    copy_sources(tmp_path, time=1_000_000_000, mode=0o644)
    build(tmp_path, "C")

    with tarfile.open(next((tmp_path / "dist").glob("*.tar.gz"))) as sdist:
        in_sdist = sdist.getnames()
    with zipfile.ZipFile(next((tmp_path / "dist").glob("*.whl"))) as wheel:
        in_wheel = wheel.namelist()
        (metadata,) = (name for name in in_wheel if name.endswith(".dist-info/METADATA"))
        licences = re.findall(r"^License-File: (.+)$", wheel.read(metadata).decode(), re.MULTILINE)

    assert [name for name in in_sdist if "/_axe/" in name] == []
    assert {"a11ycheck/_axe/axe.min.js", "a11ycheck/_axe/LICENSE"} <= set(in_wheel)
    assert "LICENSE" in licences
    assert [name for name in licences if "_axe" in name] == []


def test_two_builds_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = tmp_path / "a", tmp_path / "other" / "b"
    copy_sources(first, time=1_000_000_000, mode=0o644)
    copy_sources(second, time=1_700_000_000, mode=0o600)

    made = build(first, "C")

    assert sorted(name.rpartition(".")[2] for name in made) == ["gz", "whl"]
    assert build(second, "UTC") == made
