"""Find the rules that judged nothing, since no page has their kind of evidence."""

from collections.abc import Iterator

from a11ycheck.model import (
    Evaluation,
    MarkupRule,
    Message,
    MessageTemplate,
    Notice,
    PolicyRule,
    ResourceRule,
    Rule,
    SourceRule,
    Unjudged,
)
from a11ycheck.run.selection import Selection

__all__ = ["find_unjudged", "is_nothing_judged", "unjudged_notices"]

JUDGED_NOTHING = MessageTemplate("judged-nothing", "The rule {rule} judged nothing: {reason}.")
NO_SOURCE_MAP = Message("no-source-map", "no page has a source map")
NO_FILE = Message("no-file", "no page has a file that can be read")
NO_REQUESTS = Message("no-requests", "no request was recorded")
NOT_MEASURED = Message("not-measured", "nothing was measured for it")


def find_unjudged(evaluation: Evaluation, selection: Selection) -> tuple[Unjudged, ...]:
    """Return the selected rules without an outcome or an error on any of the pages, if there are pages.

    Policy rules judge no page, and are left out.
    """
    judged = {rule for outcomes in evaluation.outcomes.values() for rule in outcomes}
    judged |= {error.rule for error in evaluation.errors}
    return tuple(
        Unjudged(rule=rule.id, reason=_reason(rule))
        for rule in selection.rules
        if evaluation.outcomes and rule.id not in judged and not isinstance(rule, PolicyRule)
    )


def is_nothing_judged(unjudged: tuple[Unjudged, ...], selection: Selection) -> bool:
    """Return whether all rules that judge pages are among those that judged nothing."""
    ids = {rule.id for rule in selection.rules if not isinstance(rule, PolicyRule)}
    return bool(unjudged) and ids == {item.rule for item in unjudged}


def unjudged_notices(unjudged: tuple[Unjudged, ...], selection: Selection) -> Iterator[Notice]:
    """Yield a notice for each rule that judged nothing, if the rules were selected."""
    if not selection.is_default:
        for item in unjudged:
            message = JUDGED_NOTHING.format(rule=item.rule, reason=item.reason)
            yield Notice(page="", message=message)


def _reason(rule: Rule) -> Message:
    match rule:
        case SourceRule():
            return NO_SOURCE_MAP
        case MarkupRule():
            return NO_FILE
        case ResourceRule():
            return NO_REQUESTS
        case _:
            return NOT_MEASURED
