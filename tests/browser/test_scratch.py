"""Scratch folders of browsers: nothing outlives its owner, and no other folder is touched."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from a11ycheck.browser.scratch import ScratchFolder, remove_leftovers

pytestmark = pytest.mark.usefixtures("nothing_left")

# Starts a driver that runs for ever in a session of its own, and a renderer, which hides its environment.
OWNER = """
import os, subprocess, sys
from a11ycheck.browser.scratch import ScratchFolder

scratch = ScratchFolder()
renderer = f"env - tail -f {scratch.path}/owner.lock"
command = ["/bin/sh", "-c", f"{renderer} & exec tail -f /dev/null"]
environment = {**os.environ, **scratch.environment}
subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, start_new_session=True)
print(scratch.path, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def owner() -> Iterator[tuple[subprocess.Popen[str], Path]]:
    """Another process with a scratch folder."""
    process = subprocess.Popen(
        [sys.executable, "-c", OWNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    with process:
        assert process.stdout is not None
        yield process, Path(process.stdout.readline().strip())
        process.kill()


def watchdogs(folder: Path) -> list[int]:
    return [
        int(process.parent.name)
        for process in Path("/proc").glob("[0-9]*/cmdline")
        if process.exists() and b"watchdog" in (words := _words(process)) and bytes(folder) in words
    ]


def _words(path: Path) -> list[bytes]:
    try:
        return path.read_bytes().split(b"\0")
    except OSError:
        return []


def test_a_closed_folder_is_gone_with_its_watchdog(wait_until: Callable[..., None]) -> None:
    scratch = ScratchFolder()
    folder = Path(scratch.path)
    (folder / "profile").mkdir()
    (folder / "profile" / "file").touch()
    # A program that has just been started has no command line for a moment.
    wait_until(lambda: len(watchdogs(folder)) == 1, "the watchdog")

    scratch.close()
    scratch.close()

    assert not folder.exists()
    assert watchdogs(folder) == []


def test_what_a_late_driver_creates_is_removed_too() -> None:
    scratch = ScratchFolder()
    scratch.close()
    driver = subprocess.Popen(
        ["/bin/sh", "-c", "mkdir -p $TMPDIR/profile && exec tail -f /dev/null"],
        env={**os.environ, **scratch.environment},
        start_new_session=True,
    )

    scratch.close(driver)

    assert driver.returncode == -signal.SIGKILL


def test_a_long_temporary_folder_is_not_used(
    nothing_left: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = nothing_left / ("x" * 60)
    long.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(long))

    scratch = ScratchFolder()

    assert Path(scratch.path).parent == Path("/tmp")  # noqa: S108
    scratch.close()
    assert list(long.iterdir()) == []
    long.rmdir()


def test_what_a_killed_owner_leaves_is_removed_by_its_watchdog(
    owner: tuple[subprocess.Popen[str], Path], wait_until: Callable[..., None]
) -> None:
    process, folder = owner
    assert folder.is_dir()

    process.kill()

    wait_until(lambda: not folder.exists(), "the removal of the folder")


def test_a_driver_that_starts_after_its_owner_was_killed_is_ended(
    owner: tuple[subprocess.Popen[str], Path], wait_until: Callable[..., None]
) -> None:
    process, folder = owner
    script = (
        f"while [ -e {folder} ]; do sleep 0.01; done; mkdir -p {folder}/profile/Default; "
        f"exec env TMPDIR={folder} tail -f /dev/null"
    )
    with subprocess.Popen(["/bin/sh", "-c", script], start_new_session=True) as late:
        process.kill()

        wait_until(lambda: late.poll() is not None, "the end of the driver")

    assert late.returncode == -signal.SIGKILL
    wait_until(lambda: not folder.exists(), "the removal of the folder")


def test_the_next_run_removes_what_the_watchdog_could_not(
    owner: tuple[subprocess.Popen[str], Path], wait_until: Callable[..., None]
) -> None:
    process, folder = owner
    wait_until(lambda: watchdogs(folder), "the watchdog")
    for pid in watchdogs(folder):
        os.kill(pid, signal.SIGKILL)
    wait_until(lambda: not watchdogs(folder), "the end of the watchdog")
    process.kill()
    process.wait()
    assert folder.is_dir()

    remove_leftovers()

    assert not folder.exists()


def test_folders_of_living_runs_are_left_alone(
    owner: tuple[subprocess.Popen[str], Path],
) -> None:
    _process, folder = owner
    scratch = ScratchFolder()

    remove_leftovers()

    assert folder.is_dir()
    assert Path(scratch.path).is_dir()
    scratch.close()


@pytest.mark.parametrize("name", ["a11ycheck-mine", "a11ycheck-abcdefg_x", "other"])
def test_folders_without_our_lock_are_left_alone(nothing_left: Path, name: str) -> None:
    folder = nothing_left / name
    folder.mkdir()
    (folder / "file").touch()

    remove_leftovers()

    assert (folder / "file").exists()
    (folder / "file").unlink()
    folder.rmdir()


def test_a_folder_that_a_browser_created_again_is_removed(nothing_left: Path) -> None:
    (nothing_left / "a11ycheck-abcdefgh" / "profile" / "Default").mkdir(parents=True)

    remove_leftovers()

    assert list(nothing_left.iterdir()) == []


def test_links_are_not_followed(nothing_left: Path, tmp_path: Path) -> None:
    (tmp_path / "owner.lock").touch()
    (tmp_path / "file").touch()
    link = nothing_left / "a11ycheck-abcdefgh"
    link.symlink_to(tmp_path)
    inside = nothing_left / "a11ycheck-12345678"
    inside.mkdir()
    (inside / "owner.lock").symlink_to(tmp_path / "owner.lock")
    dead = nothing_left / "a11ycheck-dead_dea"
    dead.mkdir()
    (dead / "owner.lock").touch()
    (dead / "link").symlink_to(tmp_path)

    remove_leftovers()

    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "owner.lock"]
    assert not dead.exists()
    assert (inside / "owner.lock").is_symlink()
    (inside / "owner.lock").unlink()
    inside.rmdir()
    link.unlink()


def test_without_locks_on_the_file_system_nothing_is_taken_for_abandoned(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def unsupported(*_arguments: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", unsupported)
    scratch = ScratchFolder()

    remove_leftovers()

    assert Path(scratch.path).is_dir()
    scratch.close()
    assert not Path(scratch.path).exists()


def test_without_a_shell_a_browser_still_has_a_folder(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_arguments: object, **_named: object) -> None:
        raise FileNotFoundError(2, "No such file or directory")

    monkeypatch.setattr(subprocess, "Popen", missing)
    scratch = ScratchFolder()

    assert Path(scratch.path).is_dir()
    scratch.close()
    assert not Path(scratch.path).exists()
