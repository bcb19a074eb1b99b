"""Changes of a built site are found by content."""

import os
from pathlib import Path

from a11ycheck.watch.snapshot import Changes, Snapshot, changed_files, split_changes


def changes(folder: Path, before: Snapshot) -> Changes:
    after = Snapshot.of(folder, before)
    return split_changes(changed_files(before, after), after)


def test_a_file_with_the_same_bytes_has_not_changed(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("one")
    before = Snapshot.of(tmp_path)
    (tmp_path / "a.html").unlink()
    (tmp_path / "a.html").write_text("one")

    assert changes(tmp_path, before) == Changes()


def test_changed_new_and_removed_pages_and_assets(tmp_path: Path) -> None:
    for name in ("same.html", "edited.html", "gone.html", "style.css"):
        (tmp_path / name).write_text("one")
    before = Snapshot.of(tmp_path)
    (tmp_path / "edited.html").write_text("two")
    (tmp_path / "gone.html").unlink()
    (tmp_path / "new.html").write_text("one")
    (tmp_path / "style.css").write_text("three")

    assert changes(tmp_path, before) == Changes(
        pages=frozenset({"edited.html", "new.html"}),
        removed=frozenset({"gone.html"}),
        assets=frozenset({"style.css"}),
    )


def test_a_compressed_copy_belongs_to_its_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("one")
    (tmp_path / "a.html.gz").write_text("copy")
    before = Snapshot.of(tmp_path)
    (tmp_path / "a.html.gz").write_text("another copy")

    assert changes(tmp_path, before) == Changes(pages=frozenset({"a.html"}))


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.html")
    before = Snapshot.of(tmp_path)
    (tmp_path / "new.html").write_text("one")

    assert changes(tmp_path, before) == Changes(pages=frozenset({"new.html"}))
