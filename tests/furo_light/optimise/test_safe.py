"""Nothing is lost: second runs, crashes, full disks, others who write, pictures that cannot be read."""

from __future__ import annotations

import errno
import os
import struct
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image, ImageCms

from a11ycheck.errors import UserError
from furo_light.optimise import Skipped

if TYPE_CHECKING:
    from conftest import Lab

PICTURE = '<img src="a.jpg" alt="A">'


def _site(lab: Lab, image: bytes, **more: str | bytes) -> Path:
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg">  <!-- a note -->  <g/>  </svg>'
    body = f"<!-- a note --><p>a</p>   {PICTURE}   <p>b</p>" + "<p>words</p>\n\n" * 99
    return lab.build({"index.html": lab.page(body), "a.jpg": image, "b.svg": drawing, **more})


def test_a_second_run_changes_nothing(lab: Lab, image: bytes) -> None:
    site = _site(lab, image)
    assert lab.run(site).changed
    before = lab.state(site)
    again = lab.run(site)
    assert lab.state(site) == before
    assert not again.changed
    assert not again.removed


def test_without_anything_kept_a_second_run_changes_nothing(lab: Lab, image: bytes) -> None:
    site = _site(lab, image)
    lab.run(site, cached=False)
    before = lab.state(site)
    lab.run(site, cached=False)
    assert lab.state(site) == before


def test_a_colour_profile_makes_no_difference_to_that(lab: Lab) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    site = _site(lab, lab.photo(400, 250, icc_profile=profile))
    lab.run(site, cached=False)
    before = lab.state(site)
    for path in (site / "lightened").iterdir():
        with Image.open(path) as made:
            assert "icc_profile" not in made.info
    lab.run(site, cached=False)
    assert lab.state(site) == before


def test_a_dry_run_changes_nothing_and_reports_what_would_change(lab: Lab, image: bytes) -> None:
    site = _site(lab, image)
    before = lab.state(site)
    told = lab.run(site, dry_run=True)
    assert lab.state(site) == before
    done = lab.run(site)
    assert told.tallies == done.tallies
    assert told.images == done.images
    assert set(told.changed) == {name for name in done.changed if not name.startswith("lightened/")}


