"""Evidence x rules -> assertions -> findings: pure functions, no browser, no files."""

from a11ycheck.evaluate.group import group
from a11ycheck.evaluate.judge import judge

__all__ = ["group", "judge"]
