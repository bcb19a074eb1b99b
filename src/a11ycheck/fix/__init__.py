"""Apply the fixes that rules declare to the sources of their findings.

A fix is an edit of lines that can be reviewed as a patch. It never writes text for readers, and it is made
only in a file that is, byte for byte, the one that was judged. What to edit is the rule's own business
(`SourceRule.fix`); this package knows no rule.
"""

from a11ycheck.fix.change import Change, write_change
from a11ycheck.fix.propose import edit_each, fixable, propose
from a11ycheck.fix.sources import Sources

__all__ = ["Change", "Sources", "edit_each", "fixable", "propose", "write_change"]
