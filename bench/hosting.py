"""What a reader pays for a page by what a host can send: Brotli, gzip, or the plain file.

    python bench/hosting.py build/html index.html guide/read-offline.html

`br` and `gz -9` are the best that can be prepared beforehand; `gz -6` is what servers commonly make on the
fly. The second line is the time that the bytes alone take at 50 kbit/s. Headers are not counted.
"""

import argparse
import sys
import zlib
from pathlib import Path

import brotli

LINK_BYTES_PER_SECOND = 50_000 / 8
FORMS = ("br", "gz -9", "gz -6", "plain")


def gzipped(content: bytes, level: int) -> int:
    """Return the size of content as gzip."""
    packer = zlib.compressobj(level, zlib.DEFLATED, 31)
    return len(packer.compress(content) + packer.flush())


def sizes(content: bytes) -> dict[str, int]:
    """Return the size of content in each form."""
    brotlied = len(brotli.compress(content, quality=11))
    best, usual = gzipped(content, 9), gzipped(content, 6)
    return dict(zip(FORMS, (brotlied, best, usual, len(content)), strict=True))


def main() -> int:
    """Print a table of the files."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("root", type=Path, metavar="DIR")
    parser.add_argument("files", nargs="+", metavar="FILE")
    arguments = parser.parse_args()
    print(f"{'file':<32}" + "".join(f"{form:>10}" for form in FORMS))
    for name in arguments.files:
        found = sizes((arguments.root / name).read_bytes())
        print(f"{name:<32}" + "".join(f"{size:>10,}" for size in found.values()))
        times = (size / LINK_BYTES_PER_SECOND for size in found.values())
        print(f"{'  seconds at 50 kbit/s':<32}" + "".join(f"{time:>10.1f}" for time in times))
    return 0


if __name__ == "__main__":
    sys.exit(main())
