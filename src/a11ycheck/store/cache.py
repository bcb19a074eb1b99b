"""Keep the evidence of a page until something that it was made of changes.

A page's evidence follows from its own bytes, from every file that it loaded, and from the tools
that looked at it. An entry is used only while all of them are as they were: each file by its
SHA-256, and each address that found no file still finds none. Thresholds and selections are no part
of this: evidence is judged anew each time.
"""

import hashlib
import logging
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import msgspec

from a11ycheck.model import Page, PageEvidence
from a11ycheck.web.atomic_files import write_file

__all__ = ["EvidenceCache", "FileFor"]

log = logging.getLogger(__name__)

FileFor = Callable[[str], Path | None]

_README = "# Made by a11ycheck: evidence of pages that have not changed. Safe to delete.\n*\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    """One page's evidence, and what it stands on: addresses with the SHA-256 of their files ("": none)."""

    setting: str
    browser: str
    files: dict[str, str]
    evidence: PageEvidence


@dataclass(slots=True, kw_only=True)
class EvidenceCache:
    """A folder of entries; `setting` is a hash of the tools and of what they were told to measure."""

    folder: Path
    setting: str
    browser: str = ""
    _digests: dict[Path, str] = field(default_factory=dict)
    _told: set[str] = field(default_factory=set)

    def get(self, page: Page, file_for: FileFor, *, marked: bool = False) -> PageEvidence | None:
        """Return the evidence of a page whose files are unchanged, or None.

        `file_for` returns the file that the server answers an address with, as it did when the page
        was seen.
        """
        try:
            entry = msgspec.json.decode(self._path(page).read_bytes(), type=_Entry)
        except FileNotFoundError:
            return None
        except (OSError, msgspec.MsgspecError) as error:
            log.debug("The cache entry of %s cannot be read.", page.path, exc_info=error)
            return None
        if entry.setting != self._setting(marked=marked) or entry.files != self._state(
            entry.files, file_for
        ):
            return None
        self.browser = entry.browser
        return entry.evidence

    def put(
        self,
        page: Page,
        evidence: PageEvidence,
        file_for: FileFor,
        browser: str,
        *,
        marked: bool = False,
    ) -> None:
        """Keep the evidence of a page; a full disk only costs time, so it is noted once and passed over."""
        addresses = {
            request.url: "" for request in evidence.requests if request.url.startswith("/")
        }
        entry = _Entry(
            setting=self._setting(marked=marked),
            browser=browser,
            files=self._state(addresses, file_for),
            evidence=evidence,
        )
        try:
            self._write(self._path(page), msgspec.json.encode(entry))
        except OSError as error:
            self._tell(error.strerror or str(error))

    def _tell(self, reason: str) -> None:
        if reason not in self._told:
            self._told.add(reason)
            text = (
                "What is known of pages could not be kept in %s, so the next audit looks anew: %s."
            )
            log.warning(text, self.folder, reason)

    def _setting(self, *, marked: bool) -> str:
        """Evidence from a page without marks does not tell where its elements come from."""
        return f"{self.setting} marked" if marked else self.setting

    def _state(self, addresses: Mapping[str, str], file_for: FileFor) -> dict[str, str]:
        return {address: self._digest(file_for(address)) for address in addresses}

    def _digest(self, file: Path | None) -> str:
        if file is None:
            return ""
        if file not in self._digests:
            content = hashlib.sha256(file.read_bytes()).hexdigest()
            self._digests[file] = " ".join((content, *_precompressed(file)))
        return self._digests[file]

    def _path(self, page: Page) -> Path:
        name = hashlib.sha256(f"{page.path}\0{page.file}".encode()).hexdigest()[:32]
        return self.folder / f"{name}.json"

    def _write(self, path: Path, content: bytes) -> None:
        if not self.folder.is_dir():
            # Another run may make it at the same moment.
            self.folder.mkdir(parents=True, exist_ok=True)
            (self.folder / ".gitignore").write_text(_README, encoding="utf-8")
        write_file(path, content, durable=False)


def _precompressed(file: Path) -> Iterator[str]:
    """Yield the sizes of the compressed files beside a file, since they are what a reader pays for."""
    for suffix in (".br", ".gz"):
        beside = file.with_name(file.name + suffix)
        if beside.is_file():
            yield f"{suffix}:{beside.stat().st_size}"
