"""What all records of the JSON report share: types of values, and messages."""

from typing import Annotated

import msgspec
from msgspec import Meta

from a11ycheck.model import Message

__all__ = [
    "UNIQUE",
    "Count",
    "Index",
    "Indexes",
    "Line",
    "MessageRecord",
    "Name",
    "Record",
    "RuleName",
    "Variants",
    "about",
    "message_record",
]

UNIQUE = Meta(extra_json_schema={"uniqueItems": True})

Count = Annotated[int, Meta(ge=0, description="A number of items.")]
Index = Annotated[int, Meta(ge=0)]
Line = Annotated[int, Meta(ge=1)]
Name = Annotated[str, Meta(min_length=1)]
RuleName = Annotated[Name, Meta(description="The rule's id, which never changes.")]
Variants = Annotated[list[Name], UNIQUE]
Indexes = Annotated[list[Index], UNIQUE]


def about(description: str) -> Meta:
    """Return the description of a key."""
    return Meta(description=description)


class Record(msgspec.Struct, kw_only=True, forbid_unknown_fields=True):
    """An object of the report: every key is required, and no other is allowed."""


class MessageRecord(Record):
    """A message: the template with its values, and the finished text."""

    id: Annotated[Name, about("The message's id within its rule, which never changes.")]
    template: Annotated[str, about("The English text, with a {name} for each value.")]
    values: Annotated[dict[str, "Value"], about("The values by name; a list holds several.")]
    text: Annotated[str, about("The finished English text.")]


_Scalar = str | float | MessageRecord
Value = _Scalar | list[_Scalar]


def message_record(message: Message) -> MessageRecord:
    """Return a message with its values and its text."""

    def scalar(value: str | float | Message) -> _Scalar:
        return message_record(value) if isinstance(value, Message) else value

    return MessageRecord(
        id=message.id,
        template=message.template,
        values={
            name: [scalar(item) for item in value] if isinstance(value, tuple) else scalar(value)
            for name, value in message.values.items()
        },
        text=str(message),
    )
