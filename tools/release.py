"""Cut a release: version, changelog, wheel, sdist, SBOM, checks, commit and tag. Nothing is published.

python tools/release.py 0.2.0              cut it from a clean main
python tools/release.py 0.2.0 --dry-run    the same in a clone, which is deleted
python tools/release.py --changelog        write the unreleased changes to CHANGELOG.md
python tools/release.py --verify dist      check built files: metadata, contents, checksums
"""

import argparse
import hashlib
import re
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Sequence
from email import message_from_bytes
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
_VERSION = re.compile(r'^__version__ = "(?P<version>[^"]+)"$', re.MULTILINE)
_FINAL = re.compile(r"\d+\.\d+\.\d+")
_HEADER = """# Changelog

What changed for users, newest first. Each change is a file in `changelog.d` until a release.

<!-- towncrier release notes start -->
"""
_IN_WHEEL = ("a11ycheck/__init__.py", "a11ycheck/_axe/axe.min.js", "furo_light/__init__.py")


class ReleaseError(Exception):
    """Why no release can be cut: one sentence."""


def version_of(root: Path) -> str:
    """Return the version in the package."""
    found = _VERSION.search(_package(root).read_text(encoding="utf-8"))
    if found is None:
        message = f"{_package(root)} has no __version__."
        raise ReleaseError(message)
    return found["version"]


def demand_releasable(root: Path, version: str) -> None:
    """Raise ReleaseError unless the version is new, and main has fragments and no changes."""
    if not version:
        message = "No version is given: make release VERSION=0.2.0"
        raise ReleaseError(message)
    if not _FINAL.fullmatch(version):
        message = f"{version} is no version such as 0.2.0."
        raise ReleaseError(message)
    if _numbers(version) < _numbers(version_of(root)):
        message = f"{version} is older than {version_of(root)}, the version in the package."
        raise ReleaseError(message)
    if _run(root, "git", "status", "--porcelain"):
        message = "The working tree has changes. Commit or stash them."
        raise ReleaseError(message)
    if _run(root, "git", "tag", "--list", f"v{version}"):
        message = f"The tag v{version} exists."
        raise ReleaseError(message)
    if not list((root / "changelog.d").glob("*.md")):
        message = "changelog.d has no fragment: nothing that users notice has changed."
        raise ReleaseError(message)
    branch = _run(root, "git", "branch", "--show-current").strip()
    if branch != "main":
        message = f"The branch is {branch or 'detached'}: releases are cut from main."
        raise ReleaseError(message)


def write_version(root: Path, version: str) -> None:
    """Write the version into the package."""
    path = _package(root)
    text = path.read_text(encoding="utf-8")
    path.write_text(_VERSION.sub(f'__version__ = "{version}"', text), encoding="utf-8")


def write_changelog(root: Path, version: str = "") -> None:
    """Move the fragments into CHANGELOG.md; without a version, list them there as unreleased."""
    path = root / "CHANGELOG.md"
    old = path.read_text(encoding="utf-8") if path.exists() else _HEADER
    released = re.sub(r"(?ms)^## Unreleased\b.*?(?=^## |\Z)", "", old)
    path.write_text(released, encoding="utf-8")
    towncrier = (sys.executable, "-m", "towncrier", "build")
    if version:
        _run(root, *towncrier, "--yes", "--version", version)
        return
    options = ("--draft", "--version", "Unreleased", "--date", "not published")
    draft = _run(root, *towncrier, *options)
    notes = draft[draft.index("## Unreleased") :].strip()
    start = _HEADER.splitlines()[-1]
    path.write_text(released.replace(start, f"{start}\n\n{notes}\n", 1), encoding="utf-8")


