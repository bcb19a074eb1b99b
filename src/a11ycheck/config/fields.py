"""The configuration: each field says its default, its help, its flag and what it may be."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from a11ycheck.config.closest import hint
from a11ycheck.config.option import Setting, option, setting_of
from a11ycheck.config.rule_options import read_rule_options
from a11ycheck.config.suppress import SuppressEntry
from a11ycheck.errors import UserError
from a11ycheck.model import ColourScheme, Impact, Variant, Viewport

__all__ = ["DEFAULT_BASELINE", "NEVER", "Config", "settings"]

NEVER = "never"
DEFAULT_BASELINE = "a11ycheck-baseline.json"
_VIEWPORTS: Mapping[str, Mapping[str, Any]] = {
    "phone": {"width": 360, "height": 640, "mobile": True},
    "desktop": {"width": 1280, "height": 800, "mobile": False},
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """Everything that a run can be told; the defaults are what a newcomer wants."""

    base: str = option(
        "",
        'The sub-path that the site is made for, such as "/docs/".',
        flag="--base",
        metavar="PATH",
    )
    variants: tuple[str, ...] = option(
        ("phone-light", "phone-dark", "desktop-light", "desktop-dark"),
        "How to look at each page: viewport and colour scheme, or a viewport for both schemes.",
        flag="--variant",
        metavar="NAME",
    )
    viewports: Mapping[str, Mapping[str, Any]] = option(
        dict(_VIEWPORTS), "Viewports by name: width and height in CSS pixels, and mobile or not."
    )
    select: tuple[str, ...] = option(
        (),
        "Run only these rules, by id or tag. Default: WCAG 2.0-2.2 A and AA, and best practices.",
        flag="--select",
        metavar="RULE",
    )
    ignore: tuple[str, ...] = option(
        (), "Leave these rules out, by id or tag.", flag="--ignore", metavar="RULE"
    )
    fail_on: str = option(
        Impact.MINOR.value,
        "The least impact of a finding that fails the audit.",
        flag="--fail-on",
        metavar="IMPACT",
        choices=(*(impact.value for impact in Impact), NEVER),
    )
    formats: tuple[str, ...] = option(
        ("terminal",),
        "Write the report in this format, to a file or to standard output.",
        flag="--format",
        metavar="NAME[=PATH]",
    )
    lang: str = option(
        "en",
        "The language of the reports that people read (terminal, html).",
        flag="--lang",
        metavar="CODE",
        choices=("en", "ar", "ckb"),
    )
    exclude: tuple[str, ...] = option(
        (), "Leave out the pages that match this pattern.", flag="--exclude", metavar="GLOB"
    )
    allow_hosts: tuple[str, ...] = option(
        (), "A host that pages may ask, beside their own.", flag="--allow-host", metavar="HOST"
    )
    screenshots: bool = option(
        default=False,
        text="Show pictures of the elements at fault in the HTML report, at most 50.",
        flag="--screenshots/--no-screenshots",
    )
    jobs: int = option(
        0,
        "Browsers at work at the same time; 0 means one for each core, at most 8.",
        flag="--jobs",
        metavar="N",
        env="A11YCHECK_JOBS",
        least=0,
    )
    timeout: float = option(
        30.0, "Seconds that a page may take to load.", flag="--timeout", metavar="SECONDS", least=1
    )
    cache: bool = option(
        default=True,
        text="Use what is known of pages that have not changed.",
        flag="--cache/--no-cache",
    )
    cache_dir: str = option(
        ".a11ycheck_cache",
        "The folder for what is known of pages.",
        flag="--cache-dir",
        metavar="PATH",
        env="A11YCHECK_CACHE_DIR",
    )
    browser: str = option(
        "", "The browser to use.", flag="--browser", metavar="PATH", env="A11YCHECK_BROWSER"
    )
    driver: str = option(
        "", "The browser's driver to use.", flag="--driver", metavar="PATH", env="A11YCHECK_DRIVER"
    )
    sandbox: str = option(
        "auto",
        "Chromium's sandbox: on wherever it can run, or always, or never.",
        flag="--sandbox",
        metavar="WHEN",
        choices=("auto", "always", "never"),
    )
    baseline: str = option(
        DEFAULT_BASELINE,
        'The file of known faults, from the configuration\'s folder; used where it exists, "" for none.',
        flag="--baseline",
        metavar="FILE",
    )
    suppress: tuple[SuppressEntry, ...] = option(
        (), "Findings that are accepted, a table for each: [[tool.a11ycheck.suppress]]."
    )
    rules: Mapping[str, Mapping[str, Any]] = option(
        {}, "Options of single rules, a table for each: [tool.a11ycheck.rules.page-weight]."
    )

    def variant_values(self) -> tuple[Variant, ...]:
        """Return the variants; UserError for a name that no viewport and scheme make."""
        found = [variant for name in self.variants for variant in self._variants_named(name)]
        return tuple({variant.name: variant for variant in found}.values())

    def _variants_named(self, name: str) -> list[Variant]:
        known = {
            variant.name: variant
            for viewport in self._viewports()
            for scheme in ColourScheme
            for variant in [Variant(viewport=viewport, colour_scheme=scheme)]
        }
        found = [variant for key, variant in known.items() if name in (key, variant.viewport.name)]
        if not found:
            message = f'There is no variant "{name}".'
            raise UserError(message, hint(name, known, "Variants"))
        return found

    def _viewports(self) -> list[Viewport]:
        return [Viewport(name=name, **size) for name, size in self.viewports.items()]

    def fail_on_impact(self) -> Impact | None:
        """Return the impact from which on a finding fails the audit, None for never."""
        return None if self.fail_on == NEVER else Impact(self.fail_on)

    def rule_options(self) -> dict[str, object]:
        """Return the options of the rules that take any, by rule id, defaults filled in."""
        return read_rule_options(self.rules)


def settings() -> tuple[Setting, ...]:
    """Return every field of `Config` as a setting, in the order of the documentation."""
    return tuple(setting_of(item) for item in fields(Config))
