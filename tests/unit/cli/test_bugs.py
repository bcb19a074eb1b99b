"""A bug ends the command with the exit code for "not tested", never with that for findings."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck import api
from a11ycheck.cli import main


def test_a_bug_is_not_reported_as_findings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def audit(*_arguments: object, **_options: object) -> None:
        raise KeyError("a bug")

    monkeypatch.setattr(api, "audit", audit)

    code = main(["audit", str(tmp_path)])

    assert code == 2
    error = capsys.readouterr().err
    assert "KeyError: 'a bug'" in error
    assert "This is a bug in a11ycheck." in error
