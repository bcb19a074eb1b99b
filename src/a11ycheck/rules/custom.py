"""Rules that others write, in the shape of ours: in a folder, or in an installed package.

A folder contains one package for each rule, which defines `RULE`. An installed package has entry points of
the group `a11ycheck.rules`; each names a module or package with `RULE` or `RULES`, or such an object.
"""

import importlib.util
import re
import sys
import traceback
from collections.abc import Iterable, Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import entry_points
from pathlib import Path
from types import ModuleType
from typing import get_args

from a11ycheck.errors import UserError
from a11ycheck.model import Rule

__all__ = ["installed_rules", "rules_in_folder"]

GROUP = "a11ycheck.rules"
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_TYPES = get_args(Rule)


@cache
def installed_rules() -> tuple[Rule, ...]:
    """Return the rules of installed packages by their entry points, sorted; UserError for a broken one."""
    found: list[Rule] = []
    for point in sorted(entry_points(group=GROUP)):
        origin = f'The entry point "{point.name}" of {GROUP} ({point.value})'
        try:
            loaded = point.load()
        except Exception as error:
            hint = "Correct or uninstall the package that it belongs to."
            raise UserError(f"{origin} cannot be imported: {_text(error)}.", hint) from error
        found += _rules_of(loaded, origin)
    return tuple(found)


def rules_in_folder(folder: Path) -> tuple[Rule, ...]:
    """Return the rules in a folder, sorted by package; UserError for a missing or a broken one.

    A folder is read once in a process.
    """
    return _rules_in(folder.resolve(), str(folder))


@cache
def _rules_in(folder: Path, shown: str) -> tuple[Rule, ...]:
    if not folder.is_dir():
        message = f"There is no folder of rules {shown}."
        raise UserError(message, "Create a rule in it: a11ycheck new-rule RULE-ID")
    inits = sorted(folder.glob("[!._]*/__init__.py"))
    if not inits:
        message = f"The folder of rules {shown} contains no package."
        raise UserError(message, "Create a rule in it: a11ycheck new-rule RULE-ID")
    return tuple(
        rule for init in inits for rule in _rules_of(_imported(init, shown), _named(init, shown))
    )


def _named(init: Path, shown: str) -> str:
    return f"{shown}/{init.parent.name}/{init.name}"


def _imported(init: Path, shown: str) -> ModuleType:
    """Import the package of a rule, by a name that no other folder has."""
    key = sha256(str(init.parent.parent).encode("utf-8", "surrogateescape")).hexdigest()[:8]
    name = f"a11ycheck_rules_{key}_{init.parent.name}"
    spec = importlib.util.spec_from_file_location(
        name, init, submodule_search_locations=[str(init.parent)]
    )
    if spec is None or spec.loader is None:
        raise UserError(f"{_named(init, shown)} cannot be imported.")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except Exception as error:
        del sys.modules[name]
        where = f"{_named(init, shown)}{_line(error, init)}"
        raise UserError(f"{where}: {_text(error)}.", "Correct the rule.") from error
    return module


def _line(error: Exception, init: Path) -> str:
    """Return ":line" of the last line of the file that was executed, "" if it is unknown."""
    if isinstance(error, SyntaxError):
        return f":{error.lineno}"
    lines = [
        frame.lineno
        for frame in traceback.extract_tb(error.__traceback__)
        if frame.filename == str(init)
    ]
    return f":{lines[-1]}" if lines else ""


def _text(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".strip().removesuffix(".").removesuffix(":")


def _rules_of(loaded: object, origin: str) -> Iterator[Rule]:
    """Yield the rules of a module, a rule, or several; UserError for anything else."""
    found = loaded
    if isinstance(loaded, ModuleType):
        found = getattr(loaded, "RULES", getattr(loaded, "RULE", None))
    several = found if isinstance(found, Iterable) else (found,)
    for rule in several:
        if not isinstance(rule, _TYPES):
            message = f"{origin} defines no rule."
            hint = "Assign a FactRule or another rule of a11ycheck.model to RULE."
            raise UserError(message, hint)
        if not _ID.fullmatch(str(rule.id)):
            message = f'{origin}: "{rule.id}" is not a valid rule id.'
            hint = "Use lowercase letters, digits and single hyphens: image-text-size."
            raise UserError(message, hint)
        yield rule
