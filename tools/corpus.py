"""Download third-party documentation and build it with furo, as realistic input of the audit.

The source distributions that `corpus.toml` pins by version and SHA-256 are downloaded with pip;
their `docs/` are built with Sphinx and furo into `build/corpus/html/<name>/`, in a separate virtual
environment. Only the package index is contacted. Results of the same inputs are not built again. Each
result is moved into place when it is complete, so an interrupted run can simply be repeated.
"""

import argparse
import fcntl
import hashlib
import json
import shutil
import sys
import tarfile
import time
import tomllib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from environment import Environment
from programs import ProgramError, Programs

__all__ = ["Corpus", "Project", "main"]

TOOLS = Path(__file__).resolve().parent
LIST = TOOLS / "corpus.toml"
CONSTRAINTS = TOOLS / "corpus-constraints.txt"
# Appended to the settings of each project: the same theme for all, and no inventories from the network.
OVERRIDES = """

# Added by tools/corpus.py
html_theme = "furo"
intersphinx_mapping = {}
"""
# Dates in the pages come from here, so that every build gives the same pages (2026-01-01).
SOURCE_DATE_EPOCH = "1767225600"


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project whose documentation we build; `sha256` is that of its source distribution."""

    name: str
    version: str
    sha256: str
    extra: str = ""

    @property
    def archive(self) -> str:
        """Return the file name of the source distribution."""
        return f"{self.name}-{self.version}.tar.gz"

    @property
    def requirement(self) -> str:
        """Return the project's requirement for pip, because its documentation imports it."""
        return f"{self.name}{self.extra}=={self.version}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A project whose pages are built; `seconds` is the duration of that build."""

    project: Project
    pages: int
    seconds: float
    fresh: bool


