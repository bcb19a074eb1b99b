"""The browsers of a run: on this machine, or on the nodes of a Selenium Grid."""

from collections.abc import Collection
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from a11ycheck import browser
from a11ycheck.browser import Launcher
from a11ycheck.config import Config
from a11ycheck.web.advertised import Advertised, advertise

if TYPE_CHECKING:
    from a11ycheck.browser import GridLauncher, Pool, VisitPlan

__all__ = ["Browsers", "OpenBrowsers", "choose_browsers"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Browsers:
    """What starts the browsers, and where those on other machines find pages of this one."""

    launcher: "Launcher | GridLauncher"
    advertised: Advertised | None = None


def choose_browsers(config: Config) -> Browsers:
    """Return the browsers that the configuration asks for; UserError for an invalid URL or host."""
    if not config.grid:
        launcher = Launcher(
            config.browser, config.driver, timeout=config.timeout, sandbox=config.sandbox
        )
        return Browsers(launcher=launcher)
    grid = browser.grid_at(config.grid, timeout=config.grid_timeout)
    advertised = advertise(config.advertise, config.grid)
    return Browsers(
        launcher=browser.GridLauncher(
            grid, advertised, timeout=config.timeout, sandbox=config.sandbox
        ),
        advertised=advertised,
    )


class OpenBrowsers(AbstractContextManager["OpenBrowsers"]):
    """The browsers of several audits with one configuration, which stay open between these audits.

    If they `keep_memory`, all audits are of one site, and use what its pages have shown in earlier ones.
    What has changed since then is to be named by `note_changes` before each audit.
    """

    def __init__(self, config: Config, *, keep_memory: bool = False) -> None:
        """Take the configuration; UserError for an invalid URL or host. No browser is started yet."""
        self._keeps_memory = keep_memory
        self.chosen = choose_browsers(config)
        self._jobs = self.chosen.launcher.browsers(config.jobs)
        self._hosts = config.allow_hosts
        self._pool: Pool | None = None

    def pool(self, plan: "VisitPlan") -> "Pool":
        """Return what visits pages; `plan` has to be the same for all audits."""
        if self._pool is None:
            self._pool = browser.Pool(
                self.chosen.launcher,
                plan,
                jobs=self._jobs,
                allow_hosts=self._hosts,
                stays_open=True,
                keeps_memory=self._keeps_memory,
            )
        return self._pool

    def note_changes(self, paths: Collection[str]) -> None:
        """Note which files have changed since the last audit, by their paths relative to the site.

        What pages have shown that request one of them, beside their own file, is forgotten.
        """
        if self._pool is not None:
            self._pool.note_changes(paths)

    def close(self) -> None:
        """End the browsers."""
        if self._pool is not None:
            self._pool.close()

    def __exit__(self, *_: object) -> None:
        """End the browsers."""
        self.close()
