"""Fetch the sources of other people's documentation, and build it with the themes that others use.

Sources come from the Python and npm registries through pip and npm, in the versions that
`precision_sites.toml` pins. They are built with a plain configuration, in an environment of their own: the
texts are foreign, and so is the markup of the theme. Nothing of them is committed.
"""

import os
import shutil
import subprocess
import sys
import tarfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Site", "build", "environment", "read_sites"]

LIST = Path(__file__).with_name("precision_sites.toml")
SPHINX = """\
project = "{name}"
extensions = ["myst_parser", "sphinx_design", "sphinx_copybutton"]
suppress_warnings = ["*"]
language = "{language}"
html_theme = "{theme}"
exclude_patterns = ["_build", "**/node_modules"]
myst_enable_extensions = ["colon_fence", "deflist"]
root_doc = "{root}"
"""
MKDOCS = """\
site_name: {name}
docs_dir: docs
theme:
  name: material
  language: {language}
  direction: {direction}
  font: false
markdown_extensions: [admonition, attr_list, tables, pymdownx.highlight, pymdownx.superfences]
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A site: where its sources come from, and what builds them.

    `requirements` are pinned ("click==8.5.1", "vazir-font@30.1.0"), `docs` is the folder of the sources.
    """

    name: str
    requirements: list[str]
    theme: str
    docs: str = "."
    registry: str = "pypi"
    language: str = "en"
    root: str = "index"


def read_sites() -> tuple[tuple[Site, ...], list[str]]:
    """Return the sites, and the packages that build them."""
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    return tuple(Site(**site) for site in listed["site"]), listed["environment"]["packages"]


def environment(folder: Path, packages: list[str]) -> Path:
    """Return the folder of programs of an environment with the themes."""
    programs = folder / "venv" / "bin"
    if not (programs / "mkdocs").is_file():
        _run(sys.executable, "-m", "venv", str(folder / "venv"))
        _run(str(programs / "pip"), "install", "--quiet", *packages)
    return programs


def build(site: Site, folder: Path, programs: Path) -> Path:
    """Return the folder of pages of a site, built unless an earlier run did."""
    html = folder / "html" / site.name
    if html.is_dir():
        return html
    work = folder / "work" / site.name
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    docs = work / "docs"
    for requirement in site.requirements:
        _copy_sources(site, _fetch(site, requirement, folder / "archives", programs), docs)
    made = work / "html"
    if site.theme == "material":
        direction = "rtl" if site.language in {"ar", "fa", "he"} else "ltr"
        settings = MKDOCS.format(name=site.name, language=site.language, direction=direction)
        (work / "mkdocs.yml").write_text(settings, encoding="utf-8")
        _run(str(programs / "mkdocs"), "build", "-q", "-d", str(made), cwd=work)
    else:
        values = {"name": site.name, "language": site.language, "theme": site.theme}
        settings = SPHINX.format(**values, root=site.root)
        (docs / "conf.py").write_text(settings, encoding="utf-8")
        _run(str(programs / "sphinx-build"), "-Q", "-b", "html", str(docs), str(made))
    html.parent.mkdir(exist_ok=True)
    made.rename(html)
    return html


def _fetch(site: Site, requirement: str, archives: Path, programs: Path) -> Path:
    """Return the archive of a package, from an earlier run or its registry."""
    archives.mkdir(exist_ok=True)
    stem = requirement.replace("==", "-").replace("@", "-").replace("/", "-").strip("-")
    known = {path.name.replace("_", "-"): path for path in archives.iterdir()}
    found = known.get(f"{stem}.tar.gz") or known.get(f"{stem}.tgz")
    if found is None:
        if site.registry == "npm":
            _run("npm", "pack", "--silent", requirement, cwd=archives)
        else:
            options = ["--no-deps", "--no-binary", ":all:", "--no-build-isolation", "--quiet"]
            _run(str(programs / "pip"), "download", *options, requirement, cwd=archives)
        return _fetch(site, requirement, archives, programs)
    return found


def _copy_sources(site: Site, archive: Path, docs: Path) -> None:
    scratch = docs.with_name("unpacked")
    with tarfile.open(archive) as packed:
        packed.extractall(scratch, filter="data")
    (top,) = scratch.iterdir()
    if len(site.requirements) == 1 and site.registry == "pypi":
        shutil.copytree(top / site.docs, docs)
    else:
        # Of packages without documentation, the files that describe them.
        docs.mkdir(exist_ok=True)
        name = archive.name.removesuffix(".tgz")
        for file in sorted(top.glob("*.md")):
            shutil.copy(file, docs / f"{name}-{file.name}")
    shutil.rmtree(scratch)


def _run(*command: str, cwd: Path | None = None) -> None:
    path = os.environ.get("PATH", os.defpath)
    subprocess.run(
        command,
        cwd=cwd,
        check=True,
        env={"PATH": path, "LANG": "C.UTF-8", "HOME": os.environ.get("HOME", "/")},
        stdout=subprocess.DEVNULL,
        timeout=900,
    )
