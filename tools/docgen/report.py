"""The reference of the JSON report, from its schema."""

from collections.abc import Iterator, Mapping
from typing import Any

from a11ycheck.reporters import schema
from docgen.markup import code, literal, page, table

__all__ = ["report_page"]

Schema = Mapping[str, Any]

_TYPES = {
    "string": "text",
    "integer": "integer",
    "number": "number",
    "boolean": "boolean",
    "null": "null",
}
_HEADER = ("Key", "Type", "Meaning")


def report_page() -> str:
    """Return the page with every key of the report, each type of object once."""
    paths: dict[str, list[str]] = {}
    for name, path in _uses("", schema()):
        paths.setdefault(name, []).append(path)
    objects = [_object("", schema(), [])]
    objects += [_object(_name(name), _definition(name), paths[name]) for name in paths]
    return page("report.md.j2", objects=objects)


def _uses(path: str, node: Schema, within: tuple[str, ...] = ()) -> Iterator[tuple[str, str]]:
    """Yield the name and path of each object type, in the order of the report."""
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        definition = _definition(name)
        if "properties" in definition and name not in within:
            yield name, path
            yield from _uses(path, definition, (*within, name))
    for key, part in node.get("properties", {}).items():
        yield from _uses(f"{path}.{key}".lstrip("."), part, within)
    if "items" in node:
        yield from _uses(f"{path}[]", node["items"], within)
    if isinstance(node.get("additionalProperties"), Mapping):
        yield from _uses(f"{path}.*", node["additionalProperties"], within)
    for choice in node.get("anyOf", ()):
        yield from _uses(path, choice, within)


def _object(name: str, node: Schema, paths: list[str]) -> dict[str, Any]:
    rows = [
        (code(key), _type(part), literal(_description(part)))
        for key, part in node["properties"].items()
    ]
    return {
        "name": name,
        "paths": [code(path) for path in paths],
        "about": literal(node["description"]),
        "table": table(_HEADER, rows),
    }


def _type(node: Schema) -> str:
    if "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        definition = _definition(name)
        return _name(name) if "properties" in definition else _type(definition)
    if "anyOf" in node:
        return " or ".join(_type(choice) for choice in node["anyOf"])
    if "enum" in node:
        values = ", ".join(code(str(value)) for value in node["enum"])
        return f"one of {values}" if len(node["enum"]) > 1 else values
    if node["type"] == "array":
        return f"list of {_type(node['items'])}"
    if node["type"] == "object":
        return f"object of {_type(node['additionalProperties'])}"
    return _TYPES[node["type"]]


def _description(node: Schema) -> str:
    """Return the description of a key, or else of its type."""
    if "description" in node or "$ref" not in node:
        return str(node.get("description", ""))
    return str(_definition(node["$ref"].rpartition("/")[2])["description"])


def _definition(name: str) -> Schema:
    found: Schema = schema()["$defs"][name]
    return found


def _name(definition: str) -> str:
    return definition.removesuffix("Record")
