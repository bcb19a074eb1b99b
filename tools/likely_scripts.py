"""Write the scripts of languages, from Unicode's CLDR as Babel includes it, for `a11ycheck.language`.

python tools/likely_scripts.py

Babel takes 32 MB, and the audit needs only this table of it.
"""

from collections import defaultdict
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from babel.core import get_global

TABLE = (
    Path(__file__).resolve().parents[1] / "src" / "a11ycheck" / "language" / "likely_scripts.txt"
)
_HEADER = """\
# The scripts in which languages are written: CLDR's "likely subtags", from Babel {version}.
# Copyright of the data: Unicode, Inc.; its licence is in the file LICENSE.unicode.
# Written by tools/likely_scripts.py. "az_IR" is Azerbaijani in Iran; "az_Arab" is so written somewhere.
"""


def table(subtags: Mapping[str, str]) -> str:
    """Return a line for each script, with the languages, languages in a region, and rarer uses."""
    lines = defaultdict(set)
    covered = defaultdict(set)
    for key, value in subtags.items():
        language, script, _ = value.split("_")
        own, _, part = key.partition("_")
        is_region = (bool(part) and part.isupper()) or part.isdigit()
        if own == language and (not part or is_region):
            if part and subtags.get(own, "").split("_")[1:2] == [script]:
                continue  # as everywhere
            lines[script].add(key)
            covered[language].add(script)
    for value in subtags.values():
        language, script, _ = value.split("_")
        if script not in covered[language]:
            lines[script].add(f"{language}_{script}")
    return "".join(
        f"{script}: {' '.join(sorted(keys))}\n" for script, keys in sorted(lines.items())
    )


def main() -> None:
    """Write the table."""
    header = _HEADER.format(version=version("babel"))
    TABLE.write_text(header + table(get_global("likely_subtags")), encoding="utf-8")


if __name__ == "__main__":
    main()
