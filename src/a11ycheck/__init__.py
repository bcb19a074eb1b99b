"""Audit generated HTML before it is published: accessibility, page weight and text direction.

    import a11ycheck

    result = a11ycheck.audit(["build/html"], a11ycheck.Config(fail_on="serious"))
    print(a11ycheck.render(result.report, "terminal"))

Names are imported when they are first used, so `import a11ycheck` itself is cheap.
"""

from importlib import import_module

TYPE_CHECKING = (
    False  # `typing` has the same constant, and takes a third of the time until `main` runs
)
if TYPE_CHECKING:
    from typing import Any

    from a11ycheck.api import (
        AuditResult,
        OpenBrowsers,
        Progress,
        audit,
        audit_driver,
        audit_source,
        merge,
    )
    from a11ycheck.config import Config, LoadedConfig, SuppressEntry, ViewportSize, load_config
    from a11ycheck.errors import A11yCheckError, BrowserError, UserError
    from a11ycheck.model import (
        Element,
        ExitCode,
        Finding,
        Impact,
        Location,
        Message,
        Notice,
        NotTested,
        Outcome,
        Report,
        RuleError,
        Scope,
        Skipped,
        SourceLocation,
        Uncollected,
        Unjudged,
    )
    from a11ycheck.reporters import render

__all__ = [
    "A11yCheckError",
    "AuditResult",
    "BrowserError",
    "Config",
    "Context",
    "Element",
    "ExitCode",
    "Finding",
    "Impact",
    "LoadedConfig",
    "Location",
    "Message",
    "NotTested",
    "Notice",
    "OpenBrowsers",
    "Outcome",
    "PageEvidence",
    "PageWeight",
    "Precision",
    "Progress",
    "Report",
    "RuleError",
    "Scope",
    "Skipped",
    "SourceFact",
    "SourceKind",
    "SourceLocation",
    "Style",
    "SuppressEntry",
    "Suppression",
    "Uncollected",
    "Unjudged",
    "UserError",
    "ViewportSize",
    "__version__",
    "audit",
    "audit_driver",
    "audit_source",
    "load_config",
    "merge",
    "render",
]

__version__ = "0.1.0"

_HOMES = {
    "a11ycheck.api": (
        "AuditResult",
        "OpenBrowsers",
        "Progress",
        "audit",
        "audit_driver",
        "audit_source",
        "merge",
    ),
    "a11ycheck.config": ("Config", "LoadedConfig", "SuppressEntry", "ViewportSize", "load_config"),
    "a11ycheck.errors": ("A11yCheckError", "BrowserError", "UserError"),
    "a11ycheck.reporters": ("Context", "Style", "render"),
}


def __getattr__(name: str) -> "Any":
    """Import a public name from the module that defines it."""
    if name not in __all__:
        message = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(message)
    home = next((module for module, names in _HOMES.items() if name in names), "a11ycheck.model")
    return getattr(import_module(home), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__
