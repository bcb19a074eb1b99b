"""Identify what judgements depend on beside the evidence: our own code, the rules, and their options."""

import hashlib
from pathlib import Path
from typing import Final

import msgspec

import a11ycheck
from a11ycheck.run.selection import Selection
from a11ycheck.web.regular_files import ContentHashes, FileVersion

__all__ = ["judgement_key"]

_SUFFIXES: Final = frozenset({".json", ".py", ".toml"})


def judgement_key(selection: Selection, hashes: ContentHashes) -> str:
    """Return a hash of the rules of a selection, their options, and all modules and tables of ours."""
    parts = {
        "version": a11ycheck.__version__,
        "files": _files(hashes),
        "rules": [[rule.id, str(rule.kind), str(rule.impact)] for rule in selection.rules],
        "options": dict(selection.options),
    }
    data = msgspec.json.encode(parts, order="deterministic", enc_hook=repr)
    return hashlib.sha256(data).hexdigest()


def _files(hashes: ContentHashes) -> list[str]:
    folder = Path(a11ycheck.__file__).parent
    return [
        f"{path.relative_to(folder).as_posix()} {hashes.of(path, FileVersion.of(path.stat()))}"
        for path in sorted(folder.rglob("*"))
        if path.suffix in _SUFFIXES
    ]
