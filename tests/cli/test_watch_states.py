"""`watch` says what it leaves out, and what is wrong before it begins."""

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


def test_the_editor_is_that_of_the_configuration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "a11ycheck.toml").write_text('editor = "typewriter"\n', encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    code = main(["watch", "--html", "site"])

    assert code == 3
    assert 'a11ycheck.toml:1: there is no editor "typewriter".' in capsys.readouterr().err


def test_a_folder_without_conf_py_gets_the_command_that_was_meant(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "pages").mkdir()
    monkeypatch.chdir(tmp_path)

    code = main(["watch", "pages", "--port", "0"])

    assert code == 3
    message = capsys.readouterr().err
    assert "There is no conf.py" in message
    assert "a11ycheck watch docs" in message
    assert "--html FOLDER" in message
