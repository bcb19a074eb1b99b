"""Commands that a test verifies, but does not run: they install, or belong to this repository."""

import re
import shlex
import tomllib
from pathlib import Path

from packaging.requirements import InvalidRequirement, Requirement

__all__ = ["static_mistake"]

ROOT = Path(__file__).resolve().parents[2]
# What a session has already: an environment with a11ycheck in it.
_HAD = {"python3 -m venv .venv", ". .venv/bin/activate"}


def static_mistake(command: str) -> str | None:
    """Return what is wrong with a command that is not run, "" if nothing is; None: run it."""
    words = shlex.split(command)
    match words:
        case _ if command in _HAD:
            return ""
        case ["pip", "install", *names] | ["python", "-m", "pip", "install", *names]:
            return next(filter(None, map(_mistake_of_requirement, names)), "")
        case ["make", *targets]:
            return next(filter(None, map(_mistake_of_target, targets)), "")
    return None


def _mistake_of_requirement(name: str) -> str:
    if name.startswith("-") or name.endswith(".txt"):
        return ""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    is_checkout = name.startswith(("./", "../", ".[")) or name == "."
    if is_checkout:
        name = re.sub(r"^[./]+[\w-]*", "a11ycheck", name)
    try:
        requirement = Requirement(name)
    except InvalidRequirement as error:
        return f"pip cannot install {name}: {error}"
    if requirement.name == "a11ycheck" and not is_checkout:
        return "a11ycheck is on no package index: install a checkout."
    known = set(project["optional-dependencies"]) if requirement.name == "a11ycheck" else set()
    unknown = sorted(requirement.extras - known)
    return f"There is no extra {unknown[0]}." if unknown else ""


def _mistake_of_target(target: str) -> str:
    if "=" in target:
        return ""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    is_known = re.search(rf"^{re.escape(target)}:", makefile, re.MULTILINE)
    return "" if is_known else f"The Makefile has no target {target}."
