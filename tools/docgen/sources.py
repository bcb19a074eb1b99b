"""Paths in the repository."""

from pathlib import Path

__all__ = ["FIXTURES", "PYPROJECT", "REFERENCE", "ROOT", "SCHEMA"]

ROOT = Path(__file__).resolve().parents[2]
REFERENCE = ROOT / "docs" / "publish" / "reference"
FIXTURES = ROOT / "tests" / "rules"
PYPROJECT = ROOT / "pyproject.toml"
SCHEMA = ROOT / "src" / "a11ycheck" / "config" / "a11ycheck.schema.json"
