"""Screenshots and drawn figures in the HTML report."""

import base64
from dataclasses import replace

import lxml.html
import pytest

from a11ycheck.reporters import Context, render
from html_report import Page, Samples, classed, html, parse, text_of

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAMAAAACCAIAAAASFvFNAAAAFElEQVR4nGP8z8Dwn4GBgYEBiAEAGgwCAc0hBhsA"
    "AAAASUVORK5CYII="
)


def webp(chunk: bytes, head: bytes) -> bytes:
    return b"RIFF\x00\x00\x00\x00WEBP" + chunk + head.ljust(18, b"\x00")


def images(samples: Samples, data: bytes) -> list[Page]:
    report = samples["theme-finding"]
    context = Context(screenshots={report.findings[0].fingerprint: data})
    text = render(report, "html", context=context).encode()
    page = lxml.html.fromstring(text, parser=lxml.html.HTMLParser(encoding="utf-8"))
    found: list[Page] = page.xpath("//img")
    return found


@pytest.mark.parametrize(
    ("data", "size"),
    [
        (PNG, (3, 2)),
        (webp(b"VP8 ", bytes(10) + b"\x40\x01\xf0\x00"), (320, 240)),
        (webp(b"VP8L", bytes(4) + b"\x2f\x3f\xc1\x3b\x00"), (320, 240)),
        (webp(b"VP8X", bytes(8) + b"\x3f\x01\x00\xef\x00\x00"), (320, 240)),
    ],
)
def test_images_have_their_size(data: bytes, size: tuple[int, int], samples: Samples) -> None:
    (image,) = images(samples, data)
    assert (int(image.get("width")), int(image.get("height"))) == size
    assert base64.b64decode(image.get("src").partition(",")[2]) == data


@pytest.mark.parametrize("data", [b"", b"GIF89a" + bytes(40), PNG[:20], webp(b"VP9 ", b"")])
def test_other_data_is_refused(data: bytes, samples: Samples) -> None:
    with pytest.raises(ValueError, match="screenshot"):
        images(samples, data)


def test_a_screenshot_is_beside_its_finding(samples: Samples) -> None:
    report = samples["theme-finding"]
    (finding,) = report.findings
    context = Context(screenshots={finding.fingerprint: PNG, "of nothing": PNG})
    text = render(report, "html", context=context)
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


def test_page_costs_are_numbers_and_bars(samples: Samples) -> None:
    (table,) = classed(parse(samples["clean"]), "costs")
    heads = [text_of(head) for head in table.xpath(".//thead//th")]
    assert heads == [
        "Page", "All", "Document", "Style", "Script", "Image",
        "First text, 2g", "First text, edge", "First text, 3g",
    ]  # fmt: skip
    rows = table.xpath("./tbody/tr")
    assert len(rows) == 25
    assert [text_of(cell) for cell in rows[0].xpath("./td")] == [
        "212.4 kB", "26.6 kB", "13.3 kB", "42.5 kB", "130.1 kB", "13.1 s", "6.1 s", "1.4 s",
    ]  # fmt: skip
    assert "theme.js?v=1f 42.5 kB" in text_of(rows[0].xpath(".//details")[0])
    lengths = [
        sum(float(width) for width in row.xpath(".//*[local-name()='rect']/@width")) for row in rows
    ]
    assert lengths[:2] == pytest.approx([100, 50], abs=0.3)
    assert lengths == sorted(lengths, reverse=True)
    hint = text_of(parse(samples["clean"]).xpath("//*[@id='cost']/p")[0])
    assert hint.endswith("The 25 heaviest of 41 pages; the JSON report has all.")


def test_pages_that_were_not_weighed_cost_nothing(samples: Samples) -> None:
    page = parse(replace(samples["clean"], weights=()))
    assert page.xpath("//*[@id='cost']") == []
