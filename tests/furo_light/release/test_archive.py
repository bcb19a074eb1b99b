"""The archive for a server: what is in it, that it is the same each time, and what is refused."""

from __future__ import annotations

import gzip
import os
import shutil
import subprocess
import tarfile
from pathlib import Path

import brotli
import pytest

from a11ycheck.errors import UserError
from furo_light.release import read_contents, write_archive
from furo_light.release.archive import date_of
from sized_site import peak_memory

PAGE = b"<!doctype html><html lang=en><title>T</title><main><h1>T</h1></main>"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    root = tmp_path / "html"
    (root / "guide").mkdir(parents=True)
    (root / "index.html").write_bytes(PAGE)
    (root / "index.html.br").write_bytes(brotli.compress(PAGE))
    (root / "index.html.gz").write_bytes(gzip.compress(PAGE))
    (root / "guide" / "a b.html").write_bytes(PAGE * 2)
    for name in (".buildinfo", ".doctrees/x.pickle", "guide/.DS_Store", "Thumbs.db"):
        (root / name).parent.mkdir(exist_ok=True)
        (root / name).write_bytes(b"x")
    (root / ".well-known").mkdir()
    (root / ".well-known" / "security.txt").write_bytes(b"Contact: https://example.org/\n")
    return root


def pack(root: Path, name: str = "site.tar.gz") -> Path:
    return write_archive(read_contents(root), root.parent / name, version="1").path


def test_the_archive_holds_the_site_recipes_and_checksums_and_nothing_of_the_tools(
    folder: Path,
) -> None:
    with tarfile.open(pack(folder)) as archive:
        assert archive.getnames() == [
            "site/.well-known/security.txt",
            "site/guide/a b.html",
            "site/index.html",
            "site/index.html.br",
            "site/index.html.gz",
            "apache.conf",
            "nginx.conf",
            "README.txt",
            "SHA256SUMS",
        ]
        assert {(member.uid, member.gid, member.mode) for member in archive} == {(0, 0, 0o644)}


def test_the_checksums_hold_for_a_program_that_others_wrote(folder: Path, tmp_path: Path) -> None:
    tar, sums = shutil.which("tar"), shutil.which("sha256sum")
    if tar is None or sums is None:
        pytest.skip("tar and sha256sum are not installed")
    subprocess.run([tar, "xzf", pack(folder), "-C", tmp_path], check=True)

    done = subprocess.run(
        [sums, "--check", "--strict", "SHA256SUMS"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stdout
    assert "site/guide/a b.html: OK" in done.stdout
    assert done.stdout.count(": OK") == 8


@pytest.mark.skipif(os.name == "nt", reason="Windows allows no such names.")
def test_names_that_are_odd_are_packed_with_checksums_that_hold(tmp_path: Path) -> None:
    sums = shutil.which("sha256sum")
    if sums is None:
        pytest.skip("sha256sum is not installed")
    root = tmp_path / "html"
    root.mkdir()
    for name in (b"index.html", b"a\\b.html", b"new\nline.html", b"caf\xe9.html", b"\xd9\x85.html"):
        Path(os.fsdecode(os.fsencode(root) + b"/" + name)).write_bytes(PAGE)

    with tarfile.open(pack(root)) as archive:
        archive.extractall(tmp_path, filter="data")
    check = [sums, "--check", "--strict", "--quiet", "SHA256SUMS"]
    done = subprocess.run(check, cwd=tmp_path, capture_output=True, check=False)

    assert done.returncode == 0, done.stderr
    assert (tmp_path / "site" / os.fsdecode(b"caf\xe9.html")).read_bytes() == PAGE


def test_the_same_site_gives_the_same_bytes_wherever_and_whenever(folder: Path) -> None:
    first = pack(folder).read_bytes()
    elsewhere = folder.parent / "elsewhere"
    shutil.copytree(folder, elsewhere, copy_function=shutil.copy)
    for path in elsewhere.rglob("*"):
        path.chmod(0o755)
    assert pack(elsewhere, "other.tar.gz").read_bytes() == first


def test_a_changed_file_gets_another_date_and_an_unchanged_one_keeps_it(folder: Path) -> None:
    def dates() -> dict[str, float]:
        with tarfile.open(pack(folder)) as archive:
            return {member.name: member.mtime for member in archive}

    before = dates()
    (folder / "guide" / "a b.html").write_bytes(PAGE * 2 + b"!")
    after = dates()

    assert before["site/index.html"] == after["site/index.html"]
    assert before["site/guide/a b.html"] != after["site/guide/a b.html"]
    assert all(0 < date < 1_550_000_000 for date in after.values())
    assert date_of("00" * 32) == date_of("00" * 32)


@pytest.mark.parametrize("coding", ["br", "gz"])
@pytest.mark.parametrize("content", ["old", "damaged"])
def test_a_compressed_file_that_says_something_else_is_refused(
    folder: Path, coding: str, content: str
) -> None:
    compress = brotli.compress if coding == "br" else gzip.compress
    stale = compress(b"old") if content == "old" else b"no such thing"
    (folder / f"index.html.{coding}").write_bytes(stale)

    with pytest.raises(UserError, match=rf"index\.html\.{coding} does not match index\.html"):
        read_contents(folder)


def test_a_file_that_changes_after_the_audit_is_refused_and_nothing_is_written(
    folder: Path,
) -> None:
    contents = read_contents(folder)
    (folder / "guide" / "a b.html").write_bytes(b"new")
    target = folder.parent / "site.tar.gz"

    with pytest.raises(UserError, match="was changed while the site was audited"):
        write_archive(contents, target, version="1")

    assert not target.exists()
    assert list(folder.parent.iterdir()) == [folder]


def test_a_link_that_leads_out_of_the_site_is_refused(folder: Path) -> None:
    (folder.parent / "secret").write_bytes(b"x")
    (folder / "link.txt").symlink_to(folder.parent / "secret")
    with pytest.raises(UserError, match="is a link that leads out of"):
        read_contents(folder)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="is no folder"):
        read_contents(tmp_path / "gone")


def test_an_archive_that_cannot_be_written_is_an_error(folder: Path) -> None:
    (folder.parent / "file").write_bytes(b"")
    with pytest.raises(UserError, match=r"site\.tar\.gz cannot be written"):
        write_archive(read_contents(folder), folder.parent / "file" / "site.tar.gz", version="1")


def test_four_times_the_files_take_no_more_memory(tmp_path: Path) -> None:
    peaks = []
    for count in (4, 16):
        root = tmp_path / f"{count}"
        root.mkdir()
        for number in range(count):
            content = bytes(number + at % 7 for at in range(400_000))
            (root / f"{number}.html").write_bytes(content)
            (root / f"{number}.html.gz").write_bytes(gzip.compress(content))
        peaks.append(peak_memory(lambda root=root: pack(root, f"{root.name}.tar.gz")))
    assert peaks[1] < 1.2 * peaks[0]
