"""Print constraints for pip with the lowest version of each dependency that pyproject.toml allows.

python tools/lowest_versions.py > lowest.txt
pip install --constraint lowest.txt ".[sphinx]"
"""

import sys
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path

from packaging.requirements import Requirement

PYPROJECT = Path(__file__).resolve().parents[1] / "pyproject.toml"
_OURSELVES = "a11ycheck"


def lowest(requirements: Iterable[str]) -> Iterator[str]:
    """Yield "name==version" for each requirement; ValueError for one without a lowest version."""
    for requirement in map(Requirement, requirements):
        if requirement.name == _OURSELVES:  # an extra that includes another
            continue
        bounds = [item.version for item in requirement.specifier if item.operator == ">="]
        if len(bounds) != 1:
            message = f"{requirement} has no lowest version."
            raise ValueError(message)
        yield f"{requirement.name}=={bounds[0]}"


def main() -> int:
    """Print the constraints, sorted."""
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"].values()
    needed = [*project["dependencies"], *(text for texts in extras for text in texts)]
    print("\n".join(sorted({*lowest(needed)})))
    return 0


if __name__ == "__main__":
    sys.exit(main())
