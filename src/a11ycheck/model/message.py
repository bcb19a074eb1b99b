"""Messages as data: a template with an id, and the values that fill it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from string import Formatter
from typing import Any, Union

from a11ycheck.model.bounds import MAX_ITEMS, clip

__all__ = ["Message", "MessageTemplate", "Value", "joined_messages", "plain_message"]

# Lists are joined with ", " in the language of the report, and messages within a message are translated.
# `Union`, because msgspec resolves the name of a class that is not defined yet only within one.
Value = Union[str, int, float, "Message", tuple[Union[str, int, float, "Message"], ...]]

_BETWEEN = "; "


@dataclass(frozen=True, slots=True)
class Message:
    """One message: `template` is English, with a `{name}` for each of `values`.

    `id` is unique within the rule (or module) that sends the message and never changes; machine-readable
    reports carry id and values, so that nobody has to parse a sentence. Reports for people look up the
    template in their language and fill it afterwards. Values are bounded: see `bounds`.
    """

    id: str
    template: str
    values: Mapping[str, Value] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Bound the values."""
        bounded = {name: _bounded(value) for name, value in self.values.items()}
        object.__setattr__(self, "values", bounded)

    def __str__(self) -> str:
        """Return the message in English."""
        return self.template.format_map({name: _plain(item) for name, item in self.values.items()})

    def __hash__(self) -> int:
        """Hash what tells most messages apart; equal messages have equal ids and templates."""
        return hash((self.id, self.template))


@dataclass(frozen=True, slots=True)
class MessageTemplate:
    """What a rule can report: made once, at the top of its module, and filled for each target."""

    id: str
    template: str

    def format(self, **values: Any) -> Message:
        """Return the message with those of `values` that the template names; KeyError if one is missing."""
        names = _fields(self.template)
        return Message(self.id, self.template, {name: _value(values[name]) for name in names})


def plain_message(text: str, message_id: str = "text") -> Message:
    """Return a message for text that comes from elsewhere, such as an exception, and has no template."""
    return Message(message_id, "{text}", {"text": text})


def joined_messages(messages: tuple[Message, ...]) -> str:
    """Return several messages of one element in English, as axe joins them."""
    return _BETWEEN.join(map(str, messages))


def _bounded(value: Value) -> Value:
    match value:
        case str():
            return clip(value)
        case tuple() if len(value) > MAX_ITEMS + 1:
            return (*map(_bounded_item, value[:MAX_ITEMS]), "…")
        case tuple():
            return tuple(map(_bounded_item, value))
        case _:
            return value


def _bounded_item(item: "str | float | Message") -> "str | float | Message":
    return clip(item) if isinstance(item, str) else item


def _plain(value: Value) -> str | int | float:
    match value:
        case Message():
            return str(value)
        case tuple():
            return ", ".join(str(_plain(item)) for item in value)
        case _:
            return value


def _value(value: Any) -> Value:
    if isinstance(value, list | tuple):
        return tuple(value)
    return value if isinstance(value, str | int | float | Message) else str(value)


@cache
def _fields(template: str) -> tuple[str, ...]:
    names = (name for _, name, _, _ in Formatter().parse(template) if name is not None)
    return tuple(dict.fromkeys(names))
