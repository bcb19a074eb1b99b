"""Compare the output in a page with a real one; times, versions and omitted lines aside."""

import difflib
import re
from collections.abc import Iterator, Sequence

__all__ = ["differences", "regenerated"]

OMITTED = "…"
_STARTED = re.compile(r"started \d{4}-\d\d-\d\d")
# What differs between runs and machines, and what stands for it in a comparison.
_VARIES = [
    (re.compile(r"\d{4}-\d\d-\d\d(?: \d\d:\d\d(?::\d\d)?)?(?: UTC)?"), "DATE"),
    (re.compile(r"(?<!about )(?<!estimated )(?<![\d.])\d+(?:\.\d+)? m?s\b(?! on )"), "TIME"),
    (re.compile(r"(?:chrome-headless-shell|chromium|chrome) (?=\d+\.)"), "BROWSER "),
    (re.compile(r"(?<![\d./])\d+\.\d+\.\d+(?:\.\d+)*(?![\d.]*[\d/:])"), "VERSION"),
    (re.compile(r"\bversion \d{3}\b"), "version VERSION"),
    (re.compile(r"/axe/\d+\.\d+/"), "/axe/VERSION/"),
    (re.compile(r"/\S*/(?:chrom\w*)[\w-]*(?=\s|$)"), "PROGRAM"),
    (re.compile(r"(?<=is displayed in ).*"), "FONT"),
]
# Root sees another line than other users.
_MACHINE = re.compile(r"^(?:ok|note) +sandbox ")
# Printed only by a slow machine; a terminal erases it.
_PROGRESS = re.compile(r"^Audited \d+ of \d+ pages, ")


def differences(shown: Sequence[str], real: Sequence[str]) -> list[str]:
    """Return a diff of both outputs, as they are compared; [] if they are equal."""
    wanted, found = _normalised(shown), _normalised(real)
    if _matches(wanted, found):
        return []
    return list(difflib.unified_diff(wanted, found, "in the page", "now", lineterm="", n=2))


def regenerated(shown: Sequence[str], real: Sequence[str]) -> list[str]:
    """Return the real output, without about as many lines as the page omits where it omits some."""
    if not differences(shown, real):
        return list(shown)
    parts = list(_parts(shown))
    if len(parts) == 1:
        return _trimmed(real)
    lines: list[str] = []
    rest = _trimmed(real)
    for number, part in enumerate(parts):
        if number:
            lines.append(OMITTED)
        if not part:
            continue
        if number == 0:
            start = 0
        elif number == len(parts) - 1:
            start = max(0, len(rest) - len(part))
        else:
            start = _most_similar(part, rest)
        lines += rest[start : start + len(part)]
        rest = rest[start + len(part) :]
    return lines


def _most_similar(part: Sequence[str], lines: Sequence[str]) -> int:
    wanted = _normalised(part)
    matcher = difflib.SequenceMatcher(b=wanted, autojunk=False)

    def similarity(start: int) -> float:
        matcher.set_seq1(_normalised(lines[start : start + len(part)]))
        return matcher.ratio()

    return max(range(max(1, len(lines) - len(part) + 1)), key=similarity)


def _parts(lines: Sequence[str]) -> Iterator[list[str]]:
    part: list[str] = []
    for line in lines:
        if line == OMITTED:
            yield part
            part = []
        else:
            part.append(line)
    yield part


def _matches(wanted: Sequence[str], found: Sequence[str]) -> bool:
    first, *others = _parts(wanted)
    if not others:
        return list(first) == list(found)
    *middle, last = others
    if list(found[: len(first)]) != first:
        return False
    at = len(first)
    for part in middle:
        fits = [
            start
            for start in range(at, len(found) - len(part) + 1)
            if list(found[start : start + len(part)]) == part
        ]
        if not fits:
            return False
        at = fits[0] + len(part)
    return len(found) - len(last) >= at and (not last or list(found[-len(last) :]) == last)


def _normalised(lines: Sequence[str]) -> list[str]:
    texts = [line for line in _unwrapped(_trimmed(lines)) if not _MACHINE.match(line)]
    for pattern, word in _VARIES:
        texts = [pattern.sub(word, text) for text in texts]
    return texts


def _unwrapped(lines: Sequence[str]) -> list[str]:
    """Join the lines of the summary's time, which wraps at another place in each run."""
    texts: list[str] = []
    indent = -1
    for line in lines:
        depth = len(line) - len(line.lstrip())
        if 0 <= indent < depth:
            texts[-1] += f" {line.strip()}"
            continue
        indent = depth if _STARTED.search(line) else -1
        texts.append(line)
    return texts


def _trimmed(lines: Sequence[str]) -> list[str]:
    texts = [line.rstrip() for line in lines if not _PROGRESS.match(line)]
    while texts and not texts[-1]:
        texts.pop()
    return texts
