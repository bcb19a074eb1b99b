"""Screenshots and drawn figures in the HTML report."""

import base64
from dataclasses import replace

import lxml.html
import pytest

from a11ycheck.reporters import render
from a11ycheck.reporters.picture import read_picture
from html_report import Samples, classed, html, parse, words

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAFElEQVR4nGP8z8Dwn4GBgYEBiAEAGgwCAc0hBhsA"
    "AAAASUVORK5CYII="
)


def webp(chunk: bytes, head: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + chunk + head.ljust(18, b"\x00")


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (3, 2)),
        (webp(b"VP8 ", bytes(10) + b"\x40\x01\xf0\x00"), (320, 240)),
        (webp(b"VP8L", bytes(4) + b"\x2f\x3f\xc1\x3b\x00"), (320, 240)),
        (webp(b"VP8X", bytes(8) + b"\x3f\x01\x00\xef\x00\x00"), (320, 240)),
    ],
)
def test_pictures_know_their_size(data: bytes, size: tuple[int, int]) -> None:
    picture = read_picture(data)
    assert (picture.width, picture.height) == size
    assert base64.b64decode(picture.address.partition(",")[2]) == data


@pytest.mark.parametrize("data", [b"", b"GIF89a" + bytes(40), PNG[:20], webp(b"VP9 ", b"")])
def test_what_is_no_picture_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="screenshot"):
        read_picture(data)


def test_a_screenshot_stands_with_its_finding(samples: Samples) -> None:
    report = samples["theme-finding"]
    (finding,) = report.findings
    text = render(report, "html", screenshots={finding.fingerprint: PNG, "of nothing": PNG})
    page = lxml.html.fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    (image,) = page.xpath("//img")
    assert image.get("src").startswith("data:image/png;base64,")
    assert (image.get("width"), image.get("height")) == ("3", "2")
    assert image.get("loading") == "lazy"
    assert image.get("alt") == (
        'Screenshot of <button class="theme-toggle" type="button"><svg></svg></button> on index.html'
    )
    assert image.xpath("ancestor::details/@data-rule") == ["button-name"]
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert "img-src data:;" in policy
    assert "img-src" not in html(report)


def test_what_pages_cost_is_told_in_figures_and_drawn(samples: Samples) -> None:
    (table,) = classed(parse(samples["clean"]), "costs")
    heads = [words(head) for head in table.xpath(".//thead//th")]
    assert heads == [
        "Page", "All", "Document", "Style", "Script", "Image",
        "First text, 2g", "First text, edge", "First text, 3g",
    ]  # fmt: skip
    rows = table.xpath("./tbody/tr")
    assert len(rows) == 25
    assert [words(cell) for cell in rows[0].xpath("./td")] == [
        "212.4 kB", "26.6 kB", "13.3 kB", "42.5 kB", "130.1 kB", "13.1 s", "6.1 s", "1.4 s",
    ]  # fmt: skip
    assert "theme.js?v=1f 42.5 kB" in words(rows[0].xpath(".//details")[0])
    lengths = [
        sum(float(width) for width in row.xpath(".//*[local-name()='rect']/@width")) for row in rows
    ]
    assert lengths[:2] == pytest.approx([100, 50], abs=0.3)
    assert lengths == sorted(lengths, reverse=True)
    hint = words(parse(samples["clean"]).xpath("//*[@id='cost']/p")[0])
    assert hint.endswith("The 25 heaviest of 41 pages; the JSON report has all.")


def test_pages_that_were_not_weighed_cost_nothing(samples: Samples) -> None:
    page = parse(replace(samples["clean"], weights=()))
    assert page.xpath("//*[@id='cost']") == []
