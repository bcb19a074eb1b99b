"""The success criteria of WCAG 2.0, 2.1 and 2.2: number, name, level, and where they are explained."""

from a11ycheck.wcag.criteria import CRITERIA, Criterion, Level, by_number, from_axe_tag

__all__ = ["CRITERIA", "Criterion", "Level", "by_number", "from_axe_tag"]
