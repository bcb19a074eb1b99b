"""Outcomes (EARL's) and impacts (axe's)."""

from enum import StrEnum

__all__ = ["Impact", "Outcome"]


class Outcome(StrEnum):
    """The outcomes of EARL 1.0 that a rule can have; a rule that raises an exception has none."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"


class Impact(StrEnum):
    """axe's four impacts, from least to most."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Return 0 for minor up to 3 for critical, to compare and to sort by."""
        return list(Impact).index(self)
