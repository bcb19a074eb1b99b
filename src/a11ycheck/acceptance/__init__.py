"""What a project accepts: suppressions in comments and in the configuration, and the baseline."""

from a11ycheck.acceptance.baseline import Baseline, read_baseline, write_baseline
from a11ycheck.acceptance.matching import BaselineMatch, match_baseline
from a11ycheck.acceptance.policy import Policy, PolicyResult, apply_policy, read_policy
from a11ycheck.acceptance.suppressions import Directive

__all__ = [
    "Baseline",
    "BaselineMatch",
    "Directive",
    "Policy",
    "PolicyResult",
    "apply_policy",
    "match_baseline",
    "read_baseline",
    "read_policy",
    "write_baseline",
]
