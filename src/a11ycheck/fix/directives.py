"""Read directives of MyST and reStructuredText in a source, and set their options and arguments."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from a11ycheck.model import Edit

__all__ = ["Directive", "deeper", "depth_of", "directive_at", "fenced", "indented", "inside"]

_LEAD = r"(?P<lead>(?:[\s>]|[-*+]\s|\d+[.)]\s|\#\.\s)*)"
_MYST = re.compile(
    _LEAD + r"(?P<fence>`{3,}|~{3,}|:{3,})[ \t]*\{(?P<name>[\w:-]+)\}(?P<argument>.*)"
)
_REST = re.compile(_LEAD + r"\.\.\s+(?:\|[^|]+\|\s+)?(?P<name>[\w:-]+)::(?P<argument>.*)")
_OPTION = re.compile(r":(?P<name>[\w-]+):(?:\s|$)")
_RULER = "---"


@dataclass(frozen=True, slots=True, kw_only=True)
class Directive:
    """A directive: its line (from 0), name and argument, the text before it, and its fence.

    `fence` is empty in reStructuredText. `options` are the lines of its options.
    """

    line: int
    name: str
    argument: str
    lead: str
    fence: str
    text: str
    options: range
    is_yaml: bool = False

    @property
    def margin(self) -> str:
        """Return the prefix of the further lines of the block that contains the directive."""
        return indented(self.lead)

    def with_option(self, lines: Sequence[str], name: str, value: str) -> Edit:
        """Return the edit that sets an option, replacing it where it is set already."""
        for number in self.options:
            if inside(lines[number], self.margin).lstrip(":").startswith(f"{name}:"):
                start = lines[number].index(name)
                line = f"{lines[number][:start]}{name}: {value}"
                return Edit(first=number, last=number + 1, lines=(line,))
        if self.is_yaml:
            return _insert(lines, self.options.start - 1, f"{self.margin}{name}: {value}")
        return _insert(
            lines, self._before_options(lines), self._margin_of_options(lines, name, value)
        )

    def with_argument(self, argument: str) -> Edit:
        """Return the edit that adds an argument to a directive without one."""
        line = f"{self.text.rstrip()} {argument}"
        return Edit(first=self.line, last=self.line + 1, lines=(line,))

    def body(self, lines: Sequence[str]) -> tuple[str, ...]:
        """Return the lines of its content without their margin."""
        start = self.options.stop + self.is_yaml if self.options else self.line + 1
        if self.fence:
            return fenced(lines[start:], self.margin, self.fence)
        return deeper(lines[start:], len(self.margin))

    def _before_options(self, lines: Sequence[str]) -> int:
        """Return the line after which a new option goes: the last line of the argument."""
        if self.options:
            return self.options.start - 1
        line = self.line
        while not self.fence and line + 1 < len(lines) and lines[line + 1].strip():
            line += 1
        return line

    def _margin_of_options(self, lines: Sequence[str], name: str, value: str) -> str:
        if self.fence:
            return f"{self.margin}:{name}: {value}"
        below = (text for text in lines[self.line + 1 :] if text.strip())
        sample = lines[self.options.start] if self.options else next(below, "")
        depth = max(depth_of(sample), len(self.margin) + 1)
        margin = sample[:depth] if not sample[:depth].strip() else " " * depth
        return f"{margin}:{name}: {value}"


def directive_at(lines: Sequence[str], number: int) -> Directive | None:
    """Return the directive that begins on a line, or None."""
    if not (found := _MYST.fullmatch(lines[number]) or _REST.fullmatch(lines[number])):
        return None
    named = found.groupdict()
    fence = named.get("fence") or ""
    options, is_yaml = _options(lines, number, indented(named["lead"]), fence)
    return Directive(
        line=number,
        name=named["name"],
        argument=named["argument"].strip(),
        lead=named["lead"],
        fence=fence,
        text=lines[number],
        options=options,
        is_yaml=is_yaml,
    )


def _options(lines: Sequence[str], number: int, margin: str, fence: str) -> tuple[range, bool]:
    """Return the lines of the options, and whether they are YAML between `---` lines."""
    start = number + 1
    if fence and start < len(lines) and inside(lines[start], margin).strip() == _RULER:
        end = start + 1
        while end < len(lines) and inside(lines[end], margin).strip() != _RULER:
            end += 1
        return range(start + 1, end), True
    while (
        not fence and start < len(lines) and lines[start].strip() and not _is_option(lines[start])
    ):
        start += 1  # the argument continues
    end = start
    while end < len(lines) and _is_option(inside(lines[end], margin)):
        end += 1
    return range(start, end), False


def _is_option(text: str) -> bool:
    return _OPTION.match(text.strip()) is not None


def _insert(lines: Sequence[str], number: int, line: str) -> Edit:
    """Return the edit that inserts a line; it includes the line above, whose ending may be missing."""
    return Edit(first=number, last=number + 1, lines=(lines[number], line))


def indented(lead: str) -> str:
    """Return the prefix of the further lines of a block whose first line begins with `lead`."""
    return "".join(mark if mark in "> \t" else " " for mark in lead)


def fenced(lines: Sequence[str], margin: str, fence: str) -> tuple[str, ...]:
    """Return the lines up to the end of a fence, without the margin of its block."""
    found: list[str] = []
    for text in lines:
        words = inside(text, margin)
        closing = words.strip()
        if set(closing) == {fence[0]} and len(closing) >= len(fence):
            break
        found.append(words)
    return tuple(found)


def deeper(lines: Sequence[str], depth: int) -> tuple[str, ...]:
    """Return the lines before the first that is indented by `depth` or less, without their margin."""
    found: list[str] = []
    for text in lines:
        if text.strip() and depth_of(text) <= depth:
            break
        found.append(text)
    least = min((depth_of(text) for text in found if text.strip()), default=0)
    return tuple(text[least:] for text in found)


def inside(text: str, margin: str) -> str:
    """Return a line without as much of its block's margin as it has."""
    for mark in margin:
        if mark == ">":
            text = text.lstrip(" ").removeprefix(">")
        elif text[:1] in {" ", "\t"}:
            text = text[1:]
    return text


def depth_of(text: str) -> int:
    """Return the number of characters that indent a line."""
    return len(text) - len(text.lstrip())
