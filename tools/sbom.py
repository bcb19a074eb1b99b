"""Write a CycloneDX SBOM of the package with the extra `sphinx`, and of all that pip installs with it.

The wheel also contains axe-core, which pip does not know: it is added with its hash.

    python tools/sbom.py build/sbom.json
"""

import importlib.util
import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PYPROJECT = ROOT / "pyproject.toml"


def main() -> int:
    """Install the package and the SBOM tool, each into an environment of its own, and write the file."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its argument
        print(__doc__, file=sys.stderr)
        return 1
    target = Path(sys.argv[1])
    with tempfile.TemporaryDirectory(prefix="a11ycheck-sbom-") as folder:
        audited = _environment(Path(folder, "audited"), f"{ROOT}[sphinx]")
        tool = _environment(Path(folder, "tool"), "cyclonedx-bom")
        options = [
            "--pyproject",
            str(PYPROJECT),
            "--output-reproducible",
            "--output-format",
            "JSON",
        ]
        command = [str(tool), "-m", "cyclonedx_py", "environment", *options, str(audited)]
        made = subprocess.run(command, check=True, capture_output=True, text=True)
    document = add_axe(json.loads(made.stdout))
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")
    print(f"Wrote {target}: {len(document['components'])} components.")
    return 0


def add_axe(document: dict[str, Any]) -> dict[str, Any]:
    """Return the SBOM with axe-core, on which the package depends."""
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "tools" / "hatch_build.py")
    if spec is None or spec.loader is None:
        message = "tools/hatch_build.py cannot be read."
        raise RuntimeError(message)
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    url = f"pkg:npm/axe-core@{hook.AXE_VERSION}"
    axe = {
        "bom-ref": url,
        "type": "library",
        "name": "axe-core",
        "version": hook.AXE_VERSION,
        "purl": url,
        "licenses": [{"license": {"id": "MPL-2.0"}}],
        "hashes": [{"alg": "SHA-512", "content": hook.AXE_SHA512}],
    }
    root = document["metadata"]["component"]["bom-ref"]
    dependencies = [
        {**item, "dependsOn": sorted([*item.get("dependsOn", ()), url])}
        if item["ref"] == root
        else item
        for item in document["dependencies"]
    ]
    return {
        **document,
        "components": [*document["components"], axe],
        "dependencies": [*dependencies, {"ref": url}],
    }


def _environment(folder: Path, *packages: str) -> Path:
    """Create a virtual environment with some packages, and return its Python."""
    venv.create(folder, with_pip=True)
    python = folder / "bin" / "python"
    options = ["--quiet", "--disable-pip-version-check"]
    subprocess.run([python, "-m", "pip", "install", *options, *packages], check=True)
    return python


if __name__ == "__main__":
    sys.exit(main())
