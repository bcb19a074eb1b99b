"""Measure optimised photographs: bytes, similarity, and the processor time that a build takes longer.

    .venv/bin/python bench/optimise.py              # images, then times
    .venv/bin/python bench/optimise.py --no-build   # images only

The photographs are the two that scikit-learn ships: pip downloads its wheel into build/, once. Goals: at
most 10 kB per image and 20 kB per page on a phone, an SSIM of at least 0.90, and at most 1.3 times the
processor time of a build with plain furo, with images cached by an earlier build.
"""

import argparse
import os
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from PIL import Image

from furo_light.optimise import optimise_site
from furo_light.optimise.ssim import similarity
from furo_light.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "build" / "bench-images"
PACKAGE = "scikit-learn==1.9.1"
MOST_OF_IMAGE, MOST_OF_PAGE, LEAST_SSIM, MOST_TIME = 10_000, 20_000, 0.90, 1.3
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Images</title>'
    "<style>img{max-width:100%;height:auto}</style></head><body>"
    '<img src="china.jpg" alt="A house"><img src="flower.jpg" alt="A flower"></body></html>'
)
SOURCE = re.compile(r'<source media="[^"]*"[^>]*srcset="([^"]*)"><source[^>]*srcset="([^"]*)">')
FALLBACK = re.compile(r'data-full="([^"]*)".*?<img src="([^"]*)"')


def _photographs() -> Path:
    """Return the folder of the photographs; pip downloads them if they are missing."""
    if not (IMAGES / "china.jpg").is_file():
        IMAGES.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            pip = [
                sys.executable,
                "-m",
                "pip",
                "download",
                "--quiet",
                "--no-deps",
                "--only-binary=:all:",
            ]
            subprocess.run([*pip, "--dest", folder, PACKAGE], check=True)
            (wheel,) = Path(folder).glob("*.whl")
            with zipfile.ZipFile(wheel) as archive:
                for name in ("china.jpg", "flower.jpg"):
                    data = archive.read(f"sklearn/datasets/images/{name}")
                    (IMAGES / name).write_bytes(data)
    return IMAGES


def _images(floor: float) -> bool:
    """Optimise a page with both photographs, print the results, and return whether the goals are met."""
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder) / "html"
        shutil.copytree(_photographs(), site)
        (site / "index.html").write_text(PAGE, encoding="utf-8")
        optimise_site(site, Settings(lighten_similarity=floor))
        html = (site / "index.html").read_text(encoding="utf-8")
        print(f"similarity floor {floor}\n{'':<26}{'bytes':>8}{'width':>7}{'SSIM':>7}")
        sizes, alike = [], []
        for (wide, phone), (full, fallback) in zip(
            SOURCE.findall(html), FALLBACK.findall(html), strict=True
        ):
            _row(full, site / full, None)
            for what, name in (("phone", phone), ("phone, old browser", fallback), ("wide", wide)):
                alike.append(_row(f"  {what}", site / name, site / full))
            sizes.append((site / phone).stat().st_size)
    total = sum(sizes)
    print(f"page on a phone: {total} bytes of images")
    return max(sizes) <= MOST_OF_IMAGE and total <= MOST_OF_PAGE and min(alike) >= LEAST_SSIM


def _row(name: str, path: Path, original: Path | None) -> float:
    with Image.open(path) as found:
        image = found.convert("RGB")
    ssim = 1.0
    if original is not None:
        with Image.open(original) as full:
            same = full.convert("RGB").resize(image.size, Image.Resampling.LANCZOS)
        ssim = similarity(same, image)
    kind = path.suffix.removeprefix(".")
    print(f"{name:<20} {kind:<5}{path.stat().st_size:>8}{image.width:>7}{ssim:>7.3f}")
    return ssim


def _build(theme: str, folder: Path) -> float:
    """Build our documentation from scratch and return the processor time in seconds, children included."""
    shutil.rmtree(folder / "html", ignore_errors=True)
    shutil.rmtree(folder / "trees", ignore_errors=True)
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    sphinx = [sys.executable, "-m", "sphinx", "-q", "-c", str(ROOT), "-d", str(folder / "trees")]
    command = [*sphinx, "-D", f"html_theme={theme}", str(ROOT / "docs"), str(folder / "html")]
    plain = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    subprocess.run(command, check=True, cwd=ROOT, env=plain, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def _times(rounds: int) -> bool:
    """Build alternately with furo and with furo_light, which optimises; print both and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        _build("furo_light", Path(folder))  # fills the image cache
        pairs = [
            (_build("furo", Path(folder)), _build("furo_light", Path(folder)))
            for _ in range(rounds)
        ]
    for furo, light in pairs:
        print(f"furo {furo:6.1f} s   furo_light, optimised {light:6.1f} s   {light / furo:5.2f}")
    ratio = statistics.median(light / furo for furo, light in pairs)
    print(f"median ratio of processor time: {ratio:.2f} (goal: at most {MOST_TIME})")
    return ratio <= MOST_TIME


def main() -> int:
    """Measure, print, and return 0 if all goals are met, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--no-build", action="store_true", help="measure images only")
    parser.add_argument("--rounds", type=int, default=3, help="builds with each theme")
    chosen = parser.parse_args()
    met = [_images(floor) for floor in (0.90, 0.93)]
    if not chosen.no_build:
        met.append(_times(chosen.rounds))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
