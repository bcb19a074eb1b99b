"""What the pages of a site have shown that saves work on those that are visited later."""

from dataclasses import dataclass, field

from a11ycheck.browser.variant_memory import VariantMemory
from a11ycheck.browser.walk_memory import WalkMemory

__all__ = ["SiteMemory"]


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteMemory:
    """What keys have shown, and what another variant has; browsers share it."""

    walks: WalkMemory = field(default_factory=WalkMemory)
    variants: VariantMemory = field(default_factory=VariantMemory)
