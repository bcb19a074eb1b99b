"""What reading offline costs: the worker, the pack against its floor, and the copies, for each language.

    python bench/offline_size.py build/html [build/html/ar …]

The floor is one Brotli stream of the pages as they lie in the folder, in the order of the pack. The exit
code is 1 where a pack is larger than 1.1 times its floor and 500 bytes, or a worker has 1000 bytes or more.
"""

import argparse
import json
import sys
from pathlib import Path

import brotli

MOST_OVER, ALLOWANCE, MOST_WORKER = 1.1, 500, 999


def compressed(content: bytes) -> int:
    """Return the size of content as Brotli, as small as it gets."""
    return len(brotli.compress(content, quality=11, lgwin=24))


def measure(root: Path) -> bool:
    """Print the sizes of one language, and return whether they keep to what was set."""
    entries = json.loads((root / "offline-pages.json").read_bytes())
    pages = [root / entry[0] for entry in entries if entry[1].startswith("text/html")]
    apart = sum(compressed(page.read_bytes()) for page in pages)
    floor = compressed(b"".join(page.read_bytes() for page in pages))
    pack = (root / "offline-pages.json.br").stat().st_size
    worker = (root / "sw.js").stat().st_size
    print(f"{root}: {len(pages)} pages, {len(entries) - len(pages)} other files in the pack")
    print(f"  page by page        {apart:>9,} bytes (Brotli)")
    print(f"  one stream (floor)  {floor:>9,}")
    print(f"  pack, one request   {pack:>9,}  {pack / floor:.3f} x the floor")
    for name in (
        "offline-pages.json.gz",
        "all-pages.html.br",
        "all-pages.html.gz",
        "all-pages.epub",
    ):
        print(f"  {name:<20}{(root / name).stat().st_size:>9,}")
    for name in ("sw.js", "offline.html"):
        content = (root / name).read_bytes()
        print(f"  {name:<20}{len(content):>9,}  {compressed(content):,} as Brotli")
    return pack <= MOST_OVER * floor + ALLOWANCE and worker <= MOST_WORKER


def main() -> int:
    """Measure each folder; return 1 where one does not keep to what was set."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("folders", nargs="+", type=Path, metavar="DIR")
    results = [measure(folder) for folder in parser.parse_args().folders]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
