"""The scripts that languages are written in, by CLDR's "likely subtags".

The table is read on first use, because the tags of most pages need none of it. `tools/likely_scripts.py`
writes it.
"""

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files

__all__ = ["likely_script", "written_scripts"]


@cache
def _scripts() -> Mapping[str, str]:
    """Return scripts in lower case by language: "az", "az_IR" in a region, "az_Arab" somewhere."""
    text = files(__package__).joinpath("likely_scripts.txt").read_text("utf-8")
    lines = (line.partition(": ") for line in text.splitlines() if not line.startswith("#"))
    return {key: script.lower() for script, _, keys in lines for key in keys.split(" ")}


@cache
def _written() -> Mapping[str, frozenset[str]]:
    found = defaultdict(set)
    for key, script in _scripts().items():
        found[key.partition("_")[0]].add(script)
    return {language: frozenset(scripts) for language, scripts in found.items()}


@lru_cache(maxsize=1024)
def likely_script(language: str, region: str = "") -> str:
    """Return the script of a language, in a region if it is given, in lower case; "" if CLDR has none."""
    return _scripts().get(f"{language}_{region.upper()}") or _scripts().get(language, "")


def written_scripts(language: str) -> frozenset[str]:
    """Return all scripts in which a language is written somewhere; empty if CLDR does not have it."""
    return _written().get(language, frozenset())
