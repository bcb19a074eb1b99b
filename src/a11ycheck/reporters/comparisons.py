"""Comparisons: for a terminal, as Markdown for a pull request, and as JSON."""

import json
from collections.abc import Iterator, Sequence
from importlib.resources import files
from typing import Any, Final

from a11ycheck.comparison import Comparison, FindingState, GroupedChange, Unit, WeightChange
from a11ycheck.reporters import text
from a11ycheck.reporters.comparison_words import (
    change_text,
    findings_text,
    headline,
    pages_text,
)
from a11ycheck.reporters.i18n import translate

__all__ = [
    "comparison_as_json",
    "comparison_as_markdown",
    "comparison_as_text",
    "comparison_schema",
]

SCHEMA: Final = "a11ycheck-comparison/1"
_MARKDOWN: Final = str.maketrans({letter: f"\\{letter}" for letter in "\\`*_[]<>|#"})

# A title and its lines.
_Section = tuple[str, list[str]]


def comparison_as_text(comparison: Comparison) -> str:
    """Return the comparison for a terminal."""
    lines = [headline(comparison)]
    for title, items in _sections(comparison):
        lines += ["", f"{title}:", *(f"  {item}" for item in items)]
    return "\n".join(lines) + "\n"


def comparison_as_markdown(comparison: Comparison) -> str:
    """Return the comparison for a pull request."""
    lines = [f"### {translate('What changed for assistive technology')}", "", headline(comparison)]
    for title, items in _sections(comparison):
        lines += ["", f"**{title}**", "", *(f"- {item.translate(_MARKDOWN)}" for item in items)]
    return "\n".join(lines) + "\n"


def _sections(comparison: Comparison) -> Iterator[_Section]:
    theme = [item for item in comparison.changes if item.is_of_theme]
    single = [item for item in comparison.changes if not item.is_of_theme]
    sections: list[_Section] = [
        (translate("Losses"), [_line(item) for item in comparison.losses]),
        (translate("On many pages"), [_line(item) for item in theme if not item.change.is_loss]),
        (translate("On single pages"), [_line(item) for item in single if not item.change.is_loss]),
        (translate("Added pages"), list(map(text.path, comparison.added_pages))),
        (translate("Removed pages"), list(map(text.path, comparison.removed_pages))),
        (translate("Weight"), list(_weight_lines(comparison.weights))),
        (translate("New findings"), list(_finding_lines(comparison.new_findings))),
        (translate("Fixed findings"), list(_finding_lines(comparison.fixed_findings))),
        (translate("Not tested"), list(map(text.path, comparison.not_tested))),
    ]
    yield from ((title, lines) for title, lines in sections if lines)


def _line(item: GroupedChange) -> str:
    where = text.source_line(item.source) if item.source else ""
    places = translate("; ").join(filter(None, (pages_text(item.pages), where)))
    return f"{change_text(item)} [{places}]"


def _weight_lines(weights: Sequence[WeightChange]) -> Iterator[str]:
    """Yield the pages that became lighter or heavier; those with one difference together."""
    groups: dict[tuple[str, str], list[str]] = {}
    for item in weights:
        before, after = item.wire_bytes
        old, new = item.first_paint
        sign = "+" if after >= before else "-"
        size = f"{sign}{text.size(abs(after - before))}"
        slower = 0.0 if old is None or new is None else round(new - old, 1)
        paint = f"{slower:+.1f}" if slower else ""
        groups.setdefault((size, paint), []).append(item.page)
    for (size, paint), pages in groups.items():
        seconds = translate("first paint {seconds} s", seconds=paint) if paint else ""
        amounts = translate(", ").join(filter(None, (size, seconds)))
        yield f"{amounts} [{pages_text(tuple(pages))}]"


def _finding_lines(findings: Sequence[FindingState]) -> Iterator[str]:
    """Yield one line for each rule, with all pages on which it found something."""
    pages: dict[tuple[str, str], dict[str, None]] = {}
    for item in findings:
        pages.setdefault((item.rule, item.title), {}).update(dict.fromkeys(item.pages))
    return (findings_text(rule, title, tuple(found)) for (rule, title), found in pages.items())


def comparison_schema() -> dict[str, Any]:
    """Return the JSON Schema of `comparison_as_json`."""
    path = files("a11ycheck.reporters") / "comparison.schema.json"
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def comparison_as_json(comparison: Comparison) -> str:
    """Return the comparison as JSON, which `comparison.schema.json` describes."""
    document = {
        "schema": SCHEMA,
        "pages_compared": comparison.compared,
        "changed_pages": list(comparison.changed_pages),
        "added_pages": list(comparison.added_pages),
        "removed_pages": list(comparison.removed_pages),
        "not_tested": list(comparison.not_tested),
        "changes": [_change(item) for item in comparison.changes],
        "weights": [
            {
                "page": item.page,
                "wire_bytes": list(item.wire_bytes),
                "first_paint": list(item.first_paint),
            }
            for item in comparison.weights
        ],
        "new_findings": [_finding(item) for item in comparison.new_findings],
        "fixed_findings": [_finding(item) for item in comparison.fixed_findings],
    }
    return json.dumps(document, indent=1, ensure_ascii=False) + "\n"


def _change(item: GroupedChange) -> dict[str, Any]:
    return {
        "kind": str(item.change.kind),
        "is_loss": item.change.is_loss,
        "text": change_text(item),
        "before": _unit(item.change.before),
        "after": _unit(item.change.after),
        "others": item.change.others,
        "scope": "theme" if item.is_of_theme else "page",
        "pages": list(item.pages),
        "count": item.count,
        "source": item.source and {"file": item.source.file, "line": item.source.line},
    }


def _unit(unit: Unit | None) -> dict[str, Any] | None:
    if unit is None:
        return None
    return {
        "role": unit.role,
        "name": unit.name,
        "level": unit.level or None,
        "states": dict(unit.states),
        "language": unit.language,
        "selector": unit.selector,
    }


def _finding(item: FindingState) -> dict[str, Any]:
    return {
        "fingerprint": item.fingerprint,
        "rule": item.rule,
        "title": item.title,
        "outcome": item.outcome,
        "pages": list(item.pages),
    }