def verify(folder: Path) -> list[str]:
    """Return what is wrong with the wheel and the sdist in a folder; write their checksums."""
    wheels, sdists = sorted(folder.glob("*.whl")), sorted(folder.glob("*.tar.gz"))
    if len(wheels) != 1 or len(sdists) != 1:
        return [f"{folder} has {len(wheels)} wheels and {len(sdists)} sdists, not one of each."]
    with zipfile.ZipFile(wheels[0]) as wheel:
        names = wheel.namelist()
        found = message_from_bytes(
            wheel.read(next(name for name in names if name.endswith(".dist-info/METADATA")))
        )
    with tarfile.open(sdists[0]) as sdist:
        in_sdist = {name.partition("/")[2] for name in sdist.getnames()}
    problems = [f"{wheels[0].name} lacks {name}." for name in _IN_WHEEL if name not in names]
    problems += [
        f"The metadata has no {field}."
        for field in ("Name", "Version", "Summary", "License-Expression", "Requires-Python")
        if not found[field]
    ]
    if not found.get_payload():
        problems.append("The metadata has no description.")
    problems += [
        f"{sdists[0].name} lacks {name}."
        for name in ("pyproject.toml", "README.md", "LICENSE", "tools/hatch_build.py")
        if name not in in_sdist
    ]
    sums = [f"{_sha256(path)}  {path.name}\n" for path in (*sdists, *wheels)]
    (folder / "SHA256SUMS").write_text("".join(sums), encoding="utf-8")
    return problems


def cut(root: Path, version: str, checks: Sequence[Sequence[str]]) -> None:
    """Write version and changelog, run the checks, commit and tag; if a check fails, undo all of it."""
    demand_releasable(root, version)
    try:
        write_version(root, version)
        write_changelog(root, version)
        for check in checks:
            print(f"release: {' '.join(check)}", flush=True)
            _demand_success(root, check)
    except BaseException:
        # The tree had no changes: nothing of anyone's is lost.
        _run(root, "git", "reset", "--hard", "--quiet")
        raise
    _run(root, "git", "add", "--all")
    _run(root, "git", "commit", "--quiet", "--message", f"release: {version}")
    _run(root, "git", "tag", "--annotate", f"v{version}", "--message", f"a11ycheck {version}")


def main() -> int:
    """Do what the options ask for; return the exit code."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("version", nargs="?", default="")
    parser.add_argument("--dry-run", action="store_true")
    parser.add_argument("--changelog", action="store_true")
    parser.add_argument("--verify", type=Path, metavar="FOLDER")
    options = parser.parse_args()
    try:
        if options.changelog:
            write_changelog(ROOT)
        elif options.verify:
            _demand_none(verify(options.verify))
        elif options.dry_run:
            demand_releasable(ROOT, options.version)
            with tempfile.TemporaryDirectory(prefix="a11ycheck-release-") as folder:
                _run(ROOT, "git", "clone", "--quiet", str(ROOT), folder)
                _cut_and_build(Path(folder), options.version, f"VENV={ROOT / '.venv'}")
        else:
            _cut_and_build(ROOT, options.version)
    except ReleaseError as error:
        print(f"release: {error}", file=sys.stderr)
        return 1
    return 0


def _cut_and_build(root: Path, version: str, *variables: str) -> None:
    make = ("make", "--no-print-directory", *variables)
    cut(root, version, [(*make, "check"), (*make, "unit")])
    for target in ("dist", "sbom"):
        _demand_success(root, (*make, target))
    _demand_none(verify(root / "dist"))
    print(
        f"release: {version} is committed and tagged, and its files are in dist and build.\n"
        f"Push the commit and the tag v{version} to publish it: git push --follow-tags"
    )


def _demand_success(root: Path, command: Sequence[str]) -> None:
    code = subprocess.run(command, cwd=root, check=False).returncode
    if code:
        message = f"{' '.join(command)} failed with exit code {code}; its output is above."
        raise ReleaseError(message)


def _demand_none(problems: Sequence[str]) -> None:
    if problems:
        raise ReleaseError(" ".join(problems))


def _package(root: Path) -> Path:
    return root / "src" / "a11ycheck" / "__init__.py"


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(map(int, re.findall(r"\d+", version)))


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _run(root: Path, *command: str) -> str:
    done = subprocess.run(command, cwd=root, check=False, capture_output=True, text=True)
    if done.returncode:
        message = f"{' '.join(command[:3])} failed: {(done.stderr or done.stdout).strip()}"
        raise ReleaseError(message)
    return done.stdout


if __name__ == "__main__":
    sys.exit(main())
