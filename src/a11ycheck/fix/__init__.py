"""Mend in the source what needs no words: table headers, languages of code, levels of headings.

A mend is an edit of lines that can be read in a patch. It never writes a word for a reader, and it is made
only in a file that is, byte for byte, the one that was judged.
"""

from a11ycheck.fix.change import Change, write_change
from a11ycheck.fix.propose import Left, Proposal, mendable, propose
from a11ycheck.fix.sources import Refused, Sources, digest

__all__ = [
    "Change",
    "Left",
    "Proposal",
    "Refused",
    "Sources",
    "digest",
    "mendable",
    "propose",
    "write_change",
]
