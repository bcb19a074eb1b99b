"""What optimising saves on photographs, how alike they stay, and what it adds to the time of a build.

    .venv/bin/python bench/optimise.py              # pictures, then times
    .venv/bin/python bench/optimise.py --no-build   # pictures alone

The photographs are the two that scikit-learn ships: pip fetches its wheel into build/, once. Goals: at most
10 kB a picture and 20 kB a page on a phone, an SSIM of at least 0.90, and at most 1.3 times the processor
time of a build with plain furo, pictures kept from a run before.
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
PICTURES = ROOT / "build" / "bench-pictures"
PACKAGE = "scikit-learn==1.9.1"
MOST_OF_PICTURE, MOST_OF_PAGE, LEAST_SSIM, MOST_TIME = 10_000, 20_000, 0.90, 1.3
PAGE = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pictures</title>'
    "<style>img{max-width:100%;height:auto}</style></head><body>"
    '<img src="china.jpg" alt="A house"><img src="flower.jpg" alt="A flower"></body></html>'
)
SOURCE = re.compile(r'<source media="[^"]*"[^>]*srcset="([^"]*)"><source[^>]*srcset="([^"]*)">')
FALLBACK = re.compile(r'data-full="([^"]*)".*?<img src="([^"]*)"')


def _photographs() -> Path:
    """Return the folder of the photographs; pip fetches them where they are missing."""
    if not (PICTURES / "china.jpg").is_file():
        PICTURES.mkdir(parents=True, exist_ok=True)
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
                    (PICTURES / name).write_bytes(data)
    return PICTURES


def _pictures(floor: float) -> bool:
    """Optimise a page with both photographs, print the variants, and return whether the goals are met."""
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
    print(f"page on a phone: {total} bytes of pictures")
    return max(sizes) <= MOST_OF_PICTURE and total <= MOST_OF_PAGE and min(alike) >= LEAST_SSIM


def _row(name: str, path: Path, original: Path | None) -> float:
    with Image.open(path) as found:
        picture = found.convert("RGB")
    ssim = 1.0
    if original is not None:
        with Image.open(original) as full:
            same = full.convert("RGB").resize(picture.size, Image.Resampling.LANCZOS)
        ssim = similarity(same, picture)
    kind = path.suffix.removeprefix(".")
    print(f"{name:<20} {kind:<5}{path.stat().st_size:>8}{picture.width:>7}{ssim:>7.3f}")
    return ssim


def _build(theme: str, folder: Path) -> float:
    """Build our documentation anew and return the processor time in seconds, children included."""
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
    """Build in turns with furo and with furo_light, which optimises; print both and the ratio."""
    with tempfile.TemporaryDirectory() as folder:
        _build("furo_light", Path(folder))  # what is kept of pictures is there from now on
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
    """Measure, print, and return 0 where all goals are met, else 1."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--no-build", action="store_true", help="measure pictures alone")
    parser.add_argument("--rounds", type=int, default=3, help="builds with each theme")
    chosen = parser.parse_args()
    met = [_pictures(floor) for floor in (0.90, 0.93)]
    if not chosen.no_build:
        met.append(_times(chosen.rounds))
    return 0 if all(met) else 1


if __name__ == "__main__":
    sys.exit(main())
