"""What a rule says of an element (EARL's outcomes), and how much a failure matters (axe's impact)."""

from enum import StrEnum

__all__ = ["Impact", "Outcome"]


class Outcome(StrEnum):
    """The five outcomes of EARL 1.0 and the ACT rules format; a rule that throws has none of them."""

    PASSED = "passed"
    FAILED = "failed"
    CANT_TELL = "cantTell"
    INAPPLICABLE = "inapplicable"
    UNTESTED = "untested"


class Impact(StrEnum):
    """How badly a failure hurts, in axe's four words, from least to most."""

    MINOR = "minor"
    MODERATE = "moderate"
    SERIOUS = "serious"
    CRITICAL = "critical"

    @property
    def rank(self) -> int:
        """Return 0 for minor up to 3 for critical, to compare and to sort by."""
        return list(Impact).index(self)
