"""What the fixture hands to a test: a function that audits, and its result."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from a11ycheck import api
from a11ycheck.config import Loaded, load_config
from a11ycheck.errors import A11yCheckError, UserError
from a11ycheck.model import ExitCode, Finding, Impact, Outcome, Report
from a11ycheck.pytest_plugin.failure import brief, failure_text
from a11ycheck.reporters import render
from a11ycheck.web.atomic_files import write_file

__all__ = ["Checked", "Checker"]

_UNSAFE = re.compile(r"[^\w.=-]+")
_FLAG = re.compile(r"\A--[a-z-]+: ")
_LONGEST_NAME = 120
_SINGLE = frozenset({"fail_on", "lang"})
_REPORTS = {"html": ".html", "json": ".json"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The result of an audit: `report` holds everything that it says; `lang` is its reader's language."""

    report: Report
    lang: str = "en"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the faults of any impact that are neither suppressed nor in the baseline."""
        failed = self.report.with_outcome(Outcome.FAILED)
        return tuple(finding for finding in failed if not finding.known)

    def assert_clean(self, impact: str | Impact | None = None) -> None:
        """Raise AssertionError for a fault of at least `impact`, and for whatever was not tested.

        None takes the configuration's `fail_on`; "never" minds only what was not tested. ValueError
        where there is no such impact.
        """
        __tracebackhide__ = True
        report = self.report if impact is None else _judged(self.report, impact)
        if report.exit_code is not ExitCode.CLEAN:
            raise AssertionError(failure_text(report, self.lang))

    def __bool__(self) -> bool:
        """Tell whether the audit is clean, so that a bare `assert a11ycheck(...)` fails as it should."""
        return self.report.exit_code is ExitCode.CLEAN

    def __repr__(self) -> str:
        """Return a sentence for pytest to show."""
        return f"<a11ycheck: {brief(self.report, self.lang)}>"


@dataclass(slots=True, kw_only=True, repr=False)
class Checker:
    """Audits what a test names; `settings` come from the nearest place (a marker) to the farthest.

    `root` is pytest's rootdir, `reports` the folder for reports, `name` the test's, and `workers` how
    many processes share the machine.
    """

    root: Path
    settings: tuple[Mapping[str, Any], ...]
    reports: Path | None
    name: str
    workers: int = 1
    _count: int = field(default=0)

    def __call__(
        self,
        target: Any,
        *more: Any,
        select: str | Iterable[str] | None = None,
        ignore: str | Iterable[str] | None = None,
        variants: str | Iterable[str] | None = None,
        fail_on: str | None = None,
    ) -> Checked:
        """Audit folders, files or addresses, or the page that one Selenium driver shows.

        Paths are relative to the current folder, or else to pytest's rootdir. What is left out here is
        taken from the marker, the options, the ini file, and a11ycheck's own configuration.
        """
        __tracebackhide__ = True
        here = {"select": select, "ignore": ignore, "variants": variants, "fail_on": fail_on}
        wrong = ""
        try:
            loaded = self._loaded(here)
            report = self._audit((target, *more), here, loaded)
            checked = Checked(report=report, lang=loaded.config.lang)
            self._write(checked)
        except A11yCheckError as error:
            # The configuration names the command line's flag, which nobody wrote here.
            wrong = _FLAG.sub("", str(error))
        except OSError as error:
            wrong = f"The report could not be written to {self.reports}: {error.strerror or error}."
        if wrong:
            pytest.fail(wrong, pytrace=False)
        return checked

    def __repr__(self) -> str:
        """Return a short text, since pytest shows it with every failure."""
        return "<a11ycheck>"

    def _audit(self, targets: tuple[Any, ...], here: Mapping[str, Any], loaded: Loaded) -> Report:
        if not _is_driver(targets[0]):
            places = tuple(map(self._place, targets))
            return api.audit(places, loaded.config, narrowed=bool(loaded.narrowed))
        if len(targets) > 1:
            message = "A driver is audited alone."
            raise UserError(message, "Call a11ycheck once for each.")
        if here["variants"]:
            message = "A live page is audited as its driver shows it, so variants cannot be chosen."
            raise UserError(message, "Set the size of the driver's window instead.")
        return api.audit_driver(targets[0], loaded.config)

    def _loaded(self, here: Mapping[str, Any]) -> Loaded:
        flags: dict[str, Any] = {}
        for settings in reversed((here, *self.settings)):
            flags |= {name: _plain(name, value) for name, value in settings.items() if value}
        loaded = load_config(flags, start=self.root)
        # Tests change the folder that they run in; what is kept stays in one place.
        cache = str(self.root / loaded.config.cache_dir)
        jobs = loaded.config.jobs or self._jobs()
        return replace(loaded, config=replace(loaded.config, cache_dir=cache, jobs=jobs))

    def _jobs(self) -> int:
        """Return 0 (as many browsers as there are cores), or this process's share of them."""
        return max(1, (os.cpu_count() or 1) // self.workers) if self.workers > 1 else 0

    def _place(self, target: Any) -> str:
        if not isinstance(target, str | os.PathLike):
            message = f"a11ycheck cannot audit {target!r}."
            raise UserError(message, "Give it a folder, a file, an address or a Selenium driver.")
        place = os.fsdecode(target)
        beside = self.root / place
        return str(beside) if not Path(place).exists() and beside.exists() else place

    def _write(self, checked: Checked) -> None:
        if self.reports is None:
            return
        self._count += 1
        name = f"{_UNSAFE.sub('-', self.name)[-_LONGEST_NAME:].strip('-')}-{self._count}"
        for kind, suffix in _REPORTS.items():
            text = render(checked.report, kind, lang=checked.lang)
            write_file(self.reports / f"{name}{suffix}", text)


def _is_driver(target: Any) -> bool:
    """Tell a Selenium driver, also a wrapped one, by its methods: its properties would ask the browser."""
    return hasattr(target, "execute_script") and hasattr(target, "execute_async_script")


def _plain(setting: str, value: Any) -> Any:
    """Return what the configuration takes: one name for some, and a tuple of names for the rest."""
    if setting in _SINGLE:
        return str(value)
    return (value,) if isinstance(value, str) else tuple(value)


def _judged(report: Report, impact: str | Impact) -> Report:
    return replace(report, fail_on=None if impact == "never" else Impact(impact))
