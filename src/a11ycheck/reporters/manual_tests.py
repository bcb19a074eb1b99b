"""Short tests that only a person can do, for the list "Test by hand"."""

from dataclasses import dataclass
from typing import Final

from a11ycheck.reporters.i18n import translate

__all__ = ["ManualTest", "manual_tests"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualTest:
    """A test in a sentence or two, and the success criteria that it is about."""

    text: str
    criteria: tuple[str, ...]


_CRITERIA: Final = (
    ("2.1.1", "2.1.2", "2.4.3"),
    ("1.4.4", "1.4.10"),
    ("1.1.1",),
    ("1.3.1", "2.4.6"),
    ("1.2.2", "1.2.5"),
    ("1.4.1", "1.3.3"),
    ("3.3.1", "3.3.3"),
    ("4.1.2", "4.1.3"),
    ("2.2.2", "2.3.1"),
)


def manual_tests() -> tuple[ManualTest, ...]:
    """Return the tests in the current language."""
    texts = (
        translate(
            "Use the page with the keyboard alone. Everything can be reached and left, in a sensible order."
        ),
        translate("Zoom to 200 % and to 400 %. Nothing is cut off or covered."),
        translate(
            "Compare each image with its alternative text. The text says what the image says."
        ),
        translate("Read only the headings, labels and link texts. They say what follows."),
        translate(
            "Play each video and recording. Captions and descriptions are complete and correct."
        ),
        translate(
            "View the page in grey. No information depends on colour, shape or position alone."
        ),
        translate("Submit each form with mistakes. Messages name the field and the correction."),
        translate("Use a screen reader. Names, roles, states and messages are announced."),
        translate("Watch what moves or flashes. It can be paused, and does not flash."),
    )
    return tuple(
        ManualTest(text=text, criteria=criteria)
        for text, criteria in zip(texts, _CRITERIA, strict=True)
    )
