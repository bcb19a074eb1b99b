"""What a rule decides about one target."""

from dataclasses import dataclass
from typing import Self

from a11ycheck.model.element import Element
from a11ycheck.model.message import Message
from a11ycheck.model.outcome import Impact, Outcome
from a11ycheck.model.source import SourceLocation

__all__ = ["Verdict"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The outcome of one target.

    `message` is set unless the outcome is passed. `cause` identifies what is wrong independently of its
    location, such as ("host=fonts.example",): failures with the same cause are one finding, on any number
    of pages. Leave it empty where the element, or the page itself, is the cause. Site rules set `page`.
    `element` is set where it is not the probe's own, `impact` where it is not the rule's, and `source`
    where the rule knows the line to edit.
    """

    outcome: Outcome
    message: Message | None = None
    cause: tuple[str, ...] = ()
    impact: Impact | None = None
    page: str = ""
    element: Element | None = None
    source: SourceLocation | None = None

    @classmethod
    def passed(cls) -> Self:
        """Return the verdict about a target with which nothing is wrong."""
        return cls(outcome=Outcome.PASSED)

    @classmethod
    def failed(cls, message: Message, cause: tuple[str, ...] = ()) -> Self:
        """Return the verdict about a target that fails."""
        return cls(outcome=Outcome.FAILED, message=message, cause=cause)

    @classmethod
    def cant_tell(cls, message: Message) -> Self:
        """Return the verdict about a target that a person has to review."""
        return cls(outcome=Outcome.CANT_TELL, message=message)
