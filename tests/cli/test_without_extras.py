"""What `pip install a11ycheck` installs is enough for every command that names no extra."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck.reporters import REPORTERS
from command import run, site

pytestmark = pytest.mark.browser

EXTRAS = (
    *("PIL", "babel", "brotli", "deflate", "docutils", "furo", "html5lib", "imagesize"),
    *("myst_parser", "selectolax", "sphinx", "tinycss2", "watchfiles"),
)
# Python imports it before anything else.
BLOCK = f"""
import sys

class NotInstalled:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {EXTRAS!r}:
            raise ModuleNotFoundError(f"No module named {{name!r}}", name=name)

sys.meta_path.insert(0, NotInstalled())
"""
PAGE = """<!doctype html><html lang="{lang}"><meta charset="utf-8"><title>{word}</title>
<meta name="viewport" content="width=device-width"><main><h1>{word}</h1><p>{word}</p>
<p lang="en">This is a part in another language, with enough words.</p></main></html>"""


@pytest.fixture
def without_extras(tmp_path: Path) -> str:
    folder = tmp_path / "blocked"
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(BLOCK, encoding="utf-8")
    return str(folder)


def test_pages_are_audited_and_every_report_is_written(tmp_path: Path, without_extras: str) -> None:
    words = {"ur": "پانی", "pa-PK": "پانی", "az-IR": "سو", "en": "Water"}
    pages = {lang: PAGE.format(lang=lang, word=word) for lang, word in words.items()}
    folder = site(tmp_path / "site", **pages)
    formats = [part for name in REPORTERS for part in ("--format", f"{name}=report.{name}")]

    done = run("audit", folder, *formats, "--no-cache", cwd=tmp_path, PYTHONPATH=without_extras)

    assert "rule raised an error" not in done.stdout
    assert done.returncode in (0, 1), done.stdout + done.stderr
    assert done.stderr.count("Traceback") == 0
    assert all((tmp_path / f"report.{name}").stat().st_size for name in REPORTERS)


@pytest.mark.parametrize("command", ["watch", "source"])
def test_a_command_that_needs_an_extra_names_it(
    command: str, tmp_path: Path, without_extras: str
) -> None:
    folder = site(tmp_path / "docs", index="<p>x")
    (folder / "conf.py").write_text("", encoding="utf-8")

    done = run(command, folder, cwd=tmp_path, check=3, PYTHONPATH=without_extras)

    assert "Install a11ycheck[" in done.stderr
    assert "Traceback" not in done.stderr
