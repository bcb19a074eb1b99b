"""`watch` says what it leaves out."""

from __future__ import annotations

from pathlib import Path

import pytest

from a11ycheck.cli import main


def test_states_are_named_as_not_audited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a11ycheck.toml").write_text(
        '[[states]]\nname = "menu"\nactions = [{ click = "button" }]\n', encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)

    code = main(["watch", "--html", "nowhere"])

    assert code == 3
    assert "watch audits no states of pages" in capsys.readouterr().err
