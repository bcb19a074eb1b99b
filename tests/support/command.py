"""The command a11ycheck as a user starts it, and small sites to start it on."""

import os
import subprocess
import sys
from pathlib import Path

__all__ = ["GOOD", "SCRUBBED", "environment", "good", "run", "site"]


GOOD = """<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><main><h1>{title}</h1><p>Text.</p></main></html>"""
SCRUBBED = ("NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "A11YCHECK_JOBS", "A11YCHECK_BROWSER")


def environment(**extra: str) -> dict[str, str]:
    kept = {key: value for key, value in os.environ.items() if key not in SCRUBBED}
    return {**kept, "TERM": "dumb", **extra}


def run(
    *arguments: object, cwd: Path, check: int | None = None, **extra: str
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "a11ycheck", *map(str, arguments)]
    done = subprocess.run(
        command,
        cwd=cwd,
        env=environment(**extra),
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    if check is not None:
        assert done.returncode == check, done.stdout + done.stderr
    return done


def site(folder: Path, **pages: str) -> Path:
    folder.mkdir(exist_ok=True)
    for name, content in pages.items():
        (folder / f"{name}.html").write_text(content, encoding="utf-8")
    return folder


def good(title: str) -> str:
    return GOOD.format(title=title)
