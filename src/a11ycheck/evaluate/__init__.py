"""Evidence x rules -> assertions -> findings: pure functions, no browser, no files."""

from a11ycheck.evaluate.group import group
from a11ycheck.evaluate.judge import judge
from a11ycheck.evaluate.judged_page import JudgedPage, KnownJudgements
from a11ycheck.evaluate.overlaps import without_overlaps

__all__ = ["JudgedPage", "KnownJudgements", "group", "judge", "without_overlaps"]
