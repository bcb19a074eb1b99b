"""The configuration: one dataclass, from which the file's keys, flags, schema and docs are made.

The annotation of a field states which values are valid, `option` the rest: default, help, flag.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from msgspec import Meta

from a11ycheck.config.entries import StateEntry, SuppressEntry, ViewportSize
from a11ycheck.config.file import ConfigFile
from a11ycheck.config.option import option
from a11ycheck.config.variant_names import find_variants
from a11ycheck.model import Impact, Variant

__all__ = ["DEFAULT_BASELINE", "Config", "FailOn", "Profile"]

DEFAULT_BASELINE = "a11ycheck-baseline.json"

# Variants are named viewport-scheme, so the name of a viewport may not end with a scheme.
_ViewportName = Annotated[str, Meta(pattern=r"^(?!.*-(light|dark)$)[a-z0-9]+(-[a-z0-9]+)*$")]
_OneOrMore = Annotated[tuple[str, ...], Meta(min_length=1)]
_DAY = 86_400
# More than that is a slip of the keyboard: each browser takes 300 MB and three processes.
_MOST_BROWSERS = 1000
Profile = Literal["recommended", "strict", "publish"]
FailOn = Literal["profile", "minor", "moderate", "serious", "critical", "never"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """All settings, with defaults suitable for a first run.

    `file` is the configuration file that was read, so that messages can name its lines.
    """

    base: str = option(
        "",
        'The path below which the site is published, such as "/docs/".',
        flag="--base",
        metavar="PATH",
    )
    variants: _OneOrMore = option(  # noqa: RUF009 - it returns a field
        ("phone-light", "phone-dark", "desktop-light", "desktop-dark"),
        "Audit pages in this variant: viewport and colour scheme, or a viewport for both schemes.",
        flag="--variant",
        metavar="NAME",
    )
    viewports: Mapping[_ViewportName, ViewportSize] = option(
        {
            "phone": ViewportSize(width=360, height=640, mobile=True),
            "desktop": ViewportSize(width=1280, height=800),
        },
        "Viewports by name (lower-case letters, digits and hyphens; no colour scheme at the end).",
    )
    select: tuple[str, ...] = option(
        (),
        "Run only these rules, by id or tag. Default: WCAG 2.0-2.2 A and AA, and best practices.",
        flag="--select",
        metavar="RULE",
    )
    ignore: tuple[str, ...] = option(
        (), "Do not run these rules, by id or tag.", flag="--ignore", metavar="RULE"
    )
    rule_folders: tuple[str, ...] = option(
        (),
        "Load the rules in this folder; one named in the configuration file is relative to that file.",
        flag="--rule-folder",
        metavar="FOLDER",
    )
    profile: Profile = option(  # noqa: RUF009 - it returns a field
        "recommended",
        "Which findings fail the audit: serious and critical ones of WCAG; all of WCAG and best practices; "
        "or these and budgets.",
        flag="--profile",
        metavar="NAME",
    )
    fail_on: FailOn = option(  # noqa: RUF009 - it returns a field
        "profile",
        "Fail the audit from this impact on, whatever the rule. Default: as the profile does.",
        flag="--fail-on",
        metavar="IMPACT",
    )
    formats: tuple[str, ...] = option(
        ("terminal",),
        "Write the report in this format, to a file or to standard output.",
        flag="--format",
        metavar="NAME[=PATH]",
    )
    lang: Literal["en", "ar", "ckb"] = option(
        "en",
        "The language of the reports for people (terminal, html).",
        flag="--lang",
        metavar="CODE",
    )
    all_pages: bool = option(
        default=False,
        text="List every page of each location in the JSON and EARL reports, not only the first 10.",
        flag="--all-pages/--no-all-pages",
    )
    keep_evidence: bool = option(
        default=False,
        text="Keep in the JSON report what a11ycheck compare needs of each page.",
        flag="--keep-evidence/--no-keep-evidence",
    )
    source_url: str = option(
        "",
        "Link source lines to this URL, with {file} and {line}. Default: the repository; none: no links.",
        flag="--source-url",
        metavar="TEMPLATE",
    )
    editor: str = option(
        "vscode",
        "The editor that links of the HTML report open, by name, or a URL with {file} and {line}.",
        flag="--editor",
        metavar="NAME",
    )
    exclude: tuple[str, ...] = option(
        (), "Leave out pages that match this pattern.", flag="--exclude", metavar="GLOB"
    )
    crawl: bool = option(
        default=False,
        text="Follow the links of each URL to the other pages of its origin, as robots.txt allows.",
        flag="--crawl/--no-crawl",
    )
    crawl_limit: Annotated[int, Meta(ge=1, le=50_000)] = option(
        500, "Collect at most this many pages by --crawl.", flag="--crawl-limit", metavar="PAGES"
    )
    allow_hosts: tuple[str, ...] = option(
        (),
        "Allow pages to send requests to this host besides their own.",
        flag="--allow-host",
        metavar="HOST",
    )
    screenshots: bool = option(
        default=False,
        text="Show screenshots of elements with findings in the HTML report, at most 50.",
        flag="--screenshots/--no-screenshots",
    )
    jobs: Annotated[int, Meta(ge=0, le=_MOST_BROWSERS)] = option(
        0,
        "Run this many browsers at the same time; 0 means one per core, at most 8.",
        flag="--jobs",
        metavar="N",
    )
    shard: str = option(
        "",
        "Audit only this part of the pages, such as 1/3; `a11ycheck merge` joins the JSON reports.",
        flag="--shard",
        metavar="I/N",
    )
    timeout: Annotated[float, Meta(ge=1, le=_DAY)] = option(
        30.0, "Seconds that a page may take to load.", flag="--timeout", metavar="SECONDS"
    )
    wait_for: str = option(
        "",
        "Wait until an element that matches this selector is visible before a page is audited.",
        flag="--wait-for",
        metavar="SELECTOR",
    )
    allow_empty: bool = option(
        default=False,
        text="Audit pages that show no content, too, such as fixtures; otherwise they are not tested.",
        flag="--allow-empty/--no-allow-empty",
    )
    cache: bool = option(
        default=True, text="Reuse results of unchanged pages.", flag="--cache/--no-cache"
    )
    cache_dir: str = option(
        ".a11ycheck_cache",
        "The folder of the cache.",
        flag="--cache-dir",
        metavar="PATH",
    )
    cache_size: Annotated[int, Meta(ge=1, le=1 << 20)] = option(
        256,
        "Delete the results that were not used for longest if the cache is larger than this.",
        flag="--cache-size",
        metavar="MIB",
    )
    browser: str = option("", "The browser to use.", flag="--browser", metavar="PATH")
    driver: str = option("", "The browser's driver to use.", flag="--driver", metavar="PATH")
    grid: str = option(
        "",
        "Audit with the browsers of this Selenium Grid: with --jobs, or with all that it has.",
        flag="--grid",
        metavar="URL",
    )
    grid_timeout: Annotated[float, Meta(ge=1, le=_DAY)] = option(
        300.0,
        "Seconds to wait for a free browser of the Grid.",
        flag="--grid-timeout",
        metavar="SECONDS",
    )
    advertise: str = option(
        "",
        "Where the Grid reaches this machine. Default: the IP address that leads to the Grid, a free port.",
        flag="--advertise",
        metavar="HOST[:PORT]",
    )
    sandbox: Literal["auto", "always", "never"] = option(
        "auto",
        "Chromium's sandbox: on if the system allows it, always on, or never.",
        flag="--sandbox",
        metavar="WHEN",
    )
    baseline: str = option(
        DEFAULT_BASELINE,
        'The baseline file, relative to the configuration file; used if it exists, "" for none.',
        flag="--baseline",
        metavar="FILE",
    )
    suppress: tuple[SuppressEntry, ...] = option(
        (), "Accepted findings, one table each: [[tool.a11ycheck.suppress]]."
    )
    states: tuple[StateEntry, ...] = option(
        (), "States of pages that actions bring about, one table each: [[tool.a11ycheck.states]]."
    )
    per_file_ignores: Mapping[str, tuple[str, ...]] = option(
        {}, "Rules, by id or tag, that do not apply to the pages or source files of a pattern."
    )
    rules: Mapping[str, Mapping[str, Any]] = option(
        {}, "Options of rules, one table each: [tool.a11ycheck.rules.page-weight]."
    )

    file: ConfigFile | None = field(default=None, compare=False, repr=False)

    def where(self, *keys: str | int) -> str:
        """Return "file:line" of a key in the configuration file, or the key if there is no file."""
        if self.file is None:
            return ".".join(map(str, keys))
        name, *rest = keys
        hyphened = str(name).replace("_", "-")
        return self.file.where(hyphened if hyphened in self.file.table else name, *rest)

    def variant_values(self) -> tuple[Variant, ...]:
        """Return the variants; UserError for a name that is none."""
        return find_variants(self.variants, self.viewports)

    def fail_on_impact(self) -> Impact | None:
        """Return the impact from which on a finding fails the audit, None for never."""
        match self.fail_on:
            case "never":
                return None
            case "profile":
                return Impact.SERIOUS if self.profile == "recommended" else Impact.MINOR
            case impact:
                return Impact(impact)
