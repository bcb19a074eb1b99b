"""What one run reads from the cache and writes to it."""

from collections.abc import Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from a11ycheck.browser import Launcher, VisitPlan
from a11ycheck.cache import (
    AnnouncementCache,
    CacheDatabase,
    EvidenceCache,
    Interner,
    JudgementCache,
    StoredReadings,
    read_hashes,
    write_hashes,
)
from a11ycheck.config import Config
from a11ycheck.run.judgement_key import judgement_key
from a11ycheck.run.known_results import KnownResults
from a11ycheck.run.page_files import PageFiles
from a11ycheck.run.selection import Selection, evidence_key
from a11ycheck.web.regular_files import ContentHashes

if TYPE_CHECKING:
    from a11ycheck.browser import GridLauncher

__all__ = ["RunCache"]


class RunCache(AbstractContextManager["RunCache"]):
    """The cache of one run, empty and never written if the configuration has none.

    `hashes` and `files` know what earlier runs read; what this run adds is stored when it ends.
    """

    def __init__(self, config: Config) -> None:
        """Take the configuration."""
        self.interner = Interner()
        self.hashes = ContentHashes()
        self._config = config
        self._database: CacheDatabase | None = None
        self._readings: StoredReadings | None = None
        self._judgements: JudgementCache | None = None
        self._announcements: AnnouncementCache | None = None
        if config.cache:
            folder = Path(config.cache_dir)
            self._database = CacheDatabase(folder, max_bytes=config.cache_size << 20)
            self.hashes = read_hashes(self._database)
            self._readings = StoredReadings(self._database)
        self.files = PageFiles(self.hashes, self._readings)

    def evidence(
        self, plan: VisitPlan, launcher: "Launcher | GridLauncher", *larger: VisitPlan
    ) -> EvidenceCache | None:
        """Return the cache of evidence; None without one, and for a Grid.

        What was measured by `larger` plans, which measure all that `plan` does, is used, too.
        What evidence depends on of the nodes of a Grid, such as fonts, is not known.
        """
        if self._database is None or not isinstance(launcher, Launcher):
            return None
        identity = {
            **launcher.identity(),
            "hosts": " ".join(self._config.allow_hosts),
            "base": self._config.base,
        }
        return EvidenceCache(
            self._database,
            evidence_key(plan, identity),
            self.interner,
            larger=tuple(evidence_key(other, identity) for other in larger),
        )

    def known_results(
        self, selection: Selection, digests: Mapping[str, bytes]
    ) -> KnownResults | None:
        """Return what earlier runs concluded by these rules, None without a cache.

        `digests` identify the evidence of pages: see `Gathered`.
        """
        if self._database is None or not digests:
            return None
        key = judgement_key(selection, self.hashes)
        self._judgements = JudgementCache(self._database, key, digests, self.interner)
        self._announcements = AnnouncementCache(self._database, key, digests)
        return KnownResults(judgements=self._judgements, announcements=self._announcements)

    def __exit__(self, *_: object) -> None:
        """Store what is new, if evidence was stored, and end the connection to the database."""
        if self._database is None:
            return
        with self._database as database:
            if database.exists and self._readings is not None:
                self._readings.write()
                for known in (self._judgements, self._announcements):
                    if known is not None:
                        known.write()
                write_hashes(database, self.hashes)
