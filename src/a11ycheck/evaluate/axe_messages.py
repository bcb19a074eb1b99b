"""axe's messages as templates and values, so that they can be translated."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from functools import cache
from importlib.resources import files
from typing import Any

from a11ycheck.model import AxeCheck, Message, plain_message

__all__ = ["axe_messages", "axe_templates", "template_of"]

_FIELD = re.compile(r"\$\{\s*data(?:\.(\w+))?\s*\}")


def axe_messages(checks: tuple[AxeCheck, ...]) -> tuple[Message, ...]:
    """Return the messages of axe's checks, each once.

    A message that no template of axe's gives with the check's data is kept as text.
    """
    found = (_message(check) for check in checks if check.message.strip())
    return tuple({str(message): message for message in found}.values())


def _message(check: AxeCheck) -> Message:
    text = check.message.strip()
    for key, template in axe_templates().get(check.id, {}).items():
        values = _values(template, check.data)
        message = Message(f"{check.id}.{key}" if key else check.id, template, values)
        with suppress(KeyError, IndexError, ValueError):  # the data are those of another template
            if str(message) == text:
                return message
    return plain_message(text, check.id)


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


def _values(template: str, data: Any) -> dict[str, Any]:
    """Return the values of a template's fields as JavaScript writes them into a string."""
    values: dict[str, Any] = {"data": _plain(data), "values": _plain(data)}
    if isinstance(data, Mapping):
        values |= {name: _plain(item) for name, item in data.items()}
    names = set(re.findall(r"(?<!\{)\{(\w+)\}", template))
    return {name: value for name, value in values.items() if name in names}


def _plain(value: Any) -> str | int | float | tuple[str | int | float, ...]:
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
