"""Fixtures that build Sphinx projects in processes which have loaded Sphinx already."""

from __future__ import annotations

import multiprocessing
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import forkserver
from pathlib import Path

import pytest
from sphinx.application import builtin_extensions
from sphinx.cmd.build import main as sphinx_build

__all__ = ["build", "processes"]

# What nearly every build loads, which takes longer than to build a small project.
_LOADED = (
    *builtin_extensions,
    "a11ycheck.sphinxext",
    "furo",
    "furo_light.extension",
    "myst_parser.sphinx_ext.main",
    "sphinx.cmd.build",
)


@pytest.fixture(scope="session")
def processes() -> Iterator[ProcessPoolExecutor]:
    """Processes that are forked from one in which Sphinx is loaded; each builds one project and ends."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([*_LOADED])
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONDONTWRITEBYTECODE", "1")  # beside the projects' own modules
        forkserver.ensure_running()
    with ProcessPoolExecutor(1, mp_context=context, max_tasks_per_child=1) as pool:
        yield pool


@pytest.fixture(scope="session")
def build(
    tmp_path_factory: pytest.TempPathFactory, processes: ProcessPoolExecutor
) -> Callable[..., Path]:
    """Return a function that builds a project as an author would; a warning is a failure."""

    def build(source: Path, *options: str, into: Path | None = None) -> Path:
        out = into or tmp_path_factory.mktemp(source.name) / "html"
        warnings = tmp_path_factory.mktemp("warnings") / "warnings.txt"
        arguments = ["-q", "-W", "--keep-going", *options, str(source), str(out)]
        code = processes.submit(sphinx_build, ["-w", str(warnings), *arguments]).result(240)
        assert code == 0, f"{warnings.read_text('utf-8')}\n{_output_of(arguments)}"
        return out

    return build


def _output_of(arguments: Sequence[str]) -> str:
    """Return what an author reads where a build fails; Sphinx writes only warnings to its file."""
    command = [sys.executable, "-m", "sphinx", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=240).stderr
