"""Text that all reports share: counts, sizes, times, lists and source lines, safe to show anywhere."""

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime

from a11ycheck.model import Element, InteractionRule, Precision, RuleId, SourceLocation
from a11ycheck.reporters.i18n import plural, translate
from a11ycheck.rules import by_id
from a11ycheck.web.escapes import escape_invisible

__all__ = [
    "clip",
    "count",
    "has_own_text",
    "link",
    "listing",
    "one_line",
    "only_in",
    "path",
    "selector",
    "size",
    "source_line",
    "source_line_parts",
    "time",
    "translation",
    "uncertainty",
    "when",
]

_KB = 1000
_MINUTE = 60

_SPACE = re.compile(r"[ \t\n\r\f]+")

_UNCERTAINTY = {
    Precision.EXACT: "",
    Precision.BLOCK: "The element is in the block that starts at this line.",
    Precision.SECTION: "The element is in the section that starts at this line.",
    Precision.PAGE: "The element is somewhere in this file.",
}
_PRECISION = {
    Precision.EXACT: "",
    Precision.BLOCK: "about",
    Precision.SECTION: "in the section at",
    Precision.PAGE: "somewhere in",
}


def count(number: int, one: str, many: str = "") -> str:
    """Return the number with its noun, such as "1 page" or "1,204 pages"."""
    return plural(f"{{number}} {one}", f"{{number}} {many or one + 's'}", number)


def size(wire_bytes: int) -> str:
    """Return a number of bytes in bytes, kB (1000 bytes) or MB, as browsers do."""
    if wire_bytes < _KB:
        return count(wire_bytes, "byte")
    kilo = round(wire_bytes / _KB, 1)
    if kilo < _KB:
        return translate("{number} kB", number=f"{kilo:.1f}")
    return translate("{number} MB", number=f"{kilo / _KB:.1f}")


def time(seconds: float) -> str:
    """Return a time given in seconds as "4.2 s" or "2 min 5 s"."""
    if round(seconds, 1) < _MINUTE:
        return translate("{seconds} s", seconds=f"{seconds:.1f}")
    minutes, rest = divmod(round(seconds), _MINUTE)
    return translate("{minutes} min {seconds} s", minutes=minutes, seconds=rest)


def when(started: str) -> str:
    """Return a time in ISO 8601 as "2026-03-01 09:30 UTC", or "" for none."""
    if not started:
        return ""
    moment = datetime.fromisoformat(started).astimezone(UTC)
    return moment.strftime("%Y-%m-%d %H:%M UTC")


def one_line(text: str) -> str:
    """Return text on one line, with every invisible character escaped as in Python."""
    return escape_invisible(_SPACE.sub(" ", text).strip())


def path(name: str) -> str:
    """Return a file name with its spaces kept and every invisible character escaped."""
    return escape_invisible(name)


def clip(text: str, limit: int) -> str:
    """Return text on one line: at most `limit` characters, and the number of those omitted."""
    text = one_line(text)
    rest = len(text) - limit
    return text if rest <= 0 else f"{text[:limit]}… ({count(rest, 'character')} more)"


def listing(names: Iterable[str], limit: int, noun: str) -> str:
    """Return the first names and how many more there are: "a, b and 7 more pages"."""
    shown = [one_line(name) for name in names]
    rest = len(shown) - limit
    # "and 1 more page" is no shorter than the name of that page.
    if rest <= 1:
        return translate(", ").join(shown)
    first = translate(", ").join(shown[:limit])
    return f"{first} {plural(f'and {{number}} more {noun}', f'and {{number}} more {noun}s', rest)}"


def link(url: str) -> str:
    """Return a URL that is safe to follow (http or https), or "" for any other."""
    return one_line(url) if url.startswith(("https://", "http://")) else ""


def selector(target: Iterable[str | Sequence[str]]) -> str:
    """Return axe's target as one text: " → " goes into a frame, " >>> " into a shadow root."""
    steps = (step if isinstance(step, str) else " >>> ".join(step) for step in target)
    return one_line(" → ".join(steps))


def has_own_text(element: Element) -> bool:
    """Return whether an element's text tells more than its HTML; that of a whole page does not."""
    is_page = element.html.startswith(("<html", "<body"))
    return bool(element.text) and not is_page and element.text not in element.html


def only_in(rule: RuleId, seen: Sequence[str], variants: Sequence[str]) -> str:
    """Return "only in dark" for an element that some variants show, or "" for one that all show.

    Where a rule is tested in the first variant, which stands for all, it is "tested in phone-light".
    """
    # A scripted state, such as a narrow viewport, is no variant: the rule's message names it.
    if set(seen) >= set(variants) or not set(seen) & set(variants):
        return ""
    known = by_id(rule)
    is_tested_once = isinstance(known, InteractionRule) and known.is_tested_once
    if is_tested_once and variants[0] in seen:
        return translate("tested in {what}", what=listing(seen, len(seen), "variant"))
    parts = dict.fromkeys(part for name in seen for part in name.rsplit("-", 1))
    for part in parts:
        if set(seen) == {name for name in variants if part in name.rsplit("-", 1)}:
            return translate("only in {what}", what=translate(one_line(part)))
    return translate("only in {what}", what=listing(seen, len(seen), "variant"))


def uncertainty(source: SourceLocation) -> str:
    """Return a sentence on what the line stands for, or "" for an exact line."""
    return translate(_UNCERTAINTY[source.precision])


def source_line_parts(source: SourceLocation) -> tuple[str, str]:
    """Return how precise a line is ("" for an exact one), and "docs/x.md:37"."""
    file = path(source.file)
    # Where no more than the file is known, a line would mislead.
    line = "" if source.precision is Precision.PAGE else f":{source.line}"
    return translate(_PRECISION[source.precision]), f"{file}{line}"


def source_line(source: SourceLocation) -> str:
    """Return a source location in one phrase, such as "about docs/x.md:37"."""
    return " ".join(filter(None, source_line_parts(source)))


def translation(source: SourceLocation) -> str:
    """Return where the text is translated, such as "locales/ar/LC_MESSAGES/x.po:12", or ""."""
    entry = source.catalogue
    return f"{path(entry.file)}:{entry.line}" if entry else ""
