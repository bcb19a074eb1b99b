"""A source file stays the same throughout a build, and is read again in the next one."""

from pathlib import Path

from a11ycheck.sphinxext.source_text import clear_source_cache, read_source, source_line


def test_a_build_reads_a_file_once_and_the_next_build_again(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("one\n", "utf-8")
    assert source_line(str(path), 1) == "one"
    path.write_text("two\n", "utf-8")
    assert source_line(str(path), 1) == "one"

    clear_source_cache()

    assert source_line(str(path), 1) == "two"


def test_a_file_that_does_not_exist_yet_is_found_later(tmp_path: Path) -> None:
    path = tmp_path / "generated.md"
    assert read_source(str(path)) is None
    path.write_text("written during the build\n", "utf-8")
    assert read_source(str(path)) is not None


def test_a_binary_file_has_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_bytes(b"\xff\xfe\x00")
    assert read_source(str(path)) is None
    assert source_line(str(path), 1) == ""


def test_lines_outside_a_file_are_empty(tmp_path: Path) -> None:
    path = tmp_path / "page.md"
    path.write_text("one\ntwo", "utf-8")
    assert [source_line(str(path), number) for number in range(4)] == ["", "one", "two", ""]
