"""Pictures: what a page names after lightening, and what stays as it was."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from furo_light.optimise.ssim import similarity

if TYPE_CHECKING:
    from conftest import Lab

SOURCE = re.compile(r'<source(?: media="([^"]*)")?(?: type="([^"]*)")? srcset="([^"]*)">')
LONG = "<p>" + "words " * 200 + "</p>"


def _html(site: Path, name: str = "index.html") -> str:
    return (site / name).read_text("utf-8")


def test_a_phone_gets_a_small_image_and_a_wide_viewport_a_larger_one(
    lab: Lab, image: bytes
) -> None:
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    lab.run(site)
    wide, phone = SOURCE.findall(_html(site))
    assert wide[0] == "(min-width:48em)"
    assert not phone[0]
    for found, width in ((wide, 480), (phone, 320)):
        with Image.open(site / found[2]) as made:
            assert made.size == (width, width * 300 // 480)
            assert found[1] == Image.MIME[str(made.format)]
        assert (site / found[2]).stat().st_size < len(image) * 0.9


def test_an_old_browser_gets_the_original_format(lab: Lab, image: bytes) -> None:
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    lab.run(site)
    (source,) = re.findall(r'<img[^>]* src="([^"]*)"', _html(site))
    with Image.open(site / source) as made:
        assert made.format == "JPEG"
        assert made.width == 320


def test_the_original_stays_and_the_page_names_it(lab: Lab, image: bytes) -> None:
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    lab.run(site)
    assert (site / "a.jpg").read_bytes() == image
    assert '<picture data-full="a.jpg">' in _html(site)


@pytest.mark.parametrize("floor", [0.9, 0.96])
def test_what_is_made_is_as_similar_as_asked_for(lab: Lab, image: bytes, floor: float) -> None:
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    lab.run(site, similarity=floor)
    with Image.open(io.BytesIO(image)) as original:
        for _, _, name in SOURCE.findall(_html(site)):
            with Image.open(site / name) as made:
                same = original.resize(made.size, Image.Resampling.LANCZOS)
                assert similarity(same, made.convert("RGB")) >= floor - 0.005


def test_similarity_is_that_of_the_formula(lab: Lab) -> None:
    first = lab.photo(40, 24)
    with Image.open(io.BytesIO(first)) as one:
        other = one.resize((20, 12)).resize((40, 24))
        found = similarity(one, other)
        x, y = (item.convert("L").load() for item in (one, other))
    assert found == pytest.approx(_by_hand(x, y, 40, 24), abs=1e-4)
    assert 0 < found < 1


def _by_hand(x: object, y: object, width: int, height: int) -> float:
    """Return the mean SSIM over windows of 8 x 8, 4 apart, number by number."""
    total, count = 0.0, 0
    for top in range(0, height - 7, 4):
        for left in range(0, width - 7, 4):
            places = [(left + i, top + j) for i in range(8) for j in range(8)]
            a, b = [x[at] for at in places], [y[at] for at in places]  # type: ignore[index]
            ma, mb = sum(a) / 64, sum(b) / 64
            va = sum((v - ma) ** 2 for v in a) / 64
            vb = sum((v - mb) ** 2 for v in b) / 64
            both = sum((v - ma) * (w - mb) for v, w in zip(a, b, strict=True)) / 64
            c1, c2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
            total += ((2 * ma * mb + c1) * (2 * both + c2)) / (
                (ma * ma + mb * mb + c1) * (va + vb + c2)
            )
            count += 1
    return total / count


def test_sizes_are_those_of_the_original(lab: Lab, image: bytes) -> None:
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    lab.run(site)
    assert ' width="480" height="300"' in _html(site)


@pytest.mark.parametrize(
    ("style", "sizes"),
    [
        # The height would be 400 px in a window that is 300 px wide.
        ("img{max-width:100%}", {"width"}),
        # The width would be 640 px, and the height 40 px.
        ("img{height:auto} img{height:40px}", set()),
        ("img{height:auto;max-height:9em}", set()),
        ("@media print{img{height:auto}} img{max-width:100%}", {"width"}),
        ("img{width:50%;height:auto}", {"width", "height"}),
        ("img{width:50%}", set()),
        ("", {"width", "height"}),
    ],
)
def test_sizes_are_given_only_where_nothing_is_shown_otherwise(
    lab: Lab, image: bytes, style: str, sizes: set[str]
) -> None:
    html = lab.page('<img src="a.jpg" alt="A">', f"<style>{style}</style>")
    site = lab.build({"index.html": html, "a.jpg": image})
    lab.run(site)
    (tag,) = re.findall(r"<img[^>]*>", _html(site))
    assert set(re.findall(r" (width|height)=", tag)) == sizes


def test_the_second_size_follows_from_the_first(lab: Lab, image: bytes) -> None:
    html = lab.page('<img src="a.jpg" alt="A" width="320">')
    site = lab.build({"index.html": html, "a.jpg": image})
    lab.run(site)
    assert ' width="320"' in _html(site)
    assert ' height="200"' in _html(site)


def test_an_image_is_as_wide_as_its_widest_use(lab: Lab, image: bytes) -> None:
    narrow, wide = (
        '<img src="a.jpg" alt="A" width="100">',
        '<img src="../a.jpg" alt="A" width="240">',
    )
    files = {"index.html": lab.page(narrow), "in/b.html": lab.page(wide), "a.jpg": image}
    site = lab.build(files)
    lab.run(site)
    made = [item[2] for item in SOURCE.findall(_html(site))]
    assert len(made) == 1
    with Image.open(site / made[0]) as found:
        assert found.width == 240
    assert f'srcset="../{made[0]}"' in _html(site, "in/b.html")


def test_images_below_the_first_screen_load_lazily(lab: Lab, image: bytes) -> None:
    body = f'<img src="a.jpg" alt="A">{LONG}<img src="a.jpg" alt="B">'
    site = lab.build({"index.html": lab.page(body), "a.jpg": image})
    lab.run(site)
    first, second = re.findall(r"<img[^>]*>", _html(site))
    assert "loading" not in first
    assert 'loading="lazy"' in second
    assert all('decoding="async"' in tag for tag in (first, second))


def test_the_author_s_loading_attribute_stays(lab: Lab, image: bytes) -> None:
    body = f'{LONG}<img src="a.jpg" alt="A" loading="eager" decoding="sync">'
    site = lab.build({"index.html": lab.page(body), "a.jpg": image})
    lab.run(site)
    assert 'loading="eager" decoding="sync"' in _html(site)
    assert _html(site).count("loading") == 1


def _animated(kind: str) -> bytes:
    frames = [Image.new("RGB", (200, 200), colour) for colour in ("red", "green", "blue")]
    noisy = [frame.effect_spread(5) for frame in frames]
    target = io.BytesIO()
    noisy[0].save(target, kind, save_all=True, append_images=noisy[1:], lossless=True)
    return target.getvalue() + b"\0" * 9000


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.gif", _animated("GIF")),
        ("a.webp", _animated("WEBP")),
        ("a.png", None),  # small already
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>'),
    ],
)
def test_animated_small_and_drawn_images_stay(lab: Lab, name: str, data: bytes | None) -> None:
    data = data or lab.photo(20, 20, "PNG")
    site = lab.build({"index.html": lab.page(f'<img src="{name}" alt="A">'), name: data})
    done = lab.run(site)
    assert not done.skipped
    assert "<picture" not in _html(site)
    assert f'src="{name}"' in _html(site)
    assert (site / name).read_bytes() == data


def test_sources_that_the_page_names_itself_stay(lab: Lab, image: bytes) -> None:
    body = (
        '<picture><source srcset="b.jpg 2x"><img src="a.jpg" alt="A"></picture>'
        '<img src="a.jpg" srcset="a.jpg 640w, b.jpg 1280w" alt="B">'
    )
    site = lab.build({"index.html": lab.page(body), "a.jpg": image, "b.jpg": image})
    lab.run(site)
    assert "data-full" not in _html(site)
    assert 'srcset="a.jpg 640w, b.jpg 1280w"' in _html(site)


def test_a_turned_photograph_is_turned(lab: Lab) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6  # a phone held upright
    data = lab.photo(480, 300, exif=exif)
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": data})
    lab.run(site)
    assert ' width="300" height="480"' in _html(site)
    for _, _, name in SOURCE.findall(_html(site)):
        with Image.open(site / name) as made:
            assert made.height > made.width


def test_transparency_stays(lab: Lab) -> None:
    with Image.open(io.BytesIO(lab.photo(500, 300, "PNG"))) as opaque:
        clear = opaque.convert("RGBA")
    clear.putalpha(Image.linear_gradient("L").resize(clear.size))
    target = io.BytesIO()
    clear.save(target, "PNG")
    site = lab.build(
        {"index.html": lab.page('<img src="a.png" alt="A">'), "a.png": target.getvalue()}
    )
    lab.run(site)
    for _, _, name in SOURCE.findall(_html(site)):
        with Image.open(site / name) as made:
            assert made.mode == "RGBA"
            assert made.getchannel("A").getextrema() == pytest.approx((0, 255), abs=8)


def test_urls_from_the_root_stay_so(lab: Lab, image: bytes) -> None:
    html = lab.page('<img src="/docs/img/a%20b.jpg" alt="A">')
    site = lab.build({"404.html": html, "img/a b.jpg": image})
    done = lab.run(site, base="docs")
    assert not done.skipped
    made = [item[2] for item in SOURCE.findall(_html(site, "404.html"))]
    assert made
    assert all(name.startswith("/docs/lightened/img/a%20b-") for name in made)


def test_a_new_image_gets_a_new_url(lab: Lab, image: bytes) -> None:
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    lab.run(site)
    before = {path.name for path in (site / "lightened").iterdir()}
    (site / "a.jpg").write_bytes(lab.photo(480, 301))
    done = lab.run(site)
    after = {path.name for path in (site / "lightened").iterdir()}
    assert not before & after
    assert {f"lightened/{name}" for name in before} == set(done.removed)
    assert all((site / name).is_file() for _, _, name in SOURCE.findall(_html(site)))


def test_other_settings_rewrite_the_page(lab: Lab, image: bytes) -> None:
    original = lab.page('<img src="a.jpg" alt="A" width="480" height="300">')
    site = lab.build({"index.html": original, "a.jpg": image})
    lab.run(site)
    lab.run(site, phone_width=200, content_width=200)
    assert [Path(name).stem[-4:] for _, _, name in SOURCE.findall(_html(site))] == ["-200"]


def test_a_cached_image_is_not_encoded_again(
    lab: Lab, image: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    lab.run(site)
    again = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    monkeypatch.setattr("furo_light.optimise.image_variants.encode", None)
    assert not lab.run(again).skipped
    assert len(SOURCE.findall(_html(again))) == 2


def test_images_that_a_pattern_excludes_stay(lab: Lab, image: bytes) -> None:
    site = lab.build({"index.html": lab.page('<img src="a.jpg" alt="A">'), "a.jpg": image})
    lab.run(site, leave=("a.jpg",))
    assert "<picture" not in _html(site)


def test_nothing_outside_of_the_folder_is_read(lab: Lab, image: bytes) -> None:
    site = lab.build({"index.html": lab.page('<img src="../secret.jpg" alt="A">')})
    (site.parent / "secret.jpg").write_bytes(image)
    (site / "link.jpg").symlink_to(site.parent / "secret.jpg")
    (site / "b.html").write_text(lab.page('<img src="link.jpg" alt="A">'))
    lab.run(site)
    assert not (site / "lightened").exists()
