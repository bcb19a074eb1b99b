"""Take the screenshots of `furo_light` for the documentation, small enough for a slow phone.

The English page is `water.html` of the sample, the Arabic one is the first page of our guide; both are
built first. `--full` writes large ones instead, also for print and without styles, for review.
"""

from __future__ import annotations

import argparse
import base64
import io
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from selenium.webdriver import Chrome, ChromeOptions, ChromeService

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "publish" / "how-to" / "furo-light"
PHONE, DESKTOP = (360, 560), (1320, 760)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A screenshot: its name, the page, the window in CSS pixels, and the emulated media."""

    name: str
    page: str
    window: tuple[int, int]
    dark: bool = False
    media: str = ""
    styles: bool = True
    width: int = 180


SHOTS = (
    Shot(name="phone-light", page="en/water.html", window=PHONE),
    Shot(name="phone-dark", page="en/water.html", window=PHONE, dark=True),
    Shot(name="phone-arabic", page="ar/index.html", window=PHONE),
    Shot(name="desktop-light", page="en/water.html", window=DESKTOP, width=360),
    Shot(name="desktop-dark", page="en/water.html", window=DESKTOP, width=360, dark=True),
)
CHECKS = (
    Shot(name="print", page="en/water.html", window=DESKTOP, media="print"),
    Shot(name="no-styles", page="en/water.html", window=PHONE, styles=False),
)


def build(site: Path) -> None:
    """Build the sample, and our guide in Arabic."""
    sphinx = [sys.executable, "-m", "sphinx", "-q"]
    subprocess.run([*sphinx, str(ROOT / "bench" / "sample"), str(site / "en")], check=True)
    guide = ["-c", str(ROOT), "-D", "language=ar", "-D", "exclude_patterns=locales,publish/**"]
    guide += ["-D", "nitpicky=0", "-D", "suppress_warnings=*"]
    command = [*sphinx, *guide, str(ROOT / "docs"), str(site / "ar")]
    subprocess.run(command, check=True, stderr=subprocess.DEVNULL)


def take(driver: Chrome, site: Path, shot: Shot) -> Image.Image:
    """Open a page as a shot describes, and return its screenshot."""
    width, height = shot.window
    metrics = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", metrics)
    scheme = {"name": "prefers-color-scheme", "value": "dark" if shot.dark else "light"}
    looks = {"media": shot.media, "features": [scheme]}
    driver.execute_cdp_cmd("Emulation.setEmulatedMedia", looks)
    driver.get((site / shot.page).as_uri())
    if not shot.styles:
        driver.execute_script("document.querySelectorAll('style').forEach((one) => one.remove())")
    png = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})["data"]
    return Image.open(io.BytesIO(base64.b64decode(png))).convert("RGB")


def main() -> None:
    """Take the screenshots."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--full", type=Path, help="write large screenshots into this folder")
    options = parser.parse_args()
    out = options.full or OUT
    out.mkdir(parents=True, exist_ok=True)
    chrome = ChromeOptions()
    for argument in ("--headless=new", "--no-sandbox", "--hide-scrollbars"):
        chrome.add_argument(argument)
    with tempfile.TemporaryDirectory() as scratch:
        build(Path(scratch))
        with Chrome(chrome, ChromeService("/usr/bin/chromedriver")) as driver:
            for shot in (*SHOTS, *CHECKS) if options.full else SHOTS:
                image = take(driver, Path(scratch), shot)
                if options.full:
                    image.save(out / f"{shot.name}.png")
                    continue
                size = (shot.width, round(image.height * shot.width / image.width))
                small = image.resize(size, Image.Resampling.LANCZOS)
                path = out / f"{shot.name}.webp"
                small.save(path, quality=10, method=6)
                print(f"{path.stat().st_size:6,d} bytes  {size[0]} x {size[1]}  {path.name}")


if __name__ == "__main__":
    main()
