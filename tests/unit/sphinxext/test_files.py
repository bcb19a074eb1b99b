"""A file of the source is the same throughout a build, and read anew for the next one."""

from pathlib import Path

from a11ycheck.sphinxext.files import forget_files, source_file, source_lines


def test_a_build_sees_a_file_as_it_was_first_and_the_next_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("one\n", "utf-8")
    assert source_lines(str(path)) == ("one", "")
    path.write_text("two\n", "utf-8")
    assert source_lines(str(path)) == ("one", "")

    forget_files()

    assert source_lines(str(path)) == ("two", "")


def test_a_file_that_is_not_there_yet_is_found_when_it_is(tmp_path: Path) -> None:
    path = tmp_path / "made.md"
    assert source_file(str(path)) is None
    path.write_text("made while the build runs\n", "utf-8")
    assert source_file(str(path)) is not None


def test_a_file_that_is_no_text_has_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"\xff\xfe\x00")
    assert source_lines(str(path)) == ()
