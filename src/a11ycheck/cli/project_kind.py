"""Find out how a project builds its site: by Sphinx, by MkDocs, or in any other way to a folder."""

import os
import re
import shlex
import tomllib
from dataclasses import dataclass
from pathlib import Path

from a11ycheck.collect import SPHINX_FOLDERS

__all__ = ["ProjectKind", "find_kind"]

_MKDOCS = ("mkdocs.yml", "mkdocs.yaml")
_SITE_DIR = re.compile(r"^site_dir:\s*[\"']?([^\"'#\n]+?)[\"']?\s*(?:#.*)?$", re.MULTILINE)
_MAKE_VARIABLE = re.compile(r"^(SOURCEDIR|BUILDDIR)\s*[?:]?=\s*([\w./-]+)\s*$", re.MULTILINE)
# Where generators write, and folders that are published as they are.
_SITES = (
    *("build/html", "_build/html", "docs/_build/html", "docs/build/html", "_site", "site"),
    *(".vitepress/dist", "docs/.vitepress/dist", ".vuepress/dist", "docs/.vuepress/dist"),
    *("public", "dist", "docs/dist", "docs/public", "docs/_site", "build/site", "build", "out"),
    *("output", "book", "_book", "www", "docs", ""),
)
_REQUIREMENTS = (
    *("docs/requirements.txt", "doc/requirements.txt", "docs/requirements-docs.txt"),
    *("requirements-docs.txt", "requirements/docs.txt", "docs-requirements.txt"),
)
_EXTRAS = ("docs", "doc", "documentation")


@dataclass(frozen=True, slots=True, kw_only=True)
class ProjectKind:
    """How a site is built: by `generator`, from `source`, with `build` (a command, "" for none) to `site`.

    `install` are the arguments of `pip install` for what the build needs, as far as the project names it;
    with `is_guess`, it does not, and only `settings`, the file of the generator, shows what it needs.
    `has_source_lines` is whether the build already writes a source map.
    """

    generator: str
    site: str
    source: str = ""
    build: str = ""
    install: str = ""
    settings: str = ""
    is_guess: bool = False
    has_source_lines: bool = False

    @property
    def target(self) -> str:
        """Return the folder of the site as a shell reads it."""
        return shlex.quote(self.site)


def find_kind(root: Path) -> ProjectKind | None:
    """Return how the project in a folder builds its site, None if that cannot be seen."""
    for folder in (*SPHINX_FOLDERS, ""):
        if _is_sphinx(root / folder / "conf.py"):
            source = folder or "."
            site = _sphinx_output(root, folder)
            return ProjectKind(
                generator="sphinx",
                source=source,
                build=f"sphinx-build -q -b html {source} {site}",
                site=site,
                install=f'"a11ycheck[sphinx]"{_needs(root)}',
                settings=f"{folder}/conf.py".removeprefix("/"),
                is_guess=not _needs(root),
                has_source_lines=_writes_source_map(root / folder / "conf.py"),
            )
    for name in _MKDOCS:
        if (root / name).is_file():
            found = _SITE_DIR.search((root / name).read_text("utf-8", "replace"))
            return ProjectKind(
                generator="mkdocs",
                source="docs",
                build="mkdocs build -q",
                site=found[1].strip() if found else "site",
                install=f"a11ycheck{_needs(root) or ' mkdocs'}",
                settings=name,
                is_guess=not _needs(root),
            )
    for folder in _SITES:
        if (root / folder / "index.html").is_file():
            return ProjectKind(generator="folder", site=folder or ".", install="a11ycheck")
    return None


def _sphinx_output(root: Path, folder: str) -> str:
    """Return where a project builds the HTML of a folder: as the Makefile of sphinx-quickstart says."""
    source = root / folder
    for place in (source, source.parent) if folder else (source,):
        makefile = place / "Makefile"
        text = makefile.read_text("utf-8", "replace") if makefile.is_file() else ""
        names = dict(_MAKE_VARIABLE.findall(text))
        if (
            "BUILDDIR" in names
            and (place / names.get("SOURCEDIR", "")).resolve() == source.resolve()
        ):
            output = os.path.relpath(place / names["BUILDDIR"] / "html", root)
            if not output.startswith(".."):
                return Path(output).as_posix()
    return f"{folder}/_build/html".removeprefix("/")


def _is_sphinx(file: Path) -> bool:
    """Return whether a conf.py is one of Sphinx: other programs have such files, too."""
    if not file.is_file():
        return False
    text = file.read_text("utf-8", "replace")
    return (
        re.search(r"^(?:extensions|project|html_theme|master_doc|root_doc)\b", text, re.MULTILINE)
        is not None
    )


def _writes_source_map(file: Path) -> bool:
    """Return whether a conf.py of Sphinx names our extension, or our theme, which brings it."""
    text = file.read_text("utf-8", "replace")
    names = r"^[^#\n]*[\"'](?:a11ycheck\.sphinxext|furo_light)[\"']"
    return re.search(names, text, re.MULTILINE) is not None


def _needs(root: Path) -> str:
    """Return what the documentation of a project needs, as further arguments of `pip install`."""
    for name in _REQUIREMENTS:
        if (root / name).is_file():
            return f" -r {name}"
    file = root / "pyproject.toml"
    try:
        content = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError):
        return ""
    groups = content.get("dependency-groups", {})
    extras = content.get("project", {}).get("optional-dependencies", {})
    for name in _EXTRAS:
        if name in groups:
            return f" --group {name} ." if "project" in content else f" --group {name}"
        if name in extras:
            return f' ".[{name}]"'
    return ""
