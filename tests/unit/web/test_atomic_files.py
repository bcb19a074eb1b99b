"""Files that are replaced in one step."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from a11ycheck.web.atomic_files import (
    SCRATCH_PREFIX,
    FileChangedError,
    FileStamp,
    make_ignored_folder,
    remove_scratch_files,
    replace_file,
    write_file,
)


@pytest.fixture
def umask_027() -> object:
    before = os.umask(0o027)
    yield
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_and_its_folders_are_created(tmp_path: Path) -> None:
    write_file(tmp_path / "a" / "b.txt", "é")
    assert (tmp_path / "a" / "b.txt").read_bytes() == "é".encode()
    write_file(tmp_path / "a" / "b.txt", b"\xff", durable=False)
    assert (tmp_path / "a" / "b.txt").read_bytes() == b"\xff"
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["b.txt"]


@pytest.mark.usefixtures("umask_027")
def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    write_file(tmp_path / "new", "x")
    assert mode(tmp_path / "new") == 0o640
    write_file(tmp_path / "given", "x", mode=0o644)
    assert mode(tmp_path / "given") == 0o644


def test_the_umask_of_the_process_is_never_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "umask", lambda _mask: pytest.fail("all threads share the umask"))
    write_file(tmp_path / "a", "x")
    replace_file(tmp_path / "a", "y")


class StringPath(type(Path())):  # type: ignore[misc]
    """A path with a method of strings, such as Sphinx's."""

    def replace(self, old: str, new: str) -> str:
        return str(self).replace(old, new)


def test_a_path_that_is_like_a_string_is_written(tmp_path: Path) -> None:
    path = StringPath(tmp_path / "a")
    write_file(path, "x")
    replace_file(path, "y")
    assert (tmp_path / "a").read_text() == "y"


def test_a_modification_time_can_be_given(tmp_path: Path) -> None:
    write_file(tmp_path / "a", "x", mtime_ns=10**18)
    assert (tmp_path / "a").stat().st_mtime_ns == 10**18


def test_replacing_keeps_permissions_and_respects_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    path.chmod(0o600)
    replace_file(path, "new")
    assert (path.read_text(), mode(path)) == ("new", 0o600)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everything
    with pytest.raises(PermissionError, match="denied"):
        replace_file(path, "other")
    assert path.read_text() == "new"


def test_a_file_that_another_process_changed_is_left(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_text("old")
    stamp = FileStamp.of(path)
    write_file(path, "new", expected=stamp)
    with pytest.raises(FileChangedError):
        write_file(path, "mine", expected=stamp)
    assert path.read_text() == "new"
    stamp = FileStamp.of(path)
    path.unlink()
    with pytest.raises(FileChangedError):
        write_file(path, "mine", expected=stamp)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_write_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a"
    path.write_text("old")

    def fail(_descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(OSError, match="space"):
        write_file(path, "new")
    assert path.read_text() == "old"
    assert not list(tmp_path.glob(f"{SCRATCH_PREFIX}*"))


def test_many_threads_write_one_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    contents = [f"{number}" * 10_000 for number in range(8)]
    threads = [
        threading.Thread(target=write_file, args=(path, content), kwargs={"durable": False})
        for content in contents
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert path.read_text() in contents
    assert [item.name for item in tmp_path.iterdir()] == ["a"]


WRITER = """
import os, sys
from pathlib import Path
from a11ycheck.web.atomic_files import write_file

def wait(_descriptor):
    print("writing", flush=True)
    sys.stdin.read()

os.fsync = wait
write_file(Path(sys.argv[1]), "new")
"""


def test_only_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    """A scratch file is locked as long as it is written."""
    path = tmp_path / "a"
    command = [sys.executable, "-c", WRITER, str(path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as writer:
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        remove_scratch_files(tmp_path)
        assert len(list(tmp_path.iterdir())) == 1
        writer.kill()
        writer.wait()
    assert len(list(tmp_path.iterdir())) == 1

    remove_scratch_files(tmp_path)

    assert list(tmp_path.iterdir()) == []


def test_other_files_and_links_are_not_removed(tmp_path: Path) -> None:
    (tmp_path / "a").touch()
    (tmp_path / f"{SCRATCH_PREFIX}link").symlink_to("a")
    (tmp_path / f"{SCRATCH_PREFIX}folder").mkdir()

    remove_scratch_files(tmp_path)
    remove_scratch_files(tmp_path / "missing")

    assert len(list(tmp_path.iterdir())) == 3


def test_a_signal_waits_until_the_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "fsync", lambda _descriptor: signal.raise_signal(signal.SIGINT))

    with pytest.raises(KeyboardInterrupt):
        write_file(tmp_path / "a", "new")

    assert (tmp_path / "a").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_a_new_folder_is_ignored_by_git(tmp_path: Path) -> None:
    (tmp_path / "cache" / "lighten").mkdir(parents=True)
    for folder in (tmp_path / "new", tmp_path / "cache"):
        make_ignored_folder(folder)
        assert "*" in (folder / ".gitignore").read_text().split()


def test_the_folder_of_a_project_is_not_hidden_from_git(tmp_path: Path) -> None:
    (tmp_path / "conf.py").write_text("")

    make_ignored_folder(tmp_path)

    assert not (tmp_path / ".gitignore").exists()
