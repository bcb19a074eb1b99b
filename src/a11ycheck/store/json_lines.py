"""Find the line of each value in a JSON text, which `json` does not tell."""

import json
import re

__all__ = ["JsonPath", "lines_of"]

# The keys and indexes that lead to a value from the top.
JsonPath = tuple[str | int, ...]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:\n]|[^\s{}\[\],:"]+')


def lines_of(text: str) -> dict[JsonPath, int]:
    """Return the line, counted from 1, of each value of a valid JSON text, by its path."""
    found: dict[JsonPath, int] = {}
    path: list[str | int] = []  # where each open list or object is by now; "" before its first key
    in_list: list[bool] = []
    key_follows = False
    line = 1
    for part in _TOKEN.findall(text):
        if part == "\n":
            line += 1
        elif part in "}]":
            path.pop()
            in_list.pop()
        elif part == ",":
            key_follows = not in_list[-1]
            last = path[-1]
            path[-1] = last + 1 if isinstance(last, int) else ""
        elif key_follows and part != ":":
            path[-1] = json.loads(part)
            key_follows = False
        elif part != ":":
            found[tuple(path)] = line
            if part in "{[":
                path.append("" if part == "{" else 0)
                in_list.append(part == "[")
                key_follows = part == "{"
    return found
