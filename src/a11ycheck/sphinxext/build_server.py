"""Build a Sphinx project again and again: a process with all imports forks another one for each build.

Each line of standard input asks for a build, and each line of standard output is its result as JSON. A
build starts from the environment that the last one pickled: no state of a build stays in memory.
"""

import gc
import io
import json
import os
import re
import sys
import sysconfig
import traceback
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError
from sphinx.util.docutils import docutils_namespace, patch_docutils

from a11ycheck.errors import UserError
from a11ycheck.sphinxext.project_reader import find_configuration
from a11ycheck.web.compression import COPY_SUFFIXES

__all__ = ["BuildAnswer", "main"]

_EXTENSION = "a11ycheck.sphinxext"
_NAME_FOLDER = (
    "Name the source folder: a11ycheck watch docs; without Sphinx, the built one: --html FOLDER"
)
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_FOLDERS = ("html_static_path", "html_extra_path", "templates_path", "locale_dirs")
_TAGS = ["preview"]


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildAnswer:
    """The result of a build; with `usage`, a hint, it is a mistake of the user that no build can pass."""

    error: str = ""
    usage: str = ""
    warnings: tuple[str, ...] = ()
    watched: tuple[str, ...] = ()


class _Project(Sphinx):
    """A project with the extension that writes source maps, whether or not its conf.py names it."""

    def preload_builder(self, name: str) -> None:
        """Load the extension after those of conf.py."""
        self.setup_extension(_EXTENSION)
        super().preload_builder(name)


def main() -> None:
    """Serve builds until standard input ends."""
    options = json.loads(sys.argv[1])
    # Whatever conf.py prints must not get into the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for _ in sys.stdin:
        _build_in_child(options, answers)


def _build_in_child(options: dict[str, Any], answers: IO[str]) -> None:
    readable, writable = os.pipe()
    gc.freeze()  # else the collector of the child copies every page of memory
    child = os.fork()
    if child == 0:
        os.close(readable)
        _run_child(options, writable)
    os.close(writable)
    with os.fdopen(readable, encoding="utf-8") as pipe:
        line, *modules = pipe.read().splitlines() or [""]
    os.waitpid(child, 0)
    ended = BuildAnswer(error="The build ended unexpectedly.")
    answers.write(f"{line or json.dumps(asdict(ended))}\n")
    answers.flush()
    # The next build finds in memory what this one had to import.
    for name in modules:
        with suppress(Exception):
            import_module(name)


def _run_child(options: dict[str, Any], writable: int) -> None:
    before = set(sys.modules)
    try:
        answer = _answer(options)
        with os.fdopen(writable, "w", encoding="utf-8") as pipe:
            pipe.write(f"{json.dumps(asdict(answer))}\n")
            pipe.writelines(
                f"{name}\n" for name in set(sys.modules) - before if _is_installed(name)
            )
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(0)


def _is_installed(name: str) -> bool:
    """Return whether a module is part of Python or of an installed package, which no author edits."""
    file = getattr(sys.modules.get(name), "__file__", None)
    paths = sysconfig.get_paths()
    ours = str(Path(__file__).parents[2])
    roots = (*(paths[key] for key in ("stdlib", "purelib", "platlib")), ours)
    return file is not None and file.startswith(roots)


def _answer(options: dict[str, Any]) -> BuildAnswer:
    """Build, and return how it ended."""
    warnings = io.StringIO()
    watched: list[str] = []
    source = Path(options["source"])
    try:
        named = options["configuration"]
        confdir = Path(named) if named else find_configuration(source.resolve(), _NAME_FOLDER)
        watched.append(str(confdir / "conf.py"))
        with patch_docutils(confdir), docutils_namespace():
            watched += _build(source, confdir, options, warnings)
    except UserError as error:
        return BuildAnswer(error=error.message, usage=error.hint or " ")
    except SphinxError as error:
        return _failed(f"{error.category}: {error}", warnings, watched)
    except BaseException:  # noqa: BLE001 - an extension may raise anything, and conf.py may exit
        return _failed(traceback.format_exc().strip(), warnings, watched)
    return BuildAnswer(warnings=_lines(warnings), watched=tuple(watched))


def _failed(error: str, warnings: io.StringIO, watched: list[str]) -> BuildAnswer:
    text = _ESCAPES.sub("", error)
    return BuildAnswer(error=text, warnings=_lines(warnings), watched=tuple(watched))


def _lines(warnings: io.StringIO) -> tuple[str, ...]:
    return tuple(line for line in _ESCAPES.sub("", warnings.getvalue()).splitlines() if line)


def _build(
    source: Path, confdir: Path, options: dict[str, Any], warnings: io.StringIO
) -> list[str]:
    """Build what is outdated, remove the pages of removed documents, and return what else is read."""
    html = Path(options["html"])
    app = _Project(
        srcdir=source,
        confdir=confdir,
        outdir=html,
        doctreedir=Path(options["doctrees"]),
        buildername="html",
        confoverrides=dict(item.split("=", 1) for item in options["defines"]),
        status=None,
        warning=warnings,
        tags=_TAGS,
    )
    if html.is_relative_to(source.resolve()):
        output = html.parents[1].relative_to(source.resolve()).as_posix()
        app.config.exclude_patterns.append(output)
    before = set(app.env.all_docs)
    app.build()
    for name in before - set(app.env.all_docs):
        page = Path(app.builder.get_output_path(name))  # type: ignore[attr-defined]
        for path in (page, *(page.with_name(page.name + end) for end in COPY_SUFFIXES.values())):
            path.unlink(missing_ok=True)
    folders = (Path(confdir, path) for key in _FOLDERS for path in app.config[key])
    return [str(folder) for folder in folders if folder.exists()]


if __name__ == "__main__":
    main()
