"""The scripts that languages are written in, by CLDR's "likely subtags".

Babel, which includes them, is imported on first use, because importing it is slow and the tags of most
pages need none of it.
"""

from collections.abc import Mapping
from functools import cache, lru_cache

__all__ = ["likely_script", "written_scripts"]


@cache
def _subtags() -> Mapping[str, str]:
    from babel.core import get_global  # noqa: PLC0415

    return get_global("likely_subtags")


@lru_cache(maxsize=1024)
def likely_script(language: str, region: str = "") -> str:
    """Return the script of a language, in a region if it is given, in lower case; "" if CLDR has none."""
    found = _subtags().get(f"{language}_{region.upper()}") or _subtags().get(language, "")
    return found.split("_")[1].lower() if found else ""


@lru_cache(maxsize=1024)
def written_scripts(language: str) -> frozenset[str]:
    """Return all scripts in which a language is written somewhere; empty if CLDR does not have it."""
    found = (value.split("_") for value in _subtags().values() if value.startswith(f"{language}_"))
    return frozenset(script.lower() for _, script, *_ in found)
