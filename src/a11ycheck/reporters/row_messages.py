"""The message of a row: the measured fact first, since the end of a line may be cut."""

import re

from a11ycheck.model import Finding, Location, Message
from a11ycheck.reporters import text
from a11ycheck.reporters.i18n import format_message, format_messages, translate
from a11ycheck.reporters.triage import primary

__all__ = ["row_message"]

_MESSAGE = 300
_TAG = 120
_START_TAG = re.compile(r"<[^<>]*>")


def row_message(finding: Finding) -> str:
    """Return what is wrong, on one line; with the start tag of the element where no value tells it."""
    location = primary(finding)
    if not location.messages:
        return text.clip(translate(finding.title), _MESSAGE)
    if len(location.messages) == 1:
        message = _short(location.messages[0]) or format_message(location.messages[0])
    else:
        message = format_messages(location.messages)
    tag = "" if _has_values(location) else _start_tag(location)
    return text.clip(f"{message.removesuffix('.')}: {tag}" if tag else message, _MESSAGE)


def _short(message: Message) -> str:
    """Return the fact of a message in which axe repeats the rule before it, "" for any other message."""
    match _known_id(message):
        case "color-contrast.fail.default" | "color-contrast-enhanced.fail.default":
            return translate(
                "Contrast is {contrastRatio}:1 ({fgColor} on {bgColor}); expected {expectedContrastRatio}",
                **message.values,
            )
        case "link-in-text-block.fail.fgContrast":
            return translate(
                "Contrast with the text around it is {contrastRatio}:1; expected {requiredContrastRatio}:1",
                **message.values,
            )
        case "target-size.fail.default":
            return translate(
                "Target is {width} by {height} px; expected {minSize} by {minSize} px",
                **message.values,
            )
        case _:
            return ""


def _known_id(message: Message) -> str:
    """Return the id, "" if the message has not the values that axe's has: it was read from a file."""
    return message.id if message.values.keys() & {"contrastRatio", "minSize"} else ""


def _has_values(location: Location) -> bool:
    return any(item.values and item.template != "{text}" for item in location.messages)


def _start_tag(location: Location) -> str:
    """Return the start tag of an element, "" for the root, whose message is about the page."""
    found = _START_TAG.match(location.element.html) if location.element else None
    return text.clip(found[0], _TAG) if found and not found[0].startswith("<html") else ""
