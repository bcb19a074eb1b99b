"""What a project accepts: suppressions in comments and in the configuration, and the baseline."""

from a11ycheck.acceptance.baseline import (
    Baseline,
    BaselineEntry,
    baseline_text,
    parse_baseline,
    read_baseline,
    write_baseline,
)
from a11ycheck.acceptance.comments import CommentError, parse_comments, read_comments
from a11ycheck.acceptance.matching import BaselineMatch, match_baseline
from a11ycheck.acceptance.policy import Policy, PolicyResult, apply_policy, read_policy
from a11ycheck.acceptance.suppressions import (
    CommentText,
    Directive,
    MalformedCommentError,
    directives_of,
    parse_comment_text,
)

__all__ = [
    "Baseline",
    "BaselineEntry",
    "BaselineMatch",
    "CommentError",
    "CommentText",
    "Directive",
    "MalformedCommentError",
    "Policy",
    "PolicyResult",
    "apply_policy",
    "baseline_text",
    "directives_of",
    "match_baseline",
    "parse_baseline",
    "parse_comment_text",
    "parse_comments",
    "read_baseline",
    "read_comments",
    "read_policy",
    "write_baseline",
]
