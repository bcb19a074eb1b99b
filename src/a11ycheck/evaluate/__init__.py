"""Evidence x rules -> assertions -> findings: pure judgement, no browser, no files."""

from a11ycheck.evaluate.evaluate import evaluate
from a11ycheck.evaluate.findings import group
from a11ycheck.evaluate.fragment import Fragment, read_fragment

__all__ = ["Fragment", "evaluate", "group", "read_fragment"]
