"""Audits that are killed at random moments: the short form of bench/kills.py."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

KILLS = Path(__file__).resolve().parents[2] / "bench" / "kills.py"

pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(900),
    pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="needs /proc"),
]


def test_no_kill_loses_a_report_or_leaves_anything_behind(tmp_path: Path) -> None:
    report = tmp_path / "kills.json"
    command = [sys.executable, KILLS, "--kills", "9", "--pages", "4", "--seed", "7"]
    done = subprocess.run([*command, "--json", report], capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr
    kills = json.loads(report.read_text(encoding="utf-8"))
    assert len({kill["victim"] for kill in kills}) == 9
    assert [kill for kill in kills if kill["wrong"]] == []
