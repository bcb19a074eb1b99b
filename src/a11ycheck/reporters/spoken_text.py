"""Announcements as text, in the language of the report."""

from collections.abc import Iterable

from a11ycheck.model import Message
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import spoken_word, translate
from a11ycheck.speech import Announcement, Counted
from a11ycheck.speech.announcements import Part

__all__ = ["heard", "spoken", "spoken_part"]


def spoken(announcement: Announcement) -> str:
    """Return what is announced, with the words for roles and states in the current language."""
    return translate(", ").join(map(spoken_part, announcement.parts))


def spoken_part(part: Part) -> str:
    """Return one part of an announcement."""
    match part:
        case Message():
            return spoken_word(part)
        case Counted(number=number, noun="column"):
            return text.count(number, "column")
        case Counted(number=number, noun="row"):
            return text.count(number, "row")
        case Counted(number=number):
            return text.count(number, "item")
        case str():
            return text.one_line(part)


def heard(parts: Iterable[Message]) -> str:
    """Return the parts of an announcement that a finding has, in the current language."""
    return translate(", ").join(map(spoken_word, parts))
