"""Screenshots for the report: what they show, how large they are, and that nobody gets them unasked."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from a11ycheck import api
from a11ycheck.config import Config
from a11ycheck.model import Report
from a11ycheck.reporters import Context, render

pytestmark = pytest.mark.browser

PIXEL = "data:image/gif;base64,R0lGODlhAQABAIAAAAAA/////yH5BAEAAAEALAAAAAABAAEAAAICTAEAOw=="
BOX = f'<img src="{PIXEL}" style="width:100px;height:50px;background:#00f" class="{{}}">'
FRAME = """<!doctype html><html lang="en"><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><title>{title}</title>
<style>body {{ margin: 0 }} {style}</style><main><h1>{title}</h1>{body}</main></html>"""
SHADOW = f"""<div id="host"></div><script>
  document.querySelector("#host").attachShadow({{ mode: "open" }}).innerHTML = '{BOX.format("s")}';
</script>"""
INNER = f'<!doctype html><html lang="en"><title>In</title><body style="margin:0">{BOX.format("f")}'
PAGES = {
    # Far down, and in a box that scrolls by itself.
    "far": f'<div style="height:3000px"></div><div style="height:200px;overflow:auto" tabindex="0">'
    f'<div style="height:900px"></div>{BOX.format("a")}</div><div style="height:3000px"></div>',
    "wide": '<p class="wide">Wide and pale</p>',
    "dark": '<p class="night">Hardly seen at night</p>',
    "shadow": SHADOW,
    "framed": '<iframe title="Inner" src="inner.html" style="border:0;margin-top:900px"></iframe>',
    "hidden": '<img src="x.png" style="position:absolute;left:-9999px;width:9px;height:9px">',
}
STYLES = {
    "wide": ".wide { color: #ccc; height: 30px }",
    "dark": "@media (prefers-color-scheme: dark) { body { background: #000; color: #fff }"
    " .night { color: #333 } }",
}
LINE, BLUE, BLACK = [0xD6, 0, 0x6C], [0, 0, 255], [0, 0, 0]


@dataclass(frozen=True, slots=True)
class Taken:
    """An audit's report and its screenshots."""

    report: Report
    screenshots: Mapping[str, bytes]

    def of(self, page: str) -> bytes:
        """Return the screenshot of the page's finding, b"" if there is none."""
        (finding,) = (item for item in self.report.findings if item.pages[0] == page)
        return self.screenshots.get(finding.fingerprint, b"")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screenshots") / "site"
    folder.mkdir()
    (folder / "inner.html").write_text(INNER, "utf-8")
    for name, body in PAGES.items():
        page = FRAME.format(title=name, style=STYLES.get(name, ""), body=body)
        (folder / f"{name}.html").write_text(page, "utf-8")
    (folder / "untitled.html").write_text('<!doctype html><html lang="en"><p>No title', "utf-8")
    return folder


@pytest.fixture(scope="module")
def take(folder: Path) -> Callable[..., Taken]:
    """Return a function that audits the folder, or one page of it, with a cache of its own."""

    def take(page: str = "", **settings: Any) -> Taken:
        config = Config(
            cache_dir=str(folder.parent / "cache"),
            exclude=("inner.html",),
            select=("image-alt", "color-contrast", "document-title"),
            variants=("desktop",),
            **{"screenshots": True, "baseline": "", **settings},
        )
        result = api.audit([str(folder / page)], config)
        assert result.report.not_tested == ()
        return Taken(result.report, result.screenshots)

    return take


@pytest.fixture(scope="module")
def taken(take: Callable[..., Taken]) -> Taken:
    return take()


@pytest.fixture(scope="module")
def look(evaluate: Callable[..., Any]) -> Callable[[bytes], Any]:
    """Return a function that has Chromium read a screenshot: size, and how many pixels have a colour."""

    def look(screenshot: bytes, *colours: list[int]) -> Any:
        return evaluate(
            """async (data, colours) => {
              const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
              const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/webp" }));
              const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
              const pen = canvas.getContext("2d");
              pen.drawImage(bitmap, 0, 0);
              const { data: pixels } = pen.getImageData(0, 0, bitmap.width, bitmap.height);
              const counts = colours.map(() => 0);
              for (let at = 0; at < pixels.length; at += 4)
                colours.forEach((colour, index) => {
                  const far = colour.some((part, channel) => Math.abs(part - pixels[at + channel]) > 50);
                  counts[index] += far ? 0 : 1;
                });
              return [bitmap.width, bitmap.height, ...counts];
            }""",
            b64encode(screenshot).decode("ascii"),
            list(colours),
        )

    return look


@pytest.mark.parametrize("page", ["far.html", "shadow.html", "framed.html"])
def test_the_element_is_in_the_screenshot_with_a_line_around_it(
    taken: Taken, look: Callable[..., Any], page: str
) -> None:
    width, height, blue, line = look(taken.of(page), BLUE, LINE)

    assert (width, height) == (320, 140)
    assert blue == pytest.approx(100 * 50, rel=0.1)  # the whole box, at its own size
    assert line > 300


def test_a_wide_element_is_shown_smaller(taken: Taken, look: Callable[..., Any]) -> None:
    width, height, line = look(taken.of("wide.html"), LINE)

    assert width == 640
    assert height < 140
    assert line > 640


def test_the_screenshot_is_taken_in_the_variant_that_shows_the_finding(
    taken: Taken, look: Callable[..., Any]
) -> None:
    width, height, black = look(taken.of("dark.html"), BLACK)

    assert black > 0.8 * width * height


def test_of_what_cannot_be_seen_there_is_no_screenshot(taken: Taken) -> None:
    assert taken.of("hidden.html") == taken.of("untitled.html") == b""
    assert len(taken.screenshots) == 5


def test_screenshots_are_small_and_stand_in_the_report(taken: Taken) -> None:
    assert max(map(len, taken.screenshots.values())) < 8000

    report = render(taken.report, "html", context=Context(screenshots=taken.screenshots))

    assert report.count("data:image/webp;base64,") == 5


def test_pages_from_the_cache_are_visited_for_their_screenshots(
    taken: Taken, take: Callable[..., Taken]
) -> None:
    again = take("far.html")

    assert taken.report.cached == 0
    assert again.report.cached == 1
    assert again.of("far.html") == taken.of("far.html")


def test_no_screenshots_are_taken_unless_requested(take: Callable[..., Taken]) -> None:
    assert take("far.html", screenshots=False).screenshots == {}