def test_a_full_disk_leaves_every_file_whole(
    lab: Lab, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(lab, image)
    before = lab.state(site)

    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    done = lab.run(site)
    assert lab.state(site) == before
    reasons = {item.reason for item in done.skipped}
    assert "it cannot be written: No space left on device" in reasons
    assert any("No space left on device" in note for note in done.notes)


def test_a_crash_leaves_every_file_whole(
    lab: Lab, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(lab, image)
    before = lab.state(site)

    class Crash(BaseException):
        pass

    def crash(*_: Any) -> None:
        raise Crash

    monkeypatch.setattr(Path, "replace", crash)
    with pytest.raises(Crash):
        lab.run(site)
    assert lab.state(site) == before


def test_what_a_killed_run_left_goes(lab: Lab, image: bytes) -> None:
    site = _site(lab, image, **{".a11ycheck-new-x1": b"half"})
    lab.run(site)
    assert not (site / ".a11ycheck-new-x1").exists()


def test_a_page_that_is_built_meanwhile_is_left_unchanged_and_reported(
    lab: Lab, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = _site(lab, image)
    real = os.fsync

    def build_meanwhile(descriptor: int) -> None:
        real(descriptor)
        (site / "index.html").write_text("<!doctype html><title>new</title>")

    monkeypatch.setattr(os, "fsync", build_meanwhile)
    done = lab.run(site, precompress=False)
    assert (site / "index.html").read_text() == "<!doctype html><title>new</title>"
    assert [item for item in done.skipped if item.file == "index.html"] == [
        Skipped(
            file="index.html",
            reason="another process changed it during the run; run again when the site is built",
        )
    ]


def _huge_png() -> bytes:
    """Return a PNG of 20,000 x 20,000 pixels in a few kB, which takes 1.2 GB of memory to read."""
    head = struct.pack(">IIBBBBB", 20_000, 20_000, 8, 2, 0, 0, 0)
    rows = zlib.compress(b"\0" * 60_001, 9)
    chunks = [(b"IHDR", head), (b"IDAT", rows), (b"IEND", b"")]
    packed = (
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(packed) + b"\0" * 9000


def _left_for(lab: Lab, files: dict[str, str | bytes]) -> str:
    """Return why index.html was left, which must be as it was, while another page changes."""
    other = lab.page("<p>a</p>    <p>b</p>")
    site = lab.build({"other.html": other, **files})
    before = (site / "index.html").read_bytes()
    done = lab.run(site)
    assert (site / "index.html").read_bytes() == before
    assert (site / "other.html").read_text() != other
    assert [item.file for item in done.skipped] == ["index.html"]
    return done.skipped[0].reason


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"no image at all" * 999, "its format is unknown, or it is corrupt"),
        (_huge_png(), "it has more than 89 million pixels; make it smaller"),
        (b"", "its format is unknown, or it is corrupt"),
    ],
)
def test_an_image_that_cannot_be_decoded(lab: Lab, data: bytes, said: str) -> None:
    files = {"index.html": lab.page(f"   {PICTURE}   "), "a.jpg": data}
    reason = _left_for(lab, files)
    assert reason == f"the image a.jpg on line 1 cannot be optimised: {said}"


def test_an_image_that_is_cut_off(lab: Lab, image: bytes) -> None:
    files = {"index.html": lab.page(PICTURE), "a.jpg": image[: len(image) // 2]}
    assert "the image a.jpg cannot be optimised: it is corrupt" in _left_for(lab, files)


def test_a_missing_image(lab: Lab) -> None:
    files: dict[str, str | bytes] = {"index.html": lab.page(f"\n{PICTURE}")}
    assert _left_for(lab, files) == "the image a.jpg on line 2 is missing"


@pytest.mark.parametrize(
    ("srcset", "said"),
    [
        ("a.jpg 2y", 'invalid: "2y" of a.jpg is neither a width (320w) nor a density (2x)'),
        ("a.jpg 2x, b.jpg 320w", "invalid: it mixes widths (320w) and densities (2x)"),
        ("a.jpg 2x, b.jpg 2x", "invalid: it contains 2x twice"),
        ("", "invalid: it is empty"),
        ("a.jpg, no.jpg 2x", "the image no.jpg on line 1 is missing"),
    ],
)
def test_a_broken_srcset(lab: Lab, image: bytes, srcset: str, said: str) -> None:
    page = lab.page(f'<img src="a.jpg" srcset="{srcset}" alt="A">')
    files: dict[str, str | bytes] = {"index.html": page, "a.jpg": image, "b.jpg": image}
    assert said in _left_for(lab, files)


def test_a_stylesheet_with_a_syntax_error(lab: Lab) -> None:
    head = '<link rel="stylesheet" href="a.css">'
    files: dict[str, str | bytes] = {
        "index.html": lab.page("<p>a</p>    <p>b</p>", head),
        "a.css": "p{color:red}\nb{color:red}}\ni{}",
    }
    reason = _left_for(lab, files)
    assert reason == "the stylesheet a.css has a syntax error (line 2: unmatched })"


@pytest.mark.parametrize("folder", ["missing", "empty", "file"])
def test_a_folder_that_cannot_be_used(lab: Lab, folder: str) -> None:
    site = lab.build({"file": b""}, name="x")
    (site / "empty").mkdir()
    with pytest.raises(UserError) as caught:
        lab.run(site / folder)
    assert folder in str(caught.value)


def test_a_folder_that_is_read_only(lab: Lab, image: bytes, monkeypatch: Any) -> None:
    site = _site(lab, image)
    before = lab.state(site)
    monkeypatch.setattr(os, "access", lambda *_: False)  # root may write everywhere
    with pytest.raises(UserError, match=r"cannot be written to. Check its permissions"):
        lab.run(site)
    assert lab.state(site) == before


def test_links_stay_links(lab: Lab, image: bytes) -> None:
    site = _site(lab, image)
    (site / "link.html").symlink_to("index.html")
    lab.run(site)
    assert (site / "link.html").is_symlink()


def test_permissions_stay(lab: Lab, image: bytes) -> None:
    site = _site(lab, image)
    (site / "index.html").chmod(0o604)
    lab.run(site)
    assert (site / "index.html").stat().st_mode & 0o777 == 0o604
    made = next((site / "lightened").iterdir())
    assert made.stat().st_mode & 0o777 == 0o666 & ~_umask()


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
