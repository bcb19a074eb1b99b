"""Edits of lines: ends of line, byte order mark and a missing last end stay as they are."""

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from a11ycheck.errors import UserError
from a11ycheck.fix import Change, write_change
from a11ycheck.fix.change import SourceText
from a11ycheck.model import Edit

BOM = b"\xef\xbb\xbf"


@given(st.text(st.sampled_from("ab\r\n\u2028\x0c\u0643")), st.booleans())
def test_a_text_without_edits_stays_as_it_is(text: str, marked: bool) -> None:  # noqa: FBT001
    data = (BOM if marked else b"") + text.encode()

    read = SourceText.read(data)

    assert read.edited(()) == data
    # The lines are those that Python, and so Sphinx, counts in a text file.
    assert [*read.lines] == text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").split(
        "\n"
    )[: len(read.lines)]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("last", ["", "end"])
def test_new_lines_end_as_the_others_do(end: str, last: str) -> None:
    tail = end if last else ""
    read = SourceText.read(f"a{end}b{end}c{tail}".encode())

    more = read.edited([Edit(first=2, last=3, lines=("c", "d"))])
    fewer = read.edited([Edit(first=0, last=2, lines=("x",))])

    assert more == f"a{end}b{end}c{end}d{tail}".encode()
    assert fewer == f"x{end}c{tail}".encode()


def test_edits_do_not_shift_each_other() -> None:
    edits = [Edit(first=0, last=1, lines=("a", "A")), Edit(first=2, last=3, lines=("c", "C"))]

    assert SourceText.read(b"a\nb\nc\n").edited(edits) == b"a\nA\nb\nc\nC\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"a\nb\nc\n", b"a\nB\nc\n"),
        (b"a\r\nb\r\n", b"a\r\nx\r\nb\r\n"),
        (BOM + b"a\nb", BOM + b"a\nb\nc"),
        ("\u0643\nb\u2028b\nc".encode(), "\u0643\nb\u2028B\nc".encode()),
        (b"a\rb\rc\n", b"a\rB\rc\n"),
    ],
)
def test_git_applies_the_patch(before: bytes, after: bytes, tmp_path: Path) -> None:
    file = tmp_path / "docs" / "x.md"
    file.parent.mkdir()
    file.write_bytes(before)
    change = Change(file="docs/x.md", path=file, before=before, after=after, fixed={})

    git = shutil.which("git")
    assert git
    subprocess.run(
        [git, "apply", "-p1", "--whitespace=nowarn"],
        cwd=tmp_path,
        input=change.patch.encode(),
        check=True,
    )

    assert file.read_bytes() == after


def test_a_file_keeps_its_permissions_and_its_link(tmp_path: Path) -> None:
    file, link = tmp_path / "x.md", tmp_path / "link.md"
    file.write_bytes(b"a\n")
    file.chmod(0o640)
    link.symlink_to(file)

    change = Change(file="x.md", path=link.resolve(), before=b"a\n", after=b"b\n", fixed={})
    write_change(change)

    assert link.is_symlink()
    assert file.read_bytes() == b"b\n"
    assert file.stat().st_mode & 0o777 == 0o640
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "x.md"]


def test_a_file_that_has_changed_is_not_written(tmp_path: Path) -> None:
    file = tmp_path / "x.md"
    file.write_bytes(b"new\n")

    with pytest.raises(UserError, match="has changed since"):
        write_change(Change(file="x.md", path=file, before=b"a\n", after=b"b\n", fixed={}))

    assert file.read_bytes() == b"new\n"


def test_a_missing_file_is_a_user_error(tmp_path: Path) -> None:
    change = Change(file="x.md", path=tmp_path / "x.md", before=b"a\n", after=b"b\n", fixed={})

    with pytest.raises(UserError, match=r"x\.md cannot be written: No such file"):
        write_change(change)
