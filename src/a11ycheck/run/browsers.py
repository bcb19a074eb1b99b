"""The browsers of a run: on this machine, or on the nodes of a Selenium Grid."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from a11ycheck import browser
from a11ycheck.browser import Launcher
from a11ycheck.config import Config
from a11ycheck.web.advertised import Advertised, advertise

if TYPE_CHECKING:
    from a11ycheck.browser import GridLauncher

__all__ = ["Browsers", "choose_browsers"]


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
