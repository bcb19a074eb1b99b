"""Short texts in several languages, from the catalogues of packages that others write and translate.

Django comes from the package index, once, into `build/language/`. The others are Debian packages
that most desktops have: `libgtk-3-common`, `libglib2.0-data`, `libgdk-pixbuf2.0-common`,
`iso-codes`, `apt` and `dpkg`. They have Kurmanji (as `ku`), which Django has not. Nothing of them
is kept in this repository.
"""

import gettext
import random
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

__all__ = ["LANGUAGES", "originals", "sample", "texts"]

ROOT = Path(__file__).resolve().parents[1]
DJANGO = "Django==5.2.19"
FOLDER = ROOT / "build" / "language"
DEBIAN = Path("/usr/share/locale")
DOMAINS = (
    "gtk30", "gtk30-properties", "glib20", "gdk-pixbuf", "iso_3166", "apt", "libapt-pkg6.0", "dpkg",
)  # fmt: skip
LANGUAGES = {
    "ar": ("ar",),
    "ckb": ("ckb",),
    "kmr": ("ku", "kmr"),
    "fa": ("fa",),
    "ur": ("ur",),
    "he": ("he",),
}
"""The codes under which catalogues have a language, if it has more than its own or another."""

_PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[-\d$.]*[a-z]|\{[^}]*\}|<[^>]+>|&\w+;")
_CONTEXT = "\x04"


def texts(language: str) -> Mapping[str, str]:
    """Return {text: package} of a language's translations, without placeholders and keyboard marks."""
    found: dict[str, str] = {}
    for path, package in _files(LANGUAGES.get(language, (language,))):
        for key, text in _read(path):
            if text != key:
                found.setdefault(_clean(text), package)
    return {text: package for text, package in found.items() if text}


def originals() -> Mapping[str, str]:
    """Return {text: package} of what the translators started from, in English."""
    found: dict[str, str] = {}
    for path, package in _files(("ar", "fa")):
        for key, _ in _read(path):
            found.setdefault(_clean(key.rpartition(_CONTEXT)[2]), package)
    return {text: package for text, package in found.items() if text}


def sample(pool: Mapping[str, str], count: int, seed: int) -> Sequence[str]:
    """Return so many texts of a pool, the same ones each time."""
    ordered = sorted(pool)
    return random.Random(seed).sample(ordered, min(count, len(ordered)))  # noqa: S311 - no secret


def _files(codes: Sequence[str]) -> Iterator[tuple[Path, str]]:
    for code in codes:
        for path in sorted(_django().rglob(f"locale/{code}/LC_MESSAGES/*.mo")):
            yield path, "Django"
        for domain in DOMAINS:
            path = DEBIAN / code / "LC_MESSAGES" / f"{domain}.mo"
            if path.is_file():
                yield path, domain


def _django() -> Path:
    """Return where Django lies; fetch it where it is not there yet."""
    if not (FOLDER / "django").is_dir():
        command = [sys.executable, "-m", "pip", "install", "-q", "--no-deps"]
        subprocess.run([*command, "--target", str(FOLDER), DJANGO], check=True)
    return FOLDER / "django"


def _read(path: Path) -> Iterator[tuple[str, str]]:
    with path.open("rb") as file:
        catalogue: Mapping[object, object] = vars(gettext.GNUTranslations(file))["_catalog"]
    for key, text in catalogue.items():
        if isinstance(key, str) and key and isinstance(text, str):
            yield key, text


def _clean(text: str) -> str:
    return " ".join(_PLACEHOLDER.sub(" ", text).replace("_", "").split())
