"""The commands that entry points add to `a11ycheck`."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from a11ycheck.cli import main


@pytest.mark.parametrize(
    ("command", "library"), [("lighten", "deflate"), ("offline", "html5lib"), ("pack", "brotli")]
)
def test_a_library_that_is_not_installed_is_named_with_its_extra(
    command: str,
    library: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "index.html").write_text("<title>T</title>", "utf-8")
    (tmp_path / "index.html.br").write_bytes(b"x")
    for name in [name for name in sys.modules if name.startswith("furo_light.o")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)

    assert main([command, str(tmp_path)]) == 3
    error = capsys.readouterr().err
    assert f"This needs {library}, which is not installed." in error
    assert "Install a11ycheck[light]." in error