class Corpus:
    """The folder of the corpus, and the steps that fill it."""

    def __init__(self, out: Path) -> None:
        """Set the folder; it is created when needed."""
        listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
        self._projects = [Project(**project) for project in listed["project"]]
        self._tools: list[str] = [
            *listed["environment"]["extensions"],
            *listed["environment"]["back_ends"],
        ]
        self.out = out.resolve()
        self._programs = Programs(self.out / "logs")
        self._environment = Environment(self.out / "venv", self._programs)

    def build(self) -> Iterator[Built]:
        """Yield each project when its pages are built."""
        self.out.mkdir(parents=True, exist_ok=True)
        with _alone(self.out / ".lock"):
            shutil.rmtree(self._scratch, ignore_errors=True)
            self._scratch.mkdir()
            try:
                for project in self._projects:
                    yield self._existing(project) or self._make(project)
            finally:
                shutil.rmtree(self._scratch, ignore_errors=True)

    @property
    def _scratch(self) -> Path:
        return self.out / "unfinished"

    def _stamp(self, project: Project) -> Path:
        return self.out / "stamps" / f"{project.name}.json"

    def _pages(self, project: Project) -> Path:
        return self.out / "html" / project.name

    def _existing(self, project: Project) -> Built | None:
        """Return the project as an earlier run built it; None if it is incomplete or outdated."""
        try:
            stamp = json.loads(self._stamp(project).read_text(encoding="utf-8"))
        except (FileNotFoundError, ValueError):
            return None
        pages = _count(self._pages(project))
        if stamp.get("inputs") != _inputs() or stamp.get("pages") != pages:
            return None
        return Built(project=project, pages=pages, seconds=stamp["seconds"], fresh=False)

    def _make(self, project: Project) -> Built:
        self._prepare_venv()
        start = time.monotonic()
        self._fetch(project)
        pages = self._render(project, self._unpack(project))
        seconds = round(time.monotonic() - start, 1)
        stamp = {"inputs": _inputs(), "pages": pages, "seconds": seconds}
        new = self._scratch / "stamp.json"
        new.write_text(json.dumps(stamp), encoding="utf-8")
        _replace(self._stamp(project), new)
        return Built(project=project, pages=pages, seconds=seconds, fresh=True)

    def _prepare_venv(self) -> None:
        if not self._environment.is_current(_inputs()):
            _log("setting up the virtual environment")
            wanted = [*self._tools, *(project.requirement for project in self._projects)]
            self._environment.create(_inputs(), wanted, CONSTRAINTS)

    def _fetch(self, project: Project) -> None:
        """Download the source distribution; pip verifies the hash before it unpacks it."""
        archive = self.out / "sdist" / project.archive
        if archive.is_file() and _sha256(archive) == project.sha256:
            return
        pinned = self._scratch / "pinned.txt"
        requirement = f"{project.name}=={project.version} --hash=sha256:{project.sha256}\n"
        pinned.write_text(requirement, encoding="utf-8")
        what = f"the source distribution of {project.name} {project.version}"
        arguments = ("--no-deps", "--no-binary=:all:", "--no-build-isolation")
        self._environment.pip(
            *("download", *arguments, f"--dest={self._scratch}", f"--requirement={pinned}"),
            problem=f"pip could not download {what}",
        )
        _replace(archive, self._scratch / project.archive)

    def _unpack(self, project: Project) -> Path:
        """Return the folder of the project's sources, with our settings added to theirs."""
        new = self._scratch / "src"
        with tarfile.open(self.out / "sdist" / project.archive) as archive:
            for member in archive.getmembers():
                content = archive.extractfile(member) if member.isfile() else None
                if content is not None:
                    path = new.joinpath(*Path(member.name).parts[1:])
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(content.read())
        with (new / "docs" / "conf.py").open("a", encoding="utf-8") as settings:
            settings.write(OVERRIDES)
        folder = self.out / "src" / project.name
        _replace(folder, new)
        return folder

    def _render(self, project: Project, source: Path) -> int:
        """Build the pages and return how many there are."""
        _log(f"building the documentation of {project.name} {project.version}")
        new, doctrees = self._scratch / "html", self._scratch / "doctrees"
        python = str(self._environment.python)
        sphinx = [python, "-m", "sphinx", "-q", "-b", "html", "-d", str(doctrees)]
        problem = f"Sphinx could not build the documentation of {project.name}"
        command = [*sphinx, str(source / "docs"), str(new)]
        variables = self._environment.variables(self._scratch, SOURCE_DATE_EPOCH)
        self._programs.run(project.name, command, problem, env=variables)
        shutil.rmtree(doctrees)
        _replace(self._pages(project), new)
        return _count(self._pages(project))


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """Wait until no other run uses the same folder."""
    with lock.open("w") as handle:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield


def _replace(target: Path, new: Path) -> None:
    """Move a finished file or folder to its path."""
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.is_dir():
        shutil.rmtree(target)
    new.replace(target)


def _count(folder: Path) -> int:
    return sum(1 for _ in folder.rglob("*.html")) if folder.is_dir() else 0


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _inputs() -> str:
    """Return a hash of all inputs of the pages."""
    files = [path.read_bytes() for path in (LIST, CONSTRAINTS)]
    inputs = (sys.version, sys.base_prefix, OVERRIDES, SOURCE_DATE_EPOCH, files)
    return hashlib.sha256(repr(inputs).encode()).hexdigest()


def _log(text: str) -> None:
    print(f"corpus: {text}", file=sys.stderr, flush=True)


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the corpus and list its projects; return 0, or 1 after an error message."""
    parser = argparse.ArgumentParser(description="Download and build third-party documentation.")
    folder = "folder of the corpus (default: build/corpus)"
    parser.add_argument("--out", type=Path, default=TOOLS.parent / "build" / "corpus", help=folder)
    out = parser.parse_args(arguments).out
    try:
        for built in Corpus(out).build():
            note = "" if built.fresh else "  (unchanged)"
            name = f"{built.project.name} {built.project.version}"
            print(f"{name:<18}{built.pages:>4} pages {built.seconds:>6.1f} s{note}", flush=True)
    except ProgramError as error:
        _log(str(error))
    except OSError as error:
        _log(f"{error.filename or out}: {error.strerror}")
    except KeyboardInterrupt:
        _log("interrupted; finished projects are kept, the next run continues")
    else:
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main())
