"""Build the documentation of the corpus with the extension and without it, for the benches that compare.

Both builds run in the corpus's own environment, on the same copy of the sources. Our package and what it
needs come last on the path, so that Sphinx, furo and the projects' own extensions are those of the corpus.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import time
from dataclasses import dataclass
from pathlib import Path

__all__ = ["NAMES", "Cost", "build", "copy_sources", "missing"]

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "build" / "corpus"
NAMES = ("black", "structlog", "furo")
EXTENSION = "a11ycheck.sphinxext"
SWITCH = "A11YCHECK_BENCH_EXTENSION"
SETTINGS = f"""

# Added by bench/corpus_builds.py
import os
extensions = [*extensions, *filter(None, [os.environ.get("{SWITCH}")])]
"""
RUNNER = """
import sys
sys.path.extend(sys.argv.pop(1).split("|"))
from sphinx.cmd.build import main
sys.exit(main(sys.argv[1:]))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cost:
    """What a build took: seconds by the clock, and seconds of processors, its children's too."""

    wall: float
    cpu: float


def missing() -> str:
    """Return a sentence where the corpus is not there, else ""."""
    built = all((CORPUS / "html" / name).is_dir() for name in NAMES)
    return "" if built else "The corpus is not there: make corpus"


def copy_sources(name: str, folder: Path) -> Path:
    """Copy the sources of a project into a folder, with a switch for the extension, and return its docs."""
    shutil.copytree(CORPUS / "src" / name, folder / name, symlinks=True)
    with (folder / name / "docs" / "conf.py").open("a", encoding="utf-8") as settings:
        settings.write(SETTINGS)
    return folder / name / "docs"


def build(docs: Path, site: Path, *, extension: bool, theme: str = "furo") -> Cost:
    """Build all pages, with or without the extension; CalledProcessError if that fails."""
    shutil.rmtree(site, ignore_errors=True)
    doctrees = site.with_name(f"{site.name}.doctrees")
    shutil.rmtree(doctrees, ignore_errors=True)
    python = CORPUS / "venv" / "bin" / "python"
    ours = f"{ROOT / 'src'}|{sysconfig.get_path('purelib')}"
    sphinx = ["-q", "-b", "html", "-D", f"html_theme={theme}"]
    sphinx += ["-d", str(doctrees), str(docs), str(site)]
    start, before = time.monotonic(), os.times()
    subprocess.run(
        [str(python), "-c", RUNNER, ours, *sphinx],
        check=True,
        env=_environment(extension=extension),
        stdout=subprocess.DEVNULL,
        stderr=None if "-v" in sys.argv else subprocess.DEVNULL,
    )
    after = os.times()
    user, system = (
        after.children_user - before.children_user,
        after.children_system - before.children_system,
    )
    return Cost(wall=time.monotonic() - start, cpu=user + system)


def _environment(*, extension: bool) -> dict[str, str]:
    path = os.pathsep.join((str(CORPUS / "venv" / "bin"), os.environ.get("PATH", os.defpath)))
    fixed = {"LANG": "C.UTF-8", "TZ": "UTC", "SOURCE_DATE_EPOCH": "1767225600"}
    # Sets are printed in the order of their hashes: without this no two builds are the same.
    fixed["PYTHONHASHSEED"] = "0"
    return {"PATH": path, **fixed, SWITCH: EXTENSION if extension else ""}
