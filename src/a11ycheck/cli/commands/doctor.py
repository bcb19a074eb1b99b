"""`a11ycheck doctor`: check the installation that an audit needs."""

import platform
import sys
from typing import TYPE_CHECKING

import click

from a11ycheck import __version__
from a11ycheck.cli.console import has_colour, to_stdout
from a11ycheck.cli.options import load
from a11ycheck.errors import BrowserError
from a11ycheck.model import ExitCode
from a11ycheck.signals import begin_signals

if TYPE_CHECKING:
    from a11ycheck.browser import Examination

__all__ = ["doctor"]

_START_SECONDS = 60.0
_OK, _NOTE, _MISSING = "ok", "note", "MISSING"
_COLOURS = {_OK: "\x1b[32m", _NOTE: "\x1b[33m", _MISSING: "\x1b[1;31m"}

Row = tuple[str, str, str]


@click.command()
@click.option("--browser", default="", metavar="PATH", help="The browser to examine.")
@click.option("--driver", default="", metavar="PATH", help="The driver to examine.")
@click.option("--quiet", is_flag=True, help="Print nothing unless something is missing.")
def doctor(*, browser: str, driver: str, quiet: bool) -> int:
    """Show what an audit would use: browser, driver, sandbox, axe-core, fonts.

    A note does not prevent an audit; what is MISSING does, and the exit code is then 2.
    """
    from a11ycheck.browser import Launcher, examine
    from a11ycheck.rules import axe_version

    begin_signals()
    rows = [
        (_OK, "a11ycheck", f"{__version__}, Python {platform.python_version()}"),
        (_OK, "axe-core", f"{axe_version()}, in the package"),
    ]
    try:
        named = {"browser": browser, "driver": driver}
        config = load({name: path for name, path in named.items() if path}, None).config
        launcher = Launcher(
            config.browser, config.driver, timeout=_START_SECONDS, sandbox=config.sandbox
        )
        rows += _rows(examine(launcher))
    except BrowserError as error:
        rows.append((_MISSING, "browser", f"{error.message} {error.hint}".strip()))
    is_complete = all(state != _MISSING for state, _, _ in rows)
    if not (quiet and is_complete):
        _print(rows)
    return ExitCode.CLEAN if is_complete else ExitCode.NOT_TESTED


def _rows(found: "Examination") -> list[Row]:
    fetched = "installed by Selenium Manager"
    off = found.sandbox_off
    sandbox = f"off (--no-sandbox): {off}. Audit only pages that you trust." if off else "on"
    fonts = f"Arabic script is displayed in {', '.join(found.arabic_fonts)}"
    if missing := " ".join(found.missing_letters):
        fonts = f"no font has glyphs for {missing}; such text is displayed as boxes."
        fonts += " Debian: apt install fonts-dejavu fonts-noto-core."
    widths = "Arial, Times New Roman and Courier New, or fonts of the same widths"
    if others := ", ".join(f"{font} for {name}" for name, font in found.other_widths.items()):
        widths = (
            f"{others}: text has other widths than for most readers, so that line breaks, clipping "
        )
        widths += "and reflow can differ. Debian: apt install fonts-liberation."
    return [
        (_OK, "browser", f"{found.browser_version}, {found.browser_path or fetched}"),
        (_OK, "driver", f"{found.driver_version}, {found.driver_path or fetched}"),
        (_NOTE if off else _OK, "sandbox", sandbox),
        (_NOTE if missing else _OK, "fonts", fonts),
        (_NOTE if others else _OK, "font widths", widths),
    ]


def _print(rows: list[Row]) -> None:
    colour = has_colour(sys.stdout)
    for state, name, text in rows:
        shown = f"{_COLOURS[state]}{state:<8}\x1b[0m" if colour else f"{state:<8}"
        to_stdout(f"{shown}{name:<13}{text}\n")
