"""Measure what an installation takes, for the page "Dependencies": `tools/docgen/installed.toml`.

python tools/install_size.py WHEEL
"""

import argparse
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib.metadata import Distribution, distributions
from pathlib import Path

import tomli_w

INSTALLED = Path(__file__).parent / "docgen" / "installed.toml"
EXTRAS = ("", "light", "watch", "sphinx")


def sizes(wheel: Path, extra: str) -> Iterator[tuple[str, int]]:
    """Install a wheel with an extra in an empty folder; yield each package and its bytes."""
    name = f"{wheel}[{extra}]" if extra else str(wheel)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "pip", "install", "--quiet", "--target", folder, name]
        subprocess.run(command, check=True)
        for item in distributions(path=[folder]):
            yield item.metadata["Name"].lower().replace("_", "-"), _bytes_of(item)


def _bytes_of(item: Distribution) -> int:
    paths = (Path(str(item.locate_file(file))) for file in item.files or ())
    return sum(path.stat().st_size for path in paths if path.is_file())


def main() -> int:
    """Write the sizes of an installation, and what each extra adds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("wheel", type=Path)
    wheel = parser.parse_args().wheel.resolve()
    known: dict[str, int] = {}
    document: dict[str, object] = {"measured": datetime.now(UTC).date()}
    for extra in EXTRAS:
        found = dict(sizes(wheel, extra))
        added = {name: size for name, size in sorted(found.items()) if name not in known}
        known = known or found
        document[extra or "core"] = added
    INSTALLED.write_text(tomli_w.dumps(document), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
