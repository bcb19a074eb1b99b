"""What two sites are compared by: the accessibility trees, the weights and the findings of their pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from a11ycheck.model import SourceLocation, TreeNode

__all__ = ["FindingState", "PageState", "SiteState", "TreeState"]


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeState:
    """The nodes that some variants show, and the source locations of nodes by their number."""

    variants: tuple[str, ...]
    nodes: tuple[TreeNode, ...]
    sources: Mapping[int, SourceLocation] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageState:
    """One page: its trees, its bytes, and the seconds to the first paint on a slow link."""

    page: str
    trees: tuple[TreeState, ...]
    wire_bytes: int = 0
    first_paint: float | None = None

    def tree_in(self, variants: tuple[str, ...]) -> TreeState | None:
        """Return the tree that the first of these variants shows, else the first of all."""
        found = (tree for tree in self.trees if variants[:1] and variants[0] in tree.variants)
        return next(found, next(iter(self.trees), None))


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingState:
    """One finding: `pages` are those on which it is."""

    fingerprint: str
    rule: str
    title: str
    outcome: str
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteState:
    """A site: its pages by path, its findings by fingerprint, and the pages that could not be tested."""

    pages: Mapping[str, PageState]
    findings: Mapping[str, FindingState] = field(default_factory=dict)
    not_tested: tuple[str, ...] = ()
