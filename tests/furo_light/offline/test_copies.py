"""The copies that are made: the pack, its worker, the block with sizes, and what cannot be used."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable, Mapping
from pathlib import Path

import brotli
import pytest

from a11ycheck.errors import UserError
from copies_read import PNG, Select, Site, hrefs, tree_of
from furo_light.offline import Made, build_date, offer_folder, texts_for
from furo_light.offline.save_block import kilobytes
from furo_light.offline.worker import MOST_BYTES, worker_script
from furo_light.settings import Settings


def test_the_pack_holds_the_pages_as_they_are_and_what_they_load(
    write_site: Site, make: Callable[..., Made], page: Callable[..., str]
) -> None:
    shown = (
        '<link rel="stylesheet" href="s.css"><img src="a%20b.png" alt="A">'
        '<img src="https://example.org/y.png" alt="">'
    )
    files = {
        "index.html": page("Start", shown),
        "a b.png": PNG,
        "s.css": "p{background:url('deep/c.png')}",
        "deep/c.png": PNG,
        "unused.png": PNG,
    }
    root = write_site(files)

    make(root)

    entries = json.loads((root / "offline-pages.json").read_text("utf-8"))
    names = ["index.html", "offline.html", "a b.png", "deep/c.png", "s.css"]
    assert [entry[0] for entry in entries] == names
    assert entries[0][2] == (root / "index.html").read_text("utf-8")
    assert entries[2][1:] == ["image/png", entries[3][2], 1]


def test_the_compressed_forms_hold_the_same(write_site: Site, make: Callable[..., Made]) -> None:
    root = write_site()
    make(root)
    for name in ("offline-pages.json", "all-pages.html"):
        plain = (root / name).read_bytes()
        assert brotli.decompress((root / f"{name}.br").read_bytes()) == plain
        assert gzip.decompress((root / f"{name}.gz").read_bytes()) == plain


def test_a_large_pack_costs_little_more_than_its_pages_in_one_stream(
    write_site: Site, make: Callable[..., Made], page: Callable[..., str]
) -> None:
    words = [f"word{number * number % 9973}" for number in range(6000)]
    bodies = [" ".join(words[start : start + 300]) for start in range(0, 6000, 300)]
    names = ["index.html", *(f"p{number}.html" for number in range(1, len(bodies)))]
    root = write_site(
        {n: page(n, f'<p class="x">{b}</p>') for n, b in zip(names, bodies, strict=True)}
    )
    made = make(root)

    stream = b"".join((root / name).read_bytes() for name in sorted(names))
    floor = len(brotli.compress(stream, quality=11, lgwin=24))
    packed = (root / "offline-pages.json.br").stat().st_size

    assert packed <= 1.1 * floor + 500
    assert made.sizes.pack == kilobytes((root / "offline-pages.json.gz").stat().st_size)


def test_a_second_run_touches_no_file(write_site: Site) -> None:
    root = write_site()

    def state() -> dict[Path, tuple[bytes, int]]:
        files = (path for path in root.rglob("*") if path.is_file())
        return {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files}

    day = build_date("1700000000")
    offer_folder(root, Settings(), day=day)
    first = state()
    offer_folder(root, Settings(), day=day)

    assert state() == first


def test_pages_of_another_language_are_left_alone(
    write_site: Site, page: Callable[..., str], pages: Mapping[str, str]
) -> None:
    root = write_site({**pages, "ar/index.html": page("ماء", "", language="ar")})
    before = (root / "ar/index.html").read_bytes()

    made = offer_folder(root, Settings(), day=build_date(None))

    assert made.sizes.pages == 3
    assert (root / "ar/index.html").read_bytes() == before
    assert "ماء" not in (root / "offline-pages.json").read_text("utf-8")


def test_a_folder_without_a_place_for_the_button_gets_a_page_for_it(
    write_site: Site, page: Callable[..., str]
) -> None:
    root = write_site({"index.html": page("Start", "<p>Text.</p>")})
    offer_folder(root, Settings(), day=build_date(None))
    assert 'name="keep"' in (root / "offline-save.html").read_text("utf-8")
    assert [entry[0] for entry in json.loads((root / "offline-pages.json").read_text("utf-8"))] == [
        "index.html",
        "offline.html",
    ]


def test_private_pages_are_chosen_by_name_and_in_no_pack(
    write_site: Site, pages: Mapping[str, str]
) -> None:
    root = write_site(pages)
    made = offer_folder(root, Settings(offline_private=("guide/water*",)), day=build_date(None))

    assert made.sizes.pages == 2
    assert [item.title for item in made.sizes.private] == ["Water"]
    assert "For one minute." not in (root / "offline-pages.json").read_text("utf-8")
    block = (root / "guide/save.html").read_text("utf-8")
    assert '<input type="checkbox" value="guide/water.html"' in block
    assert "checked" not in block.partition("<script>")[0]


def test_no_page_of_a_folder_has_a_script_that_it_had_not(
    write_site: Site, pages: Mapping[str, str]
) -> None:
    root = write_site(pages)
    offer_folder(root, Settings(), day=build_date(None))
    for path in ("index.html", "guide/water.html"):
        assert (root / path).read_text("utf-8") == pages[path]


@pytest.mark.parametrize("language", ["en", "ar", "ckb", "fr"])
def test_the_worker_is_under_one_kilobyte_in_every_language(language: str) -> None:
    assert len(worker_script(texts_for(language, {})).encode()) < 1000


def test_words_cannot_break_out_of_the_worker() -> None:
    script = worker_script(texts_for("en", {"saved_copy": "`$\\<&"}))
    assert "\\`&#36;\\\\&lt;&amp;" in script


def test_words_that_are_too_long_for_the_worker_are_refused() -> None:
    with pytest.raises(UserError, match="makes the worker 964 bytes too large"):
        worker_script(texts_for("en", {"saved_copy": "x" * MOST_BYTES}))


def test_a_word_that_has_no_place_is_refused() -> None:
    with pytest.raises(UserError, match='There is no offline text "savd_copy"'):
        texts_for("en", {"savd_copy": "x"})


def test_an_unknown_language_is_answered_in_english() -> None:
    assert (
        texts_for("qaa", {}) == texts_for("en", {}) != texts_for("ar-IQ", {}) == texts_for("ar", {})
    )


def test_the_block_names_pages_and_sizes_and_leads_to_files_that_are_there(
    write_site: Site, make: Callable[..., Made]
) -> None:
    root = write_site()
    made = make(root)

    shown = (root / "guide/save.html").read_text("utf-8")
    assert f"{made.sizes.pages} pages in one download of up to {made.sizes.pack} kB." in shown
    files = [link for link in hrefs(tree_of(shown)) if "all-pages" in link]
    assert files == ["../all-pages.html", "../all-pages.epub"]
    assert all((root / "guide" / link).is_file() for link in files)


def test_the_sizes_named_are_never_less_than_what_is_paid() -> None:
    assert [kilobytes(size) for size in (0, 1, 999, 1000, 1001)] == [0, 1, 1, 1, 2]


def test_a_page_that_is_not_utf8_is_named(
    write_site: Site, select: Select, pages: Mapping[str, str]
) -> None:
    root = write_site({**pages, "old.html": "<p>caf\xe9".encode("latin-1")})
    with pytest.raises(UserError, match=r"old\.html is not UTF-8"):
        select(root)


def test_an_impossible_source_date_is_refused() -> None:
    assert build_date("1700000000").isoformat() == "2023-11-14"
    with pytest.raises(UserError, match="SOURCE_DATE_EPOCH"):
        build_date("yesterday")


def test_a_folder_without_an_index_is_refused(write_site: Site) -> None:
    root = write_site({"a.html": "<p>A"})
    with pytest.raises(UserError, match=r"has no index\.html"):
        offer_folder(root, Settings(), day=build_date(None))


def test_a_choice_that_takes_no_page_is_refused(write_site: Site) -> None:
    with pytest.raises(UserError, match=r"No page of .* is chosen"):
        offer_folder(write_site(), Settings(offline_pages=("none",)), day=build_date(None))


def test_a_folder_that_cannot_be_written_is_named_and_left_as_it_was(
    write_site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = write_site()
    before = sorted(root.rglob("*"))

    def refuse(*_arguments: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(UserError, match="cannot be written: Permission denied"):
        offer_folder(root, Settings(), day=build_date(None))
    assert sorted(root.rglob("*")) == before


def test_a_worker_of_the_sites_own_is_not_overwritten(
    write_site: Site, pages: Mapping[str, str]
) -> None:
    root = write_site({**pages, "sw.js": "// mine"})
    with pytest.raises(UserError, match=r"sw\.js is another service worker"):
        offer_folder(root, Settings(), day=build_date(None))
    assert (root / "sw.js").read_text("utf-8") == "// mine"
