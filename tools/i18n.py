"""Update the message catalogues of the translated pages, and list what remains to be translated.

    python tools/i18n.py ar ckb            extract, update, report
    python tools/i18n.py --check ar ckb    extract and report only; exit 1 if anything remains

Sphinx extracts the messages, sphinx-intl merges them into the catalogues. Headers that change without a
change of the text (dates, names of tools and people) are removed.
"""

import argparse
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from babel.messages import Catalog
from babel.messages.pofile import read_po, write_po

from a11ycheck.web.atomic_files import write_file

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
LOCALES = DOCS / "locales"
TEMPLATES = ROOT / "build" / "gettext"
WIDTH = 100
HEADER = """\
# The words of this page in another language. `make i18n` adds and marks what changes.
msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What remains in one catalogue: entries without a translation, and outdated ones."""

    page: str
    language: str
    entries: int
    missing: int
    stale: int

    @property
    def done(self) -> bool:
        """Return whether every entry has a current translation."""
        return not self.missing and not self.stale


def extract() -> None:
    """Write a template for each translated page; the build language excludes the others."""
    command = ["sphinx-build", "-q", "-W", "--keep-going", "-b", "gettext", "-c", str(ROOT)]
    # As a translation: Sphinx then leaves out the pages that are in the original language only.
    command += ["-D", "language=ar", "-D", "locale_dirs=", "-d", str(TEMPLATES / ".doctrees")]
    _run(*command, str(DOCS), str(TEMPLATES))
    (TEMPLATES / "sphinx.pot").unlink(missing_ok=True)


def update(languages: Sequence[str]) -> None:
    """Merge the templates into the catalogues of each language, and normalise the result."""
    options = [part for language in languages for part in ("-l", language)]
    command = ["sphinx-intl", "update", "-p", str(TEMPLATES), "-d", str(LOCALES), *options]
    _run(*command, "-w", str(WIDTH), "-j", "1")
    for language in languages:
        for path in catalogues(language):
            _tidy(path, language)


def catalogues(language: str) -> list[Path]:
    """Return the catalogues of a language, sorted by name."""
    return sorted((LOCALES / language / "LC_MESSAGES").rglob("*.po"))


def progress(languages: Sequence[str]) -> Iterator[Progress]:
    """Yield what remains in each catalogue, compared with the extracted templates."""
    for template in sorted(TEMPLATES.rglob("*.pot")):
        page = template.relative_to(TEMPLATES).with_suffix("").as_posix()
        wanted = {message.id for message in _read(template) if message.id}
        for language in languages:
            path = LOCALES / language / "LC_MESSAGES" / f"{page}.po"
            known = _read(path) if path.is_file() else Catalog()
            fresh = {m.id for m in known if m.id and m.string and not m.fuzzy}
            stale = {m.id for m in known if m.id and m.fuzzy} & wanted
            yield Progress(
                page=page,
                language=language,
                entries=len(wanted),
                missing=len(wanted - fresh - stale),
                stale=len(stale),
            )


def gone(languages: Sequence[str]) -> Iterator[Path]:
    """Yield the catalogues of pages that do not exist any more."""
    for language in languages:
        folder = LOCALES / language / "LC_MESSAGES"
        for path in catalogues(language):
            if not (TEMPLATES / path.relative_to(folder).with_suffix(".pot")).is_file():
                yield path


def main(arguments: list[str] | None = None) -> int:
    """Extract, update and report; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument(
        "--check", action="store_true", help="change no catalogue; exit 1 if anything remains"
    )
    parser.add_argument("languages", nargs="+")
    given = parser.parse_args(arguments)
    extract()
    if not given.check:
        update(given.languages)
    found = list(progress(given.languages))
    for item in found:
        if not item.done:
            print(_sentence(item))
    old = list(gone(given.languages))
    for path in old:
        print(f"{path.relative_to(ROOT)}: the page does not exist any more; delete the catalogue")
    complete = sum(item.done for item in found)
    print(f"{complete} of {len(found)} catalogues are complete.")
    return int(given.check and (bool(old) or complete < len(found)))


def _sentence(item: Progress) -> str:
    parts = [(item.missing, "missing"), (item.stale, "outdated (fuzzy)")]
    counts = ", ".join(f"{count} {word}" for count, word in parts if count)
    path = LOCALES / item.language / "LC_MESSAGES" / f"{item.page}.po"
    return f"{path.relative_to(ROOT)}: {counts} of {item.entries}"


def _run(program: str, *arguments: str) -> None:
    done = subprocess.run(
        [str(Path(sys.executable).with_name(program)), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    if done.returncode:
        sys.exit(f"{program} failed:\n{done.stderr or done.stdout}")


def _tidy(path: Path, language: str) -> None:
    """Write a catalogue with a minimal header."""
    text = BytesIO()
    write_po(text, _read(path), width=WIDTH, omit_header=True, include_previous=True)
    content = HEADER.format(language=language) + text.getvalue().decode("utf-8")
    if path.read_text(encoding="utf-8") != content:
        write_file(path, content)


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file)


if __name__ == "__main__":
    sys.exit(main())
