"""What the system refuses is one sentence that names the file, and no traceback: it is no bug.

Names that are too long are refused to root, too, and by the same calls as folders that may not be entered.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from a11ycheck.cli import main
from a11ycheck.web.atomic_files import write_file
from command import environment, run

LONG = "x" * 300


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Give a current folder with a page."""
    (tmp_path / "index.html").write_text("<!doctype html><title>Home</title>")
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    "arguments",
    [
        ("audit", LONG),
        ("audit", f"{LONG}/index.html"),
        ("audit", ".", "--rule-folder", LONG),
        ("audit", ".", "--baseline", LONG),
        ("audit", ".", "--config", LONG),
        ("audit", ".", "--browser", f"./{LONG}"),
        ("compare", f"{LONG}.json", f"{LONG}.json"),
        ("init", LONG),
        ("merge", LONG),
        ("source", LONG),
        ("pack", LONG),
        ("lighten", LONG),
        ("offline", LONG),
    ],
)
def test_a_file_that_the_system_refuses_is_named(
    arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    code = main(arguments)

    printed = capsys.readouterr()
    assert code in {2, 3}
    assert "Traceback" not in printed.err
    assert "This is a bug" not in printed.err
    assert LONG in printed.err + printed.out
    assert printed.err.startswith("a11ycheck: ")


def test_debug_shows_where_the_system_refused_it(tmp_path: Path) -> None:
    done = run("--debug", "init", LONG, cwd=tmp_path, check=2)

    assert f"{LONG}: File name too long." in done.stderr
    assert "Traceback" in done.stderr


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments", ["--help", "--version", "rules", "explain image-alt", "schema"]
)
def test_a_full_disk_at_standard_output_is_no_bug(arguments: str, tmp_path: Path) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "a11ycheck", *arguments.split()],
            cwd=tmp_path,
            env=environment(),
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )

    assert done.returncode in {2, 3}
    assert done.stderr.startswith("a11ycheck: Standard output")
    assert "No space left on device" in done.stderr


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps a folder that is in use.")
@pytest.mark.parametrize("command", [("audit", "."), ("init",), ("schema",)])
def test_a_current_folder_that_was_deleted_is_named(
    command: tuple[str, ...], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    os.chdir(gone)
    gone.rmdir()
    try:
        code = main(command)
    finally:
        os.chdir(tmp_path)

    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    if command == ("schema",):
        assert code == 0
        return
    assert code == 2
    assert printed.err.startswith("a11ycheck: The current folder does not exist any more.")


def test_a_file_of_the_package_that_is_missing_is_a_bug(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def missing(*_: object, **__: object) -> None:
        raise FileNotFoundError(2, "No such file or directory", "axe.min.js")

    monkeypatch.setattr("a11ycheck.cli.options.load_config", missing)

    assert main(["audit", "."]) == 2

    printed = capsys.readouterr().err
    assert printed.startswith("Traceback")
    assert "This is a bug in a11ycheck." in printed


def test_an_error_names_the_file_and_not_its_scratch_file(tmp_path: Path) -> None:
    folder = tmp_path / "in-place"
    folder.mkdir()

    with pytest.raises(IsADirectoryError) as refused:
        write_file(folder, "x")

    assert refused.value.filename == str(folder)
