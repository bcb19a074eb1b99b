"""Build this project's site in all its languages, as many at a time as there are processors.

A language is built only if something that its build reads, or the site itself, has changed since its last
build: sources, translations, configuration, the installed packages, and the pages as they were written.
If packages or our own code changed, all its pages are read and written again: Sphinx looks only at sources,
settings and templates.
"""

import argparse
import hashlib
import importlib
import importlib.metadata
import json
import multiprocessing
import os
import shlex
import sys
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from multiprocessing.connection import wait
from pathlib import Path

__all__ = ["main"]

DOCS = Path("docs")
CODE = Path("src")
INPUTS = (Path("conf.py"), Path("pyproject.toml"), CODE, DOCS)
ENVIRONMENT = ("SOURCE_DATE_EPOCH", "LANG", "LC_ALL")
COMPILED = frozenset({".pyc", ".mo"})
ORIGINAL = "en"
PRELOADED = (
    "furo",
    "furo_light.extension",
    "furo_light.offline",
    "furo_light.optimise",
    "furo_light.theme.build",
    "a11ycheck.sphinxext.builder",
    "myst_parser.sphinx_ext.main",
    "sphinx.builders.html",
    "sphinx.cmd.build",
)


def main() -> int:
    """Build what is outdated; return the exit code."""
    parser = argparse.ArgumentParser(description="Build the site.")
    parser.add_argument("html", type=Path, metavar="OUT")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE", help="besides English")
    parser.add_argument("--doctrees", type=Path, default=Path("build/doctrees"), metavar="FOLDER")
    parser.add_argument("--sphinx", type=shlex.split, default=[], metavar="OPTIONS")
    options = parser.parse_args()
    languages = (ORIGINAL, *options.languages)
    site = Site(html=options.html, doctrees=options.doctrees, options=tuple(options.sphinx))
    code = digest_of([*packages(), *hashes_in(CODE)])
    shared = digest_of([code, *site.options])
    inputs = {language: digest_of([shared, *read_inputs(language)]) for language in languages}

    def state(language: str) -> list[str]:
        return [inputs[language], outputs(site, language, languages), code]

    records = {name: read_record(site, name) for name in languages}
    outdated = [name for name in languages if records[name] != state(name)]
    failed = build_all(site, outdated, {name for name in outdated if records[name][2:] != [code]})
    for language in set(outdated) - failed:
        record = json.dumps(state(language))
        site.record(language).write_text(record, encoding="utf-8")
    return 1 if failed else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """The folders of a site, and what its builds have in common."""

    html: Path
    doctrees: Path
    options: tuple[str, ...]

    def pages(self, language: str) -> Path:
        """Return the folder of a language's pages."""
        return self.html if language == ORIGINAL else self.html / language

    def record(self, language: str) -> Path:
        """Return the file that describes the last build of a language."""
        return self.doctrees / language / "built.json"


# --- what a build depends on ------------------------------------------------------------------------


def packages() -> Iterator[str]:
    """Yield what is installed, and the environment that a build reads."""
    yield sys.version
    yield from sorted(f"{one.name} {one.version}" for one in importlib.metadata.distributions())
    yield from (f"{name}={os.environ.get(name)}" for name in ENVIRONMENT)


def read_inputs(language: str) -> Iterator[str]:
    """Yield the name and hash of each file that the build of a language reads."""
    others = {path for path in (DOCS / "locales").glob("*") if path.name != language}
    for top in INPUTS:
        yield from hashes_in(top, others)


def hashes_in(top: Path, others: AbstractSet[Path] = frozenset()) -> Iterator[str]:
    """Yield the name and hash of each file in a folder, without those in `others`; or of one file.

    What builds compile from other files is left out.
    """
    for path in sorted(top.rglob("*")) if top.is_dir() else [top]:
        if path.suffix in COMPILED or not others.isdisjoint(path.parents) or not path.is_file():
            continue
        yield f"{path} {hashlib.sha256(path.read_bytes()).hexdigest()}"


def outputs(site: Site, language: str, languages: Iterable[str]) -> str:
    """Return a hash of names, sizes and times of the files that the build of a language has written."""
    top = site.pages(language)
    others = {site.html / name for name in languages if language == ORIGINAL}
    paths = sorted(
        path for path in top.rglob("*") if path.is_file() and others.isdisjoint(path.parents)
    )
    stats = ((path, path.stat()) for path in paths)
    return digest_of(f"{path} {stat.st_size} {stat.st_mtime_ns}" for path, stat in stats)


def digest_of(lines: Iterable[str]) -> str:
    """Return the hash of some lines."""
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def read_record(site: Site, language: str) -> list[str]:
    """Return inputs, outputs and code of the last build that succeeded; nothing if there was none."""
    try:
        record = json.loads(site.record(language).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return record if isinstance(record, list) else []


# --- building ---------------------------------------------------------------------------------------


def build_all(site: Site, languages: list[str], fresh: AbstractSet[str]) -> set[str]:
    """Build languages in processes of their own, `fresh` ones from scratch; return those that failed."""
    if not languages:
        return set()
    cores = os.cpu_count() or 1
    jobs = max(1, cores // len(languages))
    # Sphinx and the extensions are imported once, before the processes are forked.
    forks = sys.platform == "linux"
    if forks:
        load()
        multiprocessing.set_start_method("fork")
    waiting = list(languages)
    running: dict[str, multiprocessing.Process] = {}
    failed: set[str] = set()
    while waiting or running:
        while waiting and len(running) < cores:
            language = waiting.pop(0)
            site.record(language).unlink(missing_ok=True)
            arguments = (site, language, jobs, ["-E"] if language in fresh else [])
            running[language] = multiprocessing.Process(target=build, args=arguments)
            running[language].start()
        wait([process.sentinel for process in running.values()])
        for language, process in [*running.items()]:
            if process.exitcode is not None:
                failed |= {language} if process.exitcode else set()
                del running[language]
    return failed


def load() -> None:
    """Import what each build needs."""
    for name in PRELOADED:
        importlib.import_module(name)


def build(site: Site, language: str, jobs: int, more: list[str]) -> None:
    """Build a language with Sphinx, and exit with its code."""
    from sphinx.cmd.build import main as sphinx_build  # noqa: PLC0415

    options = [*more, "-q", "-W", "--keep-going", "-j", str(jobs), "-c", ".", "-d"]
    options += [str(site.doctrees / language), "-D", f"language={language}"]
    sys.exit(sphinx_build([*options, *site.options, str(DOCS), str(site.pages(language))]))


if __name__ == "__main__":
    sys.exit(main())
