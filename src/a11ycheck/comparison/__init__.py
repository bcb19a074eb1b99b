"""What changed between two states of a site for assistive technology, in weight and in findings; pure."""

from a11ycheck.comparison.compared_sites import Comparison, WeightChange, compare_sites
from a11ycheck.comparison.grouped_changes import GroupedChange
from a11ycheck.comparison.site_state import FindingState, PageState, SiteState, TreeState
from a11ycheck.comparison.spoken_units import Unit
from a11ycheck.comparison.tree_changes import Change, ChangeKind

__all__ = [
    "Change",
    "ChangeKind",
    "Comparison",
    "FindingState",
    "GroupedChange",
    "PageState",
    "SiteState",
    "TreeState",
    "Unit",
    "WeightChange",
    "compare_sites",
]
