"""What the fixture gives to a test: a function that audits, and its result."""

import os
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from a11ycheck import api
from a11ycheck.config import LoadedConfig, load_config
from a11ycheck.errors import A11yCheckError, UserError
from a11ycheck.model import ExitCode, Finding, Impact, Outcome, Report
from a11ycheck.pytest_plugin.failure import brief, failure_text
from a11ycheck.reporters import find_reporter, render
from a11ycheck.web.atomic_files import write_file

__all__ = ["Checked", "Checker"]

_UNSAFE = re.compile(r"[^\w.=-]+")
_FLAG = re.compile(r"\A--[a-z-]+: ")
_LONGEST_NAME = 120
_SINGLE = frozenset({"fail_on", "lang"})
_REPORTS = ("html", "json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The result of an audit; `lang` is the language of its texts."""

    report: Report
    lang: str = "en"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the failed findings of any impact that are neither suppressed nor in the baseline."""
        failed = self.report.with_outcome(Outcome.FAILED)
        return tuple(finding for finding in failed if not finding.known)

    def assert_clean(self, impact: str | Impact | None = None) -> None:
        """Raise AssertionError for a finding of at least `impact`, and for anything that was not tested.

        None stands for the configuration's `fail_on`, "never" for no impact. ValueError for an unknown one.
        """
        __tracebackhide__ = True
        report = self.report
        if impact is not None:
            if impact not in (known := (*Impact, "never")):
                message = f"There is no impact {impact!r}. Choose one of {', '.join(known)}."
                raise ValueError(message)
            fail_on = None if impact == "never" else Impact(impact)
            report = replace(report, fail_on=fail_on, advisory=frozenset(), required=frozenset())
        if report.exit_code is not ExitCode.CLEAN:
            raise AssertionError(failure_text(report, self.lang))

    def __bool__(self) -> bool:
        """Return whether the audit is clean, so that a bare `assert a11ycheck(...)` fails as expected."""
        return self.report.exit_code is ExitCode.CLEAN

    def __repr__(self) -> str:
        """Return a summary for pytest to show."""
        return f"<a11ycheck: {brief(self.report, self.lang)}>"


@dataclass(slots=True, kw_only=True, repr=False)
class Checker:
    """Audits what a test names; `settings` are in order of precedence, the marker's first.

    `root` is pytest's rootdir, `reports` the folder for reports, `name` the test's, and `workers` the
    number of processes that share the machine.
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
        """Audit folders, files or URLs, or the page that one Selenium driver shows.

        Paths are relative to the current folder, or else to pytest's rootdir. Arguments take precedence
        over the marker, the options, the ini file, and a11ycheck's own configuration.
        """
        __tracebackhide__ = True
        given = {"select": select, "ignore": ignore, "variants": variants, "fail_on": fail_on}
        try:
            loaded = self._load(given)
            report = self._audit((target, *more), given, loaded)
        except A11yCheckError as error:
            # The configuration names the command line's flag, which nobody wrote here.
            raise pytest.fail.Exception(_FLAG.sub("", str(error)), pytrace=False) from None
        checked = Checked(report=report, lang=loaded.config.lang)
        try:
            self._write(checked)
        except OSError as error:
            text = f"The report could not be written to {self.reports}: {error.strerror or error}."
            raise pytest.fail.Exception(text, pytrace=False) from None
        if report.interrupted:  # Ctrl-C ends the whole test run
            raise KeyboardInterrupt
        return checked

    def __repr__(self) -> str:
        """Return a short text, since pytest shows it with every failure."""
        return "<a11ycheck>"

    def _audit(
        self, targets: tuple[Any, ...], given: Mapping[str, Any], loaded: LoadedConfig
    ) -> Report:
        if not _is_driver(targets[0]):
            paths = tuple(map(self._target, targets))
            return api.audit(paths, loaded.config, is_partial=loaded.is_partial).report
        if len(targets) > 1:
            message = "A driver is audited alone."
            raise UserError(message, "Call a11ycheck once for each.")
        if given["variants"]:
            message = "A live page is audited as its driver shows it, so variants do not apply."
            raise UserError(message, "Set the size of the driver's window instead.")
        return api.audit_driver(targets[0], loaded.config)

    def _load(self, given: Mapping[str, Any]) -> LoadedConfig:
        flags: dict[str, Any] = {}
        for settings in reversed((given, *self.settings)):
            flags |= {name: _plain(name, value) for name, value in settings.items() if value}
        loaded = load_config(flags, start=self.root)
        cores = os.cpu_count() or 1
        config = replace(
            loaded.config,
            # Tests change the current folder; the cache stays where it is.
            cache_dir=str(self.root / loaded.config.cache_dir),
            # 0, which means one browser per core, or this process's share of them.
            jobs=loaded.config.jobs or (cores // self.workers or 1 if self.workers > 1 else 0),
            screenshots=False,
        )
        return replace(loaded, config=config)

    def _target(self, target: Any) -> str:
        if not isinstance(target, str | os.PathLike):
            message = f"a11ycheck cannot audit {target!r}."
            raise UserError(message, "Give it a folder, a file, a URL or a Selenium driver.")
        path = os.fsdecode(target)
        below = self.root / path
        return str(below) if not Path(path).exists() and below.exists() else path

    def _write(self, checked: Checked) -> None:
        if self.reports is None:
            return
        self._count += 1
        name = f"{_file_name(self.name)}-{self._count}"
        for kind in _REPORTS:
            text = render(checked.report, kind, lang=checked.lang)
            write_file(self.reports / f"{name}{find_reporter(kind).extension}", text)


def _file_name(test: str) -> str:
    """Return a file name for a test: another one for each id, also where case makes no difference."""
    name = _UNSAFE.sub("-", test)[-_LONGEST_NAME:].strip("-")
    if name == test.lower():
        return name
    return f"{name}-{sha256(test.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def _is_driver(target: Any) -> bool:
    """Recognise a Selenium driver, also a wrapped one, by its methods: properties call the browser."""
    return hasattr(target, "execute_script") and hasattr(target, "execute_async_script")


def _plain(setting: str, value: Any) -> Any:
    """Return a value as the configuration takes it: one name, or a tuple of names."""
    if setting in _SINGLE:
        return str(value)
    return (value,) if isinstance(value, str) else tuple(value)
