"""axe's messages as templates and values, so that they can be translated."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

from a11ycheck.model import AxeCheck, Message, MessageTemplate, plain_message
from a11ycheck.model.message import Value

__all__ = ["axe_messages", "axe_templates", "template_of"]

_FIELD = re.compile(r"\$\{\s*data(?:\.(\w+))?\s*\}")
# What a page lacks may be in a frame that axe cannot test (`untested_frames.js`).
_UNTESTED_FRAMES = {
    "page-has-heading-one": MessageTemplate(
        "heading-in-untested-frame",
        "No level-one heading was found; frames that could not be tested may have one: {frames}.",
    ),
    "page-has-main": MessageTemplate(
        "main-in-untested-frame",
        "No main landmark was found; frames that could not be tested may have one: {frames}.",
    ),
    "heading-order": MessageTemplate(
        "order-in-untested-frame",
        "A level is skipped; the heading before may be in a frame that could not be tested: {frames}.",
    ),
}
# axe reads no text of stylesheets (`css_names.js`).
_CSS_NAME = MessageTemplate(
    "css-name",
    'The name "{name}" comes only from a stylesheet (`content`); review whether it describes the element.',
)
# Two checks fail where they are true, and axe's message says the opposite ("Element is not focusable").
_PRESENTATIONAL = {
    "is-element-focusable": MessageTemplate(
        "presentational-but-focusable", "Element has a presentational role, but can be focused."
    ),
    "has-global-aria-attribute": MessageTemplate(
        "presentational-but-described",
        "Element has a presentational role, but also global ARIA attributes: {attributes}.",
    ),
}


def axe_messages(checks: tuple[AxeCheck, ...]) -> tuple[Message, ...]:
    """Return the messages of axe's checks, each once.

    A message that no template of axe's gives with the check's data is kept as text.
    """
    found = (_message(check) for check in checks if check.message.strip())
    return tuple({str(message): message for message in found}.values())


def _message(check: AxeCheck) -> Message:
    if check.message_key == "untested-frames":
        return _UNTESTED_FRAMES[check.id].format(frames=check.data["frames"])
    if check.message_key == "css-name":
        return _CSS_NAME.format(name=check.data["name"])
    if check.id in _PRESENTATIONAL:
        return _PRESENTATIONAL[check.id].format(attributes=_value("values", check.data))
    text = check.message.strip()
    for candidate in _candidates().get(check.id, ()):
        # Most templates of a check differ in their first words: only one or two have to be filled.
        if text.startswith(candidate.prefix):
            values = {name: _value(name, check.data) for name in candidate.fields}
            message = Message(candidate.id, candidate.template, values)
            with suppress(
                KeyError, IndexError, ValueError
            ):  # the data are those of another template
                if str(message) == text:
                    return message
    return plain_message(text, check.id)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A template of a check: the message id, the text before the first field, and the fields' names."""

    id: str
    template: str
    prefix: str
    fields: tuple[str, ...]


@cache
def _candidates() -> Mapping[str, tuple[_Candidate, ...]]:
    return {
        check: tuple(_candidate(f"{check}.{key}", text) for key, text in templates.items())
        for check, templates in axe_templates().items()
    }


def _candidate(message_id: str, template: str) -> _Candidate:
    parts = list(Formatter().parse(template))
    fields = dict.fromkeys(name for _, name, _, _ in parts if name is not None)
    return _Candidate(message_id, template, parts[0][0] if parts else "", tuple(fields))


@cache
def axe_templates() -> Mapping[str, Mapping[str, str]]:
    """Return axe's message templates by check id and the key of the message ("" for the only one)."""
    data = (files("a11ycheck") / "_axe" / "checks.json").read_text(encoding="utf-8")
    return {check: dict(_flat(messages)) for check, messages in json.loads(data).items()}


def _flat(messages: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the key and template of each message: "fail", or "fail.singular" where there are several."""
    for outcome, message in messages.items():
        if isinstance(message, str):
            yield outcome, template_of(message)
        elif isinstance(message, Mapping):
            for key, text in message.items():
                yield f"{outcome}.{key}", template_of(text)


def template_of(text: str) -> str:
    """Return axe's template in our form: `${data.values}` becomes `{values}`, `${data}` `{data}`."""
    parts = _FIELD.split(text)
    escaped = [part.replace("{", "{{").replace("}", "}}") for part in parts[::2]]
    names = [name or "data" for name in parts[1::2]]
    return escaped[0] + "".join(
        f"{{{name}}}{rest}" for name, rest in zip(names, escaped[1:], strict=True)
    )


def _value(name: str, data: Any) -> Value:
    """Return the value of a field as JavaScript writes it into a string; "" if the data lack it."""
    if isinstance(data, Mapping) and name in data:
        return _plain(data[name])
    return _plain(data) if name in {"data", "values"} else ""


def _plain(value: Any) -> Value:
    match value:
        case bool() | None:
            return {True: "true", False: "false", None: "null"}[value]
        case float() if value.is_integer():
            return int(value)
        case str() | int() | float():
            return value
        case list() | tuple():
            return tuple(str(_plain(item)) for item in value)
        case _:
            return "[object Object]"
