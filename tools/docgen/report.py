"""The reference of the JSON report, from its schema."""

from collections.abc import Iterator, Mapping
from typing import Any

from a11ycheck.reporters import schema
from docgen.markup import code, literal, page, table

__all__ = ["report_page"]

Schema = Mapping[str, Any]

_TYPES = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "true or false",
    "null": "null",
}


def report_page() -> str:
    """Return the page with every key of the report, object by object."""
    return page("report.md.j2", objects=list(_objects("", schema())))


def _objects(path: str, node: Schema, about: str = "") -> Iterator[dict[str, str]]:
    """Yield the object at `path`, then those within it; `about` is said of it where it says nothing."""
    node = _resolve(node)
    about = str(node.get("description", about))
    if node.get("type") == "array":
        yield from _objects(f"{path}[]", node["items"], about)
    elif "oneOf" in node:
        for choice in node["oneOf"]:
            yield from _objects(path, choice, about)
    elif node.get("type") == "object":
        rows = [_row(key, part) for key, part in node["properties"].items()]
        yield {
            "path": path,
            "about": literal(about),
            "table": table(("Key", "Type", "Meaning"), rows),
        }
        for key, part in node["properties"].items():
            yield from _objects(f"{path}.{key}".lstrip("."), part)


def _row(key: str, node: Schema) -> tuple[str, str, str]:
    return code(key), _type(node), literal(str(_resolve(node).get("description", "")))


def _type(node: Schema) -> str:
    node = _resolve(node)
    if "oneOf" in node:
        return " or ".join(_type(choice) for choice in node["oneOf"])
    if "const" in node:
        return code(str(node["const"]))
    if "enum" in node:
        return "one of " + ", ".join(code(str(value)) for value in node["enum"])
    if node["type"] == "array":
        return f"list of {_type(node['items'])}"
    return _TYPES.get(node["type"], "object")


def _resolve(node: Schema) -> Schema:
    """Return the node with what it refers to; its own words win over those of the definition."""
    if "$ref" not in node:
        return node
    definition = schema()["$defs"][node["$ref"].rpartition("/")[2]]
    return {**_resolve(definition), **{key: node[key] for key in node if key != "$ref"}}
