"""What a screen reader announces of an accessibility tree, in order, and how long that takes; pure."""

from a11ycheck.speech.announcements import Announcement, Counted
from a11ycheck.speech.listening import Cost, ListeningCost, Way, listening_cost
from a11ycheck.speech.repeated_words import RepeatedWords, find_repeated_words
from a11ycheck.speech.transcript import announce_page
from a11ycheck.speech.views import VIEWS, View, announce_view

__all__ = [
    "VIEWS",
    "Announcement",
    "Cost",
    "Counted",
    "ListeningCost",
    "RepeatedWords",
    "View",
    "Way",
    "announce_page",
    "announce_view",
    "find_repeated_words",
    "listening_cost",
]
